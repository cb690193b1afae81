"""What happens to a message that wants to leave, decided from what is known at that moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.notifications.domain.known import Neighbourhood, OfferState, Pause
from services.notifications.domain.leaving import Drop, Hold, Leave, Unreachable, Verdict, decide
from services.notifications.domain.letter import Letter
from services.notifications.domain.message import ASKED_BY, RESIDENT, VOLUNTEER, Message
from services.notifications.domain.times import Window
from tests.unit.notifications.builders import (
    BA_DINH,
    BY_MAIL,
    BY_TEXT,
    HUNG,
    LAN,
    MAI,
    NOW,
    TUESDAY_NINE,
    VNEID,
    Told,
    a_code,
    a_message,
    a_person,
    a_request,
    about_visit,
    an_appointment,
    an_offer,
)

BY_TEXT_AND_BACK = replace(BY_TEXT, replies=True)
NO_DAYS, TWO_DAYS = timedelta(), timedelta(days=2)


def verdict(message: Message, routes: Any = (BY_TEXT,), **told: Any) -> Verdict:
    return decide(message, Told(**told), routes, NOW)


def letter(message: Message, routes: Any = (BY_TEXT,), **told: Any) -> Letter:
    found = verdict(message, routes, **told)
    assert isinstance(found, Leave), found
    return found.letter


def test_a_message_leaves_for_the_number_known_at_this_moment() -> None:
    moved = replace(LAN, phone="+84900000001")
    assert letter(a_message(), people=(moved, HUNG)).to == "+84900000001"


def test_a_letter_is_in_the_language_of_who_reads_it() -> None:
    english = replace(HUNG, language="en")
    told = letter(a_message(to=HUNG, part=ASKED_BY), people=(LAN, english))
    assert (told.language, told.text[:40]) == ("en", "P. Ba Đình has received slip 4-26-017 fr")


def test_a_language_nobody_has_written_words_in_becomes_vietnamese() -> None:
    assert letter(a_message(), people=(replace(LAN, language="fr"), HUNG)).language == "vi"


@pytest.mark.parametrize(
    ("message", "gap", "hold"),
    [
        (a_message(), {"people": (HUNG,)}, Hold("person", "Lan")),
        (a_message(to=HUNG, part=ASKED_BY), {"people": (HUNG,)}, Hold("person", "Lan")),
        (a_message(), {"wards": ()}, Hold("ward", BA_DINH.code)),
        (a_message(), {"requests": ()}, Hold("request", "request")),
        (an_offer(), {"topics": ()}, Hold("topic", "vneid")),
        (about_visit("visit.confirm"), {"appointments": ()}, Hold("appointment", "appointment")),
        (about_visit("visit.confirm"), {"people": (LAN, HUNG)}, Hold("person", "Mai")),
    ],
    ids=["reader", "resident", "ward", "request", "topic", "appointment", "helper"],
)
def test_what_is_not_known_yet_is_waited_for(message: Message, gap: dict[str, Any], hold: Hold) -> None:
    assert verdict(message, **gap) == hold


def test_nobody_is_asked_to_go_on_a_day_on_which_visits_are_put_off() -> None:
    tuesday, thursday = (
        Window(TUESDAY_NINE + days, TUESDAY_NINE + days + timedelta(hours=2)) for days in (NO_DAYS, TWO_DAYS)
    )
    flood = Pause("pause", ("to-12",), TUESDAY_NINE - timedelta(hours=9), TUESDAY_NINE + timedelta(hours=39), "flood")
    asked = {"requests": (a_request(windows=(tuesday, thursday)),)}
    assert "từ sáng thứ Ba 1/12" in letter(an_offer(), **asked).text
    listed = replace(BA_DINH, neighbourhoods=(Neighbourhood("to-12", "Tổ 12"),), pauses=(flood,))
    assert "sáng thứ Năm 3/12" in letter(an_offer(), wards=(listed,), **asked).text
    elsewhere = replace(listed, pauses=(replace(flood, neighbourhoods=("to-13",)),))
    assert "từ sáng thứ Ba 1/12" in letter(an_offer(), wards=(elsewhere,), **asked).text


def test_a_code_waits_for_nobody() -> None:
    told = letter(a_code(ward="00004"), people=(), wards=(), requests=())
    assert told.to == "+84912345678"
    assert "cán bộ phường, xã hay công an" in told.text


def test_a_code_is_dead_when_it_expires() -> None:
    assert verdict(a_code(expires_at=NOW)) == Drop("expired")


def test_an_offer_is_dead_when_it_expires() -> None:
    assert verdict(an_offer(expires_at=NOW)) == Drop("expired")


@pytest.mark.parametrize("status", ["cancelled", "done", "given_up"])
def test_a_request_that_has_ended_is_no_news_any_more(status: str) -> None:
    assert verdict(a_message(), requests=(a_request(status=status),)) == Drop("no_longer_true")


def test_an_offer_that_is_no_longer_pending_is_not_made() -> None:
    assert verdict(an_offer(), requests=(a_request(offers=()),)) == Drop("no_longer_true")


def test_an_offer_stands_whatever_became_of_the_others() -> None:
    assert isinstance(verdict(an_offer(), requests=(a_request(status="accepted"),)), Leave)


def test_nobody_is_thanked_who_was_never_asked() -> None:
    thanks = a_message("offer.taken", MAI, VOLUNTEER, about_kind="offer", about_id="offer")
    assert isinstance(verdict(thanks), Leave)
    assert verdict(thanks, asked=()) == Drop("no_longer_true")


@pytest.mark.parametrize(
    "changed", [{"status": "cancelled"}, {"status": "completed"}, {"starts_at": NOW + timedelta(days=3)}]
)
def test_a_visit_that_is_off_or_at_another_time_is_not_announced(changed: dict[str, Any]) -> None:
    assert verdict(about_visit("visit.confirm"), appointments=(an_appointment(**changed),)) == Drop("no_longer_true")


def test_a_visit_that_has_begun_is_not_announced() -> None:
    begun = about_visit("visit.confirm", expires_at=NOW)
    assert verdict(begun, appointments=(an_appointment(starts_at=NOW),)) == Drop("expired")


def test_a_volunteer_who_no_longer_goes_is_not_told_to_go() -> None:
    task = about_visit("task.accepted", MAI, VOLUNTEER, request_id="request")
    assert isinstance(verdict(task), Leave)
    assert verdict(task, appointments=(an_appointment(volunteer_ids=("Other",)),)) == Drop("no_longer_true")


def test_a_delay_is_told_only_while_staff_have_it() -> None:
    delayed = a_message("request.delayed")
    assert isinstance(verdict(delayed, requests=(a_request(status="escalated"),)), Leave)
    assert verdict(delayed, requests=(a_request(status="open"),)) == Drop("no_longer_true")


def test_a_promise_that_has_passed_is_not_repeated() -> None:
    late = a_request(status="escalated", due_at=NOW - timedelta(hours=1))
    assert letter(a_message("request.delayed"), requests=(late,)).text.endswith("Cán bộ phường sẽ sớm gọi bác.")


def test_the_first_channel_with_an_address_is_taken() -> None:
    assert letter(an_offer(), (BY_MAIL, BY_TEXT)).to == "mai@example.org"
    assert letter(a_message(), (BY_MAIL, BY_TEXT)).to == "+84912345678"


def test_a_step_that_failed_is_not_taken_again() -> None:
    found = verdict(an_offer(step=1), (BY_MAIL, BY_TEXT))
    assert isinstance(found, Leave)
    assert (found.step, found.letter.channel) == (1, "file")


def test_without_an_address_for_any_channel_somebody_has_to_phone() -> None:
    assert verdict(a_message(), (BY_MAIL,)) == Unreachable()
    assert verdict(a_message(step=1)) == Unreachable()


def test_mail_says_it_in_full() -> None:
    long_name = replace(MAI, name="Nguyễn Phương Thảo Nguyên Trần")
    told = {"people": (LAN, HUNG, long_name)}
    assert "Nguyễn Trần" in letter(about_visit("visit.confirm"), **told).text
    by_mail = replace(LAN, email="lan@example.org")
    in_full = letter(about_visit("visit.confirm"), (BY_MAIL,), people=(by_mail, HUNG, long_name))
    assert "Nguyễn Phương Thảo Nguyên Trần" in in_full.text


# Whose the phone is


def test_a_couple_shares_one_message_in_their_own_name() -> None:
    shared = replace(LAN, phone_owner="shared")
    assert letter(about_visit("visit.confirm"), people=(shared, HUNG, MAI)).template == "visit.confirm"


def test_on_a_relatives_phone_the_resident_is_told_through_them() -> None:
    at_hungs = replace(LAN, phone_owner="relative", phone="+84900000009")
    told = letter(about_visit("visit.confirm"), people=(at_hungs, HUNG, MAI))
    assert told.template == "visit.confirm.relative"
    assert told.text.startswith("P. Ba Đình: nhờ báo bác Lan: 9h sáng thứ Ba 1/12, Lê Thị Mai đến.")


@pytest.mark.parametrize("notice", ["request.received", "visit.confirm"])
def test_a_neighbour_only_hears_that_the_resident_should_call(notice: str) -> None:
    next_door = replace(LAN, phone_owner="neighbour", phone="+84900000009")
    message = a_message() if notice == "request.received" else about_visit(notice)
    told = letter(message, people=(next_door, HUNG, MAI))
    assert told.text == "P. Ba Đình: nhờ báo bác Lan gọi 024 3825 1234"
    assert "4-26-017" not in told.subject


def test_the_second_text_of_a_first_visit_is_not_for_a_neighbour() -> None:
    next_door = replace(LAN, phone_owner="neighbour")
    assert verdict(about_visit("visit.safety"), people=(next_door, HUNG, MAI)) == Drop("neighbours_phone")


@pytest.mark.parametrize("owner", ["self", "shared", "relative", "neighbour"])
def test_two_on_one_number_get_one_message_the_residents(owner: str) -> None:
    lan, hung = replace(LAN, phone_owner=owner), replace(HUNG, phone=LAN.phone)
    people = (lan, hung, MAI)
    assert verdict(about_visit("visit.confirm.relative", HUNG, ASKED_BY), people=people) == Drop("same_number")
    assert isinstance(verdict(about_visit("visit.confirm", LAN, RESIDENT), people=people), Leave)


def test_two_numbers_get_a_message_each() -> None:
    told = letter(about_visit("visit.confirm.relative", HUNG, ASKED_BY))
    assert (told.to, told.template) == (HUNG.phone, "visit.confirm.relative")


def test_whose_phone_it_is_does_not_matter_to_mail() -> None:
    by_mail = replace(LAN, email="lan@example.org", phone_owner="neighbour")
    assert letter(about_visit("visit.confirm"), (BY_MAIL,), people=(by_mail, HUNG, MAI)).template == "visit.confirm"


def test_who_asked_hears_that_it_is_done() -> None:
    told = letter(
        about_visit("asker.done", HUNG, ASKED_BY, expires_at=None), appointments=(an_appointment(status="completed"),)
    )
    assert told.text.startswith("P. Ba Đình: việc anh/chị nhờ hộ bác Lan đã xong.")


def test_on_one_number_only_the_resident_is_asked_how_it_went() -> None:
    people = (LAN, replace(HUNG, phone=LAN.phone))
    completed = (an_appointment(status="completed"),)
    done = about_visit("asker.done", HUNG, ASKED_BY, expires_at=None)
    assert verdict(done, people=people, appointments=completed) == Drop("same_number")
    asked = about_visit("feedback", expires_at=NOW + timedelta(days=2))
    assert letter(asked, people=people, appointments=completed).template == "feedback"


# The place


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("home", "Lê Thị Mai đến giúp bác Lan"),
        ("phone", "Lê Thị Mai gọi điện giúp bác Lan"),
        ("ward_office", "mời bác Lan đến trụ sở phường"),
        ("class", "mời bác Lan đến trụ sở phường"),
    ],
)
def test_nobody_is_told_that_somebody_comes_who_does_not(place: str, words: str) -> None:
    assert words in letter(about_visit("visit.confirm"), appointments=(an_appointment(place=place),)).text


def test_the_letter_carries_the_key_of_the_message() -> None:
    again = a_message(round=2)
    assert letter(again).message_id == "message.2"


def test_who_is_eighty_is_addressed_as_such() -> None:
    old = a_person(birth_year=1940)
    assert "của cụ Lan" in letter(a_message(), people=(old, HUNG)).text


def test_a_yes_about_money_is_asked_for_by_a_person_not_by_a_message() -> None:
    asked = {"requests": (a_request(status="unconfirmed"),)}
    assert (
        "Bác đồng ý nhắn 1, không cần nhắn 0." in letter(a_message("request.agree"), (BY_TEXT_AND_BACK,), **asked).text
    )
    about_money = {**asked, "topics": (replace(VNEID, money=True),)}
    assert verdict(a_message("request.agree"), (BY_TEXT_AND_BACK,), **about_money) == Drop("asked_in_person")


def test_of_two_who_still_goes_is_not_told_that_it_is_over() -> None:
    fell = about_visit("task.cancelled", MAI, VOLUNTEER, request_id="request", variant="for_one")
    off = {"appointments": (an_appointment(status="cancelled"),)}
    stands = a_request(offers=(OfferState("offer", "Mai", "accepted"),))
    assert "tạm hoãn để tìm thêm người. Có lịch mới, phường sẽ báo" in letter(fell, requests=(stands,), **off).text
    assert "đã hủy, anh/chị không phải đi" in letter(fell, requests=(a_request(offers=()),), **off).text
