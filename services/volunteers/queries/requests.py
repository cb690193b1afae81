"""Requests, as far as whoever asks may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, type_coerce

from services.volunteers.domain.asking import Urgency
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.reveal import Seen
from services.volunteers.domain.slip import UNPROMISED
from services.volunteers.queries.late import is_late
from services.volunteers.queries.people import names_of
from services.volunteers.queries.searching import is_meant, with_asker
from services.volunteers.tables import offers, persons, requests
from shared.database import json_type
from shared.errors import NotFound
from shared.web.paging import Page, page
from shared.web.principal import Principal, within


class View(StrEnum):
    """How much of a request somebody sees."""

    STAFF = "staff"
    HOLDER = "holder"
    VOLUNTEER = "volunteer"
    ASKED = "asked"


_EVERYBODY = (
    *("reference", "status", "reason", "outcome", "referred_to", "referred_papers", "ward", "received_at"),
    *("opened_at", "due_at", "starts_at", "ends_at", "appointment_id", "follows"),
)
VISIT = ("appointment_id", "starts_at", "ends_at")
_WANTED = ("place", "topics", "windows", "minutes", "needed")


def contact_shown(seen: Seen) -> dict[str, Any]:
    """What one look of a volunteer shows."""
    resident, where = seen.resident, seen.request.asking.whereabouts
    of_home = {name: getattr(where, name) for name in ("address", "landmark", "met_by")}
    return {
        **{name: getattr(resident, name) for name in ("name", "address_form", "phone", "phone_owner")},
        "address_from": seen.reveal.address_from,
        **(of_home if seen.reveal.address else dict.fromkeys(of_home)),
        "picture": seen.request.asking.picture if seen.reveal.address else None,
        "location": where.point if seen.reveal.address else None,
    }


def list_requests(connection: Connection, who: Principal, query: Mapping[str, Any], now: datetime) -> Page:
    """The requests of the caller's wards, the longest waiting first; raises :class:`NotFound` for another's ward."""
    wards = who.wards_of("counter")
    if query["ward"] is not None and query["ward"] not in wards:
        raise NotFound
    statement = (
        select(requests, persons.c.name)
        .join(persons, persons.c.person_id == requests.c.resident_id)
        .where(within(requests.c.ward, wards), *filters(query, now))
    )
    return page(
        connection,
        with_asker(statement, query),
        query,
        by=requests.c.received_at,
        id=requests.c.request_id,
        shown=lambda row: summary(row, now),
    )


def summary(row: Row[Any], now: datetime) -> dict[str, Any]:
    """A line of the queue."""
    return {
        **_common(row, now),
        "wave": row.wave,
        "neighbourhood": row.asking.whereabouts.neighbourhood,
        "resident": {"id": row.resident_id, "name": row.name},
    }


def view_of(connection: Connection, who: Principal, row: Row[Any] | None) -> View:
    """How much the caller sees of this request; raises :class:`NotFound` for nothing at all, and for another ward's."""
    if row is not None:
        if who.may("counter", row.ward):
            return View.STAFF
        if who.tracks(row.tracking_hash) or _is_one_of(who, row.resident_id, row.asked_by_id):
            return View.HOLDER
        if who.person_id is not None and (held := _held(connection, row.request_id, who.person_id)):
            return View.VOLUNTEER if OfferStatus.ACCEPTED in held else View.ASKED
    raise NotFound


def _is_one_of(who: Principal, *person_ids: str | None) -> bool:
    # Nobody asked (None) is nobody signed in (None), and they are not the same.
    return who.person_id is not None and who.person_id in person_ids


def request_row(connection: Connection, request_id: str) -> Row[Any] | None:
    found: Row[Any] | None = connection.execute(
        select(requests).where(requests.c.request_id == request_id)
    ).one_or_none()
    return found


def request(connection: Connection, who: Principal, request_id: str, now: datetime) -> tuple[dict[str, Any], int]:
    """One request as the caller may see it, and its version; raises :class:`NotFound`."""
    row = request_row(connection, request_id)
    view = view_of(connection, who, row)
    assert row is not None, "view_of refuses what is not there"  # noqa: S101 - for the type checker
    return shown(connection, row, view, who, now), row.sequence


def shown(connection: Connection, row: Row[Any], view: View, who: Principal, now: datetime) -> dict[str, Any]:
    """Volunteers see what their offer says; the holder what was asked, and staff everything.

    When somebody comes to the house is not for those who are only asked, or let it pass.
    """
    seen = {**_common(row, now), "neighbourhood": row.asking.whereabouts.neighbourhood}
    if view == View.ASKED:
        return seen | dict.fromkeys(VISIT)
    if view == View.VOLUNTEER:
        return seen
    if view == View.STAFF:
        return seen | _personal(connection, row, _contact) | _for_staff(connection, row)
    return seen | _personal(connection, row, lambda person: _contact_for(who, person))


