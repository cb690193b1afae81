"""An accepted request gets one time in everybody's calendar, whatever the order in which events come."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from services.sessions.domain.travel import Spot
from services.sessions.storage.agenda import book
from services.sessions.tables import bookings, parties
from shared.ids import new_id
from shared.messaging.port import Delivery
from shared.messaging.restate import restate
from shared.messaging.unit_of_work import Actor
from tests.integration.sessions_wiring import (
    AHousehold,
    Sessions,
    a_person,
    a_volunteer,
    appointments_of,
    deliver,
    hear,
    outgoing,
    rows,
    sessions_on,
)
from tests.unit.sessions.builders import BA_DINH, at, span
from tools.waiting import until

MORNINGS = [{"weekday": day, "start": "08:00", "end": "11:00"} for day in range(7)]
EVENINGS = [{"weekday": day, "start": "18:00", "end": "21:00"} for day in range(7)]
EVENT = Actor("event")


@pytest.fixture
def sessions(database_url: str, tmp_path: Path) -> Iterator[Sessions]:
    with sessions_on(database_url, tmp_path) as runtime:
        yield runtime


@pytest.fixture
def on_postgres(postgres_url: str, tmp_path: Path) -> Iterator[Sessions]:
    with sessions_on(postgres_url, tmp_path) as runtime:
        yield runtime


def test_an_accepted_request_is_placed_and_announced_with_its_code(sessions: Sessions) -> None:
    household, minh, offer = AHousehold(), new_id(), new_id()
    hear(sessions, a_volunteer(minh), household.opened(), household.accepted({offer: minh}))
    (placed,) = appointments_of(sessions, household)
    assert (placed["starts_at"], placed["ends_at"]) == (at("8:30", 1), at("9:30", 1))
    (event,) = outgoing(sessions)
    assert event.type == "sessions.appointment.scheduled.v1"
    assert (event.subject, event.sequence) == (placed["id"], 1)
    assert event.data["offer_ids"] == [offer]
    assert event.data["personal"] == {"code": placed["visit_code"]}
    assert event.data["by"] == "event"


def test_the_appointment_is_in_the_calendar_of_those_who_meet(sessions: Sessions) -> None:
    household, minh = AHousehold(), new_id()
    hear(sessions, a_volunteer(minh), household.accepted({new_id(): minh}))
    assert {row["person_id"] for row in rows(sessions, bookings)} == {minh, household.resident_id}
    roles = {(row["person_id"], row["role"]) for row in rows(sessions, parties)}
    assert roles == {(minh, "volunteer"), (household.resident_id, "resident"), (household.asked_by_id, "asked_by")}


def test_events_in_any_order_and_twice_make_one_appointment(sessions: Sessions) -> None:
    for order in permutations(range(4)):
        household, minh, offers = AHousehold(), new_id(), {}
        offers[new_id()] = minh
        once = household.accepted(offers)
        told = (a_volunteer(minh), household.opened(), once, household.stated("accepted", offers, 6))
        hear(sessions, *(told[n] for n in order), *(told[n] for n in order))
        assert len(appointments_of(sessions, household)) == 1, order
    assert {event.type for event in outgoing(sessions)} == {"sessions.appointment.scheduled.v1"}
    assert len(outgoing(sessions)) == 24


def test_a_batch_of_acceptances_is_placed_like_single_ones(sessions: Sessions) -> None:
    minh = new_id()
    households = [AHousehold() for _ in range(2)]
    batch = [a_volunteer(minh), *(household.accepted({new_id(): minh}) for household in households)]
    sessions.dispatcher.deliver([Delivery(event.to_bytes()) for event in batch])
    starts = [appointments_of(sessions, household)[0]["starts_at"] for household in households]
    assert starts == [at("8:30", 1), at("10:00", 1)]


def test_an_acceptance_that_comes_after_the_cancel_places_nothing(sessions: Sessions) -> None:
    household, minh = AHousehold(), new_id()
    hear(sessions, a_volunteer(minh), household.closed(5), household.accepted({new_id(): minh}, sequence=4))
    assert appointments_of(sessions, household) == []
    assert outgoing(sessions) == []


def test_an_acceptance_waits_for_the_volunteer_and_yields_to_a_cancel_meanwhile(sessions: Sessions) -> None:
    household, minh = AHousehold(), new_id()
    deliver(sessions, household.accepted({new_id(): minh}))
    (waiting,) = rows(sessions, sessions.parts.kit.inbox)
    assert (waiting["status"], waiting["reason"]) == ("deferred", "parent_unknown")
    hear(sessions, household.closed(5), a_volunteer(minh))
    assert [row["status"] for row in rows(sessions, sessions.parts.kit.inbox)] == ["done"] * 3
    assert appointments_of(sessions, household) == []


def test_a_pair_is_placed_when_both_have_accepted(sessions: Sessions) -> None:
    household, minh, hoa, first, second = AHousehold(needed=2), new_id(), new_id(), new_id(), new_id()
    one = household.accepted({first: minh}, sequence=4, status="offered")
    both = household.accepted({first: minh, second: hoa}, sequence=5)
    hear(sessions, a_volunteer(minh), a_volunteer(hoa), one)
    assert appointments_of(sessions, household) == []
    hear(sessions, both, one)
    (placed,) = appointments_of(sessions, household)
    assert set(placed["volunteer_ids"]) == {minh, hoa}


def test_an_offer_without_a_time_is_told_once_under_its_own_id(sessions: Sessions) -> None:
    household, minh, offer = AHousehold(), new_id(), new_id()
    hear(sessions, a_volunteer(minh, EVENINGS), household.accepted({offer: minh}))
    hear(sessions, household.stated("accepted", {offer: minh}, 6))
    (event,) = outgoing(sessions)
    assert (event.type, event.subject, event.sequence) == ("sessions.appointment.unplaced.v1", offer, 1)
    assert event.data == {
        "request_id": household.request_id,
        "offer_id": offer,
        "volunteer_id": minh,
        "reason": "no_time_fits",
    }


def test_of_a_pair_only_the_volunteer_who_fits_no_window_is_let_go(sessions: Sessions) -> None:
    household, minh, hoa, first, second = AHousehold(needed=2), new_id(), new_id(), new_id(), new_id()
    known = (a_volunteer(minh, EVENINGS), a_volunteer(hoa, MORNINGS))
    hear(sessions, *known, household.accepted({first: minh, second: hoa}))
    assert [event.data["volunteer_id"] for event in outgoing(sessions)] == [minh]


def test_of_a_pair_that_fits_only_singly_the_later_offer_is_let_go(sessions: Sessions) -> None:
    household = AHousehold(needed=2, windows=(span("8:00", "11:00", 1), span("18:00", "20:00", 1)))
    minh, hoa, first, second = new_id(), new_id(), new_id(), new_id()
    known = (a_volunteer(minh, EVENINGS), a_volunteer(hoa, MORNINGS))
    hear(sessions, *known, household.accepted({first: minh, second: hoa}))
    assert [event.data["offer_id"] for event in outgoing(sessions)] == [second]


def test_the_next_volunteer_is_placed_after_one_who_did_not_fit(sessions: Sessions) -> None:
    household, minh, hoa = AHousehold(), new_id(), new_id()
    hear(sessions, a_volunteer(minh, EVENINGS), household.accepted({new_id(): minh}))
    hear(sessions, a_volunteer(hoa), household.accepted({new_id(): hoa}, sequence=9))
    (placed,) = appointments_of(sessions, household)
    assert placed["volunteer_ids"] == (hoa,)


def test_a_volunteers_next_visit_leaves_time_for_the_way(sessions: Sessions) -> None:
    minh, far = new_id(), AHousehold(cell=None)
    hear(sessions, a_volunteer(minh), AHousehold().accepted({new_id(): minh}), far.accepted({new_id(): minh}))
    assert appointments_of(sessions, far) == []
    near = AHousehold()
    hear(sessions, near.accepted({new_id(): minh}))
    assert appointments_of(sessions, near)[0]["starts_at"] == at("10:00", 1)


def test_another_volunteers_acceptance_takes_the_place_of_an_offer_that_stands_no_more(sessions: Sessions) -> None:
    household, minh, hoa = AHousehold(), new_id(), new_id()
    hear(sessions, a_volunteer(minh), a_volunteer(hoa), household.accepted({new_id(): minh}))
    hear(sessions, household.accepted({new_id(): hoa}, sequence=8))
    placed = {row["volunteer_ids"][0]: row["status"] for row in appointments_of(sessions, household)}
    assert placed == {minh: "cancelled", hoa: "scheduled"}
    assert rows(sessions, sessions.parts.kit.conflicts) == []


def test_a_visit_that_the_restored_agenda_has_lost_is_placed_anew(sessions: Sessions) -> None:
    household, minh = AHousehold(), new_id()
    hear(sessions, a_volunteer(minh), household.stated("scheduled", {new_id(): minh}, sequence=7))
    assert [row["status"] for row in appointments_of(sessions, household)] == ["scheduled"]


def test_the_present_state_is_told_again_with_the_code(sessions: Sessions) -> None:
    household, minh = AHousehold(), new_id()
    hear(sessions, a_volunteer(minh), household.accepted({new_id(): minh}))
    restatement, *_ = sessions.parts.restatements
    assert sum(restate(restatement, lambda: sessions.unit(Actor("command", "restate")))) == 1
    scheduled, stated = outgoing(sessions)
    assert (stated.type, stated.sequence) == ("sessions.appointment.stated.v1", 1)
    assert stated.data["personal"] == scheduled.data["personal"]


def test_the_journal_knows_of_the_appointment_and_not_of_its_code(sessions: Sessions) -> None:
    household, minh = AHousehold(), new_id()
    hear(sessions, a_volunteer(minh), household.accepted({new_id(): minh}))
    (line,) = rows(sessions, sessions.parts.kit.journal)
    assert (line["kind"], line["subject_kind"], line["ward"]) == ("appointment_scheduled", "appointment", "00004")
    assert line["detail"] == {"by": "event"}


def test_postgresql_itself_refuses_to_book_a_person_twice(on_postgres: Sessions) -> None:
    def claim(start: str, end: str) -> dict[str, Any]:
        window = span(start, end, 1)
        own = {"appointment_id": new_id(), "place": "home", "cell": None}
        return {**own, "person_id": minh, "starts_at": window.start, "ends_at": window.end}

    minh = new_id()
    with on_postgres.unit(EVENT) as unit:
        unit.execute(insert(bookings).values([claim("9:00", "10:00"), claim("10:00", "11:00")]))
        with pytest.raises(IntegrityError, match="ex_bookings_overlap"):
            unit.execute(insert(bookings).values(claim("9:59", "10:30")))


def test_a_time_that_is_booked_while_it_is_being_placed_is_sought_again(on_postgres: Sessions) -> None:
    """The other booking is made and not yet committed: placing cannot see it, the database can."""
    household, minh = AHousehold(), new_id()
    hear(on_postgres, a_volunteer(minh))
    acceptance = Delivery(household.accepted({new_id(): minh}).to_bytes())
    with ThreadPoolExecutor(1) as pool, on_postgres.unit(EVENT) as other:
        assert book(other, new_id(), [household.resident_id], span("8:30", "9:00", 1), Spot("home", BA_DINH))
        placing = pool.submit(on_postgres.dispatcher.deliver, [acceptance])
        until(lambda: _waiting_for_a_lock(on_postgres))
        other.commit()
        placing.result(timeout=30)
    assert appointments_of(on_postgres, household)[0]["starts_at"] == at("9:30", 1)


def test_two_requests_accepted_by_one_volunteer_at_once_never_overlap(sessions: Sessions) -> None:
    with ThreadPoolExecutor(2) as pool:
        for _ in range(10):
            minh, pair = new_id(), (AHousehold(), AHousehold())
            hear(sessions, a_volunteer(minh))
            accepted = [[Delivery(each.accepted({new_id(): minh}).to_bytes())] for each in pair]
            list(pool.map(sessions.dispatcher.deliver, accepted))
            starts = sorted(appointments_of(sessions, each)[0]["starts_at"] for each in pair)
            assert starts == [at("8:30", 1), at("10:00", 1)]


def test_two_requests_of_one_household_placed_at_once_leave_it_a_rest_between(sessions: Sessions) -> None:
    early = [{"weekday": day, "start": "08:30", "end": "09:30"} for day in range(7)]
    after = [{"weekday": day, "start": "09:30", "end": "10:30"} for day in range(7)]
    with ThreadPoolExecutor(2) as pool:
        for _ in range(5):
            lan, minh, hoa = new_id(), new_id(), new_id()
            pair = (AHousehold(resident_id=lan), AHousehold(resident_id=lan))
            hear(sessions, a_person(lan, "Nguyễn Thị Lan"), a_volunteer(minh, early), a_volunteer(hoa, after))
            accepted = [pair[0].accepted({new_id(): minh}), pair[1].accepted({new_id(): hoa})]
            list(pool.map(sessions.dispatcher.deliver, [[Delivery(event.to_bytes())] for event in accepted]))
            assert sum(len(appointments_of(sessions, each)) for each in pair) == 1


def test_two_workers_that_hear_of_one_acceptance_at_once_place_it_once(sessions: Sessions) -> None:
    with ThreadPoolExecutor(2) as pool:
        for _ in range(10):
            minh, household = new_id(), AHousehold()
            hear(sessions, a_volunteer(minh))
            offers = {new_id(): minh}
            told = (household.accepted(offers), household.stated("accepted", offers, 6))
            list(pool.map(sessions.dispatcher.deliver, [[Delivery(event.to_bytes())] for event in told]))
            assert len(appointments_of(sessions, household)) == 1
    assert {row["status"] for row in rows(sessions, sessions.parts.kit.inbox)} == {"done"}


def _waiting_for_a_lock(sessions: Sessions) -> bool:
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with sessions.reading() as connection:
        return bool(connection.execute(waiting).scalar_one())
