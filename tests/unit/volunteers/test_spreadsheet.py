"""Lists from spreadsheets: read as people keep them, refused with the remedy."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import Any

import marshmallow as ma
import openpyxl
import pytest

from services.volunteers.schemas.spreadsheet import LARGEST_UNPACKED, MOST_ROWS, Sheet, Spreadsheet
from shared.errors import Invalid

COLUMNS = {"name": ("họ tên", "name"), "phone": ("điện thoại", "phone")}
ROWS = [["Họ tên", "Điện thoại"], ["Nguyễn Văn Minh", "0912 345 678"], ["Trần Thu Hà", "0987654321"]]
READ = [
    (2, {"name": "Nguyễn Văn Minh", "phone": "0912 345 678"}),
    (3, {"name": "Trần Thu Hà", "phone": "0987654321"}),
]


def a_csv(rows: list[list[str]], separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


def a_workbook(rows: list[list[Any]]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def sheet_of(raw: bytes) -> Sheet:
    read: Any = Spreadsheet().deserialize(base64.b64encode(raw).decode())
    assert isinstance(read, Sheet)
    return read


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_whatever_separates_its_columns(separator: str) -> None:
    assert sheet_of(a_csv(ROWS, separator)).records(COLUMNS, COLUMNS) == READ


def test_a_workbook_is_read_as_the_csv_is() -> None:
    assert sheet_of(a_workbook(ROWS)).records(COLUMNS, COLUMNS) == READ


def test_columns_are_found_whatever_their_order_marks_and_capitals() -> None:
    rows = [["ghi chú", "DIEN THOAI", "  họ   tên "], ["", "0912345678", "Nguyễn Văn Minh"]]
    assert sheet_of(a_csv(rows)).records(COLUMNS, COLUMNS) == [(2, {"name": "Nguyễn Văn Minh", "phone": "0912345678"})]


def test_empty_rows_are_passed_by_and_the_others_keep_their_number() -> None:
    rows = [ROWS[0], ["", ""], ROWS[1]]
    assert [number for number, _ in sheet_of(a_csv(rows)).records(COLUMNS, COLUMNS)] == [3]


def test_a_number_in_a_workbook_reads_as_it_is_shown() -> None:
    found = sheet_of(a_workbook([["phone", "name"], [912345678, 2026.0]])).records(COLUMNS, COLUMNS)
    assert found == [(2, {"phone": "912345678", "name": "2026"})]


def test_a_missing_column_and_a_list_without_rows_are_named() -> None:
    for rows in ([["Họ tên"], ["Nguyễn Văn Minh"]], ROWS[:1], [[""]]):
        with pytest.raises(Invalid) as refused:
            sheet_of(a_csv(rows)).records(COLUMNS, COLUMNS)
        assert list(refused.value.fields) == ["file"]


def a_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (LARGEST_UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (a_csv([["Họ tên"], ["Hội"]], encoding="utf-16"), "UTF-8"),
        ("Tên,Café".encode("latin-1", "ignore"), "UTF-8"),
        (b'name\n"Minh', "CSV"),
        (b"PK\x03\x04 and no more", "XLSX"),
        (a_workbook(ROWS)[:-100], "XLSX"),
        (a_bomb(), "XLSX"),
        (a_csv([["Họ tên"]] + [["Minh"]] * (MOST_ROWS + 1)), "2000"),
    ],
    ids=["utf-16", "latin-1", "open quote", "no archive", "cut off", "bomb", "too long"],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_remedy(raw: bytes, says: str) -> None:
    with pytest.raises(ma.ValidationError) as refused:
        sheet_of(raw)
    assert says in str(refused.value)


def test_what_is_not_base64_is_refused() -> None:
    with pytest.raises(ma.ValidationError, match="base64"):
        Spreadsheet().deserialize("Họ tên")
