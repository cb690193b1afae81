"""Where a crowd is let in: a cluster of its own, as ``docker-compose.yml`` says, on an ordinary Monday morning."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import isodate
import psycopg

from bench.load.history import multiply
from bench.load.history.copying import Progress
from bench.load.machine import Taken, by_name, children
from shared.contracts import OWNERS
from tools.cluster import Cluster
from tools.crowd import RULES
from tools.offsets import monday_morning_offset

_COUNTED = "SELECT relname, n_tup_ins FROM pg_stat_user_tables WHERE relname IN ('outbox', 'inbox')"

STILL_SECONDS = 15.0
"""Without an event for so long nothing is under way any more: waves and messages leave within a second or two."""


@dataclass(frozen=True)
class Events:
    """How many were told (rows of an outbox) and heard (rows of an inbox) by all services so far."""

    told: int
    heard: int

    def since(self, before: Events) -> Events:
        return Events(self.told - before.told, self.heard - before.heard)


class Stage:
    """A running cluster, and what can be measured of it from outside."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    @property
    def address(self) -> str:
        return self.cluster.address

    @property
    def phones(self) -> Path:
        return self.cluster.folder / "messages.jsonl"

    @property
    def databases(self) -> dict[str, str]:
        """By service, for the one who may do everything."""
        return {owner: self.cluster.superuser_url(owner) for owner in OWNERS}

    def add_staff(self, *words: str) -> str:
        return self.cluster.run("volunteers-worker", "python", "-m", "services.volunteers", "add-staff", *words)

    def taken(self) -> dict[str, Taken]:
        """By process of ours, gateway and servers; the driver is not counted."""
        ours = {name: process.pid for name, process in self.cluster.processes.items()}
        return by_name(ours | {name: pid for name, pid in _servers().items() if pid not in ours.values()})

    def events(self) -> Events:
        told = heard = 0
        for url in self.databases.values():
            with psycopg.connect(url) as connection:
                rows: dict[str, int] = dict(connection.execute(_COUNTED).fetchall())
            told, heard = told + rows.get("outbox", 0), heard + rows.get("inbox", 0)
        return Events(told, heard)

    def fill(self, requests: int, progress: Progress) -> int:
        """About so many requests more in the tables, multiplied from what was lived; how many.

        Meanwhile only the databases run.
        """
        self.cluster.stop()
        self.cluster.postgres.start()
        written = multiply(self.databases, requests, progress)
        self.cluster.postgres.stop()
        self.cluster.start()
        return written

    def rest(self) -> None:
        """Wait until no event has been told or heard for a while: what came due meanwhile is not the next one's cost.

        Gives up after ten minutes; what is measured then says so by its events.
        """
        last, since = self.events(), time.monotonic()
        give_up = since + 600
        while time.monotonic() - since < STILL_SECONDS and time.monotonic() < give_up:
            time.sleep(1)
            now = self.events()
            if now != last:
                last, since = now, time.monotonic()


@contextmanager
def own_cluster(workers: int, answers_within: timedelta | None = None) -> Iterator[Stage]:
    """A cluster in a new folder, which is removed at the end; ``answers_within`` is how long an offer lives."""
    folder = Path(tempfile.mkdtemp(prefix="outreach-load-"))
    folder.chmod(0o755)  # PostgreSQL runs as a user of its own
    cluster = Cluster.prepare(folder, workers=workers, environment=_environment(folder, answers_within))
    try:
        cluster.start()
        yield Stage(cluster)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path, answers_within: timedelta | None) -> dict[str, str]:
    rules = folder / "rules.toml"
    rules.write_text(RULES + _short(answers_within))
    return {
        "OUTREACH_CLOCK_OFFSET": monday_morning_offset(),
        "OUTREACH_RULES": str(rules),
        "NOTIFICATIONS_CHANNELS": f"file://{folder}/messages.jsonl",
    }


def _short(answers_within: timedelta | None) -> str:
    """Where a day is compressed, an offer's life is too; without free windows to wait for it is just that long."""
    if answers_within is None:
        return ""
    lives = isodate.duration_isoformat(answers_within)
    return f'\n[volunteers]\nfree_windows = []\noffer_lives_at_least = "{lives}"\n'


def _servers() -> dict[str, int]:
    """The children of this process by the name of their program."""
    return {Path(f"/proc/{pid}/comm").read_text().strip(): pid for pid in children(os.getpid())}
