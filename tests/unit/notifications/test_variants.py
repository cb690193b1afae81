"""How it came about and where: which words a notice is told in, and who is told at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.notifications.domain.known import Neighbourhood, Pause, pause_over
from services.notifications.domain.leaving import Drop, Leave, Show, decide
from services.notifications.domain.message import ASKED_BY, STAFF, VOLUNTEER, Message
from services.notifications.domain.words import sentence
from tests.unit.notifications.builders import (
    BA_DINH,
    BY_TEXT,
    HUNG,
    LAN,
    MAI,
    NOW,
    TUESDAY_NINE,
    Told,
    a_message,
    a_request,
    about_visit,
    an_appointment,
)

OFF = (an_appointment(status="cancelled"),)
DAY = timedelta(days=1)
FLOOD = Pause("flood-1", ("to-12",), TUESDAY_NINE - DAY, TUESDAY_NINE + DAY, "flood")
STORM = Pause("storm-1", (), TUESDAY_NINE - DAY, TUESDAY_NINE + DAY, "storm")
TO_12 = Neighbourhood("to-12", "Tổ 12", ("Ngõ Văn Chương",))


def text(message: Message, **told: Any) -> str:
    found = decide(message, Told(**told), (BY_TEXT,), NOW)
    assert isinstance(found, Leave), found
    return found.letter.text


def test_the_nearest_variant_there_is_gives_the_words() -> None:
    assert "phải hủy buổi hướng dẫn qua điện thoại" in sentence("vi", "visit.cancelled.us", "over phone")
    assert "phải hủy buổi {luc}, {hom} KHÔNG" in sentence("vi", "visit.cancelled.us", "over home")
    assert "ở trụ sở" in sentence("vi", "visit.cancelled.us", "ward_office")
    assert "phải hoãn buổi {luc}, {hom} KHÔNG" in sentence("vi", "visit.cancelled.us", "home")


def test_what_a_neighbour_is_told_never_depends_on_what_happened() -> None:
    next_door = replace(LAN, phone_owner="neighbour", phone="+84900000009")
    for notice in ("visit.cancelled.us", "visit.cancelled.resident", "pause.weather"):
        said = text(about_visit(notice, variant="over"), people=(next_door, HUNG, MAI), appointments=OFF)
        assert said == "P. Ba Đình: nhờ báo bác Lan gọi 024 3825 1234"


def test_who_never_heard_of_a_visit_is_not_told_that_it_is_off() -> None:
    told = Told(appointments=OFF, heard=())
    assert decide(about_visit("visit.cancelled.us"), told, (BY_TEXT,), NOW) == Drop("no_longer_true")


@pytest.mark.parametrize(("to", "part"), [(LAN, "resident"), (HUNG, ASKED_BY)])
def test_on_one_number_only_one_learns_that_it_is_off(to: Any, part: str) -> None:
    people = (LAN, replace(HUNG, phone=LAN.phone), MAI)
    found = decide(about_visit("visit.cancelled.us", to, part), Told(people=people, appointments=OFF), (BY_TEXT,), NOW)
    assert isinstance(found, Drop) == (part == ASKED_BY)


@pytest.mark.parametrize(("place", "words"), [("ward_office", "ở trụ sở phường"), ("phone", "qua điện thoại")])
def test_a_visit_put_off_is_named_by_its_place(place: str, words: str) -> None:
    said = text(about_visit("visit.cancelled.us"), appointments=(an_appointment(status="cancelled", place=place),))
    assert words in said
    assert "KHÔNG có ai đến" not in said


@pytest.mark.parametrize(
    ("by", "words"),
    [("resident", "báo không cần nữa"), ("staff", "việc ở tổ 12 đã hủy"), (None, "việc ở tổ 12 đã hủy")],
)
def test_only_what_the_resident_said_is_said_of_them(by: str | None, words: str) -> None:
    fallen = a_message("offer.cancelled", MAI, VOLUNTEER, about_kind="offer", about_id="offer")
    assert words in text(fallen, requests=(a_request(status="cancelled", offers=(), ended_by=by),))


def test_an_offer_that_stands_is_not_called_off() -> None:
    fallen = a_message("offer.cancelled", MAI, VOLUNTEER, about_kind="offer", about_id="offer")
    assert decide(fallen, Told(), (BY_TEXT,), NOW) == Drop("no_longer_true")


def test_a_pause_over_the_neighbourhood_goes_before_others_and_any_before_none() -> None:
    ward = replace(BA_DINH, neighbourhoods=(TO_12,), pauses=(FLOOD, STORM))
    assert pause_over(ward, TUESDAY_NINE, "tổ 12") == FLOOD
    assert pause_over(ward, TUESDAY_NINE, "ngo van chuong") == FLOOD
    assert pause_over(ward, TUESDAY_NINE, "Tổ 7") == STORM
    assert pause_over(replace(ward, pauses=(FLOOD,)), TUESDAY_NINE, "Tổ 7") == FLOOD
    assert pause_over(ward, TUESDAY_NINE + DAY, "Tổ 12") is None


def test_on_a_relatives_phone_nobody_is_addressed_as_the_resident() -> None:
    at_hungs = replace(LAN, phone_owner="relative", phone="+84900000009")
    told = {"people": (at_hungs, HUNG, MAI), "appointments": (an_appointment(status="missed"),)}
    missed = about_visit("noshow.resident", expires_at=None)
    assert "Nhờ gọi lại 024 3825 1234" in text(missed, **told)
    remind = about_visit("visit.reminder.day")
    assert "P. Ba Đình nhờ nhắc bác Lan:" in text(remind, people=(at_hungs, HUNG, MAI))


def test_what_is_for_staff_lies_in_the_inbox_and_needs_no_channel() -> None:
    news = a_message("staff.received", BA_DINH.code, STAFF, person_id=None)
    found = decide(news, Told(requests=(a_request(status="open"),)), (), NOW)
    assert isinstance(found, Show)
    assert found.words.text == "Yêu cầu mới 4-26-017: dùng VNeID, tổ 12."
    news.show(found.words, NOW)
    assert (news.status, news.channel, news.text) == ("sent", "inbox", found.words.text)


def test_staff_are_not_told_of_what_is_over() -> None:
    news = a_message("staff.not_placed", BA_DINH.code, STAFF, person_id=None)
    assert decide(news, Told(requests=(a_request(status="scheduled"),)), (), NOW) == Drop("no_longer_true")