def _common(row: Row[Any], now: datetime) -> dict[str, Any]:
    return {
        "id": row.request_id,
        **{name: getattr(row, name) for name in _EVERYBODY},
        **{name: getattr(row.asking, name) for name in _WANTED},
        "urgency": Urgency.TODAY if row.hurried else row.urgency,
        "overdue": row.due_at is not None and row.due_at < now and row.status not in UNPROMISED,
    }


def _personal(connection: Connection, row: Row[Any], contact: Callable[[Row[Any]], dict[str, Any]]) -> dict[str, Any]:
    asking, where = row.asking, row.asking.whereabouts
    ids = [*row.participants, row.asked_by_id]
    people = {
        person.person_id: person
        for person in connection.execute(select(persons).where(persons.c.person_id.in_([i for i in ids if i])))
    }
    asker = people.get(row.asked_by_id)
    return {
        "resident": contact(people[row.resident_id]),
        "participants": [{"id": each, "name": people[each].name} for each in row.participants],
        "asked_by": None if asker is None else {**contact(asker), "relation": row.relation},
        **{name: getattr(where, name) for name in ("address", "landmark", "met_by")},
        "location": where.point,
        **{name: getattr(asking, name) for name in ("needs", "wishes", "device", "note")},
        "consent": row.consent,
        "phone_proven": row.phone_proven,
        "resident_agreed": row.resident_agreed,
    }


def _for_staff(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    made = connection.execute(
        select(offers).where(offers.c.request_id == row.request_id).order_by(offers.c.made_as)
    ).all()
    names = names_of(connection, [row.owner_id, *(offer.volunteer_id for offer in made)])
    owner = {"id": row.owner_id, "name": names[row.owner_id]} if row.owner_id else None
    asking = {"wave": row.wave, "next_wave_at": row.next_wave_at, "owner": owner, "picture": row.asking.picture}
    return {**asking, "offers": [offer_line(offer, names) for offer in made]}


def offer_line(offer: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """An offer as staff see it, with the reasons for asking this person."""
    fields = ("status", "wave", "minutes", "distance_m", "made_at", "announced_at", "expires_at", "reasons")
    volunteer = {"id": offer.volunteer_id, "name": names[offer.volunteer_id]}
    return {"id": offer.offer_id, "volunteer": volunteer, **{name: getattr(offer, name) for name in fields}}


def _contact(person: Row[Any]) -> dict[str, Any]:
    names = ("name", "phone", "phone_owner", "email", "language", "address_form", "birth_year")
    return {"id": person.person_id, **{name: getattr(person, name) for name in names}}


def _contact_for(who: Principal, person: Row[Any]) -> dict[str, Any]:
    """A stranger who knows somebody's name and number gets a tracking code, and learns nothing more of them by it.

    Of the number the end is shown: whom staff have merged the one that was named with may have another.
    """
    if who.person_id == person.person_id:
        return _contact(person)
    ending = person.phone and f"••• {person.phone[-3:]}"
    return {**_contact(person), "phone": ending, "email": None, "birth_year": None}


def filters(query: Mapping[str, Any], now: datetime) -> Iterator[ColumnElement[bool]]:
    """The conditions that a list of requests, joined with the resident (and :func:`with_asker`), was asked for."""
    if query["ward"] is not None:
        yield requests.c.ward == query["ward"]
    if query["status"] is not None:
        yield requests.c.status == query["status"]
    if query["topic"] is not None:
        kept = type_coerce(requests.c.asking, json_type())["topics"].as_string()
        yield kept.contains(f'"{query["topic"]}"', autoescape=True)
    if query["overdue"] is not None:
        yield is_late(now) if query["overdue"] else requests.c.owed_at >= now
    if query["q"] is not None:
        yield is_meant(query["q"])


def _held(connection: Connection, request_id: str, volunteer_id: str) -> set[str]:
    """Where the offers stand that the caller holds for it; those that are over are left out."""
    standing = (OfferStatus.PENDING, OfferStatus.ACCEPTED, OfferStatus.EXPIRED)
    theirs = (offers.c.request_id == request_id, offers.c.volunteer_id == volunteer_id, offers.c.status.in_(standing))
    return set(connection.execute(select(offers.c.status).where(*theirs)).scalars())
