"""One reader of the live log for a whole process, and everybody who looks at its boards waits for that one.

It begins with the first who looks and rests a minute after the last has left. A stream holds no database connection:
what it has to show comes from memory, or, when it comes back from far behind, from one short read. Seats are counted,
of the process and of each person: one who leaves boards open everywhere must not take them from others.

On PostgreSQL the reader and the streams have a few connections of their own: whoever asks the process for something
may use up all others, and a change makes exactly those busy.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from shared.database import BOARDS, READ_ONLY, make_engine
from shared.messaging import live
from shared.messaging.live import AT_ONCE, BATCH, Change, LiveLog, LiveTables
from shared.messaging.loops import Loop
from shared.messaging.metrics import BOARDS_OPEN, BOARDS_REFUSED
from shared.messaging.wakeup import LIVE_CHANNEL, PostgresListener

REMEMBERED = 2000
"""So many changes are kept in memory."""

LOOK_AGAIN = 1.0
"""Seconds after which the log is read though nobody has called: a call may be lost."""

REST_AFTER = 60.0
"""Seconds without anybody looking."""


class LiveWatch:
    """Reads the log of one database for the streams of this process. Making one starts nothing.

    ``engine`` answers those who ask something, ``own`` is for the threads that feed the streams.
    """

    def __init__(self, service: str, engine: Engine, own: Engine, log: LiveTables, listens_at: str | None) -> None:
        self._engine, self._own, self._log, self._listens_at = engine, own, log, listens_at
        self._open, self._refused = BOARDS_OPEN.labels(service), BOARDS_REFUSED.labels(service)
        self._here = threading.local()
        self._news = threading.Condition()
        self._recent: deque[Change] = deque(maxlen=REMEMBERED)
        self._position: int | None = None
        self._loops: tuple[Loop, ...] = ()
        self._seats: Counter[str] = Counter()
        self._callers: set[Callable[[], None]] = set()
        self._left_at = 0.0
        self._closings = self._setbacks = 0

    @property
    def watching(self) -> int:
        """How many look at a board of this process now."""
        return self._seats.total()

    @property
    def closings(self) -> int:
        """How often it was closed: what was begun before the last time is over."""
        return self._closings

    @property
    def setbacks(self) -> int:
        """How often the log was found behind what had been read of it: the database was put back."""
        return self._setbacks

    @property
    def loops(self) -> tuple[Loop, ...]:
        """What runs while somebody looks."""
        return self._loops

    @property
    def engine(self) -> Engine:
        """The connections for what this thread reads now."""
        engine: Engine = getattr(self._here, "engine", self._engine)
        return engine

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Inside, this thread reads for streams: it waits for nobody who asks the process for something."""
        before, self._here.engine = self.engine, self._own
        try:
            yield
        finally:
            self._here.engine = before

    def enter(self, who: str, most: int, each: int) -> bool:
        """Take a seat for ``who``; whether there was one among ``most``, and among the ``each`` that one person has."""
        with self._news:
            if self.watching >= most or self._seats[who] >= each:
                self._refused.inc()
                return False
            self._seats[who] += 1
            self._open.set(self.watching)
            if not self._loops:
                self._begin()
            return True

    def leave(self, who: str) -> None:
        """Give the seat back."""
        with self._news:
            self._seats[who] -= 1
            self._seats += Counter()  # forgets who has none left
            self._open.set(self.watching)
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
        if self._own is not self._engine:
            self._own.dispose()

    def where(self) -> int:
        """The number of the newest change, also of one that has just been committed."""
        with self._reading() as connection:
            waiting = live.unnumbered(connection, self._log)
            last = live.last_position(connection, self._log)
        return self._number() if waiting else last

    def can_resume(self, position: int) -> bool:
        """Whether all that came after ``position`` can still be told."""
        with self._reading() as connection:
            return live.can_resume(connection, self._log, position)

    def read_after(self, position: int) -> Sequence[Change]:
        """The next changes after ``position``, from the database."""
        with self._reading() as connection:
            return live.changes_after(connection, self._log, position)

    def wait_after(self, position: int, seconds: float) -> None:
        """Until something comes after ``position``, or the end, for ``seconds`` at most."""
        with self._news:
            before = self._closings
            self._news.wait_for(lambda: self._closings > before or self._knows_after(position), seconds)

    def after(self, position: int) -> Sequence[Change]:
        """The next changes after ``position``, as far as they are known in this process; at once."""
        with self._news:
            if not self._knows_after(position):
                return ()
            # Numbers have no gaps: what is remembered reaches back far enough or it does not.
            if self._recent and self._recent[0].position <= position + 1:
                first = position + 1 - self._recent[0].position
                return [self._recent[index] for index in range(first, min(first + BATCH, len(self._recent)))]
        with self.beside():
            return self.read_after(position)

    def newest(self) -> int:
        """The number of the newest change that is known in this process."""
        return self._position or 0

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
        with self.beside():
            return self._read_on()

    def _read_on(self) -> bool:
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
        with self._reading() as connection:
            if not live.unnumbered(connection, self._log):
                return self._newest(connection, known)
        with self.engine.begin() as connection:
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
                self._setbacks += before is not None
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

    def _reading(self) -> Connection:
        return self.engine.connect().execution_options(**{READ_ONLY: True})

    def _number(self) -> int:
        given = AT_ONCE
        while given == AT_ONCE:
            with self.engine.begin() as connection:
                given = live.number(connection, self._log)
                last = live.last_position(connection, self._log)
        return last


def watch_of(service: str, engine: Engine, log: LiveLog | None, url: str) -> LiveWatch | None:
    """The watch of a service with live boards; None for the others."""
    if log is None:
        return None
    if engine.dialect.name != "postgresql":  # where nobody who reads waits for anybody
        return LiveWatch(service, engine, engine, log.tables, None)
    return LiveWatch(service, engine, make_engine(url, BOARDS), log.tables, url)
