"""What notifications can be asked: straight to rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, exists, func, select

from services.notifications.channels import open_channels
from services.notifications.config import Config
from services.notifications.domain.errors import MessageNotFound
from services.notifications.domain.letter import PHONE
from services.notifications.domain.message import ACCOUNT, QUEUED, TO_CALL
from services.notifications.tables import UNFINISHED_ROWS, messages, persons, requests, wards
from shared.health import Check
from shared.service import Runtime
from shared.web.paging import Page, page
from shared.web.principal import Wards, within

LATE = timedelta(minutes=1)
"""A message due for longer than this has no sender that takes it."""

_AS_THEY_ARE = (
    *("id", "status", "person_id", "part", "ward", "language", "channel", "attempts", "repeat", "failure"),
    *("queued_at", "expires_at", "ended_at"),
)


def messages_of(connection: Connection, mine: Wards, query: Mapping[str, Any]) -> Page:
    """The messages of the caller's wards, latest first; raises :class:`MessageNotFound` for another ward."""
    if "ward" in query and query["ward"] not in mine:
        raise MessageNotFound
    asked = {"status": messages.c.status, "person": messages.c.person_id, "ward": messages.c.ward}
    chosen = (column == query[name] for name, column in asked.items() if name in query)
    statement = select(messages).where(within(messages.c.ward, mine), *chosen)
    return page(connection, statement, query, by=messages.c.queued_at, id=messages.c.id, descending=True, shown=shown)


def shown(message: Any) -> dict[str, Any]:
    """A message, or its row, as staff see it."""
    return {
        **{name: getattr(message, name) for name in _AS_THEY_ARE},
        "template": message.template or message.notice,
        "about": {"kind": message.about_kind, "id": message.about_id},
        "to": masked(message.to),
        "text": without_code(message),
    }


def tokens_valid_after(connection: Connection, person_id: str) -> datetime | None:
    """Since when a person's tokens count; None when all do."""
    since = select(persons.c.tokens_valid_after).where(persons.c.id == person_id)
    return connection.execute(since).scalar_one_or_none()


def masked(to: str | None) -> str | None:
    """Enough of a number or address to recognise it: ``••• 678``, ``l•••@example.org``."""
    if to is None:
        return None
    name, at, domain = to.partition("@")
    return f"{name[:1]}•••@{domain}" if at else f"••• {to[-3:]}"


def without_code(message: Any) -> str | None:
    """What was said, with a visit code blotted out; nothing of a message that is a code."""
    if message.part == ACCOUNT or message.text is None:
        return None
    text: str = message.text
    return text.replace(message.code, "•••") if message.code else text


def checks(runtime: Runtime[Config]) -> list[Check]:
    """Readiness: what a person of the ward or the city should look at."""
    with runtime.reading() as connection:
        return [
            _reach(runtime.config),
            _late(connection, runtime),
            _to_call(connection),
            _ward_phones(connection),
        ]


def _reach(config: Config) -> Check:
    media = {channel.route.medium for channel in open_channels(config.channels)}
    if PHONE in media:
        return Check("channels", "ok", ", ".join(channel.route.name for channel in open_channels(config.channels)))
    return Check(
        "channels", "warning", "none writes to phones, so no code can be sent: name one in NOTIFICATIONS_CHANNELS"
    )


def _late(connection: Connection, runtime: Runtime[Config]) -> Check:
    due = and_(UNFINISHED_ROWS, messages.c.status == QUEUED, messages.c.next_at <= runtime.clock.now() - LATE)
    count = connection.execute(select(func.count()).select_from(messages).where(due)).scalar_one()
    return Check("messages", "warning" if count else "ok", f"{count} due for more than a minute")


def _to_call(connection: Connection) -> Check:
    waiting = select(func.count()).select_from(messages).where(UNFINISHED_ROWS, messages.c.status == TO_CALL)
    count = connection.execute(waiting).scalar_one()
    return Check(
        "to call", "warning" if count else "ok", f"{count} people no channel reached: see /messages?status=to_call"
    )


def _ward_phones(connection: Connection) -> Check:
    asked = exists().where(requests.c.ward == wards.c.code)
    silent = select(wards.c.code).where(wards.c.phone.is_(None), asked).order_by(wards.c.code)
    codes = list(connection.execute(silent).scalars())
    if not codes:
        return Check("ward phones", "ok", "every ward with requests has published one")
    return Check("ward phones", "warning", f"messages can name no number for: {', '.join(codes)}")
