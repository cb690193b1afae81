"""Calling the network: patiently, and always so that the same call sent twice does its work once."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

import urllib3

Body = dict[str, Any]

PATIENCE = 90.0
"""Seconds for which a caller tries again before they give up."""
ANSWER_WITHIN = 30.0
"""Seconds after which a call without an answer is broken off and sent again."""
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
HOUSES = 64
"""From so many addresses the crowd calls, as people do from different homes: a gateway counts calls by address."""
LONGEST_WAIT = 10.0
"""Whoever is asked to wait for so many seconds at most (``Retry-After``) waits and calls again."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_NO_ANSWER, TOO_MANY = 0, 429


@dataclass(frozen=True)
class Answer:
    """The last answer of a call; ``status`` 0 where none came at all.

    ``wait`` is for how many seconds the caller was asked to wait, 0 where nothing was said.
    """

    status: int
    body: Body
    wait: float = 0.0

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def unsure(self) -> bool:
        """Whether the work may have been done although nobody said so."""
        return self.status == _NO_ANSWER or self.status >= 500

    @property
    def soon(self) -> bool:
        """Whether the caller was asked to try again in a moment."""
        return self.status == TOO_MANY and self.wait <= LONGEST_WAIT


@dataclass(frozen=True)
class Call:
    """A call and how it went. ``seconds`` count from when the caller wanted to call until the last answer.

    ``route`` is the method and the path with ``{id}`` for ids, ``failures`` the status of every try before the
    last one that brought no result (0: no answer).
    """

    route: str
    status: int
    seconds: float
    failures: tuple[int, ...]
    ended_at: float


class Wire:
    """The way to one origin, shared by all callers. ``watch`` is told of every call."""

    def __init__(
        self,
        address: str,
        *,
        patience: float = PATIENCE,
        watch: Callable[[Call], None] = lambda _call: None,
    ) -> None:
        self._pools = [_pool(address, house) for house in range(HOUSES)]
        self._houses = count()
        self._address = address.rstrip("/")
        self._patience = patience
        self._wanted = threading.local()
        self._closed = threading.Event()
        self.watch = watch

    def wanted_since(self, moment: float) -> None:
        """The next call of this thread was wanted at ``moment`` (monotonic seconds), however late it leaves.

        Without this a caller who is kept waiting would not count (coordinated omission).
        """
        self._wanted.at = moment

    def close(self) -> None:
        """Nobody tries again any more."""
        self._closed.set()

    def move_in(self) -> int:
        """The house from which one more caller calls."""
        return next(self._houses) % HOUSES

    def call(self, house: int, method: str, path: str, body: Body | None, headers: dict[str, str]) -> Answer:
        """Call until there is an answer below 500, or until patience ends; the last answer."""
        started = self._wanted.__dict__.pop("at", time.monotonic())
        give_up, pause = time.monotonic() + self._patience, FIRST_PAUSE
        failures: list[int] = []
        while True:
            answer = self._once(house, method, path, body, headers)
            again = answer.unsure or answer.soon
            if not again or time.monotonic() > give_up or self._closed.wait(max(pause, answer.wait)):
                break
            failures.append(answer.status)
            pause = min(2 * pause, LONGEST_PAUSE)
        route = f"{method} {_ID.sub('{id}', path.partition('?')[0])}"
        now = time.monotonic()
        self.watch(Call(route, answer.status, now - started, tuple(failures), now))
        return answer

    def _once(self, house: int, method: str, path: str, body: Body | None, headers: dict[str, str]) -> Answer:
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            headers = {**headers, "Content-Type": "application/json"}
        try:
            response = self._pools[house].request(
                method, self._address + path, body=content, headers=headers, timeout=ANSWER_WITHIN, redirect=False
            )
        except urllib3.exceptions.HTTPError:
            return Answer(_NO_ANSWER, {})
        return Answer(response.status, _body(response.data), _seconds(response.headers.get("Retry-After")))


class Caller:
    """Somebody with one ``Authorization`` header, or none."""

    def __init__(self, wire: Wire, authorization: str | None = None) -> None:
        self._wire = wire
        self._house = wire.move_in()
        self._headers = {"Authorization": authorization} if authorization else {}

    def get(self, path: str) -> Answer:
        return self._wire.call(self._house, "GET", path, None, self._headers)

    def post(self, path: str, body: Body | None = None, *, repeatable: bool = True) -> Answer:
        """Send it under a key of its own; without one where the answer holds a secret and is never kept."""
        key = {"Idempotency-Key": str(uuid4())} if repeatable else {}
        return self._wire.call(self._house, "POST", path, body or {}, {**self._headers, **key})

    def with_token(self, token: str) -> Caller:
        return Caller(self._wire, f"Bearer {token}")

    def with_tracking_code(self, code: str) -> Caller:
        return Caller(self._wire, f"Tracking {code}")


def _pool(address: str, house: int) -> urllib3.PoolManager:
    """Connections from one address; on this machine every house has one of its own."""
    here = urllib3.util.parse_url(address).host in ("127.0.0.1", "localhost")
    source: dict[str, Any] = {"source_address": (f"127.1.0.{house + 1}", 0)} if here else {}
    return urllib3.PoolManager(num_pools=2, maxsize=8, retries=False, **source)


def _seconds(retry_after: str | None) -> float:
    """What ``Retry-After`` says in seconds; a date is longer than anybody waits."""
    if retry_after is None:
        return 0.0
    return float(retry_after) if retry_after.isdecimal() else LONGEST_WAIT + 1


def _body(data: bytes) -> Body:
    """What was answered; empty where it is no JSON object, as a gateway's page."""
    try:
        read = json.loads(data) if data else {}
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
