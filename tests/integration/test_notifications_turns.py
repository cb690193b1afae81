"""Who is told what when it does not go straight: moved, cancelled, missed, put off, handed to staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.notifications.storage.knowledge import StoredKnowledge
from services.notifications.tables import visit_codes
from shared.contracts import sessions as agenda
from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor
from tests.integration.notifications_wiring import (
    WARD,
    AStory,
    Notifications,
    a_person,
    arrived,
    hear,
    lines,
    notifications_on,
    pass_time,
    send_all,
    stored,
    told,
)
from tests.unit.notifications.builders import TUESDAY_NINE

WEDNESDAY_NINE = TUESDAY_NINE + timedelta(days=1)


@pytest.fixture
def notifications(database_url: str, tmp_path: Path) -> Iterator[Notifications]:
    with notifications_on(database_url, tmp_path) as runtime:
        yield runtime


def announced(notifications: Notifications, story: AStory) -> AStory:
    """Mai has accepted and everybody has been told of Tuesday at nine."""
    hear(notifications, *story.background(), story.accepted(), story.scheduled())
    send_all(notifications)
    return story


def since(folder: Path, story: AStory) -> list[tuple[str, str]]:
    """What arrived after the announcement: the given name and the template, sorted by name."""
    names = {story.lans_phone: "Lan", story.hungs_phone: "Hùng", story.mais_phone: "Mai"}
    first = next(place for place, (_, template) in enumerate(arrived(folder)) if template == "task.accepted")
    return sorted((names[to], template) for to, template in arrived(folder)[first + 1 :])


def last_to(folder: Path, phone: str | None) -> str:
    return str([line["text"] for line in lines(folder) if line["to"] == phone][-1])


def inbox(notifications: Notifications) -> list[tuple[str, str]]:
    """What lies in the inbox of the ward's staff."""
    shown = [message for message in stored(notifications) if message["part"] == "staff"]
    assert {(message["status"], message["recipient"]) for message in shown} <= {("sent", WARD)}
    return [(message["template"], message["text"]) for message in shown]


# Moved


