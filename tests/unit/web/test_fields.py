"""What people write is taken as people write it, kept in one form, and refused with what to write instead."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

import marshmallow as ma
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.web.fields import (
    Body,
    Choice,
    Email,
    Id,
    Integer,
    Items,
    Latitude,
    LocalDate,
    LocalTime,
    Longitude,
    Moment,
    Number,
    PersonName,
    Phone,
    Query,
    Text,
    WardCode,
    YesNo,
)
from shared.web.messages import flattened

UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no failure."""


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


def _load(field: ma.fields.Field[Any], value: object, base: type[ma.Schema] = Body) -> Any:
    return base.from_dict({"it": field})().load({"it": value})["it"]


def _refusal(field: ma.fields.Field[Any], value: object, base: type[ma.Schema] = Body) -> str:
    with pytest.raises(ma.ValidationError) as caught:
        _load(field, value, base)
    (sentence,) = flattened(caught.value.messages, "vi")["it"]
    return sentence


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0912345678", "+84912345678"),
        ("091 234 56 78", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("(024) 3825-1234", "+842438251234"),
        ("０９１２３４５６７８", "+84912345678"),
        ("0912\u00a0345\u00a0678", "+84912345678"),
    ],
)
def test_a_number_is_taken_however_it_is_written(written: str, kept: str) -> None:
    assert _load(Phone(), written) == kept


@pytest.mark.parametrize(
    "written", ["091234567", "09123456789", "", "chín một hai", "113", "0123456789", "0" * 31, "+84" + "9" * 12]
)
def test_a_number_with_too_few_or_too_many_digits_is_told_so_in_the_words_of_the_form(written: str) -> None:
    assert _refusal(Phone(), written) == "Số này thiếu hoặc thừa chữ số. Ví dụ: 09xx xxx xxx hoặc 024 xxxx xxxx."


@pytest.mark.parametrize("written", ["19001234", "1900 1234", "1900 123456", "1800 1199", "+8419001234", "01900 1234"])
def test_a_hotline_is_no_persons_number(written: str) -> None:
    assert _refusal(Phone(), written).startswith("Số 1800, 1900 là tổng đài")


@pytest.mark.parametrize("written", ["+4915112345678", "+1 415 555 2671", "+882 16 1234567"])
def test_no_code_is_sent_abroad(written: str) -> None:
    assert _refusal(Phone(), written).startswith("Chỉ nhắn và gọi được số ở Việt Nam")


@UNHURRIED
@given(st.from_regex(Phone.pattern, fullmatch=True))
def test_every_number_of_the_documented_form_is_taken(written: str) -> None:
    assert re.fullmatch(r"\+84[0-9]{9,10}", _load(Phone(), written))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Nguyễn Thị Lan", "Nguyễn Thị Lan"),
        ("  Nguyễn   Thị\u00a0Lan ", "Nguyễn Thị Lan"),
        ("Nguye\u0302\u0303n Thi\u0323 Lan", "Nguyễn Thị Lan"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Lê Thị Anh-Đào", "Lê Thị Anh-Đào"),
        ("Y Ơ", "Y Ơ"),
        ("NGUYỄN VĂN A.", "NGUYỄN VĂN A."),
    ],
)
def test_a_name_is_kept_as_on_the_papers(written: str, kept: str) -> None:
    assert _load(PersonName(), written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "\u0301\u0301",
        "Lan\u202eabc",
        "Lan\nHùng",
        "12345",
        "<b>Lan</b>",
        "A",
        " ",
        "x" * 101,
        "Lan\u200b Lan",
        "..",
        "-a",
    ],
)
def test_what_is_no_name_is_refused(written: str) -> None:
    assert _refusal(PersonName(), written)


@UNHURRIED
@given(st.from_regex(PersonName.pattern, fullmatch=True).filter(lambda text: len(text) <= 100))
def test_every_name_of_the_documented_form_is_taken(written: str) -> None:
    assert _load(PersonName(), written)


@UNHURRIED
@given(st.text(max_size=40))
def test_text_is_kept_in_nfc_without_signs_nobody_sees_or_refused(written: str) -> None:
    try:
        kept = _load(Text(40), written)
    except ma.ValidationError:
        return
    assert kept == kept.strip() != ""
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", kept)


@UNHURRIED
@given(st.from_regex(Text(40).metadata["pattern"], fullmatch=True).filter(lambda text: len(text) <= 20))
def test_every_text_of_the_documented_form_is_taken(written: str) -> None:
    assert _load(Text(60), written)


def test_a_note_may_have_lines_and_a_title_may_not() -> None:
    assert _load(Text(80, lines=True), "Ngõ 12\nnhà cuối") == "Ngõ 12\nnhà cuối"
    assert _refusal(Text(80), "Ngõ 12\nnhà cuối").startswith("Có ký tự ẩn")


def test_a_text_that_is_too_long_is_told_how_long_it_may_be() -> None:
    assert _refusal(Text(5), "sáu chữ") == "Ghi nhiều nhất 5 ký tự."


