"""What people type into a form is read by the schemas of the API, and what is wrong is said beside the field."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time
from typing import Any

import marshmallow as ma
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from shared.errors import Invalid
from shared.web.fields import (
    Body,
    Choice,
    Integer,
    Items,
    LocalDate,
    LocalTime,
    Moment,
    Number,
    PersonName,
    Phone,
    Text,
    YesNo,
)
from shared.web.language import Sentence
from shared.web.pages import Form

LAN = {"resident.name": "Nguyễn Thị Lan", "resident.phone": "0912 000 003"}
NEEDED = "Cần ghi mục này."


class PersonBody(Body):
    name = PersonName(required=True)
    phone = Phone(required=True)
    birth_year = Integer(least=1900, most=2020)


class SpanBody(Body):
    start = Moment(required=True)
    end = Moment(required=True)


class AskBody(Body):
    resident = ma.fields.Nested(PersonBody, required=True)
    asked_by = ma.fields.Nested(PersonBody)
    windows = Items(ma.fields.Nested(SpanBody), most=3)
    topics = Items(Choice(("vneid", "zalo", "phone")), least=1, most=3, distinct=True)
    marks = Items(Text(5), most=3)
    note = Text(40, lines=True, load_default=None)
    day = LocalDate()
    at = LocalTime()
    metres = Number(least=0, most=100)
    agreed = YesNo()
    from_ = Text(10, data_key="from")


@pytest.fixture(autouse=True)
def _in_a_request() -> Any:
    with Flask(__name__).test_request_context(headers={"Accept-Language": "vi"}):
        yield


def read(*pairs: tuple[str, str], **typed: str) -> Form:
    return Form.read(AskBody, MultiDict([*LAN.items(), *pairs, *typed.items()]))


def one(**typed: str) -> Any:
    """What is made of a single field, or its sentences."""
    form = read(**typed)
    (name,) = typed
    return form.values[name] if form.ok else form.errors[name]


def test_fields_within_fields_are_read_under_their_whole_names() -> None:
    form = read(("resident.birth_year", "1957"))
    assert form.ok
    assert form.values["resident"] == {"name": "Nguyễn Thị Lan", "phone": "+84912000003", "birth_year": 1957}


def test_each_field_says_what_is_missing_also_where_nothing_was_filled_in() -> None:
    form = Form.read(AskBody, MultiDict())
    assert form.errors == {"resident.name": [NEEDED], "resident.phone": [NEEDED]}
    assert form.values == {}


def test_blank_is_left_out_and_null_where_null_may_be() -> None:
    form = read(("note", " "), ("at", ""), ("asked_by.name", ""), ("asked_by.phone", ""))
    assert form.ok
    assert form.values["note"] is None
    assert "at" not in form.values
    assert "asked_by" not in form.values


def test_what_is_half_filled_in_is_asked_for_whole() -> None:
    assert read(("asked_by.name", "Hoàng Thu Trang")).errors == {"asked_by.phone": [NEEDED]}


def test_the_rows_of_a_list_keep_their_numbers_in_what_is_said_of_them() -> None:
    form = read(
        ("windows.0.start", ""),
        ("windows.0.end", ""),
        ("windows.2.start", "2025-12-03T08:00:00+07:00"),
        ("windows.2.end", "half past nine"),
    )
    assert form.errors == {"windows.2.end": ["Ghi ngày giờ kèm múi giờ, ví dụ 2025-12-01T09:00:00+07:00."]}


def test_rows_are_read_in_the_order_of_their_numbers_and_blank_ones_are_none() -> None:
    later = {"windows.10.start": "2025-12-04T08:00:00Z", "windows.10.end": "2025-12-04T09:00:00Z"}
    earlier = {"windows.2.start": "2025-12-03T15:00", "windows.2.end": "2025-12-03T16:30"}
    form = read(*later.items(), *earlier.items(), ("windows.0.start", ""))
    starts = [window["start"] for window in form.values["windows"]]
    assert starts == [datetime(2025, 12, 3, 8, 0, tzinfo=UTC), datetime(2025, 12, 4, 8, 0, tzinfo=UTC)]


def test_boxes_that_are_ticked_are_a_list_and_their_errors_are_of_the_whole() -> None:
    assert read(("topics", "vneid"), ("topics", "zalo")).values["topics"] == ["vneid", "zalo"]
    assert list(read(("topics", "vneid"), ("topics", "other")).errors) == ["topics"]
    assert read(("topics", "vneid"), ("topics", "vneid")).errors == {"topics": ["Mỗi mục chỉ ghi một lần."]}


def test_no_box_ticked_is_left_out_or_none_where_the_form_says_so() -> None:
    assert "topics" not in read().values
    assert read(("topics", "")).errors == {"topics": ["Ghi từ 1 đến 3 mục."]}
    assert read(("marks", "")).values["marks"] == []


def test_a_list_of_words_may_come_under_numbers() -> None:
    form = read(("marks.1", "a"), ("marks.3", "much too long"), ("marks.2", ""))
    assert form.errors == {"marks.3": ["Ghi nhiều nhất 5 ký tự."]}


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ({"agreed": "true"}, True),
        ({"agreed": "on"}, True),
        ({"agreed": "false"}, False),
        ({"agreed": "maybe"}, ["Ghi true hoặc false."]),
        ({"day": "2025-12-01"}, date(2025, 12, 1)),
        ({"day": "1/12/2025"}, date(2025, 12, 1)),
        ({"day": "31/2/2025"}, ["Ghi ngày theo năm-tháng-ngày, ví dụ 2025-12-01."]),
        ({"at": "8h30"}, time(8, 30)),
        ({"at": "8:30"}, time(8, 30)),
        ({"at": "8h"}, time(8)),
        ({"at": "8 giờ"}, time(8)),
        ({"at": "25h"}, ["Ghi giờ và phút, ví dụ 08:30."]),
        ({"metres": "2,5"}, 2.5),
        ({"metres": "much"}, ["Ghi số từ 0 đến 100."]),
        ({"from": "Ba Đình"}, None),
    ],
)
def test_what_people_write_is_understood(typed: dict[str, str], read_as: Any) -> None:
    if "from" in typed:
        assert read(**typed).values["from_"] == typed["from"]
    else:
        assert one(**typed) == read_as


def test_a_box_that_follows_a_hidden_no_means_yes() -> None:
    assert read(("agreed", "false"), ("agreed", "true")).values["agreed"] is True
    assert read(("agreed", "false")).values["agreed"] is False


def test_letters_are_put_together_and_lines_end_as_everywhere() -> None:
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Lan")
    form = Form.read(
        AskBody, MultiDict([("resident.name", apart), ("resident.phone", "0912000003"), ("note", "a\r\nb")])
    )
    assert form.values["resident"]["name"] == "Nguyễn Thị Lan"
    assert form.said["resident.name"] == "Nguyễn Thị Lan"
    assert form.values["note"] == "a\nb"


def test_buttons_and_what_no_schema_knows_are_left_aside() -> None:
    assert read(("send", "1"), ("once", "x"), ("resident.post", "city"), ("is_admin", "true")).ok


def test_signs_nobody_sees_are_refused_as_in_the_api() -> None:
    assert read(("note", "a\0b")).errors["note"] == ["Có ký tự ẩn hoặc ký tự điều khiển. Xóa đi và gõ lại bằng tay."]


def test_what_was_typed_is_shown_again_but_not_the_key_of_the_form() -> None:
    form = read(("topics", "vneid"), ("topics", "zalo"), ("once", "x" * 22), ("at", "25h"))
    assert form.value("at") == "25h"
    assert form.chosen("topics") == ["vneid", "zalo"]
    assert form.value("nothing", "–") == "–"
    assert "once" not in form.said


def test_what_was_said_can_be_kept_and_read_again() -> None:
    first = read(("topics", "vneid"), ("topics", "zalo"))
    assert Form.filled(first.said).chosen("topics") == ["vneid", "zalo"]
    assert Form.read(AskBody, first.said).values == first.values


def test_a_page_may_say_it_in_its_own_words() -> None:
    own = Sentence("Ghi số.", "Write the number.")
    form = Form.read(AskBody, MultiDict({**LAN, "resident.phone": "12"}), say={"resident.phone": own})
    assert form.errors == {"resident.phone": ["Ghi số."]}


def test_what_the_domain_refuses_stands_beside_its_field() -> None:
    form = read()
    form.refuse(Invalid.one("windows.0.start", vi="Giờ này đã qua.", en="This time is past."))
    form.refuse_field("note", Sentence("Ngắn hơn.", "Shorter."))
    assert form.errors == {"windows.0.start": ["Giờ này đã qua."], "note": ["Ngắn hơn."]}
    assert not form.ok


def test_a_schema_with_many_rows_of_its_own_is_read_too() -> None:
    class ManyBody(Body):
        spans = ma.fields.Nested(SpanBody, many=True, required=True)

    form = Form.read(ManyBody, {"spans.1.start": "2025-12-03T15:00"})
    assert form.errors == {"spans.1.end": [NEEDED]}
    assert Form.read(ManyBody, {}).errors == {"spans": [NEEDED]}


def test_a_thousand_rows_are_refused_and_not_made() -> None:
    many = {f"marks.{number}": "a" for number in range(900)}
    assert Form.read(AskBody, {**LAN, **many}).errors == {"marks": ["Ghi từ 0 đến 3 mục."]}


def test_a_page_says_in_its_own_words_what_the_domain_tells_programs() -> None:
    form = Form.blank()
    error = Invalid({"windows.0.end": [("Xem GET /x", "See GET /x")], "name": [("Ghi tên.", "Write the name.")]})
    form.refuse(error, {"windows.end": Sentence("Chọn giờ khác.", "Choose another time.")})
    assert form.errors == {"windows.0.end": ["Chọn giờ khác."], "name": ["Ghi tên."]}
