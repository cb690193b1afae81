"""One reader of the live log for a whole process, and everybody who looks at its boards waits for that one.

It begins with the first who looks and rests a minute after the last has left. A stream holds no database connection:
what it has to show comes from memory, or, when it comes back from far behind, from one short read. Seats are counted,
of the process and of each person: one who leaves boards open everywhere must not take them from others.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine

from shared.database import READ_ONLY
from shared.messaging import live
from shared.messaging.live import BATCH, Change, LiveLog, LiveTables
from shared.messaging.loops import Loop
from shared.messaging.wakeup import LIVE_CHANNEL, PostgresListener

REMEMBERED = 2000
"""So many changes are kept in memory."""

LOOK_AGAIN = 1.0
"""Seconds after which the log is read though nobody has called: a call may be lost."""

REST_AFTER = 60.0
"""Seconds without anybody looking."""


class LiveWatch:
    """Reads the log of one database for the streams of this process. Making one starts nothing."""

    def __init__(self, engine: Engine, log: LiveTables, listens_at: str | None) -> None:
        self._engine, self._log, self._listens_at = engine, log, listens_at
        self._news = threading.Condition()
        self._recent: deque[Change] = deque(maxlen=REMEMBERED)
        self._position: int | None = None
        self._loops: tuple[Loop, ...] = ()
        self._seats: Counter[str] = Counter()
        self._callers: set[Callable[[], None]] = set()
        self._left_at = 0.0
        self._closings = 0

    @property
    def watching(self) -> int:
        """How many look at a board of this process now."""
        return self._seats.total()

    @property
    def closings(self) -> int:
        """How often it was closed: what was begun before the last time is over."""
        return self._closings

    def enter(self, who: str, most: int, each: int) -> bool:
        """Take a seat for ``who``; whether there was one among ``most``, and among the ``each`` that one person has."""
        with self._news:
            if self.watching >= most or self._seats[who] >= each:
                return False
            self._seats[who] += 1
            if not self._loops:
                self._begin()
            return True

    def leave(self, who: str) -> None:
        """Give the seat back."""
        with self._news:
            self._seats[who] -= 1
            self._seats += Counter()  # forgets who has none left
            self._left_at = time.monotonic()

    def call(self, wake: Callable[[], None]) -> None:
        """From now on call ``wake`` when there is news, and at the end; the same one is called once."""
        with self._news:
            self._callers.add(wake)

    def wake(self) -> None:
        """Something was committed: look at once. Returns at once, and does nothing while nobody looks."""
        for loop in self._loops[:1]:
            loop.wake()

    def close(self) -> None:
        """End the reader, and let every stream know; who comes later begins anew."""
        with self._news:
            self._closings += 1
            self._rest()
            self._tell_all()

    def where(self) -> int:
        """The number of the newest change, also of one that has just been committed."""
        with self._engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            waiting = live.unnumbered(connection, self._log)
            last = live.last_position(connection, self._log)
        return self._number() if waiting else last

    def can_resume(self, position: int) -> bool:
        """Whether all that came after ``position`` can still be told."""
        with self._engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            return live.can_resume(connection, self._log, position)

    def read_after(self, position: int) -> Sequence[Change]:
        """The next changes after ``position``, from the database."""
        with self._engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            return live.changes_after(connection, self._log, position)

    def wait_after(self, position: int, seconds: float) -> bool:
        """Whether something came after ``position``, or the end, within ``seconds``."""
        with self._news:
            before = self._closings
            return self._news.wait_for(lambda: self._closings > before or self._knows_after(position), seconds)

    def after(self, position: int) -> Sequence[Change]:
        """The next changes after ``position``, as far as they are known in this process; at once."""
        with self._news:
            if not self._knows_after(position):
                return ()
            # Numbers have no gaps: what is remembered reaches back far enough or it does not.
            if self._recent and self._recent[0].position <= position + 1:
                first = position + 1 - self._recent[0].position
                return [self._recent[index] for index in range(first, min(first + BATCH, len(self._recent)))]
        return self.read_after(position)

    def _knows_after(self, position: int) -> bool:
        return self._position is not None and self._position > position

    def _begin(self) -> None:
        """Called with the lock held. The threads are made here, so a process that was forked has its own."""
        self._recent.clear()
        self._position = None
        reader = Loop("live", self._look, idle=LOOK_AGAIN)
        loops = [reader]
        if self._listens_at is not None:
            hears = PostgresListener(self._listens_at, reader.wake, lambda: ears.stopping.is_set(), LIVE_CHANNEL)
            ears = Loop("live-listener", hears.listen)
            loops.append(ears)
        self._loops = tuple(loops)
        for loop in loops:
            loop.start()

    def _rest(self) -> None:
        for loop in self._loops:
            loop.stop()
        self._loops = ()

    def _look(self) -> bool:
        """Number and read what is new; whether there is more."""
        if self._tired():
            return False
        known = self._position
        newest, found = self._read(known)
        if known is None or newest < known:  # the first look, or a database that was put back
            self._know(known, (), newest)
            return False
        if found:
            self._know(known, found, found[-1].position)
        return len(found) == BATCH

    def _read(self, known: int | None) -> tuple[int, Sequence[Change]]:
        """The newest number, and what comes after ``known``: both are told only when the numbers are committed."""
        with self._engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            if not live.unnumbered(connection, self._log):
                return self._newest(connection, known)
        with self._engine.begin() as connection:
            live.number(connection, self._log)
            return self._newest(connection, known)

    def _newest(self, connection: Connection, known: int | None) -> tuple[int, Sequence[Change]]:
        last = live.last_position(connection, self._log)
        if known is None or known >= last:
            return last, ()
        return last, live.changes_after(connection, self._log, known)

    def _know(self, before: int | None, found: Sequence[Change], position: int) -> None:
        with self._news:
            if self._position != before:  # a reader that was asked to end and had not yet
                return
            if not found:
                self._recent.clear()
            self._recent.extend(found)
            self._position = position
            self._tell_all()

    def _tell_all(self) -> None:
        """Called with the lock held; whoever is called takes none."""
        self._news.notify_all()
        for wake in self._callers:
            wake()

    def _tired(self) -> bool:
        with self._news:
            if not self._seats and time.monotonic() - self._left_at > REST_AFTER:
                self._rest()
                return True
        return False

    def _number(self) -> int:
        with self._engine.begin() as connection:
            live.number(connection, self._log)
            return live.last_position(connection, self._log)


def watch_of(engine: Engine, log: LiveLog | None, url: str) -> LiveWatch | None:
    """The watch of a service with live boards; None for the others."""
    listens_at = url if engine.dialect.name == "postgresql" else None
    return None if log is None else LiveWatch(engine, log.tables, listens_at)
