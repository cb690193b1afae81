"""What the network has promised: everything it answered with success."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum


class Deed(StrEnum):
    """What somebody did and was answered."""

    ASK = "ask"
    VERIFY = "verify"
    ACCEPT = "accept"
    DECLINE = "decline"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    MOVE = "move"
    HAND_BACK = "hand_back"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Asked:
    """A request that was taken in, as its answer said."""

    request_id: str
    reference: str
    tracking_code: str
    status: str
    ward: str
    phone: str
    at: datetime


@dataclass(frozen=True)
class Done:
    """A deed that was answered: ``about_id`` is the request, offer or appointment it was done to.

    ``request_id`` is None where the doer does not know it, ``by`` the number of who did it. ``status`` is the
    answer's: 200, or 0 and 5xx where nobody knows whether it happened.
    """

    deed: Deed
    about_id: str
    by: str
    status: int
    request_id: str | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Ledger:
    """Written by many threads. ``unsure`` may have happened or not: no answer came before patience ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: dict[str, Asked] = {}
        self._done: list[Done] = []
        self._unsure: list[Done] = []
        self._refused: list[Done] = []

    def ask(self, asked: Asked) -> None:
        with self._lock:
            self._requests[asked.request_id] = asked

    def write(self, done: Done) -> None:
        """Into the list its status says."""
        with self._lock:
            self._list_for(done.status).append(done)

    @property
    def requests(self) -> dict[str, Asked]:
        """By id, as they were at this moment."""
        with self._lock:
            return dict(self._requests)

    @property
    def unsure(self) -> list[Done]:
        with self._lock:
            return list(self._unsure)

    @property
    def refused(self) -> list[Done]:
        """What was answered 4xx: too late, somebody else was faster."""
        with self._lock:
            return list(self._refused)

    def of(self, deed: Deed) -> list[Done]:
        """Everything of this kind that was answered with success, in the order of the answers."""
        return [done for done in self if done.deed == deed]

    def __iter__(self) -> Iterator[Done]:
        with self._lock:
            return iter(list(self._done))

    def _list_for(self, status: int) -> list[Done]:
        if 200 <= status < 300:
            return self._done
        return self._unsure if status == 0 or status >= 500 else self._refused
