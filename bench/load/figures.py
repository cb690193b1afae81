"""What is seen of a network from outside: answers, how long they took, and when messages came."""

from __future__ import annotations

import math
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tools.crowd import Call
from tools.crowd.phones import Message

ASK = "POST /volunteers/api/v1/requests"
_SUCCESS = range(200, 400)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all are not above (nearest rank); NaN of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


@dataclass(frozen=True)
class Spread:
    """Seconds."""

    count: int
    p50: float
    p99: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        known = list(values)
        return cls(len(known), percentile(known, 0.5), percentile(known, 0.99), max(known, default=math.nan))


class Seen:
    """Told of every call and message by the crowd's threads. ``begin`` forgets what was before: the settling."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[Call] = []
        self._first_offer: dict[str, float] = {}

    def begin(self) -> None:
        with self._lock:
            self._calls.clear()
            self._first_offer.clear()

    def call(self, call: Call) -> None:
        with self._lock:
            self._calls.append(call)

    def message(self, message: Message) -> None:
        if message.template == "offer":
            with self._lock:
                self._first_offer.setdefault(message.about_id, message.came)

    def calls(self, since: float = 0.0) -> list[Call]:
        """Those that ended after ``since``, monotonic seconds."""
        with self._lock:
            return [call for call in self._calls if call.ended_at >= since]

    def to_message(self, offered: Mapping[str, str], trusted: Mapping[str, float]) -> list[float]:
        """For each request: seconds from when volunteers might be asked to the first message on a phone."""
        with self._lock:
            first: dict[str, float] = {}
            for offer_id, came in self._first_offer.items():
                request_id = offered.get(offer_id)
                if request_id is not None:
                    first[request_id] = min(came, first.get(request_id, math.inf))
        return [came - trusted[request_id] for request_id, came in first.items() if request_id in trusted]


def by_route(calls: Iterable[Call]) -> dict[str, Spread]:
    """The spread of every route, of calls that were answered with success."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for call in calls:
        if call.status in _SUCCESS:
            found[call.route].append(call.seconds)
    return {route: Spread.of(seconds) for route, seconds in sorted(found.items())}


def refusals(calls: Iterable[Call]) -> Counter[str]:
    """Everything that was not answered with success, by route and status; 0 is no answer."""
    counted: Counter[str] = Counter()
    for call in calls:
        counted.update(f"{call.route} {status}" for status in call.failures)
        if call.status not in _SUCCESS:
            counted[f"{call.route} {call.status}"] += 1
    return counted
