"""One text message that came in, and what it was understood as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from services.notifications.domain import facts
from services.notifications.domain.letter import About
from shared.aggregate import Aggregate

RECEIVED, STOPPED, ANSWERED, SAME, TOO_LATE, UNCLEAR, WORDS = (
    "received",
    "stopped",
    "answered",
    "same",
    "too_late",
    "unclear",
    "words",
)


@dataclass(eq=False)
class IncomingReply(Aggregate):
    """What a gateway handed over, once for each id the gateway gave it.

    ``phone`` and ``text`` are personal and erased in time.
    """

    kind: ClassVar[str] = "reply"

    reply_id: str
    gateway: str
    provider_id: str
    received_at: datetime
    phone: str | None
    text: str | None
    written_at: datetime | None = None
    ward: str | None = None
    status: str = RECEIVED
    message_id: str | None = None
    option: int | None = None
    sequence: int = field(default=0)

    @property
    def id(self) -> str:
        return self.reply_id

    def stop(self) -> None:
        """It asked for silence."""
        self._set_aside(STOPPED)

    def answer(self, message_id: str, template: str, about: About, to: Sequence[str], option: int, said: str) -> None:
        """It answered the question of that message, which ``to`` were asked."""
        self.status, self.message_id, self.option = ANSWERED, message_id, option
        self.record(facts.ReplyTaken(template, about.kind, about.id, tuple(to), said, option))

    def say(self, message_id: str, template: str, about: About, to: Sequence[str]) -> None:
        """It is in words, about the thing they were asked last."""
        self.status, self.message_id = WORDS, message_id
        self.record(facts.ReplyTaken(template, about.kind, about.id, tuple(to), "text", None))

    def repeat(self, message_id: str) -> None:
        """They said the same before."""
        self.message_id = message_id
        self._set_aside(SAME)

    def come_too_late(self, message_id: str) -> None:
        """The question has been settled."""
        self.message_id = message_id
        self._set_aside(TOO_LATE)

    def puzzle(self) -> None:
        """It answers nothing that was asked."""
        self._set_aside(UNCLEAR)

    def forget(self) -> None:
        """Erase the number and the words."""
        self.phone = self.text = None
        self.record(facts.ReplyForgotten())

    def _set_aside(self, status: str) -> None:
        self.status = status
        self.record(facts.ReplySetAside(status))
