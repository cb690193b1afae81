"""What people were told, as staff see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from services.notifications.domain.errors import MessageNotFound
from services.notifications.domain.message import ACCOUNT, STAFF
from services.notifications.tables import appointments, messages, requests
from shared.web.paging import Page, page
from shared.web.principal import Wards, within

_AS_THEY_ARE = (
    *("id", "status", "person_id", "part", "ward", "language", "channel", "attempts", "repeat", "failure"),
    *("queued_at", "expires_at", "ended_at"),
)


def messages_of(connection: Connection, mine: Wards, query: Mapping[str, Any]) -> Page:
    """The messages of the caller's wards, latest first; raises :class:`MessageNotFound` for another ward."""
    if "ward" in query and query["ward"] not in mine:
        raise MessageNotFound
    asked = {"status": messages.c.status, "person": messages.c.person_id, "ward": messages.c.ward}
    chosen = [column == query[name] for name, column in asked.items() if name in query]
    if "request" in query:
        chosen.append(messages.c.about_id.in_(abouts(connection, query["request"])))
    statement = select(messages).where(within(messages.c.ward, mine), *chosen)
    return page(connection, statement, query, by=messages.c.queued_at, id=messages.c.id, descending=True, shown=shown)


def abouts(connection: Connection, request_id: str) -> list[str]:
    """What messages about a request are about: itself, its visits, and the offers that wait or stand."""
    visits = connection.execute(select(appointments.c.id).where(appointments.c.request_id == request_id)).scalars()
    offers = connection.execute(select(requests.c.offers).where(requests.c.id == request_id)).scalar_one_or_none()
    return [request_id, *visits, *(offer.offer_id for offer in offers or ())]


def latest_about(connection: Connection, mine: Wards, request_id: str, most: int) -> list[dict[str, Any]]:
    """The latest messages to people about a request of the caller's wards, what is for staff left out.

    Raises :class:`MessageNotFound` for another ward's, and for one nobody has told of.
    """
    ward = connection.execute(select(requests.c.ward).where(requests.c.id == request_id)).scalar_one_or_none()
    if ward is None or ward not in mine:
        raise MessageNotFound
    about = messages.c.about_id.in_(abouts(connection, request_id))
    found = select(messages).where(about, messages.c.part != STAFF).order_by(messages.c.queued_at.desc()).limit(most)
    return [shown(row) for row in connection.execute(found)]


def shown(message: Any) -> dict[str, Any]:
    """A message, or its row, as staff see it."""
    return {
        **{name: getattr(message, name) for name in _AS_THEY_ARE},
        "template": message.template or message.notice,
        "about": {"kind": message.about_kind, "id": message.about_id},
        "to": masked(message.to),
        "text": without_code(message),
    }


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
