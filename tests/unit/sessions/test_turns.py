"""The turns a visit can take: moved, cancelled, missed, over and not reported."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from services.sessions.domain.appointment import Absence, Appointment
from services.sessions.domain.cancelling import OF_NETWORK, OF_PEOPLE, Cancellation, Reason, because_of
from services.sessions.domain.errors import VisitHasBegun, VisitIsOver, VisitWasCancelled, VisitWasMissed
from services.sessions.domain.facts import (
    AppointmentCancelled,
    AppointmentMissed,
    AppointmentMoved,
    AppointmentOver,
    AppointmentOverdue,
    AppointmentStarted,
)
from services.sessions.domain.outcome import Report
from services.sessions.domain.people import HOUSEHOLD, part_among
from services.sessions.domain.replies import Meaning, meaning_of
from shared.errors import Invalid, Refused
from tests.unit.sessions.builders import HOA, LAN, MINH, OFFER, OTHER_OFFER, RULES, SON, an_appointment, at, span

AFTERNOON = span("14:30", "15:30", 2)
NOT_NEEDED = Cancellation("resident", Reason.NOT_NEEDED, reopen=False)


def facts(appointment: Appointment) -> list[object]:
    return [recorded.fact for recorded in appointment.recorded]


def under_way(started: datetime | None = None) -> Appointment:
    appointment = an_appointment()
    appointment.start("volunteer", started or at("9:00", 1), RULES)
    appointment.forget_recorded()
    return appointment


def test_moving_keeps_the_state_and_the_offers_and_renews_the_code() -> None:
    appointment = an_appointment()
    appointment.confirm("resident")
    appointment.forget_recorded()
    appointment.move(AFTERNOON, "con voi, cái mũ", "staff", RULES)
    assert (appointment.status, appointment.offer_ids, appointment.window) == ("confirmed", (OFFER,), AFTERNOON)
    assert appointment.visit_code == "con voi, cái mũ"
    was = span("9:00", "10:00", 1)
    assert facts(appointment) == [AppointmentMoved(by="staff", was=was, code="con voi, cái mũ")]


def test_moving_to_the_time_it_has_changes_nothing_and_keeps_the_code() -> None:
    appointment = an_appointment()
    appointment.move(appointment.window, "con voi, cái mũ", "staff", RULES)
    assert (appointment.visit_code, facts(appointment)) == ("hoa sen, con cá", [])


def test_the_new_code_stays_out_of_the_journal() -> None:
    appointment = an_appointment()
    appointment.move(AFTERNOON, "con voi, cái mũ", "staff", RULES)
    (moved,) = appointment.recorded
    assert "con voi" not in str(moved.fact.detail())


def test_a_visit_that_has_begun_is_not_moved() -> None:
    with pytest.raises(VisitHasBegun):
        under_way().move(AFTERNOON, "con voi, cái mũ", "staff", RULES)


@pytest.mark.parametrize(("hours_before", "late"), [("9:00", False), ("9:01", True)])
def test_a_cancel_less_than_a_day_before_the_start_is_late(hours_before: str, late: bool) -> None:
    appointment = an_appointment()
    appointment.cancel(NOT_NEEDED, at(hours_before), RULES)
    assert (appointment.status, facts(appointment)) == (
        "cancelled",
        [AppointmentCancelled("resident", "not_needed", late, reopen=False, volunteer_id=None)],
    )


@pytest.mark.parametrize("status", ["scheduled", "confirmed", "under_way"])
def test_a_cancel_is_taken_from_every_state_in_which_the_visit_stands(status: str) -> None:
    appointment = under_way() if status == "under_way" else an_appointment()
    if status == "confirmed":
        appointment.confirm("resident")
    assert appointment.status == status
    appointment.cancel(NOT_NEEDED, at("9:10", 1), RULES)
    assert (appointment.status, appointment.stands, appointment.report_due_at) == ("cancelled", False, None)


def test_it_is_kept_who_cancelled_and_why() -> None:
    appointment = an_appointment()
    appointment.cancel(Cancellation("volunteer", Reason.ILL, True, MINH), at("8:00", 1), RULES)
    ending = appointment.ending
    assert ending is not None
    assert (ending.by, ending.reason, ending.late, ending.reopen, ending.volunteer_id) == (
        *("volunteer", "ill", True, True, MINH),
    )
    assert appointment.ended_at == at("8:00", 1)


@pytest.mark.parametrize("who", ["resident", "volunteer"])
def test_a_miss_says_who_was_not_there(who: str) -> None:
    appointment = an_appointment()
    appointment.miss(Absence(who), "staff", at("9:20", 1))
    assert (appointment.status, appointment.stands) == ("missed", False)
    assert facts(appointment) == [AppointmentMissed("staff", who, None, minutes_early=0)]


def test_of_a_pair_the_one_who_did_not_come_is_named() -> None:
    pair = an_appointment({OFFER: MINH, OTHER_OFFER: HOA})
    pair.miss(Absence("volunteer", HOA), "resident", at("9:20", 1))
    assert facts(pair) == [AppointmentMissed("resident", "volunteer", HOA, minutes_early=0)]


@pytest.mark.parametrize("absence", [Absence("volunteer", SON), Absence("resident", MINH), Absence("resident", LAN)])
def test_nobody_is_named_who_was_not_to_come(absence: Absence) -> None:
    appointment = an_appointment()
    with pytest.raises(Invalid) as refused:
        appointment.miss(absence, "staff", at("9:20", 1))
    assert list(refused.value.fields) == ["volunteer_id"]
    assert (appointment.status, facts(appointment)) == ("scheduled", [])


ENDINGS = {
    "completed": (lambda visit: visit.complete(Report(50), "volunteer", at("9:55", 1)), VisitIsOver),
    "cancelled": (lambda visit: visit.cancel(NOT_NEEDED, at("9:00"), RULES), VisitWasCancelled),
    "missed": (lambda visit: visit.miss(Absence("resident"), "volunteer", at("9:20", 1)), VisitWasMissed),
}
TURNS = {
    "confirm": lambda visit: visit.confirm("resident"),
    "start": lambda visit: visit.start("volunteer", at("10:00", 1), RULES),
    "end": lambda visit: visit.end("volunteer", at("10:00", 1), RULES),
    "complete": lambda visit: visit.complete(Report(5), "volunteer", at("10:00", 1)),
    "move": lambda visit: visit.move(AFTERNOON, "con voi, cái mũ", "staff", RULES),
    "cancel": lambda visit: visit.cancel(NOT_NEEDED, at("10:00", 1), RULES),
    "miss": lambda visit: visit.miss(Absence("volunteer"), "resident", at("10:00", 1)),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("turn", TURNS)
def test_what_stands_no_more_takes_no_turn_and_says_why(ending: str, turn: str) -> None:
    end, error = ENDINGS[ending]
    appointment = an_appointment()
    end(appointment)
    appointment.forget_recorded()
    with pytest.raises(error) as refused:
        TURNS[turn](appointment)
    assert isinstance(refused.value, Refused)
    assert (appointment.status, facts(appointment)) == (ending, [])


def test_a_visit_is_overdue_twenty_minutes_past_its_end_and_says_so_once() -> None:
    appointment = under_way()
    appointment.grow_overdue("timer", at("10:19", 1), RULES)
    assert facts(appointment) == []
    appointment.grow_overdue("timer", at("10:20", 1), RULES)
    appointment.grow_overdue("timer", at("11:00", 1), RULES)
    assert facts(appointment) == [AppointmentOverdue(by="timer", minutes_over=20)]


def test_a_visit_nobody_said_began_is_asked_after_once_its_time_is_over() -> None:
    appointment = an_appointment()
    appointment.grow_overdue("timer", at("10:19", 1), RULES)
    assert facts(appointment) == []
    appointment.grow_overdue("timer", at("10:20", 1), RULES)
    appointment.grow_overdue("timer", at("12:00", 1), RULES)
    assert (appointment.status, facts(appointment)) == ("scheduled", [AppointmentOverdue(by="timer", minutes_over=20)])


def test_a_visit_that_moved_is_asked_after_at_its_new_end() -> None:
    appointment = an_appointment()
    appointment.move(AFTERNOON, "con voi, cái mũ", "staff", RULES)
    appointment.forget_recorded()
    appointment.grow_overdue("timer", at("10:20", 1), RULES)
    assert facts(appointment) == []
    appointment.grow_overdue("timer", AFTERNOON.end + timedelta(minutes=20), RULES)
    assert facts(appointment) == [AppointmentOverdue(by="timer", minutes_over=20)]


def test_who_came_late_may_stay_as_long_as_was_agreed() -> None:
    appointment = under_way(at("9:30", 1))
    appointment.grow_overdue("timer", at("10:49", 1), RULES)
    assert facts(appointment) == []
    appointment.grow_overdue("timer", at("10:50", 1), RULES)
    assert facts(appointment) == [AppointmentOverdue(by="timer", minutes_over=20)]


@pytest.mark.parametrize("report", ["end", "complete", "cancel", "miss"])
def test_nobody_is_asked_after_a_visit_that_was_said_to_be_over(report: str) -> None:
    appointment = under_way()
    TURNS[report](appointment)
    appointment.forget_recorded()
    appointment.grow_overdue("timer", at("12:00", 1), RULES)
    assert facts(appointment) == []


def test_a_visit_that_is_over_still_owes_its_report() -> None:
    appointment = under_way()
    appointment.end("volunteer", at("9:50", 1), RULES)
    appointment.end("volunteer", at("9:51", 1), RULES)
    assert (appointment.status, appointment.over_at) == ("under_way", at("9:50", 1))
    assert facts(appointment) == [AppointmentOver(by="volunteer")]
    appointment.complete(Report(45), "volunteer", at("18:00", 1))
    assert appointment.status == "completed"


def test_who_says_only_that_it_is_over_had_arrived() -> None:
    appointment = an_appointment()
    appointment.end("volunteer", at("9:50", 1), RULES)
    assert [type(fact) for fact in facts(appointment)] == [AppointmentStarted, AppointmentOver]


def test_every_reason_is_one_that_people_give_or_one_of_the_network() -> None:
    assert {*OF_PEOPLE, *OF_NETWORK} == set(Reason)
    assert set(OF_PEOPLE).isdisjoint(OF_NETWORK)
    assert set(OF_PEOPLE) == {"not_needed", "ill", "busy", "travel", "weather", "safety", "mistake", "other"}


@pytest.mark.parametrize(
    ("status", "reason", "by", "why"),
    [
        ("cancelled", "not_needed", "asked_by", Cancellation("asked_by", Reason.REQUEST_CANCELLED, reopen=False)),
        ("moved_to_class", None, "staff", Cancellation("staff", Reason.REQUEST_ENDED, reopen=False)),
        ("open", "handed_back", "volunteer", Cancellation("volunteer", Reason.HANDED_BACK, reopen=True)),
        ("needs_times", "windows_past", "timer", Cancellation("volunteer", Reason.HANDED_BACK, reopen=True)),
        ("open", "suspended", "staff", Cancellation("staff", Reason.SUSPENDED, reopen=True)),
        ("needs_times", "paused", None, Cancellation("staff", Reason.PAUSE, reopen=True)),
    ],
)
def test_why_a_visit_falls_follows_from_the_state_of_its_request(
    status: str, reason: str | None, by: str | None, why: Cancellation
) -> None:
    assert because_of(status, reason, by) == why


@pytest.mark.parametrize(
    ("template", "answer", "option", "meaning"),
    [
        ("visit.reminder.day", "yes", 1, Meaning.SUITS),
        ("visit.reminder.day", "no", 0, Meaning.DOES_NOT_SUIT),
        ("task.reminder", "yes", 1, Meaning.ARRIVED),
        ("task.reminder", "yes", None, Meaning.ARRIVED),
        ("task.reminder", "text", 2, Meaning.OVER),
        ("task.reminder", "no", 0, None),
        ("visit.reminder.day", "text", None, None),
        ("feedback", "yes", 1, None),
        ("offer", "yes", 1, None),
    ],
)
def test_an_answer_means_what_its_question_asked(
    template: str, answer: str, option: int | None, meaning: Meaning | None
) -> None:
    assert meaning_of(template, answer, option) is meaning


def test_of_those_who_share_a_number_the_one_with_a_part_answers() -> None:
    appointment = an_appointment()
    assert part_among([HOA, SON, LAN], appointment, HOUSEHOLD) == (LAN, "resident")
    assert part_among([HOA, SON], appointment, HOUSEHOLD) == (SON, "asked_by")
    assert part_among([MINH, HOA], appointment, HOUSEHOLD) is None
