"""One stretch of load, from the first request to the last answer, and what it showed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bench.load.figures import ASK, Seen, Spread, by_route, refusals
from bench.load.machine import Taken, cpu_between
from bench.load.saying import settling
from bench.load.stage import Events, Stage
from tools.crowd import Crowd, Deed, Habits
from tools.crowd.people import Ward

QUIET_SECONDS = 60.0
"""How long the end of what was begun is waited for."""
LOOK_EVERY = 1.0


@dataclass(frozen=True)
class Moment:
    """How it stands while it goes on; ``late`` turns wait for a free thread of the crowd."""

    seconds: float
    asked: int
    p99: float
    late: int


@dataclass(frozen=True)
class Outcome:
    """``seconds`` from the first arrival to the last; ``whole`` until all that was begun had ended.

    ``events`` are those of the whole, ``heard`` how many of them came within ``seconds``. ``warm`` is what each
    process took when a sixth of ``seconds`` had gone, ``memory`` in the end: what grows, grows between them.
    """

    title: str
    seconds: float
    whole: float
    asked: int
    visits: int
    routes: dict[str, Spread]
    refused: Counter[str]
    to_message: Spread
    events: Events
    heard: int
    cpu: dict[str, float]
    warm: dict[str, Taken]
    memory: dict[str, Taken]
    failed: int
    unsure: int

    @property
    def ask(self) -> Spread:
        """How long ``POST /requests`` took."""
        return self.routes.get(ASK, Spread.of([]))

    @property
    def cpu_each(self) -> float:
        """Seconds of processor time of everything but the driver, for one request with all that follows."""
        return sum(self.cpu.values()) / max(1, self.asked)


@dataclass(frozen=True)
class _Standing:
    """How everything stands at one moment (monotonic seconds)."""

    taken: dict[str, Taken]
    events: Events
    at: float
    asked: int
    visits: int


class Run:
    """A crowd that is settled once, and stretches of load with it."""

    def __init__(self, stage: Stage, *, wards: int, volunteers: int, seed: int, habits: Habits | None = None) -> None:
        self._stage = stage
        self._seen = Seen()
        self.crowd = Crowd(
            stage.address,
            stage.phones,
            stage.add_staff,
            seed=seed,
            habits=habits,
            watch=self._seen.call,
            hear=self._seen.message,
        )
        self.crowd.settle(wards, volunteers, settling(volunteers))
        self.crowd.begin()

    def stretch(
        self,
        title: str,
        arrivals: Iterable[float],
        seconds: float,
        watch: Callable[[Moment], None],
        ward: Ward | None = None,
    ) -> Outcome:
        """Somebody asks at each of ``arrivals`` (seconds from now), whatever the network does meanwhile.

        In ``ward``, or each in any.
        """
        due = list(arrivals)
        start = self._now()
        self._seen.begin()
        for moment in due:
            self.crowd.ask_at(start.at + moment, ward)
        self._wait(start.at, seconds / 6, watch)
        warm = self._stage.taken()
        self._wait(start.at, seconds, watch)
        heard = self._stage.events().since(start.events).heard
        self._calm(start.at, watch)
        return self._outcome(title, seconds, start, warm, heard)

    def _now(self) -> _Standing:
        taken, events, at = self._stage.taken(), self._stage.events(), time.monotonic()
        promised = self.crowd.accepted
        return _Standing(taken, events, at, len(promised.requests), len(promised.of(Deed.ACCEPT)))

    def _outcome(self, title: str, seconds: float, start: _Standing, warm: dict[str, Taken], heard: int) -> Outcome:
        whole, calls, scene = time.monotonic() - start.at, self._seen.calls(), self.crowd.scene
        end = self._now()
        return Outcome(
            title=title,
            seconds=seconds,
            whole=whole,
            asked=end.asked - start.asked,
            visits=end.visits - start.visits,
            routes=by_route(calls),
            refused=refusals(calls),
            to_message=Spread.of(self._seen.to_message(scene.offered, scene.trusted)),
            events=end.events.since(start.events),
            heard=heard,
            cpu=cpu_between(start.taken, end.taken),
            warm=warm,
            memory=end.taken,
            failed=len(self.crowd.failed),
            unsure=len(self.crowd.accepted.unsure),
        )

    def _wait(self, begun: float, seconds: float, watch: Callable[[Moment], None]) -> None:
        while (gone := time.monotonic() - begun) < seconds:
            watch(self._moment(gone))
            time.sleep(min(LOOK_EVERY, seconds - gone))

    def _calm(self, begun: float, watch: Callable[[Moment], None]) -> None:
        """Until nobody has anything to say any more, or patience ends."""
        give_up = time.monotonic() + QUIET_SECONDS
        while self.crowd.scene.agenda.left and time.monotonic() < give_up:
            watch(self._moment(time.monotonic() - begun))
            time.sleep(LOOK_EVERY)

    def _moment(self, gone: float) -> Moment:
        calls = self._seen.calls(since=time.monotonic() - 30)
        asks = [call for call in calls if call.route == ASK]
        late = self.crowd.scene.agenda.waiting
        return Moment(gone, len(self.crowd.accepted.requests), Spread.of(call.seconds for call in asks).p99, late)
