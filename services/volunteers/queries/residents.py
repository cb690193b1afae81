"""What the pages of residents ask: their own request, by the code they hold or by its number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.slip import ENDED, reference_typed
from services.volunteers.tables import kit, offers, persons, requests

_NOBODY = "00000000-0000-0000-0000-000000000000"


def newest_of(connection: Connection, tracking_hash: str, since: datetime) -> Row[Any] | None:
    """The newest of the requests that one tracking code opens, if it came in ``since`` then."""
    theirs = (requests.c.tracking_hash == tracking_hash, requests.c.received_at > since)
    found = select(requests).where(*theirs).order_by(requests.c.received_at.desc())
    row: Row[Any] | None = connection.execute(found.limit(1)).one_or_none()
    return row


def by_reference(connection: Connection, text: str) -> Row[Any] | None:
    """The request with the number on somebody's slip, however its three parts were typed."""
    row: Row[Any] | None = connection.execute(
        select(requests).where(requests.c.reference == reference_typed(text))
    ).one_or_none()
    return row


def others_of(connection: Connection, row: Row[Any]) -> list[Row[Any]]:
    """What else is open for the holder of the same code, the newest first."""
    same = (requests.c.tracking_hash == row.tracking_hash, requests.c.request_id != row.request_id)
    found = select(requests).where(*same, requests.c.status.not_in(ENDED)).order_by(requests.c.received_at.desc())
    return list(connection.execute(found))


def phone_of(connection: Connection, person_id: str) -> str | None:
    """The number of somebody, E.164."""
    found: str | None = connection.execute(
        select(persons.c.phone).where(persons.c.person_id == person_id)
    ).scalar_one_or_none()
    return found


def addressed(connection: Connection, person_id: str) -> tuple[str | None, int | None]:
    """What is known of how to address somebody: the form they chose, and their year of birth."""
    known = select(persons.c.address_form, persons.c.birth_year).where(persons.c.person_id == person_id)
    form, born = connection.execute(known).one()
    return form, born


def has_phone(connection: Connection, row: Row[Any] | None, phone: str) -> bool:
    """Whether it is the number of who is helped, or of who asked; of no request it takes as long to say no."""
    ids = [each for each in (row.resident_id, row.asked_by_id) if each is not None] if row is not None else [_NOBODY]
    theirs = connection.execute(select(persons.c.phone).where(persons.c.person_id.in_(ids))).scalars()
    return phone in set(theirs)


def helpers(connection: Connection, request_id: str) -> list[str]:
    """The names of those who said yes, in the order they did."""
    accepted = (offers.c.request_id == request_id, offers.c.status == OfferStatus.ACCEPTED)
    found = select(persons.c.name).join(offers, offers.c.volunteer_id == persons.c.person_id).where(*accepted)
    return list(connection.execute(found.order_by(offers.c.made_as)).scalars())


def looks(connection: Connection, request_id: str) -> int:
    """How often a volunteer looked at the telephone number or the address; the resident may ask."""
    journal = kit.journal
    seen = (journal.c.subject_kind == "request", journal.c.subject_id == request_id)
    statement = select(func.count()).where(*seen, journal.c.kind == "contact_seen")
    return int(connection.execute(statement).scalar_one())
