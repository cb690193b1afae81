"""A real SMTP server that can be dead, slow, refuse for now, or hang up, and knows what it took."""

from __future__ import annotations

import asyncio
import re
import threading
import time
import weakref
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from services.notifications.channels.smtp import TIMEOUT
from tools.servers.ports import free_port

_SENDER = "khong-tra-loi@outreach.example"
_ID = re.compile(r"<([^@>]+)@")
TAKING, SLOW, REFUSING, HANGING_UP = "taking", "slow", "refusing", "hanging up"


class _Connection(SMTP):
    """A client's connection, which knows since when it is there."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began


class _Server(Controller):
    """One life of the server, which ends as a process does: with its connections."""

    def __init__(self, handler: object, port: int) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=port)
        self._open: weakref.WeakSet[_Connection] = weakref.WeakSet()

    def factory(self) -> _Connection:
        server = _Connection(self.handler, **self.SMTP_kwargs)
        self._open.add(server)
        return server

    def stop(self, no_assert: bool = False) -> None:
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(timeout=10)
        super().stop(no_assert)

    async def _hang_up(self) -> None:
        assert self.server is not None
        self.server.close()
        for each in list(self._open):
            if each.transport is not None:
                each.transport.close()
        for _ in range(3):  # the loop lets go of them in its next turns
            await asyncio.sleep(0)


class MailServer:
    """Takes mail for everybody. ``taken`` counts how often each ``Message-ID`` came, ``unsaid`` those it took
    without saying so, or so late that nobody heard it: whoever sent such a one may send it again. A client that ends
    before its ``patience`` (seconds) does was killed, which the killer counts."""

    def __init__(self, patience: float = TIMEOUT) -> None:
        self._patience = patience
        self.port = free_port()
        self.taken: Counter[str] = Counter()
        self.recipients: set[str] = set()
        self.unsaid = 0
        self.held = 0
        self._manner = TAKING
        self._released = threading.Event()
        self._released.set()
        self._controller: _Server | None = None

    @property
    def channel(self) -> str:
        """What to write into ``NOTIFICATIONS_CHANNELS``."""
        return f"smtp://127.0.0.1:{self.port}?starttls=no&from={_SENDER}"

    def start(self) -> None:
        self._controller = _Server(self, self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @contextmanager
    def dead(self) -> Iterator[None]:
        """Nobody listens."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def being(self, manner: str) -> Iterator[None]:
        """``slow`` (a mail is taken, and its answer waits for the end), ``refusing`` (451), ``hanging up``."""
        self._manner = manner
        self._released.clear()
        try:
            yield
        finally:
            self._manner = TAKING
            self._released.set()

    async def handle_DATA(self, server: _Connection, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        if self._manner == REFUSING:
            return "451 4.3.2 not now"
        self._note(envelope)
        if self._manner == HANGING_UP:
            self.unsaid += 1
            assert server.transport is not None
            server.transport.close()
        elif self._manner == SLOW:
            await self._hold(server)
        return "250 taken"

    def _note(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        found = _ID.search(message_from_bytes(envelope.content)["Message-ID"])
        assert found, "every mail of ours has an id"
        self.recipients.update(envelope.rcpt_tos)
        self.taken[found.group(1)] += 1

    async def _hold(self, connection: _Connection) -> None:
        self.held += 1
        try:
            await asyncio.to_thread(self._released.wait)
        finally:
            self.unsaid += connection.seconds >= self._patience
            self.held -= 1
