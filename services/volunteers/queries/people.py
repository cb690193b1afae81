"""People and volunteers, for themselves and for the staff of their wards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from services.volunteers.domain.errors import NotAVolunteer
from services.volunteers.domain.person import Person
from services.volunteers.domain.volunteer import Volunteer, VolunteerStatus, away_until
from services.volunteers.domain.ward import Point
from services.volunteers.queries.named import is_named
from services.volunteers.tables import persons, volunteer_wards, volunteers
from shared.errors import NotFound
from shared.web.paging import Page, page
from shared.web.principal import Principal, Standing, within

CONTACT = ("name", "phone", "phone_owner", "email", "language", "address_form", "birth_year")


def me(connection: Connection, person_id: str, now: datetime) -> tuple[dict[str, Any], int]:
    """What one sees of oneself, and its version; raises :class:`NotFound` when the person is gone."""
    person = connection.execute(select(persons).where(persons.c.person_id == person_id)).one_or_none()
    if person is None:
        raise NotFound
    volunteer = connection.execute(select(volunteers).where(volunteers.c.volunteer_id == person_id)).one_or_none()
    return me_shown(person, volunteer, now), my_version(person, volunteer)


def standing_of(connection: Connection, person_id: str) -> Standing | None:
    """Since when somebody's tokens count, and how they are called; None for somebody unknown here."""
    known = select(persons.c.tokens_valid_after, persons.c.name).where(persons.c.person_id == person_id)
    row = connection.execute(known).one_or_none()
    return None if row is None else Standing(*row)


def me_shown(person: Row[Any] | Person, volunteer: Row[Any] | Volunteer | None, now: datetime) -> dict[str, Any]:
    return {
        "id": person.person_id,
        **{name: getattr(person, name) for name in CONTACT},
        "posts": person.posts,
        "volunteer": None if volunteer is None else volunteering(volunteer, now),
    }


def my_version(person: Row[Any] | Person, volunteer: Row[Any] | Volunteer | None) -> int:
    """One number for both rows: each only ever grows, so the sum changes when either does."""
    return int(person.sequence + (volunteer.sequence if volunteer is not None else 0))


def volunteering(volunteer: Row[Any] | Volunteer, now: datetime) -> dict[str, Any]:
    profile, offering = volunteer.profile, volunteer.offering
    of_profile = ("wards", "affiliations", "languages", "gender")
    of_offering = ("topics", "weekly", "absences", "max_open_tasks", "conditions")
    return {
        "status": volunteer.status,
        "approved_wards": volunteer.approved_wards,
        **{name: getattr(profile, name) for name in of_profile},
        **{name: getattr(offering, name) for name in of_offering},
        "away_until": away_until(offering, now),
    }


def list_volunteers(connection: Connection, who: Principal, query: Mapping[str, Any], now: datetime) -> Page:
    """The volunteers and applicants of the caller's wards, the latest application first."""
    wards = who.wards_of("counter")
    if query["ward"] is not None and query["ward"] not in wards:
        raise NotFound
    mine = volunteer_wards.c.ward == query["ward"] if query["ward"] else within(volunteer_wards.c.ward, wards)
    statement = _volunteers().where(volunteers.c.volunteer_id.in_(select(volunteer_wards.c.volunteer_id).where(mine)))
    if query["status"] is not None:
        statement = statement.where(volunteers.c.status == query["status"])
    if query["q"] is not None:
        statement = statement.where(is_named(persons, query["q"]))
    return page(
        connection,
        statement,
        query,
        by=volunteers.c.applied_at,
        id=volunteers.c.volunteer_id,
        descending=True,
        shown=lambda row: volunteer_shown(row, now),
    )


def volunteer(connection: Connection, who: Principal, volunteer_id: str, now: datetime) -> tuple[dict[str, Any], int]:
    """One volunteer of the caller's wards, and its version; raises :class:`NotFound`, also for another ward's."""
    row = connection.execute(_volunteers().where(volunteers.c.volunteer_id == volunteer_id)).one_or_none()
    if row is None or not in_wards(row.profile.wards, who):
        raise NotFound
    return volunteer_shown(row, now), row.sequence


def volunteer_shown(row: Any, now: datetime, person: Any = None) -> dict[str, Any]:
    """A volunteer as staff see one; ``person`` where the row does not hold the contact itself."""
    contact = {name: getattr(person or row, name) for name in CONTACT}
    dates = {"applied_at": row.applied_at, "approved_at": row.approved_at}
    own = {"location": row.profile.home, "guardian": row.profile.guardian, "suspended_because": row.suspended_because}
    return {"id": row.volunteer_id, **contact, **volunteering(row, now), **dates, **own}


def active_volunteer(connection: Connection, person_id: str | None) -> str:
    """The id of a volunteer who may be asked; raises :class:`NotAVolunteer` for anybody else."""
    found: str | None = connection.execute(
        select(volunteers.c.volunteer_id).where(
            volunteers.c.volunteer_id == person_id, volunteers.c.status == VolunteerStatus.ACTIVE
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotAVolunteer
    return found


def home_of(connection: Connection, volunteer_id: str) -> Point | None:
    """Where a volunteer lives, as they wrote it; None where they did not."""
    home: Point | None = (
        connection.execute(select(volunteers.c.profile).where(volunteers.c.volunteer_id == volunteer_id))
        .scalar_one()
        .home
    )
    return home


def in_wards(codes: Iterable[str], who: Principal, role: str = "counter") -> bool:
    """Whether one of these wards is the caller's."""
    wards = who.wards_of(role)
    return any(code in wards for code in codes)


def names_of(connection: Connection, person_ids: Iterable[str | None]) -> dict[str, str]:
    """Names by id."""
    wanted = {person_id for person_id in person_ids if person_id}
    rows = connection.execute(select(persons.c.person_id, persons.c.name).where(persons.c.person_id.in_(wanted)))
    return {row.person_id: row.name for row in rows}


def _volunteers() -> Select[Any]:
    contact = [persons.c[name] for name in CONTACT]
    of_person = persons.c.person_id == volunteers.c.volunteer_id
    return select(volunteers, *contact).join(persons, of_person).where(persons.c.merged_into.is_(None))