def test_half_a_character_is_no_text() -> None:
    assert _refusal(Text(5), "a\ud800").startswith("Có ký tự ẩn")


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        (4, "thành chữ"),
        ("4", "đúng 5 chữ số"),
        ("0004", "đúng 5 chữ số"),
        ("００００４", "đúng 5 chữ số"),
        ("99999", "Không có phường, xã"),
    ],
)
def test_a_wards_code_is_five_digits_as_text(written: object, remedy: str) -> None:
    assert _load(WardCode(), "00004") == "00004"
    assert remedy in _refusal(WardCode(["00004"]), written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2025-12-01T09:00:00+07:00", datetime(2025, 12, 1, 2, tzinfo=UTC)),
        ("2025-12-01T02:00:00Z", datetime(2025, 12, 1, 2, tzinfo=UTC)),
        ("2025-12-01t02:00:00.250z", datetime(2025, 12, 1, 2, 0, 0, 250_000, tzinfo=UTC)),
    ],
)
def test_a_moment_is_kept_in_utc(written: str, kept: datetime) -> None:
    assert _load(Moment(), written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "2025-12-01T09:00:00",
        "2025-12-01 09:00:00+07:00",
        "2025-12-01",
        "2025-02-30T09:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "2025-12-01T24:00:00Z",
        "2025-W49-1T09:00:00Z",
        "٢٠٢٥-12-01T09:00:00Z",
        1764547200,
        None,
    ],
    ids=str,
)
def test_a_moment_without_offset_or_out_of_this_century_is_refused(written: object) -> None:
    assert _refusal(Moment(), written)


def test_dates_and_times_are_written_one_way() -> None:
    assert _load(LocalDate(), "2025-12-01") == date(2025, 12, 1)
    assert _load(LocalTime(), "08:30") == time(8, 30)
    for wrong in ("20251201", "1/12/2025", "2025-13-01", 20251201):
        assert _refusal(LocalDate(), wrong)
    for wrong in ("8:30", "08:30:00", "24:00", 830):
        assert _refusal(LocalTime(), wrong)


@pytest.mark.parametrize("written", ["lan.nguyen@example.com", "a@b.vn", "o'neil+tag@mail.example.org"])
def test_an_e_mail_address_is_taken(written: str) -> None:
    assert _load(Email(), written) == written


@pytest.mark.parametrize(
    "written",
    ["lan", "lan@", "@b.vn", "a..b@c.vn", ".a@c.vn", "a@b", "a b@c.vn", "a@b.vn\nBcc: x@y.vn", "x" * 65 + "@b.vn"],
)
def test_what_is_no_e_mail_address_is_refused(written: str) -> None:
    assert _refusal(Email(), written)


def test_the_domain_of_an_e_mail_address_is_kept_in_small_letters() -> None:
    assert _load(Email(), "Lan@Example.COM") == "Lan@example.com"


def test_numbers_are_numbers() -> None:
    assert _load(Integer(least=1, most=5), 3) == 3
    assert _load(Integer(least=1, most=5), 3.0) == 3
    for wrong in ("3", True, 0, 6, 2.5, 10**30, float("inf"), float("nan"), [3]):
        assert _refusal(Integer(least=1, most=5), wrong) == "Ghi số nguyên từ 1 đến 5."
    for wrong in ("3", False, 6.1, float("nan")):
        assert _refusal(Number(least=1, most=5), wrong)


def test_a_query_parameter_is_text_and_still_a_number() -> None:
    assert _load(Integer(least=-5, most=5), "-3", Query) == -3
    assert _load(Number(least=0, most=5), "2.5", Query) == 2.5
    assert _load(YesNo(), "true", Query) is True
    assert _refusal(YesNo(), "1", Query) == "Ghi true hoặc false."
    assert _refusal(Integer(least=0, most=5), "٣", Query)


def test_yes_is_true_and_nothing_else() -> None:
    assert _load(YesNo(), False) is False
    for wrong in ("true", 1, 0, "yes", None):
        assert _refusal(YesNo(), wrong)


def test_a_place_is_in_viet_nam_the_islands_included() -> None:
    assert _load(Latitude(), 21.03) == 21.03
    assert _load(Longitude(), 114.33) == 114.33
    assert _refusal(Latitude(), 105.8)
    assert _refusal(Longitude(), 21.03)


def test_a_choice_is_one_of_those_there_are() -> None:
    assert _load(Choice(Size), "large") is Size.LARGE
    assert _load(Choice(["a", "b"]), "a") == "a"
    assert _refusal(Choice(Size), "huge") == "Chọn một trong các giá trị: small, large."
    assert _refusal(Choice(Size), ["small"])
    assert Body.from_dict({"it": Choice(Size)})().dump({"it": Size.SMALL}) == {"it": "small"}


def test_a_list_is_a_list() -> None:
    items = Items(Text(5), least=1, most=2, distinct=True)

    assert _load(items, ["a", "b"]) == ["a", "b"]
    assert _refusal(items, {"a": 1}) == "Ghi một danh sách JSON: […]."
    assert _refusal(items, "ab") == "Ghi một danh sách JSON: […]."
    assert _refusal(items, []) == "Ghi từ 1 đến 2 mục."
    assert _refusal(items, ["a", "a "]) == "Mỗi mục chỉ ghi một lần."


def test_an_id_is_a_uuid_as_it_was_answered() -> None:
    assert _load(Id(), "019AA3C2-7D1E-7CC2-9D6B-3F1C2B4A5D6E") == "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"
    for wrong in ("019aa3c27d1e7cc29d6b3f1c2b4a5d6e", "{019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e}", "1", 1):
        assert _refusal(Id(), wrong)


def test_nothing_is_said_by_leaving_a_query_parameter_out() -> None:
    class Filter(Query):
        q = Text(5, load_default=None)

    assert Filter().load({}) == {"q": None}
    assert not Filter().fields["q"].allow_none