def test_a_move_tells_everybody_the_new_time_and_the_household_the_new_code(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = announced(notifications, AStory())
    hear(notifications, story.moved(WEDNESDAY_NINE))
    send_all(notifications)
    assert since(tmp_path, story) == [("Hùng", "visit.moved"), ("Lan", "visit.moved"), ("Mai", "task.accepted")]
    assert "đổi sang 9h sáng thứ Tư 2/12. Mã hẹn mới: con voi, cây đa." in last_to(tmp_path, story.lans_phone)
    assert "đã nhận đổi sang 9h sáng thứ Tư 2/12. Mã hẹn cũ không dùng nữa." in last_to(tmp_path, story.mais_phone)


def test_a_move_nobody_heard_the_start_of_is_told_as_a_visit(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.scheduled(), story.moved(WEDNESDAY_NINE))
    send_all(notifications)
    to_lan = [line for line in lines(tmp_path) if line["to"] == story.lans_phone]
    assert [line["template"] for line in to_lan] == ["visit.confirm"]
    assert "9h sáng thứ Tư 2/12, Lê Thị Mai đến giúp bác Lan. Mã hẹn: con voi, cây đa." in to_lan[0]["text"]
    assert (story.hungs_phone, "visit.confirm.relative") in arrived(tmp_path)


def test_of_two_moves_only_the_last_is_told(notifications: Notifications, tmp_path: Path) -> None:
    story = announced(notifications, AStory(asked_by_id=None))
    later = WEDNESDAY_NINE + timedelta(days=1)
    hear(notifications, story.moved(WEDNESDAY_NINE, 2), story.moved(later, 3, "cái kéo, cái bút"))
    send_all(notifications)
    assert since(tmp_path, story) == [("Lan", "visit.moved"), ("Mai", "task.accepted")]
    assert "thứ Năm 3/12. Mã hẹn mới: cái kéo, cái bút." in last_to(tmp_path, story.lans_phone)


# Cancelled


def test_the_residents_own_cancel_is_acknowledged_and_the_volunteer_need_not_go(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = announced(notifications, AStory())
    hear(notifications, story.cancelled("resident"))
    send_all(notifications)
    assert since(tmp_path, story) == [
        ("Hùng", "visit.cancelled.resident"),
        ("Lan", "visit.cancelled.resident"),
        ("Mai", "offer.cancelled"),
    ]
    assert "theo ý bác Lan. Mã hẹn cũ không dùng nữa." in last_to(tmp_path, story.lans_phone)
    assert "báo không cần nữa" in last_to(tmp_path, story.mais_phone)


def test_who_asked_and_cancels_is_named_as_such(notifications: Notifications, tmp_path: Path) -> None:
    story = announced(notifications, AStory())
    hear(notifications, story.cancelled("asked_by"))
    send_all(notifications)
    assert "của bác Lan theo lời người nhờ hộ." in last_to(tmp_path, story.lans_phone)
    assert "của bác Lan theo ý anh/chị." in last_to(tmp_path, story.hungs_phone)


def test_when_we_cannot_come_the_visit_is_put_off_and_nobody_comes(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = announced(notifications, AStory())
    hear(notifications, story.cancelled("staff", reopen=True))
    send_all(notifications)
    assert since(tmp_path, story) == [
        ("Hùng", "visit.cancelled.us"),
        ("Lan", "visit.cancelled.us"),
        ("Mai", "task.cancelled"),
    ]
    assert "phải hoãn buổi 9h sáng thứ Ba 1/12, hôm đó KHÔNG có ai đến." in last_to(tmp_path, story.lans_phone)


@pytest.mark.parametrize(
    ("reason", "words"),
    [("request_cancelled", "rất tiếc phải hủy buổi"), ("request_ended", "không cần nữa nên đã hủy")],
)
def test_without_another_time_to_come_it_is_cancelled_not_put_off(
    notifications: Notifications, tmp_path: Path, reason: str, words: str
) -> None:
    story = announced(notifications, AStory())
    hear(notifications, story.cancelled("staff", reason))
    send_all(notifications)
    assert words in last_to(tmp_path, story.lans_phone)


def test_a_volunteer_who_cannot_go_is_not_told_what_they_have_just_said(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = announced(notifications, AStory())
    hear(notifications, story.cancelled("volunteer", "handed_back", reopen=True))
    send_all(notifications)
    assert since(tmp_path, story) == [("Hùng", "visit.cancelled.us"), ("Lan", "visit.cancelled.us")]


def test_the_other_one_of_a_pair_learns_that_the_visit_is_off(notifications: Notifications, tmp_path: Path) -> None:
    story = announced(notifications, AStory())
    other, phone = new_id(), "+84903333555"
    pair: dict[str, Any] = {"volunteer_ids": [story.volunteer_id, other], "offer_ids": [story.offer_id, new_id()]}
    hear(notifications, a_person(other, "Trần Thu Hà", phone))
    hear(notifications, story.cancelled("volunteer", reopen=True, volunteer_id=story.volunteer_id, **pair))
    send_all(notifications)
    assert [to for to, template in arrived(tmp_path) if template == "task.cancelled"] == [phone]


def test_a_visit_nobody_heard_of_is_cancelled_in_silence(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.scheduled(), story.cancelled("staff", reopen=True))
    send_all(notifications)
    assert [template for to, template in arrived(tmp_path) if to != story.mais_phone] == []


def test_a_visit_is_no_more_announced_once_its_request_is_cancelled(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.request_cancelled(), story.scheduled())
    send_all(notifications)
    assert arrived(tmp_path) == []


def test_an_accepted_offer_that_falls_before_a_time_is_fixed_is_told(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.accepted(4), story.request_cancelled(5))
    hear(notifications, story.offer_withdrawn(6, "cancelled", accepted=True, status="cancelled"))
    send_all(notifications)
    assert arrived(tmp_path) == [(story.mais_phone, "offer.cancelled")]
    assert "báo không cần nữa" in last_to(tmp_path, story.mais_phone)


def test_what_staff_called_off_is_not_blamed_on_the_resident(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.accepted(4), story.request_cancelled(5, by="staff"))
    hear(notifications, story.offer_withdrawn(6, "cancelled", accepted=True, status="cancelled"))
    send_all(notifications)
    assert "việc ở tổ 12 đã hủy" in last_to(tmp_path, story.mais_phone)


@pytest.mark.parametrize(("by", "said"), [("resident", "báo không cần nữa"), ("staff", "việc ở tổ 12 đã hủy")])
def test_who_is_told_before_the_cancel_itself_was_heard_reads_who_said_so(
    notifications: Notifications, tmp_path: Path, by: str, said: str
) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.accepted(4))
    hear(notifications, story.offer_withdrawn(5, "cancelled", accepted=True, status="cancelled", by=by))
    send_all(notifications)
    assert said in last_to(tmp_path, story.mais_phone)


@pytest.mark.parametrize("withdrawn_first", [True, False])
@pytest.mark.parametrize("by", ["resident", "staff"])
def test_two_services_say_that_it_is_off_and_the_volunteer_hears_it_once(
    notifications: Notifications, tmp_path: Path, by: str, withdrawn_first: bool
) -> None:
    story = announced(notifications, AStory())
    withdrawn = story.offer_withdrawn(6, "cancelled", accepted=True, status="cancelled")
    cancelled = story.cancelled(by, "request_cancelled")
    hear(notifications, *([withdrawn, cancelled] if withdrawn_first else [cancelled, withdrawn]))
    send_all(notifications)
    assert len([name for name, _ in since(tmp_path, story) if name == "Mai"]) == 1


def test_a_cancel_that_crosses_the_placing_tells_the_volunteer_once(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.accepted(4), story.request_cancelled(5, by="staff"))
    hear(notifications, story.offer_withdrawn(6, "cancelled", accepted=True, status="cancelled"))
    send_all(notifications)
    hear(notifications, story.scheduled(1), story.cancelled("staff", "request_cancelled", sequence=2))
    send_all(notifications)
    assert arrived(tmp_path) == [(story.mais_phone, "offer.cancelled")]


# Put off by a pause


def test_a_pause_tells_each_person_once_however_many_visits_it_puts_off(
    notifications: Notifications, tmp_path: Path
) -> None:
    first = announced(notifications, AStory())
    second = AStory(resident_id=first.resident_id, volunteer_id=first.volunteer_id, asked_by_id=None)
    hear(notifications, second.accepted(), second.scheduled(), first.paused())
    send_all(notifications)
    hear(notifications, first.cancelled("staff", "pause", reopen=True))
    hear(notifications, second.cancelled("staff", "pause", reopen=True))
    send_all(notifications)
    told_of_it = [to for to, template in arrived(tmp_path) if template == "pause.weather"]
    assert sorted(told_of_it) == sorted([str(first.lans_phone), first.mais_phone])
    assert "do mưa ngập, các buổi ngày 1/12 tạm hoãn, KHÔNG có ai đến nhà." in last_to(tmp_path, first.lans_phone)
    assert "anh/chị chưa phải đi. Có lịch mới, phường sẽ báo." in last_to(tmp_path, first.mais_phone)


def test_the_reason_is_that_of_the_pause_over_the_neighbourhood(notifications: Notifications, tmp_path: Path) -> None:
    story = announced(notifications, AStory(asked_by_id=None))
    hear(notifications, story.paused("heat", "to-12"), story.cancelled("staff", "pause", reopen=True))
    send_all(notifications)
    assert "do nắng nóng, các buổi ngày 1/12" in last_to(tmp_path, story.lans_phone)


# Missed, done, over time


def test_who_was_not_at_home_is_asked_to_ring(notifications: Notifications, tmp_path: Path) -> None:
    story = announced(notifications, AStory())
    pass_time(notifications, timedelta(days=1, hours=1))
    hear(notifications, story.missed("resident"))
    send_all(notifications)
    assert ("Lan", "noshow.resident") in since(tmp_path, story)
    assert "9h sáng nay người hướng dẫn đến mà chưa gặp bác Lan." in last_to(tmp_path, story.lans_phone)


def test_whose_helper_did_not_come_hears_an_apology(notifications: Notifications, tmp_path: Path) -> None:
    story = announced(notifications, AStory())
    pass_time(notifications, timedelta(days=1, hours=1))
    hear(notifications, story.missed("volunteer"))
    send_all(notifications)
    assert {("Lan", "noshow.volunteer"), ("Hùng", "noshow.volunteer")} <= set(since(tmp_path, story))


def test_after_a_visit_the_resident_is_asked_and_who_asked_for_them_is_told(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = announced(notifications, AStory())
    pass_time(notifications, timedelta(days=1, hours=1, minutes=30))
    hear(notifications, story.completed())
    send_all(notifications)
    assert {("Lan", "feedback"), ("Hùng", "asker.done")} <= set(since(tmp_path, story))


def test_staff_learn_that_a_visit_is_over_time(notifications: Notifications) -> None:
    story = announced(notifications, AStory())
    over = story.appointment(agenda.APPOINTMENT_OVERDUE, 3, "under_way", minutes_over=20)
    hear(notifications, over)
    send_all(notifications)
    assert inbox(notifications) == [
        (
            "staff.overdue",
            "Buổi 9h sáng thứ Ba 1/12 ở tổ 12: quá giờ 20 phút, chưa báo xong. Cần gọi hỏi người hướng dẫn.",
        )
    ]


# What staff find in their inbox


def test_staff_find_a_new_request_in_their_inbox(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.received())
    send_all(notifications)
    assert inbox(notifications) == [("staff.received", "Yêu cầu mới 4-26-017: dùng VNeID, tổ 12. Chờ xác minh.")]
    assert arrived(tmp_path) == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("waves_used_up", "đã mời đủ các đợt"),
        ("nobody_eligible", "không có người phù hợp"),
        ("no_time_fits", "không khớp giờ"),
        ("promise_passed", "quá hạn đã hứa"),
    ],
)
def test_an_escalation_tells_staff_why_and_the_household_that_they_will_be_phoned(
    notifications: Notifications, tmp_path: Path, reason: str, words: str
) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.escalated(reason=reason))
    send_all(notifications)
    assert inbox(notifications) == [("staff.escalated", f"Yêu cầu 4-26-017 cần cán bộ xử lý: {words}.")]
    assert {template for _, template in arrived(tmp_path)} == {"request.delayed"}


def test_the_household_hears_once_a_day_that_it_takes_longer(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.escalated(reason="promise_passed"))
    send_all(notifications)
    told_once = arrived(tmp_path)
    hear(notifications, story.escalated(6, reason="waves_used_up"))
    send_all(notifications)
    assert arrived(tmp_path) == told_once
    assert len(inbox(notifications)) == 2
    pass_time(notifications, timedelta(days=1))
    hear(notifications, story.escalated(7, reason="waves_used_up"))
    send_all(notifications)
    assert arrived(tmp_path) == told_once + told_once


def test_who_was_not_at_home_is_not_told_that_nobody_was_found(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.escalated(reason="resident_missed"))
    send_all(notifications)
    assert [template for template, _ in inbox(notifications)] == ["staff.escalated"]
    assert arrived(tmp_path) == []


@pytest.mark.parametrize(
    ("reason", "words"), [("windows_past", "chọn giờ khác ạ"), ("follow_up", "báo giờ nào tiện ạ")]
)
def test_resident_asker_and_staff_are_asked_for_new_times(
    notifications: Notifications, tmp_path: Path, reason: str, words: str
) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.needs_times(reason=reason))
    send_all(notifications)
    assert arrived(tmp_path) == [
        (story.lans_phone, "request.needs_times"),
        (story.hungs_phone, "request.needs_times"),
    ]
    assert words in last_to(tmp_path, story.lans_phone)
    assert [template for template, _ in inbox(notifications)] == ["staff.needs_times"]


