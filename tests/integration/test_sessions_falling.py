"""A visit falls with what it was agreed for, in whatever order that is heard; and a new one takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from services.sessions.commands.cancelling import cancel
from services.sessions.commands.moving import move
from services.sessions.domain.appointment import STANDING, Appointment
from services.sessions.domain.cancelling import Reason
from services.sessions.domain.errors import VisitWasCancelled
from services.sessions.domain.people import Caller
from services.sessions.tables import appointments, bookings, requests
from shared.contracts import Event
from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.messaging.faults import TRIES, crossed
from shared.messaging.port import Delivery
from shared.messaging.restate import restate
from shared.messaging.unit_of_work import Actor
from tests.integration.sessions_wiring import (
    WARD,
    AHousehold,
    Sessions,
    a_volunteer,
    appointments_of,
    hear,
    outgoing,
    rows,
    sessions_on,
    suspended,
)
from tests.unit.sessions.builders import at


@pytest.fixture
def sessions(database_url: str, tmp_path: Path) -> Iterator[Sessions]:
    with sessions_on(database_url, tmp_path) as runtime:
        yield runtime


def cancels(sessions: Sessions) -> list[Event]:
    return [event for event in outgoing(sessions) if event.type == "sessions.appointment.cancelled.v1"]


def standing(sessions: Sessions, household: AHousehold) -> list[dict[str, Any]]:
    return [row for row in appointments_of(sessions, household) if row["status"] in STANDING]


def a_visit(sessions: Sessions, household: AHousehold) -> tuple[str, str]:
    """A visit that stands: its offer and its volunteer."""
    offer, minh = new_id(), new_id()
    hear(sessions, a_volunteer(minh), household.accepted({offer: minh}))
    assert len(standing(sessions, household)) == 1
    return offer, minh


@pytest.mark.parametrize("by", ["resident", "asked_by", "staff"])
def test_a_cancelled_request_cancels_its_visit_and_frees_everybodys_time(sessions: Sessions, by: str) -> None:
    household = AHousehold()
    a_visit(sessions, household)
    hear(sessions, household.cancelled(by))
    (cancelled,) = cancels(sessions)
    assert (cancelled.data["by"], cancelled.data["reason"], cancelled.data["reopen"], cancelled.data["late"]) == (
        *(by, "request_cancelled", False, False),
    )
    assert standing(sessions, household) == []
    assert rows(sessions, bookings) == []


def test_a_cancel_wins_whatever_it_crosses(sessions: Sessions) -> None:
    for order in permutations(range(4)):
        household, minh = AHousehold(), new_id()
        offers = {new_id(): minh}
        told = (a_volunteer(minh), household.opened(), household.accepted(offers), household.cancelled())
        hear(sessions, *(told[n] for n in order), *(told[n] for n in order))
        assert standing(sessions, household) == [], order
    assert rows(sessions, sessions.parts.kit.conflicts) == []
    assert {row["status"] for row in rows(sessions, sessions.parts.kit.inbox)} == {"done"}


def test_a_cancel_ends_a_visit_that_has_begun_too(sessions: Sessions) -> None:
    household = AHousehold()
    a_visit(sessions, household)
    with sessions.unit(Actor("person")) as unit:
        appointment = unit.get(Appointment, standing(sessions, household)[0]["id"])
        assert appointment is not None
        appointment.start("volunteer", unit.now, unit.config.rules)
        unit.commit()
    hear(sessions, household.cancelled())
    assert standing(sessions, household) == []


@pytest.mark.parametrize("status", ["solved_by_phone", "moved_to_class", "referred", "given_up", "done"])
def test_a_request_that_ended_otherwise_cancels_its_visit(sessions: Sessions, status: str) -> None:
    household = AHousehold()
    a_visit(sessions, household)
    hear(sessions, household.turned(heard.REQUEST_CLOSED, status, 9, by="staff", outcome=status))
    (cancelled,) = cancels(sessions)
    assert (cancelled.data["by"], cancelled.data["reason"], cancelled.data["reopen"]) == (
        *("staff", "request_ended", False),
    )


def test_a_hand_back_cancels_the_visit_and_lets_the_next_volunteer_come(sessions: Sessions) -> None:
    household, hoa = AHousehold(), new_id()
    offer, minh = a_visit(sessions, household)
    reopened = household.turned(heard.REQUEST_REOPENED, "open", 8, by="volunteer", reason="handed_back")
    hear(sessions, household.handed_back(offer, minh, {}), reopened)
    (cancelled,) = cancels(sessions)
    assert (cancelled.data["by"], cancelled.data["reason"], cancelled.data["reopen"]) == (
        *("volunteer", "handed_back", True),
    )
    hear(sessions, a_volunteer(hoa), household.accepted({new_id(): hoa}, sequence=12))
    (placed,) = standing(sessions, household)
    assert (placed["volunteer_ids"], placed["starts_at"]) == ((hoa,), at("8:30", 1))


def test_news_of_a_hand_back_in_any_order_cancel_once(sessions: Sessions) -> None:
    for order in permutations(range(3)):
        household, hoa = AHousehold(), new_id()
        offer, minh = a_visit(sessions, household)
        told = (
            household.handed_back(offer, minh, {}),
            household.turned(heard.REQUEST_REOPENED, "open", 8, by="volunteer", reason="handed_back"),
            household.accepted({new_id(): hoa}, sequence=12),
        )
        hear(sessions, a_volunteer(hoa), *(told[n] for n in order), *(told[n] for n in order))
        assert [row["volunteer_ids"] for row in standing(sessions, household)] == [(hoa,)], order
    assert len(cancels(sessions)) == 6
    assert {event.data["reason"] for event in cancels(sessions)} == {"handed_back"}


def test_of_a_pair_one_hands_back_and_a_new_pair_has_a_new_visit(sessions: Sessions) -> None:
    household, minh, hoa, son = AHousehold(needed=2), new_id(), new_id(), new_id()
    first, second, third = new_id(), new_id(), new_id()
    hear(sessions, *(a_volunteer(who) for who in (minh, hoa, son)), household.accepted({first: minh, second: hoa}))
    hear(sessions, household.handed_back(second, hoa, {first: minh}))
    assert standing(sessions, household) == []
    hear(sessions, household.accepted({first: minh, third: son}, sequence=12))
    (placed,) = standing(sessions, household)
    assert set(placed["volunteer_ids"]) == {minh, son}
    assert len(cancels(sessions)) == 1


def test_a_batch_in_which_one_visit_falls_and_another_is_placed(sessions: Sessions) -> None:
    household, hoa = AHousehold(), new_id()
    offer, minh = a_visit(sessions, household)
    batch = (
        a_volunteer(hoa),
        household.handed_back(offer, minh, {}),
        household.accepted({new_id(): hoa}, sequence=12),
        household.cancelled(sequence=14),
    )
    sessions.dispatcher.deliver([Delivery(event.to_bytes()) for event in batch])
    assert standing(sessions, household) == []
    assert [row["status"] for row in appointments_of(sessions, household)] == ["cancelled", "cancelled"]


def test_a_suspension_cancels_every_visit_of_the_volunteer_at_once(sessions: Sessions) -> None:
    first, second, other = AHousehold(), AHousehold(), AHousehold()
    minh, hoa = new_id(), new_id()
    hear(sessions, a_volunteer(minh), a_volunteer(hoa))
    hear(sessions, first.accepted({new_id(): minh}), second.accepted({new_id(): minh}), other.accepted({new_id(): hoa}))
    hear(sessions, suspended(minh))
    assert standing(sessions, first) == standing(sessions, second) == []
    assert len(standing(sessions, other)) == 1
    told = {(c.data["by"], c.data["reason"], c.data["reopen"], c.data["volunteer_id"]) for c in cancels(sessions)}
    assert told == {("staff", "suspended", True, minh)}
    assert len(cancels(sessions)) == 2


def test_nothing_is_placed_with_a_volunteer_who_is_suspended(sessions: Sessions) -> None:
    household, minh = AHousehold(), new_id()
    hear(sessions, suspended(minh), a_volunteer(minh), household.accepted({new_id(): minh}))
    assert appointments_of(sessions, household) == []
    assert outgoing(sessions) == []


def test_a_suspension_heard_after_the_request_was_reopened_cancels_nothing_twice(sessions: Sessions) -> None:
    household = AHousehold()
    _, minh = a_visit(sessions, household)
    reopened = household.turned(heard.REQUEST_REOPENED, "open", 9, by="staff", reason="suspended")
    hear(sessions, reopened, suspended(minh))
    (cancelled,) = cancels(sessions)
    assert (cancelled.data["reason"], cancelled.data["by"]) == ("suspended", "staff")


def test_a_restated_request_that_has_ended_cancels_a_visit_that_a_lost_event_left(sessions: Sessions) -> None:
    household = AHousehold()
    a_visit(sessions, household)
    hear(sessions, household.stated("cancelled", {}, 9))
    assert standing(sessions, household) == []


def test_what_was_learnt_of_a_request_is_never_given_up_for_a_contradiction(sessions: Sessions) -> None:
    household, hoa = AHousehold(), new_id()
    a_visit(sessions, household)
    hear(sessions, a_volunteer(hoa), household.accepted({new_id(): hoa}, sequence=12))
    (known,) = rows(sessions, requests)
    assert known["sequence"] == 12
    assert rows(sessions, sessions.parts.kit.conflicts) == []


def test_a_cancelled_visit_is_stated_with_how_it_ended(sessions: Sessions) -> None:
    household = AHousehold()
    a_visit(sessions, household)
    hear(sessions, household.cancelled("asked_by"))
    (restatement,) = (each for each in sessions.parts.restatements if each.aggregate is Appointment)
    sum(restate(restatement, lambda: sessions.unit(Actor("command", "restate"))))
    stated = outgoing(sessions)[-1]
    assert (stated.sequence, stated.data["status"]) == (2, "cancelled")
    assert (stated.data["by"], stated.data["reason"], stated.data["reopen"]) == ("asked_by", "request_cancelled", False)


def test_a_freed_time_can_be_booked_again(sessions: Sessions) -> None:
    household, other = AHousehold(), AHousehold()
    _, minh = a_visit(sessions, household)
    hear(sessions, household.cancelled(), other.accepted({new_id(): minh}))
    assert standing(sessions, other)[0]["starts_at"] == at("8:30", 1)
    assert len(rows(sessions, appointments)) == 2


@pytest.mark.parametrize("turn", ["cancel", "move"])
def test_a_turn_that_crosses_the_cancel_of_its_request_leaves_nothing_standing(sessions: Sessions, turn: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        for _ in range(5):
            household = AHousehold()
            a_visit(sessions, household)
            (visit,) = standing(sessions, household)
            hearing = pool.submit(sessions.dispatcher.deliver, [Delivery(household.cancelled().to_bytes())])
            pool.submit(take, sessions, turn, visit["id"]).result()
            hearing.result()
            assert standing(sessions, household) == []
            assert rows(sessions, bookings) == []
            assert [event.subject for event in cancels(sessions)].count(visit["id"]) == 1


def take(sessions: Sessions, turn: str, appointment_id: str) -> None:
    """What staff do at this instant; the cancel may have been first."""
    staff = Caller(new_id(), staffs=frozenset({WARD}))
    for _ in range(TRIES):
        try:
            with sessions.unit(Actor("person", staff.person_id)) as unit:
                if turn == "cancel":
                    cancel(unit, appointment_id, staff, Reason.ILL, reopen=None)
                else:
                    move(unit, appointment_id, at("14:30", 3), staff)
                unit.commit()
        except VisitWasCancelled:
            return
        except Exception as error:
            if not crossed(error):
                raise
        else:
            return
    pytest.fail("they met too often")
