"""Where the boards hang: a cluster, staff in many wards, and people who keep changing the queue."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

from bench.asking import PATH, requests_for_help
from bench.load.stage import Stage
from services.volunteers.commands.catalogue import shipped_wards
from shared.clock import SystemClock
from shared.ids import new_id
from shared.web.keys import open_signing_key
from shared.web.tokens import Issuer, Post
from tools.cluster import Cluster

_ONE_ADDRESS = {
    **dict.fromkeys(("OUTREACH_RATE", "OUTREACH_GUESS_RATE", "OUTREACH_HEALTH_RATE"), "100000r/s"),
    "OUTREACH_STREAMS_EACH": "400",
}
"""All offices of the city come from this machine here: what one address may do is not what is measured."""

PAGES_A_SECOND = 4.0


@contextmanager
def a_city() -> Iterator[Stage]:
    """A cluster as it ships but for what one address may do, whose database notes when each commit was."""
    folder = Path(tempfile.mkdtemp(prefix="outreach-streams-"))
    folder.chmod(0o755)  # PostgreSQL runs as a user of its own
    cluster = Cluster.prepare(folder, environment=_ONE_ADDRESS)
    try:
        cluster.start()
        cluster.postgres.execute("ALTER SYSTEM SET track_commit_timestamp = on")
        cluster.stop()
        cluster.start()
        yield Stage(cluster)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Offices:
    """Staff of the first ``number`` wards, who are signed in."""

    def __init__(self, cluster: Cluster, number: int) -> None:
        given = cluster.containers["volunteers-web"].environment["OUTREACH_SIGNING_KEY"]
        key = open_signing_key(given, data_dir=cluster.folder, embedded=False)
        self._issuer = Issuer(key, SystemClock())
        self.wards = [code for code, _ in shipped_wards()][:number]

    def staff_of(self, ward: str) -> str:
        """The session of one more member of staff."""
        token, _ = self._issuer.issue(new_id(), [Post("staff", frozenset({ward}))])
        return token


class Desks:
    """Staff who enter requests, one after another in each ward in turn, at a rate, until told to stop."""

    def __init__(self, address: str, offices: Offices, rate: float) -> None:
        self._address, self._offices, self._rate = address, offices, rate

    def work(self, seconds: float) -> int:
        """For so long; how many requests were entered."""
        tokens = {ward: self._offices.staff_of(ward) for ward in self._offices.wards}
        due, number, session = time.monotonic(), max(1, round(seconds * self._rate)), requests.Session()
        for place, body in enumerate(requests_for_help(number)):
            ward = self._offices.wards[place % len(self._offices.wards)]
            answer = session.post(
                f"{self._address}/volunteers{PATH}",
                json={**body, "ward": ward},
                headers={"Authorization": f"Bearer {tokens[ward]}"},
                timeout=60,
            )
            answer.raise_for_status()
            due += 1 / self._rate
            time.sleep(max(0.0, due - time.monotonic()))
        return number


class Readers:
    """Others who open the board's first page meanwhile; seconds each took."""

    def __init__(self, address: str, offices: Offices) -> None:
        self._address, self._offices = address, offices
        self._stop = threading.Event()
        self.taken: list[float] = []
        self._thread = threading.Thread(target=self._read, name="readers", daemon=True)

    def __enter__(self) -> Readers:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(60)

    def _read(self) -> None:
        session, turns = requests.Session(), _turns(self._offices.wards)
        while not self._stop.wait(1 / PAGES_A_SECOND):
            ward = next(turns)
            began = time.perf_counter()
            cookie = {"outreach_session": self._offices.staff_of(ward)}
            session.get(f"{self._address}/volunteers/queue", cookies=cookie, timeout=60).raise_for_status()
            self.taken.append(time.perf_counter() - began)


def _turns(wards: Sequence[str]) -> Iterator[str]:
    while True:
        yield from wards
