"""The published language, held to its examples: whole events, one file each, that are only ever added.

Backwards: today's contracts read every example there is. Forwards: today's publications tell what the
newest example shows.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from marshmallow import Schema, fields

from services.notifications.bootstrap import PARTS as NOTIFICATIONS
from services.sessions.bootstrap import PARTS as SESSIONS
from services.volunteers.bootstrap import PARTS as VOLUNTEERS
from shared.aggregate import Aggregate, Fact
from shared.contracts import ALL_CONTRACTS, OWNERS, Event
from shared.service import Parts
from tests.contracts import lives

EXAMPLES = Path(__file__).parents[2] / "shared" / "contracts" / "examples"
FILES = sorted(EXAMPLES.glob("*.json"))
SERVICES: dict[str, tuple[Parts, Callable[[], Iterator[Aggregate]]]] = {
    "volunteers": (VOLUNTEERS, lives.volunteers),
    "sessions": (SESSIONS, lives.sessions),
    "notifications": (NOTIFICATIONS, lives.notifications),
}


def example(path: Path) -> Event:
    return Event.from_bytes(path.read_bytes())


def newest(type_: str) -> Event:
    numbered = [(int(path.name.split(".")[-2]), path) for path in FILES if path.name.startswith(f"{type_}.")]
    return example(max(numbered)[1])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_example_ever_written_is_read_by_todays_contract(path: Path) -> None:
    event = example(path)
    contract = ALL_CONTRACTS[event.type]
    assert re.fullmatch(re.escape(event.type) + r"\.[1-9][0-9]*\.json", path.name)
    assert event.source == f"/{contract.owner}"
    assert set(event.data) <= set(contract.load(event.data)) | {"personal"}


@pytest.mark.parametrize("type_", ALL_CONTRACTS)
def test_every_contract_has_an_example(type_: str) -> None:
    assert any(path.name.startswith(f"{type_}.") for path in FILES)


@pytest.mark.parametrize("type_", ALL_CONTRACTS)
def test_the_newest_example_shows_every_field_of_the_contract(type_: str) -> None:
    shown = newest(type_).data
    missing = set(declared(ALL_CONTRACTS[type_].shape, shown)) - set(paths(shown))
    assert not missing, f"write {type_}.<n>.json anew, with the next number"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_field_a_reader_does_not_know_yet_is_ignored(path: Path) -> None:
    event = example(path)
    contract = ALL_CONTRACTS[event.type]
    assert contract.load(with_tomorrows_field(event.data)) == contract.load(event.data)


@pytest.mark.parametrize("owner", OWNERS)
def test_what_a_service_tells_is_of_the_kind_its_newest_example_shows(owner: str) -> None:
    for type_, data in told_by(owner):
        shown = dict(kinds(newest(type_).data))
        assert {where: kind for where, kind in kinds(data) if shown.get(where, kind) != kind} == {}, type_
        ALL_CONTRACTS[type_].load(data)


@pytest.mark.parametrize("owner", OWNERS)
def test_whatever_the_newest_example_shows_is_told(owner: str) -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for type_, data in told_by(owner):
        told[type_] |= dict(kinds(data)).keys()
    for type_, fields_told in told.items():
        assert dict(kinds(newest(type_).data)).keys() <= fields_told, type_


@pytest.mark.parametrize("owner", OWNERS)
def test_everything_a_service_may_tell_is_told_here(owner: str) -> None:
    parts, _ = SERVICES[owner]
    contracts = {publication.contract.type for publication in parts.publications.values()}
    contracts |= {restatement.contract.type for restatement in parts.restatements}
    assert {type_ for type_, _ in told_by(owner)} == contracts
    assert contracts == {type_ for type_, contract in ALL_CONTRACTS.items() if contract.owner == owner}


@pytest.mark.parametrize("owner", OWNERS)
def test_every_fact_in_the_table_has_its_moment_in_a_life(owner: str) -> None:
    parts, live = SERVICES[owner]
    seen: set[type[Fact]] = set()
    for aggregate in live():
        seen |= {type(recorded.fact) for recorded in aggregate.recorded}
    assert set(parts.publications) <= seen


def told_by(owner: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Type and data of every event in the lives of a service's aggregates, and of their restating."""
    parts, live = SERVICES[owner]
    for aggregate in live():
        for recorded in aggregate.recorded:
            publication = parts.publications.get(type(recorded.fact))
            if publication is not None:
                data = publication.contract.dump(publication.data(aggregate, recorded.fact))
                yield publication.contract.type, as_sent(data)
        aggregate.forget_recorded()
        for restatement in parts.restatements:
            if isinstance(aggregate, restatement.aggregate):
                yield restatement.contract.type, as_sent(restatement.contract.dump(restatement.data(aggregate)))


def as_sent(data: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(json.dumps(data))
    return sent


def kinds(data: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Path and JSON type of every value that is there; the items of a list share one path."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from kinds(value, f"{at}.{name}".lstrip("."))
    elif isinstance(data, list):
        for item in data:
            yield from kinds(item, f"{at}[]")
    elif data is not None:
        yield at, "number" if isinstance(data, int | float) and not isinstance(data, bool) else type(data).__name__


def paths(data: Any, at: str = "") -> Iterator[str]:
    """The path of every field, those that hold null too."""
    if isinstance(data, dict):
        for name, value in data.items():
            where = f"{at}.{name}".lstrip(".")
            yield where
            yield from paths(value, where)
    elif isinstance(data, list):
        for item in data:
            yield from paths(item, f"{at}[]")


def declared(shape: Schema, shown: Any, at: str = "") -> Iterator[str]:
    """The path of every field a shape declares, inside lists and objects as far as ``shown`` holds any."""
    for name, field in shape.fields.items():
        where = f"{at}.{name}".lstrip(".")
        yield where
        value = shown.get(name)
        if isinstance(field, fields.List) and isinstance(field.inner, fields.Nested) and value:
            yield from declared(field.inner.schema, value[0], f"{where}[]")
        elif isinstance(field, fields.Nested) and value:
            yield from declared(field.schema, value, where)


def with_tomorrows_field(data: Any) -> Any:
    if isinstance(data, dict):
        return {**{name: with_tomorrows_field(value) for name, value in data.items()}, "told_tomorrow": "new"}
    return [with_tomorrows_field(item) for item in data] if isinstance(data, list) else data
