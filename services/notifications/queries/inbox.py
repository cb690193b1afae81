"""What somebody was told, as they see it themselves; for staff also what their wards should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from services.notifications.domain.errors import NoContact, PhoneNotProven
from services.notifications.domain.letter import Words
from services.notifications.domain.lookup import Lookup, NotKnownYet
from services.notifications.domain.message import ASKED_BY, LEFT, REACHED, RESIDENT, STAFF, Message
from services.notifications.domain.wording import compose
from services.notifications.queries.messages import masked
from services.notifications.queries.wards import ward_named
from services.notifications.storage.knowledge import Reads, StoredKnowledge
from services.notifications.tables import appointments, messages, preferences, requests
from shared.errors import NotFound
from shared.web.paging import Page, page
from shared.web.principal import Principal, within

_TOLD = (*sorted(LEFT), REACHED)


def inbox_of(connection: Connection, who: Principal, query: Mapping[str, Any], language: str, now: datetime) -> Page:
    """Latest first. The holder of a tracking code sees what was told about that request.

    What is for staff is in the reader's ``language``; everything else as it was told.
    """
    mine = or_(*_mine(connection, who))
    told = select(messages).where(mine, messages.c.status.in_(_TOLD), messages.c.text.is_not(None))
    knowledge = StoredKnowledge(connection)
    return page(
        connection,
        told,
        query,
        by=messages.c.queued_at,
        id=messages.c.id,
        descending=True,
        shown=lambda row: _shown(row, _words(row, knowledge, language, now)),
    )


def holder_of(connection: Reads, who: Principal) -> str:
    """Whose preferences the caller may choose: their own; by tracking codes those of who asked by the one opened last.

    Raises :class:`NotFound` for a code no request here has, :class:`PhoneNotProven` for one whose request
    nobody has proven to have asked for.
    """
    if who.person_id:
        return who.person_id
    found = request_followed(connection, who)
    if found is None:
        raise NotFound
    if found.due_at is None:  # the ward promises something as soon as the request is trusted
        raise PhoneNotProven
    holder: str = found.asked_by_id or found.resident_id
    return holder


def preferences_of(connection: Reads, person_id: str) -> tuple[dict[str, Any], int]:
    """How somebody is reached, and the version of it; raises :class:`NoContact` for somebody unknown here."""
    knowledge = StoredKnowledge(connection)
    person, wish = knowledge.person(person_id), knowledge.wish(person_id)
    if person is None:
        raise NoContact
    stopped = person.phone is not None and knowledge.stopped(person.phone)
    to = {"phone": masked(person.phone), "email": masked(person.email)}
    version = select(preferences.c.sequence).where(preferences.c.person_id == person_id)
    sequence: int = connection.execute(version).scalar_one_or_none() or 0
    return {"reach": wish.reach, "level": wish.level, "stop": stopped, **to}, sequence


def request_followed(connection: Reads, who: Principal) -> Row[Any] | None:
    """The request whose code the caller opened last, with its number, ward and people; None without one.

    A browser may hold the codes of several: who follows grandfather's now is not asked about grandmother's.
    """
    if not who.tracking_hashes:
        return None
    known = requests.c
    columns = (known.reference, known.ward, known.asked_by_id, known.resident_id, known.due_at, known.tracking_hash)
    theirs = select(*columns).where(known.tracking_hash.in_(who.tracking_hashes)).order_by(known.id.desc())
    found: list[Row[Any]] = connection.execute(theirs).all()
    return min(found, key=lambda row: who.tracking_hashes.index(row.tracking_hash), default=None)


def ward_followed(connection: Connection, who: Principal) -> dict[str, Any] | None:
    """The ward of the request that is followed: name, kind and phone; None without one."""
    found = request_followed(connection, who)
    return ward_named(connection, found.ward) if found else None


def _mine(connection: Connection, who: Principal) -> Iterator[ColumnElement[bool]]:
    if who.tracking_hashes:
        yield _tracked(connection, who.tracking_hashes)
    if who.person_id is not None:
        yield _own(who)


def _own(who: Principal) -> ColumnElement[bool]:
    wards = who.wards_of("staff", "counter", "safeguarding")
    for_staff = and_(messages.c.part == STAFF, messages.c.ward.is_not(None), within(messages.c.ward, wards))
    return or_(and_(messages.c.person_id == who.person_id, messages.c.part != STAFF), for_staff)


def _tracked(connection: Connection, tracking_hashes: tuple[str, ...]) -> ColumnElement[bool]:
    """What was told of the requests with these codes, and of their visits, to resident and asker."""
    request_ids = _ids(connection, select(requests.c.id).where(requests.c.tracking_hash.in_(tracking_hashes)))
    visits = select(appointments.c.id).where(appointments.c.request_id.in_(request_ids))
    about = [*request_ids, *_ids(connection, visits)]
    return and_(messages.c.about_id.in_(about), messages.c.part.in_((RESIDENT, ASKED_BY)))


def _ids(connection: Connection, statement: Any) -> Sequence[str]:
    ids: Sequence[str] = connection.execute(statement).scalars().all()
    return ids


def _words(row: Any, knowledge: StoredKnowledge, language: str, now: datetime) -> Words:
    """As it was told, or for staff anew in their language, as far as what it speaks of is known."""
    told = Words(row.language, row.subject, row.text)
    if row.part != STAFF or row.language == language:
        return told
    kept = {name: value for name, value in row._mapping.items() if name != "id"}
    lookup = Lookup(Message(message_id=row.id, **{**kept, "language": language}), knowledge, now)
    try:
        return compose(lookup.telling(lookup.subject(), None), brief=False)
    except (NotKnownYet, LookupError):
        return told


def _shown(row: Any, words: Words) -> dict[str, Any]:
    return {
        "id": row.id,
        "template": row.template or row.notice,
        "about": {"kind": row.about_kind, "id": row.about_id},
        "subject": words.subject,
        "text": words.text,
        "language": words.language,
        "ward": row.ward,
        "for_staff": row.part == STAFF,
        "at": row.ended_at or row.queued_at,
    }