def test_who_was_told_of_a_pause_is_not_asked_for_times_as_well(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.needs_times(reason="paused"))
    send_all(notifications)
    assert arrived(tmp_path) == []
    assert [template for template, _ in inbox(notifications)] == ["staff.needs_times"]


def test_staff_learn_that_an_acceptance_has_no_time(notifications: Notifications) -> None:
    story = AStory()
    late = story.request(heard.REQUEST_NOT_PLACED, 5, "accepted", "accepted")
    hear(notifications, *story.background(), late)
    send_all(notifications)
    assert [template for template, _ in inbox(notifications)] == ["staff.not_placed"]


def test_staff_learn_who_looks_at_contacts_too_often(notifications: Notifications) -> None:
    story = AStory()
    looks = {"volunteer_id": story.volunteer_id, "ward": WARD, "looks": 11, "since": TUESDAY_NINE - timedelta(days=7)}
    hear(notifications, *story.background(), told(heard.VOLUNTEER_MANY_LOOKS, story.volunteer_id, 9, looks))
    send_all(notifications)
    ((_, text),) = inbox(notifications)
    assert text.startswith("Lê Thị Mai đã xem số điện thoại, địa chỉ của người dân 11 lần trong 7 ngày.")


def test_staff_learn_that_somebody_was_not_reached(notifications: Notifications) -> None:
    story = AStory(asked_by_id=None, lans_phone=None)
    hear(notifications, *story.background(), story.opened())
    send_all(notifications)
    assert inbox(notifications) == [
        ("staff.unreached", "Yêu cầu 4-26-017: có người chưa nhận được tin. Xem danh sách cần gọi.")
    ]


