"""A real SMTP server that can be dead, slow, refuse for now, or hang up, and knows what it took."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools.servers.ports import free_port

_SENDER = "khong-tra-loi@outreach.example"
_ID = re.compile(r"<([^@>]+)@")
TAKING, SLOW, REFUSING, HANGING_UP = "taking", "slow", "refusing", "hanging up"


class MailServer:
    """Takes mail for everybody. ``taken`` counts how often each ``Message-ID`` came, ``unsaid`` those it took
    without saying so: whoever sent such a one has to send it again."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: Counter[str] = Counter()
        self.recipients: set[str] = set()
        self.unsaid = 0
        self.held = 0
        self._manner = TAKING
        self._released = threading.Event()
        self._released.set()
        self._controller: Controller | None = None

    @property
    def channel(self) -> str:
        """What to write into ``NOTIFICATIONS_CHANNELS``."""
        return f"smtp://127.0.0.1:{self.port}?starttls=no&from={_SENDER}"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
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

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        if self._manner == REFUSING:
            return "451 4.3.2 not now"
        self._note(envelope)
        if self._manner == HANGING_UP:
            self.unsaid += 1
            assert server.transport is not None
            server.transport.close()
        elif self._manner == SLOW:
            await self._hold()
        return "250 taken"

    def _note(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        found = _ID.search(message_from_bytes(envelope.content)["Message-ID"])
        assert found, "every mail of ours has an id"
        self.recipients.update(envelope.rcpt_tos)
        self.taken[found.group(1)] += 1

    async def _hold(self) -> None:
        self.held += 1
        try:
            await asyncio.to_thread(self._released.wait)
        finally:
            self.held -= 1
