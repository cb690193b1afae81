"""What becomes of an appointment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.sessions.domain.appointment import Appointment
from services.sessions.domain.errors import VisitIsOver
from services.sessions.domain.facts import AppointmentCompleted, AppointmentConfirmed, AppointmentStarted
from services.sessions.domain.outcome import FollowUp, Report, Skill
from services.sessions.domain.placing import NO_TIME_FITS
from services.sessions.domain.unplaced import UnplacedOffer
from shared.errors import Invalid
from tests.unit.sessions.builders import (
    HOA,
    LAN,
    MINH,
    OFFER,
    OTHER_OFFER,
    RULES,
    SON,
    a_need,
    an_appointment,
    at,
    span,
)

A_REPORT = Report(minutes=50, skills=(Skill(LAN, "vneid", "alone"),), note="Cần kính.")


def facts(appointment: Appointment) -> list[object]:
    return [recorded.fact for recorded in appointment.recorded]


def test_it_goes_from_scheduled_to_completed() -> None:
    appointment = an_appointment()
    states = [appointment.status]
    appointment.confirm("resident")
    states.append(appointment.status)
    appointment.start("volunteer", at("9:02", 1), RULES)
    states.append(appointment.status)
    appointment.complete(A_REPORT, "volunteer", at("9:55", 1))
    assert [*states, appointment.status] == ["scheduled", "confirmed", "under_way", "completed"]
    assert [recorded.sequence for recorded in appointment.recorded] == [2, 3, 4]


def test_a_pair_is_kept_in_the_order_of_its_offers() -> None:
    appointment = an_appointment({OTHER_OFFER: HOA, OFFER: MINH})
    assert (appointment.offer_ids, appointment.volunteer_ids) == ((OFFER, OTHER_OFFER), (MINH, HOA))
    assert set(appointment.booked_ids) == {LAN, MINH, HOA}


def test_confirming_twice_is_said_once() -> None:
    appointment = an_appointment()
    appointment.confirm("resident")
    appointment.confirm("asked_by")
    assert facts(appointment) == [AppointmentConfirmed(by="resident")]


def test_confirming_a_visit_that_has_begun_changes_nothing() -> None:
    appointment = an_appointment()
    appointment.start("volunteer", at("9:00", 1), RULES)
    appointment.confirm("resident")
    assert appointment.status == "under_way"
    assert len(facts(appointment)) == 1


def test_an_early_and_unconfirmed_start_is_accepted_and_recorded_as_early() -> None:
    appointment = an_appointment()
    appointment.start("volunteer", at("8:20", 1), RULES)
    assert facts(appointment) == [AppointmentStarted(by="volunteer", minutes_early=40)]


def test_the_second_of_a_pair_may_say_that_they_arrived_too() -> None:
    appointment = an_appointment()
    appointment.start("volunteer", at("9:00", 1), RULES)
    appointment.start("volunteer", at("9:05", 1), RULES)
    assert appointment.started_at == at("9:00", 1)
    assert len(facts(appointment)) == 1


def test_a_visit_nobody_started_may_be_completed_even_the_day_before() -> None:
    appointment = an_appointment()
    appointment.complete(A_REPORT, "volunteer", at("9:00"))
    (completed,) = facts(appointment)
    assert isinstance(completed, AppointmentCompleted)
    assert completed.minutes_early == 24 * 60
    assert appointment.completed_at == at("9:00")


def test_the_report_is_kept_and_its_note_stays_out_of_the_fact() -> None:
    appointment = an_appointment()
    follow_up = FollowUp(("ihanoi",), (span("9:00", "11:00", 8),))
    appointment.complete(Report(50, A_REPORT.skills, follow_up, "Cần kính."), "volunteer", at("10:00", 1))
    assert (appointment.minutes, appointment.follow_up, appointment.note) == (50, follow_up, "Cần kính.")
    (completed,) = facts(appointment)
    assert isinstance(completed, AppointmentCompleted)
    assert "Cần kính." not in str(completed.detail())


def test_the_code_stays_out_of_the_journal() -> None:
    appointment = Appointment.schedule(
        LAN, a_need(), {OFFER: MINH}, span("9:00", "10:00", 1), "hoa sen, con cá", "event", RULES
    )
    (scheduled,) = appointment.recorded
    assert scheduled.fact.detail() == {"by": "event"}


@pytest.mark.parametrize("turn", ["confirm", "start", "complete"])
def test_a_completed_visit_is_over(turn: str) -> None:
    appointment = an_appointment()
    appointment.complete(A_REPORT, "volunteer", at("9:55", 1))
    appointment.forget_recorded()
    turns = {
        "confirm": lambda: appointment.confirm("resident"),
        "start": lambda: appointment.start("volunteer", at("9:56", 1), RULES),
        "complete": lambda: appointment.complete(Report(5), "volunteer", at("9:56", 1)),
    }
    with pytest.raises(VisitIsOver):
        turns[turn]()
    assert (appointment.minutes, appointment.recorded) == (50, ())


def test_skills_are_reported_for_participants_only() -> None:
    appointment = an_appointment(need=a_need(participants=(HOA,)))
    strangers = (Skill(HOA, "vneid", "alone"), Skill(SON, "vneid", "alone"))
    with pytest.raises(Invalid) as refused:
        appointment.complete(Report(50, strangers), "volunteer", at("9:55", 1))
    assert list(refused.value.fields) == ["skills.1.participant_id"]
    assert (appointment.status, appointment.recorded) == ("scheduled", ())


def test_an_offer_without_a_time_is_told_under_its_own_id() -> None:
    unplaced = UnplacedOffer.tell(OFFER, request_id=SON, volunteer_id=MINH, ward="00004", reason=NO_TIME_FITS)
    (told,) = unplaced.recorded
    assert (unplaced.id, told.sequence, told.fact.detail()) == (OFFER, 1, {"reason": "no_time_fits"})


def test_the_window_is_the_agreed_time() -> None:
    assert an_appointment().window.length == timedelta(hours=1)