# How to stop messages


def test_the_first_message_says_how_to_stop_them_and_then_one_a_month(
    notifications: Notifications, tmp_path: Path
) -> None:
    stories = [AStory(asked_by_id=None)]
    hear(notifications, *stories[0].background(), stories[0].opened())
    send_all(notifications)
    for days in (1, 30):
        pass_time(notifications, timedelta(days=days))
        again = AStory(asked_by_id=None, resident_id=stories[0].resident_id)
        hear(notifications, again.opened())
        send_all(notifications)
    said = ["Không muốn nhận tin" in line["text"] for line in lines(tmp_path)]
    assert said == [True, False, True]


# What is remembered


def test_who_turned_out_to_be_another_is_reached_as_that_one(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None)
    kept = new_id()
    merged = story.resident(2)
    merged.data["merged_into"] = kept
    hear(notifications, *story.background(), a_person(kept, "Nguyễn Thị Lan", "+84900000007"), merged, story.opened())
    send_all(notifications)
    assert arrived(tmp_path) == [("+84900000007", "request.received")]


def test_two_who_were_merged_into_each_other_do_not_stop_the_sender(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory(asked_by_id=None)
    other = new_id()
    lan, twin = story.resident(2), a_person(other, "Nguyễn Thị Lan", "+84900000007", sequence=2)
    lan.data["merged_into"], twin.data["merged_into"] = other, story.resident_id
    hear(notifications, *story.background(), lan, twin, story.opened())
    send_all(notifications)
    assert len(arrived(tmp_path)) == 1


def test_a_visit_code_is_remembered_until_the_visit_ends_in_whatever_order_it_is_heard(
    notifications: Notifications,
) -> None:
    story = AStory()
    hear(notifications, story.moved(WEDNESDAY_NINE, 2), story.scheduled(1))
    assert code_of(notifications, story) == "con voi, cây đa"
    hear(notifications, story.completed(4), story.appointment(agenda.APPOINTMENT_STATED, 3, "confirmed", **A_CODE))
    assert code_of(notifications, story) is None
    with notifications.reading() as connection:
        assert connection.execute(visit_codes.select()).one().code is None


A_CODE = {"personal": {"code": "cái kéo, cái bút"}}


def code_of(notifications: Notifications, story: AStory) -> str | None:
    with notifications.unit(Actor("test", "test")) as unit:
        return StoredKnowledge(unit).visit_code(story.appointment_id)
