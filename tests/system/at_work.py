"""People at work while something is done to the network, and what must be true of it afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from services.volunteers import tables as of_volunteers
from shared.database import READ_ONLY, make_engine
from tests.flows.network import SERVICES
from tests.kit.clusters import SMALL, UNLIMITED
from tests.system.campaign.run import AWAKE
from tests.system.pictures import differences
from tools.cluster import Cluster
from tools.crowd import Crowd
from tools.crowd.crowd import RULES
from tools.crowd.ledger import Deed, Ledger
from tools.crowd.wire import Call
from tools.servers.rabbit import RabbitServer
from tools.waiting import until

journal, inbox, outbox = of_volunteers.kit.journal, of_volunteers.kit.inbox, of_volunteers.kit.outbox
"""The kit's tables are the same in every service."""

A_CROWDS_RULES = RULES + AWAKE
"""``OUTREACH_RULES`` of a network whose people are a crowd, at whatever hour the test runs."""

RATE = 0.7
"""Requests a second, each with everything that follows from it."""

ENOUGH = 4
"""Acceptances until people are well at work."""


@contextmanager
def a_crowd(
    address: str, phones: Path, add_staff: Any, watch: Callable[[Call], None] = lambda _call: None
) -> Iterator[Crowd]:
    """People at work: they ask, accept, cancel, move and carry out until the block ends. ``watch`` hears each call."""
    crowd = Crowd(address, phones, add_staff, seed=4, watch=watch)
    crowd.settle(wards=2, volunteers=12)
    crowd.start(RATE)
    try:
        until(lambda: len(promised(crowd.accepted)["offers"]) >= ENOUGH, seconds=300)
        yield crowd
    finally:
        crowd.stop(patience=5)


@contextmanager
def a_city(folder: Path, secrets: Path | None = None) -> Iterator[Cluster]:
    """A cluster that is not started; ``secrets`` are another's, whose databases it shall take over."""
    (folder / "rules.toml").write_text(A_CROWDS_RULES, encoding="utf-8")
    if secrets is not None:
        (folder / "cluster").mkdir(mode=0o700)
        shutil.copy(secrets, folder / "cluster" / ".env")
    settings = {
        "NOTIFICATIONS_CHANNELS": f"file://{folder}/messages.jsonl",
        "OUTREACH_RULES": str(folder / "rules.toml"),
    }
    city = Cluster.prepare(folder / "cluster", durable=False, environment={**SMALL, **UNLIMITED, **settings})
    try:
        yield city
    finally:
        city.remove()


def databases_of(city: Cluster) -> dict[str, str]:
    return {service: city.superuser_url(service) for service in SERVICES}


def staff_of(city: Cluster) -> Callable[..., str]:
    """How the first staff member is entered there."""
    return partial(city.run, "volunteers-worker", "python", "-m", "services.volunteers", "add-staff")


def promised(ledger: Ledger) -> dict[str, set[str]]:
    """What was answered with success so far: requests taken in, and offers somebody said yes to."""
    return {"requests": set(ledger.requests), "offers": {done.about_id for done in ledger.of(Deed.ACCEPT)}}


def rows(url: str, table: Table) -> list[dict[str, Any]]:
    engine = make_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect().execution_options(**{READ_ONLY: True}) as connection:
        found = [dict(row) for row in connection.execute(table.select()).mappings()]
    engine.dispose()
    return found


def assert_kept(promises: Mapping[str, set[str]], urls: Mapping[str, str]) -> None:
    """Everything promised is known there, whatever has become of it since."""
    requests = {row["request_id"] for row in rows(urls["volunteers"], of_volunteers.requests)}
    lines = [row["detail"] for row in rows(urls["volunteers"], journal) if row["kind"] == "offer_accepted"]
    assert promises["requests"] - requests == set()
    assert promises["offers"] - {line["offer_id"] for line in lines} == set()


def assert_they_agree(urls: Mapping[str, str], broker: RabbitServer | None = None, *, restated: bool = False) -> None:
    """Once nothing waits any more to be sent, heard or tried again; ``restated`` when everything was stated just now.

    ``broker`` is what events go through, where they go through one.
    """

    def heard() -> dict[tuple[str, str], str]:
        return {(service, row["event_id"]): row["status"] for service, url in urls.items() for row in rows(url, inbox)}

    def at_rest() -> bool:
        before = heard()
        if "deferred" in before.values() or any(rows(url, outbox) for url in urls.values()):
            return False
        # Whatever is under way lies in a queue now, or has been heard meanwhile.
        return (broker is None or broker.messages_in("outreach") == 0) and heard() == before

    until(at_rest, seconds=120)
    if differences(urls, restated=restated):  # a timer may have moved something while it was read
        until(at_rest, seconds=120)
        assert differences(urls, restated=restated) == []
