"""Lists that staff keep in a spreadsheet, sent as base64: CSV in UTF-8, or XLSX.

The first row names the columns, in any order; capitals, marks and spaces do not matter. Only the first
sheet of a workbook is read. What cannot be read is refused in a sentence that says what to do.
"""

from __future__ import annotations

import base64
import binascii
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import marshmallow as ma
import openpyxl

from services.volunteers.domain.names import fold
from shared.errors import Invalid
from shared.web.bodies import MAX_BODY_BYTES
from shared.web.language import Sentence

MOST_ROWS = 2000
MOST_COLUMNS = 40
LARGEST_UNPACKED = 20 * 1024 * 1024
"""Bytes. A workbook is a ZIP archive, and a small one can be made to unpack into gigabytes."""

_ZIP = b"PK\x03\x04"
_SEPARATORS = ";,\t"


@dataclass(frozen=True)
class Sheet:
    """The names of the columns, folded, and the rows below them by their number in the sheet (the names' is 1)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def records(self, wanted: Mapping[str, Iterable[str]], needed: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
        """Each row by field, cells that are empty left out; ``wanted`` is field → the names its column may have.

        Raises :class:`Invalid` naming ``file`` when a ``needed`` column is missing, or when there is no row.
        """
        at = {field: self._column(names) for field, names in wanted.items()}
        missing = [min(wanted[field], key=len) for field in needed if at[field] is None]
        if missing or not self.rows:
            raise _unusable(missing)
        places = [(field, place) for field, place in at.items() if place is not None]
        return [(number, {field: row[place] for field, place in places if row[place]}) for number, row in self.rows]

    def _column(self, names: Iterable[str]) -> int | None:
        folded = {fold(name) for name in names}
        return next((place for place, column in enumerate(self.columns) if column in folded), None)


class Spreadsheet(ma.fields.String):
    """A file's bytes in base64 (RFC 4648, 4); loads a :class:`Sheet`."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "base64": Sentence(
            "Gửi cả tệp CSV hoặc XLSX, mã hóa base64.", "Send the whole CSV or XLSX file, encoded as base64."
        ),
        "xlsx": Sentence(
            "Không mở được tệp XLSX này. Lưu lại từ bảng tính, hoặc lưu thành CSV UTF-8.",
            "This XLSX file cannot be opened. Save it again from the spreadsheet, or as CSV UTF-8.",
        ),
        "utf8": Sentence(
            "Tệp CSV không phải UTF-8. Lưu lại thành CSV UTF-8.", "The CSV file is not UTF-8. Save it as CSV UTF-8."
        ),
        "csv": Sentence(
            "Không đọc được tệp CSV này. Lưu lại từ bảng tính.", "This CSV file cannot be read. Save it again."
        ),
        "rows": Sentence(
            "Tệp có quá {most} dòng. Chia thành nhiều tệp.", "The file has more than {most} rows. Split it."
        ),
    }

    def __init__(self, **options: Any) -> None:
        # No text is longer than the body it came in.
        bounds = {"minLength": 4, "maxLength": MAX_BODY_BYTES}
        metadata = {"contentEncoding": "base64", **bounds, "description": "a CSV (UTF-8) or XLSX file"}
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        try:
            raw = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise self.make_error("base64") from error
        return self._sheet(self._of_workbook(raw) if raw.startswith(_ZIP) else self._of_text(raw))

    def _sheet(self, rows: Iterable[Sequence[str]]) -> Sheet:
        numbered = [(number, tuple(row)) for number, row in enumerate(rows, start=1) if any(row)]
        if len(numbered) > MOST_ROWS:
            raise self.make_error("rows", most=MOST_ROWS)
        if not numbered:
            return Sheet((), ())
        columns = tuple(fold(name) for name in numbered[0][1])
        return Sheet(columns, tuple((number, _as_long(row, len(columns))) for number, row in numbered[1:]))

    def _of_text(self, raw: bytes) -> Iterator[list[str]]:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.make_error("utf8") from error
        first = text.partition("\n")[0]
        separator = max(_SEPARATORS, key=first.count)
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
                yield [_tidied(cell) for cell in row]
        except csv.Error as error:
            raise self.make_error("csv") from error

    def _of_workbook(self, raw: bytes) -> Iterator[list[str]]:
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > LARGEST_UNPACKED:
                raise ValueError("unpacks into too much")
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
            yield from [[_cell(value) for value in row] for row in rows]
        except Exception as error:  # a file that was spoiled breaks the reader in any way
            raise self.make_error("xlsx") from error


def _cell(value: Any) -> str:
    """A cell as it reads; a telephone number that was kept as a number has lost nothing but its zero."""
    if value is None:
        return ""
    return _tidied(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))


def _tidied(text: str) -> str:
    return " ".join(text.split())


def _as_long(row: tuple[str, ...], length: int) -> tuple[str, ...]:
    return (*row, *("" for _ in range(length - len(row))))[:length]


def _unusable(missing: Sequence[str]) -> Invalid:
    if missing:
        names = ", ".join(missing)
        return Invalid.one("file", vi=f"Dòng đầu của tệp thiếu cột: {names}.", en=f"The first row lacks: {names}.")
    return Invalid.one("file", vi="Tệp chưa có dòng nào dưới dòng tên cột.", en="There is no row below the names.")
