"""What a service knows of the others does not depend on when, how often and in what order it was told.

A busy week is lived once in a whole town and every event of it is kept. Services with empty databases
then hear the same week in other orders and with repetitions; and what ``restate`` tells of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from shared.aggregate import Aggregate
from shared.messaging.restate import restate
from shared.messaging.unit_of_work import Actor
from shared.service import Runtime
from tests.properties.actions import VOLUNTEERS, People, resident_phone
from tests.properties.town import SERVICES, WARD, Town, a_place, a_town, migrated

Rows = dict[str, list[dict[str, Any]]]

SEEDS = st.integers(0, 2**32 - 1)
ORDERS = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)

_ROUNDS = 5
"""Events that waited for others are tried again this often, an hour apart."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated(tmp_path_factory.mktemp("projections") / "template")


@pytest.fixture(scope="module")
def town(template: Path) -> Iterator[Town]:
    """A town at the end of a busy week."""
    with a_place() as folder, a_town(template, folder / "town") as town:
        live_through_a_week(town)
        yield town


@given(seed=SEEDS)
@ORDERS
def test_events_in_any_order_any_number_of_times_give_the_same_projections(
    seed: int, town: Town, template: Path
) -> None:
    order = random.Random(seed)  # noqa: S311 - an order to be repeated, no secret
    shuffled = [*town.post.history, *order.sample(town.post.history, len(town.post.history) // 3)]
    order.shuffle(shuffled)
    assert heard(shuffled, template) == projections_of(town)


def test_restating_into_empty_projections_gives_the_same_again(town: Town, template: Path) -> None:
    before, after = projections_of(town), heard(restated(town), template)
    assert without_numbers(after) == without_numbers(before)
    # A fact that is not told has a number too, and a restated aggregate names its last.
    assert all(numbers(after)[key] >= number for key, number in numbers(before).items())


def live_through_a_week(town: Town) -> None:
    """Every turn a request can take, most of them."""
    people = People.move_in(town)
    for who, days in enumerate([(2, 3), (1, 4), (3, 5), (2, 6)]):
        people.ask(who, days, trusted=True, needed=1 + who % 2)
        town.quieten()
    people.say_by_sms(resident_phone(3), "DUNG")
    for turn in range(12):
        for name in VOLUNTEERS:
            _answer(people, name, yes=(turn + len(name)) % 3 > 0)
        town.quieten()
        _carry_on(people, turn)
        town.clock.advance(timedelta(hours=13))
        town.quieten()


def _answer(people: People, name: str, *, yes: bool) -> None:
    volunteer = people.volunteers[name]
    for offer in volunteer.get("volunteers/offers").body.get("items", []):
        volunteer.post(f"volunteers/offers/{offer['id']}/{'accept' if yes else 'decline'}")


def _carry_on(people: People, turn: int) -> None:
    town, staff = people.town, people.staff
    visits = [row for row in town.rows("sessions", "appointments") if row["status"] in ("scheduled", "confirmed")]
    for visit in visits[:1]:
        path = f"sessions/appointments/{visit['id']}"
        later = (visit["starts_at"] + timedelta(hours=1)).isoformat()
        deeds: Sequence[tuple[str, Any]] = (
            (f"{path}/move", {"starts_at": later}),
            (f"{path}/confirm", None),
            (f"{path}/complete", {"minutes": 50, "skills": [], "follow_up": None, "note": None}),
            (f"{path}/cancel", {"reason": "ill", "reopen": True}),
            (f"{path}/missed", {"who": "volunteer"}),
        )
        staff.post(*deeds[turn % len(deeds)])
    if turn == 3:
        request_id, holder = people.holder(2)
        holder.post(f"volunteers/requests/{request_id}/cancel", {"reason": "not_needed"})
    if turn == 5:
        span = {"from": town.now.isoformat(), "to": (town.now + timedelta(days=1)).isoformat()}
        staff.post(f"volunteers/wards/{WARD}/pauses", {**span, "reason": "storm"})
    if turn == 7:
        (last, *_) = sorted((row["volunteer_id"] for row in town.rows("volunteers", "volunteers")), reverse=True)
        staff.post(f"volunteers/volunteers/{last}/suspend", {"reason": "papers"})


def heard(bodies: Sequence[bytes], template: Path) -> Rows:
    """What services with nothing but their own seed know after they have heard these."""
    with a_place() as folder, a_town(template, folder / "town") as town:
        for body in bodies:
            town.post.hand_out(body)
        town.post.deliver_in_batches()
        for _ in range(_ROUNDS):
            town.clock.advance(timedelta(hours=1))
            town.retry()
        return projections_of(town)


def restated(town: Town) -> list[bytes]:
    """What every service tells when it is asked to state everything again."""
    before = len(town.post.history)
    for runtime in town.runtimes.values():
        for restatement in runtime.parts.restatements:
            for _ in restate(restatement, lambda runtime=runtime: runtime.unit(Actor("command", "restate"))):  # type: ignore[misc]
                pass
    town.flow()
    told = town.post.history[before:]
    del town.post.history[before:]
    return told


def without_numbers(rows: Rows) -> Rows:
    """The same without the sequences."""
    return {
        table: [{name: value for name, value in row.items() if name != "sequence"} for row in found]
        for table, found in rows.items()
    }


def numbers(rows: Rows) -> dict[tuple[str, int], int]:
    """The sequence of every row, by its table and place."""
    return {(table, place): row["sequence"] for table, found in rows.items() for place, row in enumerate(found)}


def projections_of(town: Town) -> Rows:
    """Every row the services keep of what others own, but for the rows of aggregates that have no others' news."""
    return {
        f"{service}.{table}": sorted(town.rows(service, table), key=str)
        for service in SERVICES
        for table in projection_tables(town.runtimes[service])
    }


def projection_tables(runtime: Runtime[Any]) -> list[str]:
    """The tables with a sequence that is not their own: neither an aggregate's nor the kit's."""
    own = {inspect(kind).local_table for kind in _kinds(Aggregate) if inspect(kind, raiseerr=False) is not None}
    kit = set(vars(runtime.parts.kit).values())
    tables = runtime.parts.metadata.sorted_tables
    return [table.name for table in tables if "sequence" in table.c and table not in own | kit]


def _kinds(kind: type[Aggregate]) -> Iterator[type[Aggregate]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)
