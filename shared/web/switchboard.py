"""One thread that feeds every stream somebody holds open at a web process.

A thread of the web server answers one request at a time; a board that is looked at all day would keep one all day, and
as many boards as threads would keep everybody else out. So the worker (:mod:`shared.web.worker`) gives the connection
to this thread as soon as the head of the answer is sent (:class:`HandedOver`), and its own is free again. A stream
costs a socket and some hundred bytes here, not a thread (docs/decisions/0024).
"""

from __future__ import annotations

import queue
import random
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Protocol

import structlog

from shared.logs import frames
from shared.web import ending

SWITCHBOARD = "outreach.switchboard"
"""The switchboard's name in the WSGI environment, where there is one."""

TICK = 1.0
"""Seconds between two looks at what is due, and at whether the process ends."""

BEATS = 20
"""Signs of life between two looks at the news: each asks the database, and news goes first."""

LAST_WORDS = 2.0
"""Seconds a process that ends gives its streams to end in order."""

log = structlog.get_logger(__name__)


class NobodyKnows(Exception):
    """The database is away: nothing can be told now, and nothing is lost."""


Wake = Callable[[], None]
"""Says that there may be news; returns at once."""


class Line(Protocol):
    """What one stream says. Asked by one thread at a time; ``news`` and ``beat`` may raise :class:`NobodyKnows`."""

    beat_seconds: float

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to say."""

    def news(self) -> bytes:
        """What has come since the last time; empty when nothing has."""

    def beat(self) -> bytes | None:
        """A sign of life; None when whoever listens may listen no more."""

    def called(self, wake: Wake) -> None:
        """From now on ``wake`` is called when there may be news."""

    def close(self) -> None:
        """Nobody listens any more. Safe to repeat."""


class HandedOver(BaseException):
    """From here on the switchboard serves this connection: the answer's head is sent, and it has no end yet.

    No error, so it passes every ``except Exception`` on its way up to the worker.
    """

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line


class _Held:
    """One connection, what it is told, and what it has not read yet."""

    def __init__(self, connection: socket.socket, line: Line, *, chunked: bool) -> None:
        connection.setblocking(False)
        self.connection, self.line, self.gone = connection, line, False
        self._chunked = chunked
        self._unread = bytearray()
        # Drawn, for after a restart all boards come back in the same seconds, and would for ever beat in the same.
        self.beat_at = time.monotonic() + random.uniform(0, line.beat_seconds)  # noqa: S311 - guards no secret

    @property
    def behind(self) -> bool:
        return bool(self._unread)

    def tell(self, now: float) -> None:
        """Tell what there is to tell. Who does not read is told no more until they do, and given up after a beat."""
        if self.line.ended:
            self.finish()
        elif self.behind and now > self.beat_at + self.line.beat_seconds:
            self.gone = True
        while not self.behind and not self.gone and (said := self.line.news()):
            self._say(said)

    def beat(self, now: float) -> None:
        """A sign of life, or the end for who may listen no more."""
        beat = self.line.beat()
        self.beat_at = now + self.line.beat_seconds
        if beat is None:
            self.finish()
        else:
            self._say(beat)

    def hear(self) -> None:
        """Nobody says anything on a stream: what can be read is its end."""
        try:
            self.gone = not self.connection.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            self.gone = True

    def flush(self) -> None:
        """Send as much as the other end takes now."""
        try:
            while self._unread:
                del self._unread[: self.connection.send(self._unread)]
        except BlockingIOError:
            return
        except OSError:
            self.gone = True

    def finish(self) -> None:
        """The stream ends in order, as far as the other end takes it."""
        if self._chunked and not self.gone:
            self._unread += b"0\r\n\r\n"
            self.flush()
        self.gone = True

    def close(self) -> None:
        with suppress(OSError):
            self.connection.close()
        self.line.close()

    def fail(self, error: Exception) -> None:
        """Something nobody foresaw: this stream ends, those of everybody else go on."""
        log.error("stream_failed", error=type(error).__name__, where=frames(error)[-3:])
        self.gone = True

    def _say(self, said: bytes) -> None:
        self._unread += b"%X\r\n%b\r\n" % (len(said), said) if self._chunked else said
        self.flush()


class Switchboard:
    """The streams of this process. Making one starts nothing; the first stream starts its thread."""

    def __init__(self) -> None:
        self._arrivals: queue.SimpleQueue[_Held] = queue.SimpleQueue()
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._rope.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._bell, selectors.EVENT_READ)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._ended = self._hurry = False

    def take(self, connection: socket.socket, line: Line, *, chunked: bool) -> None:
        """Serve this connection from now on; ``chunked`` as the head of its answer says."""
        self._arrivals.put(_Held(connection, line, chunked=chunked))
        line.called(self.wake)
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="streams", daemon=True)
                self._thread.start()
        self.wake()

    def wake(self) -> None:
        """There may be news for somebody. Many calls before the next look count as one."""
        with suppress(OSError):  # a full bell rings already
            self._rope.send(b"\0")

    def end(self) -> None:
        """End every stream, and wait for that a little. Safe to repeat."""
        self._ended = True
        self.wake()
        if self._thread is not None:
            self._thread.join(LAST_WORDS)
        if self._thread is None or not self._thread.is_alive():
            for each in (self._selector, self._bell, self._rope):
                each.close()

    def _run(self) -> None:
        while not (self._ended or ending.begun()):
            try:
                self._listen(0 if self._hurry else TICK)
                self._welcome()
                self._attend()
                self._part(held for held in self._all() if held.gone)
            except Exception as error:  # noqa: BLE001 - nobody else would feed the streams
                log.error("streams_failed", error=type(error).__name__, where=frames(error)[-3:])
                threading.Event().wait(TICK)
        self._welcome()
        for held in self._all():
            held.finish()
        self._part(self._all())

    def _listen(self, seconds: float) -> None:
        """Wait for news, for somebody who reads again, and for somebody who leaves."""
        for key, events in self._selector.select(seconds):
            held: _Held | None = key.data
            if held is None:
                with suppress(BlockingIOError):
                    self._bell.recv(4096)
            elif events & selectors.EVENT_READ:
                held.hear()
            else:
                held.flush()

    def _welcome(self) -> None:
        while not self._arrivals.empty():
            held = self._arrivals.get()
            try:
                self._selector.register(held.connection, selectors.EVENT_READ, held)
            except (ValueError, KeyError, OSError) as error:  # it was closed on its way here
                held.fail(error)
                held.close()

    def _attend(self) -> None:
        """News for everybody first, then some signs of life; those that are left come after the next look."""
        now, self._hurry = time.monotonic(), False
        try:
            for held in self._all():
                self._to(held, held.tell, now)
            due = [held for held in self._all() if held.beat_at <= now and not (held.behind or held.gone)]
            for held in islice(sorted(due, key=lambda held: held.beat_at), BEATS):
                self._to(held, held.beat, now)
            self._hurry = len(due) > BEATS
        except NobodyKnows:  # nor would anybody else be told anything: one question a look is enough
            log.debug("streams_wait")

    def _to(self, held: _Held, say: Callable[[float], None], now: float) -> None:
        try:
            say(now)
        except NobodyKnows:
            raise
        except Exception as error:  # noqa: BLE001 - the streams of everybody else go on
            held.fail(error)
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if held.behind else 0)
        if wanted != self._selector.get_key(held.connection).events:
            self._selector.modify(held.connection, wanted, held)

    def _part(self, those: Iterable[_Held]) -> None:
        for held in those:
            with suppress(KeyError, ValueError):
                self._selector.unregister(held.connection)
            try:
                held.close()
            except Exception as error:  # noqa: BLE001 - the streams of everybody else go on
                held.fail(error)

    def _all(self) -> Iterator[_Held]:
        return (key.data for key in list((self._selector.get_map() or {}).values()) if key.data is not None)
