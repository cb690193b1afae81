"""One visit as its pages show it, and the visits of a day: the API's answer with names, words and the ward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from services.sessions.domain.errors import AppointmentNotFound
from services.sessions.domain.people import ASKED_BY, RESIDENT, Caller, parts_of
from services.sessions.domain.spans import Window
from services.sessions.queries.appointments import caller_of, names_of, shown, shown_to, visible_to
from services.sessions.queries.wards import ward_called
from services.sessions.storage.calendar import Execute
from services.sessions.tables import appointments, parties, persons, requests, topics
from shared.address import form_for_helped, form_for_others
from shared.clock import HANOI
from shared.web.principal import Principal

Topics = Mapping[str, Mapping[str, Any]]
"""The catalogue by id: ``name_vi`` and ``name_en``."""


@dataclass(frozen=True)
class Visit:
    """One visit and who looks at it. ``shown`` is what the API answers them; ``people`` names everybody in it by id.

    ``form`` is how to address the person who is helped; ``reader`` how to address whoever reads, as a household.
    """

    row: Row[Any]
    caller: Caller
    parts: frozenset[str]
    shown: Mapping[str, Any]
    people: Mapping[str, str]
    topics: Topics
    ward: Mapping[str, Any] | None
    neighbourhood: str | None
    reference: str | None
    form: str
    reader: str

    @property
    def id(self) -> str:
        return str(self.row.id)

    @property
    def learners(self) -> tuple[str, ...]:
        """All who are to learn, the resident first."""
        return tuple(dict.fromkeys((self.row.resident_id, *self.row.participants)))

    def named(self, role: str) -> list[str]:
        """The names of those with this part in it, as far as the reader may know them."""
        return [each["name"] for each in self.shown["people"] if each["role"] == role and each["name"]]


def visit(connection: Connection, who: Principal, appointment_id: str) -> Visit:
    """The visit; raises :class:`AppointmentNotFound`, also for another ward's and for somebody else's."""
    execute = connection.execute
    row = execute(select(appointments).where(appointments.c.id == appointment_id)).one_or_none()
    if row is None:
        raise AppointmentNotFound
    caller = caller_of(execute, who)
    place = execute(select(requests).where(requests.c.id == row.request_id)).one_or_none()
    people = _people(execute, {row.resident_id, row.asked_by_id, *row.participants, *row.volunteer_ids})
    return Visit(
        row=row,
        caller=caller,
        parts=parts_of(caller, row),
        shown=shown_to(execute, row, caller),
        people={id: person.name for id, person in people.items()},
        topics=all_topics(connection),
        ward=ward_called(connection, row.ward),
        neighbourhood=place.neighbourhood if place else None,
        reference=place.reference if place else None,
        form=_form(people.get(row.resident_id), row.starts_at),
        reader=_reader(parts_of(caller, row), people, row),
    )


def visits_between(
    connection: Connection, who: Principal, span: Window, ward: str | None, limit: int
) -> list[dict[str, Any]]:
    """What the caller may see of this time, in order: of one ward, or with None of all they have a part in.

    Each is what the API answers, with the ``neighbourhood`` of the household.
    """
    caller = caller_of(connection.execute, who)
    touched = (appointments.c.starts_at >= span.start, appointments.c.starts_at < span.end)  # none crosses midnight
    of = appointments.c.ward == ward if ward else appointments.c.id.in_(_own(caller))
    found = connection.execute(
        select(appointments, requests.c.neighbourhood)
        .select_from(appointments.outerjoin(requests, requests.c.id == appointments.c.request_id))
        .where(*touched, of, visible_to(who, caller))
        .order_by(appointments.c.starts_at, appointments.c.id)
        .limit(limit)
    ).all()
    names = names_of(connection.execute, found)
    return [{**shown(row, caller, names), "neighbourhood": row.neighbourhood} for row in found]


def all_topics(connection: Connection) -> Topics:
    """The catalogue."""
    rows = connection.execute(select(topics.c.id, topics.c.name_vi, topics.c.name_en))
    return {row.id: dict(row._mapping) for row in rows}


def _own(caller: Caller) -> Any:
    theirs = parties.c.person_id.in_(sorted(caller.persons))
    return select(parties.c.appointment_id).where(theirs)


def _people(execute: Execute, ids: Iterable[str | None]) -> dict[str, Row[Any]]:
    known = persons.c
    wanted = select(known.id, known.name, known.birth_year, known.address_form)
    return {row.id: row for row in execute(wanted.where(known.id.in_([id for id in ids if id is not None])))}


def _form(person: Row[Any] | None, at: datetime) -> str:
    year = at.astimezone(HANOI).year
    return form_for_helped(person.address_form if person else None, person.birth_year if person else None, year)


def _reader(parts: frozenset[str], people: Mapping[str, Row[Any]], row: Row[Any]) -> str:
    if RESIDENT in parts:
        return _form(people.get(row.resident_id), row.starts_at)
    asker = people.get(row.asked_by_id) if ASKED_BY in parts else None
    return form_for_others(asker.address_form if asker else None)
