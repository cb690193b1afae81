"""From the rows of a spreadsheet to the domain's values; what cannot be used is named by row and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import marshmallow as ma

from services.volunteers.commands.teams import Entry
from services.volunteers.domain.names import fold
from services.volunteers.domain.volunteer import Gender
from services.volunteers.doorway.parsing import contact_of
from services.volunteers.schemas.spreadsheet import Sheet
from services.volunteers.schemas.teams import MemberRow
from shared.errors import Invalid
from shared.web.messages import flattened

COLUMNS = {
    "name": ("họ tên", "họ và tên", "name"),
    "phone": ("điện thoại", "số điện thoại", "phone"),
    "birth_year": ("năm sinh", "birth_year"),
    "gender": ("giới tính", "gender"),
    "email": ("email", "thư điện tử"),
    "language": ("ngôn ngữ", "language"),
    "topics": ("nội dung", "topics"),
}
NEEDED = ("name", "phone", "birth_year")

_GENDERS = {"nu": Gender.FEMALE, "nam": Gender.MALE, "khac": Gender.OTHER}

Faults = dict[str, list[tuple[str, str]]]


def entries_of(sheet: Sheet, now: datetime) -> list[Entry]:
    """The members on a team's list.

    Raises :class:`Invalid`: ``file`` for the list as a whole, ``file.3.phone`` for the telephone in row 3.
    """
    faults: Faults = {}
    entries: list[Entry] = []
    for number, record in sheet.records(COLUMNS, NEEDED):
        try:
            entries.append(_entry(record, number, now))
        except ma.ValidationError as error:
            faults |= _named(error, number)
        except Invalid as error:
            faults |= {path: list(sentences) for path, sentences in error.fields.items()}
    if faults:
        raise Invalid(faults)
    return entries


def rows_of(
    sheet: Sheet, row: type[ma.Schema], columns: Mapping[str, Iterable[str]], needed: Iterable[str]
) -> list[tuple[int, dict[str, Any]]]:
    """The rows of any list, each with its number, as ``row`` loads them; raises as :func:`entries_of` does."""
    faults: Faults = {}
    loaded: list[tuple[int, dict[str, Any]]] = []
    for number, record in sheet.records(columns, needed):
        try:
            loaded.append((number, row().load(record)))
        except ma.ValidationError as error:
            faults |= _named(error, number)
    if faults:
        raise Invalid(faults)
    return loaded


def _entry(record: Mapping[str, str], number: int, now: datetime) -> Entry:
    row: dict[str, Any] = MemberRow().load(_in_codes(record))
    contact = contact_of(row, f"file.{number}.", now)
    return Entry(contact, row["birth_year"], row["gender"], tuple(row["topics"]))


def _in_codes(record: Mapping[str, str]) -> dict[str, Any]:
    """With the words people write in such lists as our codes."""
    codes: dict[str, Any] = dict(record)
    if "gender" in codes:
        codes["gender"] = _GENDERS.get(fold(codes["gender"]), codes["gender"])
    if "topics" in codes:
        codes["topics"] = codes["topics"].replace(",", " ").replace(";", " ").split()
    return codes


def _named(error: ma.ValidationError, number: int) -> Faults:
    vi, en = (flattened(error.messages, language) for language in ("vi", "en"))
    return {f"file.{number}.{path}": list(zip(vi[path], en[path], strict=True)) for path in vi}
