"""Call me back: only a number is needed, and nobody is flooded by it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from services.volunteers import tables
from tests.integration.volunteers_wiring import Caller, Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

PHONE = "0912 345 678"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        yield office


@pytest.fixture
def few(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Where strangers may leave five numbers an hour from one address, and twenty together."""
    rules = "[volunteers.strangers]\ncall_backs = { each = 5, together = 20 }\n"
    with volunteers_on(database_url, tmp_path, rules=rules) as office:
        yield office


def wanted(office: Office) -> list[tuple[str, str | None]]:
    office.tell()
    return [(each.data["personal"]["phone"], each.data["ward"]) for each in office.ears.of("call.wanted")]


def another(office: Office, number: int) -> Caller:
    """Somebody at another address."""
    caller = Caller(office.anyone.client.application.test_client())
    caller.client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
    return caller


def test_a_number_is_enough_to_be_called_back(office: Office) -> None:
    assert office.anyone.post("/call-backs", {"phone": PHONE}).status_code == 202
    assert wanted(office) == [("+84912345678", None)]


def test_with_the_ward_its_own_staff_are_told_and_its_number_is_answered(office: Office) -> None:
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": "02438237420"})
    answer = office.anyone.post("/call-backs", {"phone": PHONE, "ward": BA_DINH})
    assert (answer.status_code, answer.json) == (202, {"ward_phone": "+842438237420"})
    assert wanted(office) == [("+84912345678", BA_DINH)]


def test_a_number_left_again_within_the_hour_is_called_once(office: Office) -> None:
    for _ in range(3):
        assert office.anyone.post("/call-backs", {"phone": PHONE}).status_code == 202
    assert len(wanted(office)) == 1
    office.clock.advance(timedelta(hours=1))
    office.anyone.post("/call-backs", {"phone": PHONE})
    assert len(wanted(office)) == 2
    assert len({each.subject for each in office.ears.of("call.wanted")}) == 2, "each is a call of its own"


def test_nobody_is_called_more_than_three_times_a_day_at_a_strangers_wish(office: Office) -> None:
    for number in range(3):
        another(office, number).post("/call-backs", {"phone": PHONE})
        office.clock.advance(timedelta(hours=2))
    refused = another(office, 9).post("/call-backs", {"phone": PHONE})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == 18 * 3600
    assert len(wanted(office)) == 3


def test_the_many_behind_one_address_of_a_mobile_network_may_all_be_called(office: Office) -> None:
    answers = [office.anyone.post("/call-backs", {"phone": f"09123450{number:02}"}) for number in range(60)]
    assert {answer.status_code for answer in answers} == {202}
    assert office.anyone.post("/call-backs", {"phone": "0912345060"}).status_code == 429


def test_one_address_leaves_five_numbers_an_hour(few: Office) -> None:
    office = few
    answers = [office.anyone.post("/call-backs", {"phone": f"091234500{number}"}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert another(office, 1).post("/call-backs", {"phone": PHONE}).status_code == 202
    office.clock.advance(timedelta(hours=1))
    assert office.anyone.post("/call-backs", {"phone": "0912345005"}).status_code == 202


def test_many_addresses_together_cannot_flood_the_call_lists(few: Office) -> None:
    office = few
    most = office.runtime.config.rules.strangers.call_backs.together
    answers = [
        another(office, number // 5).post("/call-backs", {"phone": f"0912345{number:03}"}) for number in range(most + 1)
    ]
    assert [answer.status_code for answer in answers] == [202] * most + [429]
    assert office.staff.post("/call-backs", {"phone": PHONE}).status_code == 202, "staff are no strangers"


def at_once(office: Office, *phones: str) -> list[int]:
    """What each of these, left at the same moment from one address, was answered."""
    ready, app = Barrier(len(phones)), office.anyone.client.application

    def leave(phone: str) -> int:
        ready.wait(timeout=30)
        return Caller(app.test_client()).post("/call-backs", {"phone": phone}).status_code

    with ThreadPoolExecutor(len(phones)) as threads:
        return sorted(threads.map(leave, phones))


def test_a_number_left_many_times_at_the_same_moment_is_called_once(office: Office) -> None:
    assert at_once(office, *[PHONE] * 5) == [202] * 5
    assert len(wanted(office)) == 1


def test_many_numbers_left_at_the_same_moment_are_counted_one_after_another(few: Office) -> None:
    office = few
    answers = at_once(office, *(f"091234500{number}" for number in range(8)))
    assert answers == [202] * 5 + [429] * 3
    assert len(wanted(office)) == 5


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"phone": "19001234"}, "phone"),
        ({"phone": "+44 20 7946 0958"}, "phone"),
        ({"ward": BA_DINH}, "phone"),
        ({"phone": PHONE, "ward": "4"}, "ward"),
        ({"phone": PHONE, "name": "Lan"}, "name"),
    ],
)
def test_what_nobody_could_call_is_refused_and_not_told(office: Office, body: dict[str, Any], field: str) -> None:
    answer = office.anyone.post("/call-backs", body)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]
    assert wanted(office) == []


def test_numbers_are_forgotten_after_two_days_and_addresses_when_they_no_longer_count(office: Office) -> None:
    office.anyone.post("/call-backs", {"phone": PHONE})
    assert office.rows(tables.call_backs)
    assert office.rows(tables.strangers)
    office.tick(timedelta(hours=1, minutes=10))
    assert office.rows(tables.strangers) == []
    office.tick(timedelta(days=2, minutes=1))
    assert office.rows(tables.call_backs) == []


def test_no_journal_line_keeps_the_number(office: Office) -> None:
    office.anyone.post("/call-backs", {"phone": PHONE})
    (line,) = [row for row in office.rows(tables.kit.journal) if row["kind"] == "call_wanted"]
    assert "912345678" not in str(line)
