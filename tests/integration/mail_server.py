"""A real SMTP server on the loopback that answers as a test wants it to."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 taken"


@dataclass
class MailServer:
    """What it took, and how it answers: ``to_recipient`` and ``to_data`` are SMTP replies.

    With ``hangs_up`` it takes a mail and breaks the connection instead of answering; with
    ``falls_silent`` it takes a mail and does not answer before :meth:`answer`.
    """

    to_recipient: str = OK
    to_data: str = OK
    hangs_up: bool = False
    falls_silent: bool = False
    taken: list[EmailMessage] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    port: int = 0
    _silence: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None

    def address(self, options: str = "starttls=no&", login: str = "") -> str:
        """What to write into ``NOTIFICATIONS_CHANNELS``."""
        return f"smtp://{login}127.0.0.1:{self.port}?{options}from=ba-dinh@example.org"

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        content = envelope.content
        assert isinstance(content, bytes)
        event = asyncio.Event()
        self._silence = (asyncio.get_running_loop(), event)
        mail: Any = BytesParser(policy=default).parsebytes(content)
        self.taken.append(mail)
        self.encrypted.append(session.ssl is not None)
        if self.hangs_up:
            assert server.transport is not None
            server.transport.close()
        if self.falls_silent:
            await event.wait()
        return self.to_data

    def answer(self) -> None:
        """Answer now, and from now on at once."""
        self.falls_silent = False
        assert self._silence is not None, "nothing was taken in silence"
        loop, event = self._silence
        loop.call_soon_threadsafe(event.set)

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"s:cret", handled=False)


class _OnAnyPort(Controller):
    """Listens where the system lets it."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """A server on a free port; with ``tls`` it offers STARTTLS and takes logins."""
    server = MailServer()
    options: dict[str, Any] = {"tls_context": tls, "authenticator": server.authenticate} if tls else {}
    controller = _OnAnyPort(server, hostname="127.0.0.1", port=0, **options)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()
