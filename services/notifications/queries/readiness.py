"""Readiness: what a person of the ward or the city should look at."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, and_, exists, func, select

from services.notifications.channels import open_channels
from services.notifications.config import Config
from services.notifications.domain.letter import PHONE
from services.notifications.domain.message import QUEUED, TO_CALL
from services.notifications.tables import UNFINISHED_ROWS, messages, requests, wards
from shared.health import Check
from shared.service import Runtime

LATE = timedelta(minutes=1)
"""A message due for longer than this has no sender that takes it."""


def checks(runtime: Runtime[Config]) -> list[Check]:
    """The lines of notifications."""
    with runtime.reading() as connection:
        return [
            _reach(runtime.config),
            _late(connection, runtime),
            _to_call(connection),
            _ward_phones(connection),
        ]


def _reach(config: Config) -> Check:
    media = {channel.route.medium for channel in open_channels(config)}
    if PHONE in media:
        return Check("channels", "ok", ", ".join(channel.route.name for channel in open_channels(config)))
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
    return Check("to call", "warning" if count else "ok", f"{count} people no channel reached: see /calls")


def _ward_phones(connection: Connection) -> Check:
    asked = exists().where(requests.c.ward == wards.c.code)
    silent = select(wards.c.code).where(wards.c.phone.is_(None), asked).order_by(wards.c.code)
    codes = list(connection.execute(silent).scalars())
    if not codes:
        return Check("ward phones", "ok", "every ward with requests has published one")
    return Check("ward phones", "warning", f"messages can name no number for: {', '.join(codes)}")
