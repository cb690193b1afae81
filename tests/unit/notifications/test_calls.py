"""The call list: what came of a call, what nobody has to phone about any more, and what is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.notifications.domain.calls import PRIORITY, Call, Outcome, Why
from services.notifications.domain.errors import CallEnded
from services.notifications.domain.needed import still_needed
from services.notifications.domain.scripts import SCRIPTS, script, spoken
from tests.unit.notifications.builders import (
    LAN,
    MAI,
    NOW,
    SATURDAY_HALF_PAST_TWO,
    TUESDAY_NINE,
    Told,
    a_request,
    about_visit,
    an_appointment,
)

HOUR = timedelta(hours=1)


def a_call(why: Why = Why.UNREACHED, **changes: Any) -> Call:
    values: dict[str, Any] = {
        "call_id": "call",
        "why": why.value,
        "once": f"{why}:1",
        "ward": "00004",
        "about_kind": "appointment",
        "about_id": "appointment",
        "listed_at": NOW,
        "due_at": NOW,
        "priority": PRIORITY[why],
        "person_id": "Lan",
        "request_id": "request",
        "appointment_id": "appointment",
    }
    return Call(**{**values, **changes}).announce()


def said(call: Call, *messages: Any, **told: Any) -> str:
    codes = {"appointment": "hoa sen, con cá"}
    return "\n".join(script(call, messages, Told(codes=codes, **told), NOW))


def test_who_is_reached_needs_no_other_call() -> None:
    call = a_call()
    call.report(Outcome.REACHED, "Bác nhớ rồi", HOUR, NOW)
    assert (call.status, call.outcome, call.note, call.ended_at) == ("ended", "reached", "Bác nhớ rồi", NOW)


def test_who_does_not_pick_up_is_called_again_in_an_hour() -> None:
    call = a_call()
    call.report(Outcome.NO_ANSWER, None, HOUR, NOW)
    assert (call.status, call.tries, call.due_at) == ("open", 1, NOW + HOUR)


def test_a_note_stays_for_whoever_calls_next() -> None:
    call = a_call()
    call.report(Outcome.NO_ANSWER, "Gọi buổi tối", HOUR, NOW)
    call.report(Outcome.NO_ANSWER, None, HOUR, NOW + HOUR)
    assert (call.tries, call.note) == (2, "Gọi buổi tối")


@pytest.mark.parametrize("first", [Outcome.REACHED, Outcome.WRONG_NUMBER, Outcome.NOT_NEEDED])
def test_what_came_of_a_call_is_not_said_twice(first: Outcome) -> None:
    call = a_call()
    call.report(first, None, HOUR, NOW)
    with pytest.raises(CallEnded):
        call.report(Outcome.REACHED, None, HOUR, NOW)


def test_a_call_that_was_made_does_not_lapse() -> None:
    call = a_call()
    call.report(Outcome.REACHED, None, HOUR, NOW)
    call.lapse(NOW)
    assert call.status == "ended"


def test_asking_after_somebody_comes_before_everything_else() -> None:
    assert min(PRIORITY, key=PRIORITY.__getitem__) == Why.MISSED


@pytest.mark.parametrize(
    ("why", "told", "needed"),
    [
        (Why.OVERDUE, {"appointments": (an_appointment(status="under_way"),)}, True),
        (Why.OVERDUE, {"appointments": (an_appointment(status="completed"),)}, False),
        (Why.STOPPED, {"appointments": (an_appointment(status="confirmed"),)}, True),
        (Why.STOPPED, {"appointments": (an_appointment(status="cancelled"),)}, False),
        (Why.ESCALATED, {"requests": (a_request(status="escalated"),)}, True),
        (Why.ESCALATED, {"requests": (a_request(status="offered"),)}, False),
        (Why.AGREEMENT, {"requests": (a_request(status="unconfirmed"),)}, True),
        (Why.AGREEMENT, {"requests": (a_request(status="open"),)}, False),
        (Why.TIMES, {"requests": (a_request(status="needs_times"),)}, True),
        (Why.TIMES, {"requests": (a_request(status="open"),)}, False),
        (Why.MISSED, {"requests": (a_request(status="escalated"),)}, True),
        (Why.MISSED, {"requests": (a_request(status="cancelled"),)}, False),
        (Why.REPLY, {"requests": (a_request(status="cancelled"),)}, True),
        (Why.WANTED, {"requests": (), "appointments": ()}, True),
    ],
)
def test_a_call_is_needed_as_long_as_what_it_is_about_stands(why: Why, told: dict[str, Any], needed: bool) -> None:
    assert still_needed(a_call(why), Told(**told)) is needed


def test_the_caller_says_who_they_are_asks_for_nothing_and_offers_to_be_called_back() -> None:
    opening = said(a_call()).splitlines()[0]
    assert opening == (
        "“Dạ, tôi là …, cán bộ phường, gọi về buổi hướng dẫn bác đã nhờ. Tôi không hỏi số căn cước, mật khẩu hay "
        "tiền nong gì ạ. Bác muốn chắc thì cứ tắt máy, gọi lại số 024 3825 1234 in ở bảng tin tổ dân phố.”"
    )


def test_the_caller_says_what_the_message_would_have_said_and_asks_to_have_it_repeated() -> None:
    lines = said(a_call(), about_visit("visit.confirm")).splitlines()
    assert lines[1].startswith("Điều cần báo: P. Ba Đình: 9h sáng thứ Ba 1/12, Lê Thị Mai đến giúp bác Lan.")
    assert lines[2].endswith("mã hẹn là ‘hoa sen, con cá’. Bác nhắc lại giúp tôi được không ạ?”")


def test_no_answer_by_text_message_is_asked_for_on_the_telephone() -> None:
    assert "Nhắn" not in said(a_call(), about_visit("visit.reminder.day"))


def test_the_code_is_said_to_nobody_but_the_household() -> None:
    assert "hoa sen" not in said(a_call(Why.OVERDUE, person_id="Mai"))
    assert "hoa sen" not in said(a_call(Why.MISSED), appointments=(an_appointment(status="missed"),))


def test_what_somebody_wrote_is_read_before_phoning() -> None:
    assert "Tin vừa nhận: “Hôm khác được ạ”" in said(a_call(Why.REPLY, text="Hôm khác được ạ"))


def test_a_line_that_speaks_of_what_is_not_known_is_left_out() -> None:
    (opening,) = said(a_call(Why.ESCALATED), people=(), appointments=()).splitlines()
    assert opening.startswith("“Dạ, tôi là …, cán bộ phường, gọi lại theo số vừa để lại.")


def test_who_reads_english_is_phoned_in_english() -> None:
    told = {"people": (replace(LAN, language="en"), MAI)}
    assert said(a_call(Why.TIMES), **told).splitlines()[0].startswith("“I am …, from the ward")


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("language", SCRIPTS)
def test_every_call_has_words_in_both_languages(why: Why, language: str) -> None:
    told = {"people": (replace(LAN, language=language), MAI)}
    assert len(said(a_call(why), about_visit("visit.confirm"), **told).splitlines()) >= 2
    assert SCRIPTS[language].keys() == SCRIPTS["vi"].keys()


def test_times_are_spoken_in_full_with_the_old_calendar() -> None:
    assert spoken(TUESDAY_NINE, "vi") == "9 giờ sáng thứ Ba, 1/12 (23 tháng Mười âm lịch)"
    assert spoken(SATURDAY_HALF_PAST_TWO, "vi") == "2 giờ 30 chiều thứ Bảy, 19/12 (11 tháng Mười một âm lịch)"
    assert spoken(TUESDAY_NINE, "en") == "9 am Tuesday 1 Dec"


def test_who_did_not_ask_is_not_told_that_they_did() -> None:
    opening, agreement = said(a_call(Why.AGREEMENT), appointments=()).splitlines()
    assert "Có người nhờ phường giúp bác nên tôi gọi hỏi ý bác." in opening
    assert "đã nhờ" not in opening
    assert "Phường chỉ dùng tên, số điện thoại, địa chỉ của bác để sắp xếp buổi này" in agreement
    helper = said(a_call(person_id="Mai")).splitlines()[0]
    assert helper == "“Dạ, tôi là …, cán bộ phường, gọi về buổi 9 giờ sáng thứ Ba, 1/12 (23 tháng Mười âm lịch).”"


def test_who_wrote_is_phoned_about_what_they_wrote() -> None:
    assert "gọi lại về tin nhắn vừa gửi đến" in said(a_call(Why.REPLY, text="Hôm khác được ạ")).splitlines()[0]


def test_on_somebody_elses_phone_the_resident_is_asked_for_first() -> None:
    at_neighbours = said(a_call(), people=(replace(LAN, phone_owner="neighbour"), MAI)).splitlines()[0]
    assert at_neighbours == (
        "Số này của hàng xóm: xin gặp bác Lan. Không gặp được thì chỉ nhắn bác gọi 024 3825 1234, không nói việc gì."
    )
    at_relatives = said(a_call(), people=(replace(LAN, phone_owner="relative"), MAI)).splitlines()[0]
    assert at_relatives.startswith("Số này của người nhà: xin gặp bác Lan")
    assert "Số này" not in said(a_call())
