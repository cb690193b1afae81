"""Whether an answer would still matter, asked when it comes in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.notifications.domain.asking import still_asked
from services.notifications.domain.known import OfferState
from services.notifications.domain.message import VOLUNTEER, Message
from tests.unit.notifications.builders import (
    MAI,
    NOW,
    TUESDAY_NINE,
    Told,
    a_code,
    a_request,
    about_visit,
    an_appointment,
    an_offer,
)


def asked(message: Message, **told: Any) -> bool:
    return still_asked(message, Told(**told), NOW)


@pytest.mark.parametrize(
    ("state", "open"), [("pending", True), ("accepted", False), ("declined", False), ("unplaced", False)]
)
def test_an_offer_is_open_until_it_is_answered(state: str, open: bool) -> None:
    request = a_request(offers=(OfferState("offer", "Mai", state),))
    assert asked(an_offer(), requests=(request,)) is open


@pytest.mark.parametrize(
    ("status", "open"),
    [("open", True), ("offered", True), ("escalated", True), ("scheduled", False), ("cancelled", False)],
)
def test_a_late_yes_matters_while_somebody_is_sought(status: str, open: bool) -> None:
    assert asked(an_offer(), requests=(a_request(status=status, offers=()),)) is open


@pytest.mark.parametrize(
    ("changes", "open"),
    [
        ({}, True),
        ({"status": "confirmed"}, True),
        ({"status": "cancelled"}, False),
        ({"starts_at": TUESDAY_NINE + timedelta(days=1)}, False),
        ({"starts_at": NOW}, False),
    ],
)
def test_whether_a_time_suits_is_open_while_the_visit_stands_at_that_time(changes: dict[str, Any], open: bool) -> None:
    assert asked(about_visit("visit.reminder.day"), appointments=(an_appointment(**changes),)) is open


@pytest.mark.parametrize(
    ("changes", "open"),
    [
        ({"status": "scheduled"}, True),
        ({"status": "under_way"}, True),
        ({"status": "completed"}, False),
        ({"volunteer_ids": ("Cúc",)}, False),
    ],
)
def test_a_helper_reports_arrival_and_end_while_the_task_is_theirs(changes: dict[str, Any], open: bool) -> None:
    reminded = about_visit("task.reminder", MAI, VOLUNTEER)
    assert asked(reminded, appointments=(an_appointment(**changes),)) is open


def test_a_code_proves_a_number_while_it_lives() -> None:
    code = a_code()
    code.notice = "request.code"
    assert asked(code)
    code.expires_at = NOW
    assert not asked(code)


def test_how_it_went_is_asked_of_a_visit_that_took_place() -> None:
    assert asked(about_visit("feedback"), appointments=(an_appointment(status="completed"),))
    assert not asked(about_visit("feedback"), appointments=(an_appointment(status="cancelled"),))
