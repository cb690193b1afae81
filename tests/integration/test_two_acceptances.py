"""Two acceptances at the same instant: exactly one wins, whoever holds the lock and wherever they run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.commands import intake
from services.volunteers.domain.matching import Candidate
from services.volunteers.domain.person import Contact
from services.volunteers.domain.request import Request
from services.volunteers.doorway.tokens import ISSUER
from services.volunteers.storage.people import keep_volunteer, register
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor, UnitOfWork
from tests.integration.acceptance_race import Contender, Race, in_processes, in_threads
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH, CONSENT, MONDAY, a_volunteer, an_asking, at

ROUNDS = 75


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        yield office


@pytest.mark.parametrize("race", [in_threads, in_processes])
def test_of_two_acceptances_at_the_same_instant_exactly_one_wins(office: Office, race: Race, tmp_path: Path) -> None:
    with office.runtime.unit(Actor("command", "test")) as unit:
        minh, ha = (an_active_volunteer(unit, name, limit=10 * ROUNDS) for name in ("Minh", "Hà"))
        requests = [a_request_offered_to(unit, minh, ha) for _ in range(ROUNDS)]
        contenders = [contender(office, volunteer, requests) for volunteer in (minh, ha)]
        unit.commit()

    answers = race(contenders, office.runtime.config.database_url, str(tmp_path))

    assert [sorted(pair) for pair in zip(*answers, strict=True)] == [[200, 409]] * ROUNDS
    tables = office.runtime.parts.metadata.tables
    ends = Counter((row["request_id"], row["status"]) for row in office.rows(tables["offers"]))
    assert ends == {(request.id, status): 1 for request in requests for status in ("accepted", "withdrawn")}
    told = Counter(row["kind"] for row in office.rows(tables["journal"]) if row["subject_kind"] == "request")
    assert (told["offer_accepted"], told["offer_withdrawn"]) == (ROUNDS, ROUNDS)


def test_one_volunteer_who_takes_two_tasks_at_the_same_instant_stays_within_the_limit(
    office: Office, tmp_path: Path
) -> None:
    rounds = ROUNDS // 5
    with office.runtime.unit(Actor("command", "test")) as unit:
        people = [an_active_volunteer(unit, f"Người thứ {number}", limit=1) for number in range(rounds)]
        pairs = [[a_request_offered_to(unit, person) for _ in range(2)] for person in people]
        unit.commit()

    for person, pair in zip(people, pairs, strict=True):
        contenders = [contender(office, person, [request]) for request in pair]
        answers = in_threads(contenders, office.runtime.config.database_url, str(tmp_path))
        assert sorted(status for (status,) in answers) == [200, 409]


def an_active_volunteer(unit: UnitOfWork, name: str, limit: int) -> str:
    person = register(unit, Contact(name, None))
    volunteer = a_volunteer(person.person_id)
    volunteer.approve(MONDAY)
    volunteer.offer(type(volunteer.offering)(("vneid",), volunteer.offering.weekly, limit))
    keep_volunteer(unit, volunteer)
    return person.person_id


def a_request_offered_to(unit: UnitOfWork, *volunteer_ids: str) -> Request:
    asked = intake.Intake(
        resident=Contact("Nguyễn Thị Lan", "+84912000003"),
        participants=(),
        asked_by=None,
        relation=None,
        ward=BA_DINH,
        urgency="normal",
        asking=an_asking(),
        consent=CONSENT,
    )
    request = intake.receive_request(unit, asked, trusted=True).request
    request.ask([(new_id(), Candidate(each, 100.0, ())) for each in volunteer_ids], MONDAY, at(1, 13, 30))
    return request


def contender(office: Office, volunteer_id: str, requests: list[Request]) -> Contender:
    issuer: Any = office.anyone.client.application.extensions[ISSUER]
    offers = [offer.offer_id for request in requests for offer in request.offers if offer.volunteer_id == volunteer_id]
    return Contender(issuer.issue(volunteer_id)[0], tuple(offers))
