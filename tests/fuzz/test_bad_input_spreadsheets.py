"""Lists that were spoiled, or meant to harm: each is refused by row and column, and nobody of it is taken in."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from tests.fuzz.house import API, TEAMS, House

pytestmark = pytest.mark.xdist_group("bad-input")

NAMES = "Họ tên;Điện thoại;Năm sinh\n"
LARGEST = 250_000
"""Bytes of a body that is just let in."""


def csv(*rows: str, names: str = NAMES) -> bytes:
    return (names + "\n".join(rows)).encode()


def workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """A workbook in which one part of the archive is another."""
    spoiled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["Họ tên", "Điện thoại", "Năm sinh"], ["x"] * 3]))) as book,
        zipfile.ZipFile(spoiled, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in book.infolist():
            archive.writestr(entry.filename, part if entry.filename == name else book.read(entry))
        if name not in book.namelist():
            archive.writestr(name, part)
    return spoiled.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BILLION_LAUGHS = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><worksheet>&a11;</worksheet>'.encode()
READS_A_FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><v>&a;</v></worksheet>'

WHOLE: list[tuple[str, bytes, str]] = [
    ("nothing", b"    ", "The first row lacks: "),
    ("names alone", csv(), "There is no row below the names."),
    ("no telephone", csv("Trần Thu Hà;1998", names="Họ tên;Năm sinh\n"), "The first row lacks: phone"),
    ("Latin-1", csv("Jos\xe9;0912345678;1998").decode().encode("utf-16"), "Save it as CSV UTF-8."),
    ("Vietnamese of the nineties", b"H\xe4 t\xean;x\n", "Save it as CSV UTF-8."),
    ("a quotation without an end", csv('"Trần Thu Hà;0912345678;1998'), "Save it again."),
    ("a hundred thousand rows", b"a\n" * 90_000, "more than 2000 rows"),
    ("a hundred thousand rows of a workbook", workbook([["a"]] * 30_000), "more than 2000 rows"),
    ("a workbook cut short", workbook([["a"]])[:900], "Save it again from the spreadsheet"),
    ("an archive that is no workbook", with_part("[Content_Types].xml", b"<x/>"), "Save it again from the spreadsheet"),
    (
        "an archive that unpacks into gigabytes",
        with_part(SHEET, b" " * 60_000_000),
        "Save it again from the spreadsheet",
    ),
    ("words that grow a billion times", with_part(SHEET, BILLION_LAUGHS), "Save it again from the spreadsheet"),
    ("a workbook that reads files of ours", with_part(SHEET, READS_A_FILE), "Save it again from the spreadsheet"),
]


@pytest.mark.parametrize(("file", "remedy"), [pytest.param(*row[1:], id=row[0]) for row in WHOLE])
def test_a_list_that_cannot_be_used_is_refused_as_a_whole(unchanged: House, file: bytes, remedy: str) -> None:
    errors = refused(unchanged, file)
    assert list(errors) == ["file"]
    assert remedy in errors["file"][0]


@pytest.mark.parametrize(
    ("row", "field", "remedy"),
    [
        ('=HYPERLINK("http://example.org");0912345678;1998', "file.3.name", "in letters"),
        ("=1+1;0912345678;1998", "file.3.name", "in letters"),
        ("@SUM(A1);0912345678;1998", "file.3.name", "in letters"),
        ("Trần Thu Hà;=0912345678;1998", "file.3.phone", "too few or too many"),
        ("Trần Thu Hà;9,12346E+08;1998", "file.3.phone", "too few or too many"),
        ("Trần Thu Hà;19001234;1998", "file.3.phone", "hotlines"),
        ("\u0301\u0323;0912345678;1998", "file.3.name", "in letters"),
        ("Trần Thu Hà;0912345678;98", "file.3.birth_year", "from 1900 to 2099"),
        ("Trần Thu Hà;0912345678;2098", "file.3.birth_year", "not come yet"),
        ("Trần Thu Hà;0912345678;29/02/1998", "file.3.birth_year", "from 1900 to 2099"),
        (";0912345678;1998", "file.3.name", "This is needed"),
    ],
)
def test_one_cell_that_cannot_be_spoils_the_whole_list_and_is_named_by_row_and_column(
    unchanged: House, row: str, field: str, remedy: str
) -> None:
    errors = refused(unchanged, csv("Phạm Đức Long;0912345679;1999", row))
    assert list(errors) == [field]
    assert remedy in errors[field][0]


def test_every_wrong_row_of_a_list_is_named_at_once(unchanged: House) -> None:
    errors = refused(unchanged, csv(*("L;1;x" for _ in range(3))))
    assert errors.keys() == {f"file.{row}.{column}" for row in (2, 3, 4) for column in ("name", "phone", "birth_year")}


@pytest.mark.parametrize(
    "file", ["", "x", "không phải base64", "data:text/csv;base64,SOG7jSB0w6pu", 17, None, ["eA=="]], ids=str
)
def test_what_is_no_file_is_refused(unchanged: House, file: Any) -> None:
    body = {"file": file, "consent_version": "2026-01"}
    path = f"{TEAMS}/{unchanged.ids['team']}/import"
    assert list(unchanged.refused(422, "POST", path, "staff", json=body)["errors"]) == ["file"]


@pytest.mark.parametrize(
    ("row", "field", "remedy"),
    [
        ("4;Phường Trúc Bạch;Quận Ba Đình", "file.2.code", "leading zeros included"),
        ("00003;Phường Trúc Bạch;Quận Ba Đình", "file.2.code", "See GET /wards"),
        (";Phường Trúc Bạch;Quận Ba Đình", "file.2.code", "This is needed"),
        (f"00004;{'a' * 61};Quận Ba Đình", "file.2.former_ward", "at most 60"),
    ],
)
def test_former_names_that_lead_nowhere_are_named_and_the_list_before_stays(
    unchanged: House, row: str, field: str, remedy: str
) -> None:
    body = {"file": base64.b64encode(csv(row, names="Mã;Phường xã cũ;Quận huyện cũ\n")).decode()}
    errors = unchanged.refused(422, "POST", f"{API}/former-units", "city", json=body)["errors"]
    assert list(errors) == [field]
    assert remedy in errors[field][0]


def test_a_list_larger_than_a_call_may_be_is_refused_with_how_much_is_taken(unchanged: House) -> None:
    body = {"file": base64.b64encode(b"a;b;c\n" * 100_000).decode(), "consent_version": "2026-01"}
    answer = unchanged.refused(413, "POST", f"{TEAMS}/{unchanged.ids['team']}/import", "staff", json=body)
    assert "Send 262144 bytes at most." in answer["detail"]


def refused(house: House, file: bytes) -> dict[str, list[str]]:
    """What the refusal of this team's list says, by field."""
    body = {"file": base64.b64encode(file).decode(), "consent_version": "2026-01"}
    assert len(body["file"]) < LARGEST, "it would be refused for its size"
    path = f"{TEAMS}/{house.ids['team']}/import"
    errors: dict[str, list[str]] = house.refused(422, "POST", path, "staff", json=body)["errors"]
    return errors
