"""Turns that cross each other at the same moment, on SQLite and on PostgreSQL: a cancel always wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from shared.contracts import sessions
from tests.integration.agenda_visit import CODE, Visit
from tests.integration.volunteers_wiring import Caller, Office, volunteers_on

NOT_NEEDED = {"reason": "not_needed"}
ROUNDS = 3


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        yield office


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Everybody begins when all are ready; what came of each."""
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        ready.wait(timeout=30)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def apart(caller: Caller) -> Caller:
    """The same person on a connection of their own."""
    return Caller(caller.client.application.test_client(), caller.authorization)


@pytest.mark.parametrize("round", range(ROUNDS))
def test_whoever_says_yes_while_the_resident_cancels_has_not_taken_it(office: Office, round: int) -> None:
    minh = office.volunteer("Nguyễn Văn Minh", "+84912000010")
    request = office.entered()
    office.tick()
    (offer,) = minh.get("/offers").json["items"]
    holder, volunteer = apart(office.holder(request)), apart(minh)
    cancelled, accepted = at_once(
        lambda: holder.post(f"/requests/{request['id']}/cancel", NOT_NEEDED),
        lambda: volunteer.post(f"/offers/{offer['id']}/accept"),
    )
    assert (cancelled.status_code, accepted.status_code in (200, 409)) == (200, True)
    seen = office.staff.get(f"/requests/{request['id']}").json
    assert (seen["status"], [each["status"] for each in seen["offers"]]) == ("cancelled", ["withdrawn"])


def test_whatever_of_the_visit_comes_while_the_resident_cancels_the_request_stays_cancelled(office: Office) -> None:
    visit = Visit(office)
    staff = office.staff
    data = {"personal": CODE, "resident_id": visit.seen()["resident"]["id"]}
    holder = apart(visit.holder)
    at_once(
        lambda: holder.post(f"{visit.path}/cancel", NOT_NEEDED),
        lambda: visit.hear(sessions.APPOINTMENT_SCHEDULED, 1, **data),
    )
    assert staff.get(visit.path).json["status"] == "cancelled"
    assert office.rows(office.runtime.parts.kit.conflicts) == []


def test_a_task_handed_back_while_it_is_closed_ends_closed(office: Office) -> None:
    visit = Visit(office)
    volunteer, staff = apart(visit.volunteer), apart(office.staff)
    closed, _ = at_once(
        lambda: staff.post(f"{visit.path}/solve-by-phone"),
        lambda: volunteer.post(f"{visit.path}/hand-back", {"reason": "ill"}),
    )
    assert closed.status_code == 200
    assert visit.seen()["status"] == "solved_by_phone"
    assert [offer["status"] for offer in visit.seen()["offers"]] in (["withdrawn"], ["handed_back"])
