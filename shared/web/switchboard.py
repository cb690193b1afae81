"""One thread that feeds every stream somebody holds open at a web process.

A thread of the web server answers one request at a time; a board that is looked at all day would keep one all day, and
as many boards as threads would keep everybody else out. So the worker (:mod:`shared.web.worker`) gives the connection
to this thread as soon as the head of the answer is sent (:class:`HandedOver`), and its own is free again. A stream
costs a socket and some hundred bytes here, not a thread (docs/decisions/0024).
"""

from __future__ import annotations

import queue
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Protocol

import structlog

from shared.logs import frames
from shared.web import ending

SWITCHBOARD = "outreach.switchboard"
"""The switchboard's name in the WSGI environment, where there is one."""

TICK = 1.0
"""Seconds between two looks at what is due, and at whether the process ends."""

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
        self._beat_at = time.monotonic() + line.beat_seconds

    @property
    def behind(self) -> bool:
        return bool(self._unread)

    def attend(self, now: float) -> None:
        """Tell what there is to tell. Who does not read is told no more until they do, and given up after a beat."""
        if self.behind:
            self.gone = now > self._beat_at + self.line.beat_seconds
            return
        while not self.behind and not self.gone and (said := self.line.news()):
            self._say(said)
        if not self.behind and now >= self._beat_at:
            self._beat_at = now + self.line.beat_seconds
            beat = self.line.beat()
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
        self._ended = False

    def take(self, connection: socket.socket, line: Line, *, chunked: bool) -> None:
        """Serve this connection from now on; ``chunked`` as the head of its answer says."""
        self._arrivals.put(_Held(connection, line, chunked=chunked))
        line.called(self.wake)
        with self._starting:
            if self._thread is None:
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
            self._listen()
            self._welcome()
            self._attend()
            self._part(held for held in self._all() if held.gone)
        self._welcome()
        for held in self._all():
            held.finish()
        self._part(self._all())

    def _listen(self) -> None:
        """Wait for news, for somebody who reads again, and for somebody who leaves."""
        for key, events in self._selector.select(TICK):
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
            self._selector.register(held.connection, selectors.EVENT_READ, held)

    def _attend(self) -> None:
        now = time.monotonic()
        try:
            for held in self._all():
                self._tell(held, now)
        except NobodyKnows:  # nor would anybody else be told anything: one question a look is enough
            log.debug("streams_wait")

    def _tell(self, held: _Held, now: float) -> None:
        try:
            if held.line.ended:
                held.finish()
            elif not held.gone:
                held.attend(now)
        except NobodyKnows:
            raise
        except Exception as error:  # noqa: BLE001 - the streams of everybody else go on
            log.error("stream_failed", error=type(error).__name__, where=frames(error)[-3:])
            held.gone = True
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if held.behind else 0)
        if wanted != self._selector.get_key(held.connection).events:
            self._selector.modify(held.connection, wanted, held)

    def _part(self, those: Iterable[_Held]) -> None:
        for held in those:
            self._selector.unregister(held.connection)
            held.close()

    def _all(self) -> Iterator[_Held]:
        return (key.data for key in list(self._selector.get_map().values()) if key.data is not None)
