"""What happens because time passes: each timer takes its rows in small batches, in any number of workers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from shared.clock import Clock
from shared.correlation import Correlation, correlated
from shared.logs import frames
from shared.messaging.faults import crossed
from shared.messaging.metrics import TIMER_ROWS, TIMER_SECONDS, TIMER_TURNS
from shared.messaging.unit_of_work import Actor, UnitOfWork
from shared.tracing import Tracer

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Timer:
    """``run`` handles one batch of due rows (``FOR UPDATE SKIP LOCKED``) and returns how many it took."""

    name: str
    every: timedelta
    run: Callable[[UnitOfWork], int]


class TimerTurn:
    """Runs the timers of one service when each is due; one instance a worker."""

    def __init__(
        self,
        service: str,
        timers: Sequence[Timer],
        clock: Clock,
        open_unit: Callable[[Actor, Correlation], UnitOfWork],
        tracer: Tracer,
    ) -> None:
        self._service = service
        self._timers = timers
        self._tracer = tracer
        self._clock = clock
        self._open_unit = open_unit
        self._next: dict[str, datetime] = {}
        self._failures: Counter[str] = Counter()

    def step(self) -> bool:
        """Run what is due; whether any timer left rows for the next step.

        A timer that fails does not keep the others from running: the first error is raised at the end.
        """
        more, first_error = False, None
        for timer in self._timers:
            now = self._clock.now()
            # A time further away than a round was noted by a clock that has been set back meanwhile.
            if now < self._next.get(timer.name, now) <= now + timer.every:
                continue
            try:
                taken = self._run(timer)
            except Exception as error:  # noqa: BLE001 - raised below, when the other timers have had their turn
                first_error = first_error or error
                continue
            more = more or taken
            if not taken:
                self._next[timer.name] = now + timer.every
        if first_error is not None:
            raise first_error
        return more

    def _run(self, timer: Timer) -> bool:
        outcome, taken = "failed", 0
        try:
            with TIMER_SECONDS.labels(self._service, timer.name).time():
                taken = self._turn(timer)
            outcome = "worked" if taken else "idle"
        except Exception as error:
            if not crossed(error):
                raise
            outcome = "crossed"  # it met another worker: its rows are still there
        finally:
            TIMER_TURNS.labels(self._service, timer.name, outcome).inc()
        TIMER_ROWS.labels(self._service, timer.name).inc(taken)
        return taken > 0 or outcome == "crossed"

    def _turn(self, timer: Timer) -> int:
        with self._tracer.span(f"timer {timer.name}", "internal", parent=None) as span:
            correlation = replace(Correlation.new(), traceparent=span.traceparent)
            with self._told(timer, correlation), self._open_unit(Actor("timer", timer.name), correlation) as unit:
                taken = timer.run(unit)
                if taken:
                    span.note("outreach.rows", taken)
                else:
                    span.forget()  # and its commit with it
                    unit.correlation = replace(correlation, traceparent=None)
                unit.commit()
        return taken

    @contextmanager
    def _told(self, timer: Timer, correlation: Correlation) -> Iterator[None]:
        """One correlation a turn. A timer that fails is named at its first failure, and then ever more rarely."""
        with correlated(correlation):
            try:
                yield
            except Exception as error:
                if not crossed(error):
                    self._report(timer, error)
                raise
        del self._failures[timer.name]

    def _report(self, timer: Timer, error: Exception) -> None:
        self._failures[timer.name] += 1
        failures, kind, where = self._failures[timer.name], type(error).__name__, frames(error)[-3:]
        if failures & (failures - 1) == 0:
            log.error(
                "timer_failed", service=self._service, timer=timer.name, failures=failures, error=kind, where=where
            )
