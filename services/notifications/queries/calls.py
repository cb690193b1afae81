"""The call list as staff read it: whom, why, and what to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from services.notifications.domain.calls import OPEN, Call
from services.notifications.domain.errors import CallNotFound
from services.notifications.domain.message import TO_CALL, Message
from services.notifications.domain.scripts import script
from services.notifications.storage.knowledge import StoredKnowledge
from services.notifications.tables import OPEN_CALLS, calls, messages
from shared.web.paging import Page, page
from shared.web.principal import Wards, within

_AS_THEY_ARE = (
    *("id", "why", "ward", "person_id", "status", "tries", "outcome", "note"),
    *("listed_at", "due_at", "until", "ended_at", "request_id", "appointment_id", "sequence"),
)


def calls_of(connection: Connection, mine: Wards, query: Mapping[str, Any], now: datetime) -> Page:
    """The calls of the caller's wards, the most pressing first; raises :class:`CallNotFound` for another ward."""
    if "ward" in query and query["ward"] not in mine:
        raise CallNotFound
    statement = select(calls).where(within(calls.c.ward, mine))
    if "ward" in query:
        statement = statement.where(calls.c.ward == query["ward"])
    if not query["ended"]:
        statement = statement.where(OPEN_CALLS, calls.c.status == OPEN)
    found = page(connection, statement, query, by=calls.c.priority, id=calls.c.id)
    told = _messages(connection, [row["id"] for row in found.items])
    return Page([shown(connection, _call(row), told[row["id"]], now) for row in found.items], found.next)


def waiting(connection: Connection, mine: Wards, ward: str | None, now: datetime) -> dict[str, int]:
    """How many calls are to be made ``now`` and how many ``later``, because nobody picked up before.

    Raises :class:`CallNotFound` for another ward.
    """
    if ward is not None and ward not in mine:
        raise CallNotFound
    chosen = calls.c.ward == ward if ward is not None else within(calls.c.ward, mine)
    due = func.count().filter(calls.c.due_at <= now)
    statement = select(due, func.count()).select_from(calls).where(OPEN_CALLS, calls.c.status == OPEN, chosen)
    at_once, all_of_them = connection.execute(statement).one()
    return {"now": at_once, "later": all_of_them - at_once}


def shown(connection: Any, call: Call, told: Sequence[Message], now: datetime) -> dict[str, Any]:
    """One call: numbers in full, because somebody has to dial them."""
    knowledge = StoredKnowledge(connection)
    person = knowledge.person(call.person_id) if call.person_id else None
    return {
        **{name: getattr(call, name) for name in _AS_THEY_ARE},
        "about": {"kind": call.about_kind, "id": call.about_id},
        "name": person.name if person else None,
        "phone": (person.phone if person else None) or call.phone,
        "phone_owner": person.phone_owner if person else None,
        "asked_by": _asked_by(knowledge, call),
        "wrote": call.text,
        "say": script(call, told, knowledge, now) if call.status == OPEN else [],
    }


def told_by(connection: Any, call: Call) -> Sequence[Message]:
    """What is still to be told by this call."""
    return _messages(connection, [call.id])[call.id]


def _asked_by(knowledge: StoredKnowledge, call: Call) -> dict[str, Any] | None:
    """Who may be phoned in their stead."""
    request = knowledge.request(call.request_id) if call.request_id else None
    asker = knowledge.person(request.asked_by_id) if request and request.asked_by_id else None
    if asker is None or asker.id == call.person_id:
        return None
    return {"name": asker.name, "phone": asker.phone}


def _messages(connection: Any, call_ids: Sequence[str]) -> dict[str, list[Message]]:
    rows = connection.execute(
        select(messages).where(messages.c.call_id.in_(call_ids), messages.c.status == TO_CALL).order_by(messages.c.id)
    )
    told: dict[str, list[Message]] = defaultdict(list)
    for row in rows.mappings():
        told[row["call_id"]].append(_message(row))
    return told


def _call(row: Mapping[str, Any]) -> Call:
    return Call(call_id=row["id"], **{name: value for name, value in row.items() if name != "id"})


def _message(row: Mapping[str, Any]) -> Message:
    return Message(message_id=row["id"], **{name: value for name, value in row.items() if name != "id"})
