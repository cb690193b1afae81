"""Faults of our own processes: killed, stopped for a while, killed in the act, and started with a wrong clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.system.campaign.mail import SLOW
from tests.system.campaign.scene import Scene
from tools.cluster.process import Process
from tools.waiting import until

CLOCK = "OUTREACH_CLOCK_OFFSET"


@contextmanager
def killed(scene: Scene, target: str) -> Iterator[None]:
    """SIGKILL to the process and all it started; whoever supervises it starts it again."""
    scene.cluster.processes[target].kill()
    yield


@contextmanager
def stopped(scene: Scene, target: str) -> Iterator[None]:
    """SIGSTOP: it holds whatever it holds, its connections and locks too, and says nothing."""
    scene.cluster.processes[target].pause()
    try:
        yield
    finally:
        scene.cluster.processes[target].resume()


@contextmanager
def killed_while_sending(scene: Scene, target: str) -> Iterator[None]:
    """SIGKILL between a mail being taken and its outcome being kept: it has to be sent again, once."""
    with scene.mail.being(SLOW):
        scene.canary.ask()
        until(lambda: scene.mail.held, seconds=60)
        scene.cluster.processes[target].kill()
    yield


@contextmanager
def clock_ahead(scene: Scene, target: str) -> Iterator[None]:
    """Its clock is an hour ahead, and then right again."""
    with _clock(scene.cluster.processes[target], "PT1H"):
        yield


@contextmanager
def clock_behind(scene: Scene, target: str) -> Iterator[None]:
    """Its clock is an hour behind, and then right again."""
    with _clock(scene.cluster.processes[target], "-PT1H"):
        yield


@contextmanager
def _clock(process: Process, offset: str) -> Iterator[None]:
    process.environment[CLOCK] = offset
    try:
        _start_anew(process)
        yield
    finally:
        del process.environment[CLOCK]
        process.kill()


def _start_anew(process: Process) -> None:
    before, since = process.restarts, time.monotonic()
    process.kill()
    until(lambda: process.restarts > before and process.is_ready(), seconds=since - time.monotonic() + 120)
