"""Two volunteers who say yes at the same instant, round after round, from threads or from processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Lock
from typing import Any

from services.volunteers.app import create_app
from services.volunteers.bootstrap import build
from services.volunteers.config import Config
from shared.clock import ManualClock
from shared.config import Environment
from tests.integration.volunteers_wiring import API, settings_for
from tests.unit.volunteers.builders import MONDAY

PATIENCE = 60
"""Seconds a contender waits for the other before the race is broken."""


_building = Lock()
"""Held while an application is built: before Python 3.11.8, two threads that compile routes at once may stop with a
``SystemError`` about the recursion depth of the AST (cpython issue 106905)."""


@dataclass(frozen=True)
class Contender:
    """Somebody with a token and the offers they accept, one a round."""

    token: str
    offer_ids: tuple[str, ...]


def run(contender: Contender, database_url: str, folder: str, ready: Any) -> list[int]:
    """Accept offer after offer, each at the moment the other is ready too; the statuses answered."""
    settings = settings_for(database_url, folder)
    with _building:
        runtime = build(Config.read(Environment(settings)), clock=ManualClock(MONDAY))
        client = create_app(runtime).test_client()
    headers = {"Authorization": f"Bearer {contender.token}"}
    statuses = []
    for offer_id in contender.offer_ids:
        ready.wait(timeout=PATIENCE)
        statuses.append(client.post(f"{API}/offers/{offer_id}/accept", headers=headers).status_code)
    runtime.close()
    return statuses


Race = Callable[[Sequence[Contender], str, str], list[list[int]]]


def in_threads(contenders: Sequence[Contender], database_url: str, folder: str) -> list[list[int]]:
    ready = Barrier(len(contenders))
    with ThreadPoolExecutor(len(contenders)) as threads:
        return list(threads.map(lambda each: run(each, database_url, folder, ready), contenders))


def in_processes(contenders: Sequence[Contender], database_url: str, folder: str) -> list[list[int]]:
    context = multiprocessing.get_context("spawn")
    ready, answers = context.Barrier(len(contenders)), context.Queue()
    processes = [
        context.Process(target=_run_numbered, args=(answers, number, each, database_url, folder, ready))
        for number, each in enumerate(contenders)
    ]
    for process in processes:
        process.start()
    found = dict(answers.get(timeout=2 * PATIENCE) for _ in processes)
    for process in processes:
        process.join(PATIENCE)
    return [found[number] for number in range(len(contenders))]


def _run_numbered(answers: Any, number: int, *race: Any) -> None:
    answers.put((number, run(*race)))
