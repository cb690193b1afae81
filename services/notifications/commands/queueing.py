"""How there comes to be a message: once for each event, recipient and notice."""

from __future__ import annotations

from typing import Any

from services.notifications.domain.message import ACCOUNT, NUMBER, STAFF, Message
from services.notifications.storage import outgoing
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

SENDER = "sender"
"""The loop that sends; woken when there is something to send."""

NOBODY = (ACCOUNT, NUMBER, STAFF)
"""The parts of those who are a number, or a whole ward, not a person."""


def queue(unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], about: tuple[str, str], **more: Any) -> None:
    """Queue ``notice`` for ``to`` (part, recipient) about (kind, id), unless it was queued under ``once`` already.

    ``more`` are further fields of the message.
    """
    part, recipient = to
    message = Message(
        message_id=new_id(),
        notice=notice,
        once=once,
        recipient=recipient,
        part=part,
        person_id=None if part in NOBODY else recipient,
        about_kind=about[0],
        about_id=about[1],
        queued_at=unit.now,
        next_at=unit.now,
        correlation_id=unit.correlation.correlation_id,
        causation_id=unit.correlation.causation_id,
        traceparent=unit.correlation.traceparent,
        **more,
    )
    if outgoing.keep_once(unit, message):
        unit.wake(SENDER)
