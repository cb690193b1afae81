"""Volunteers as matching and acceptance see them: profile, free times, and what they hold already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.orm import Session

from services.volunteers.domain.asking import Wish
from services.volunteers.domain.eligibility import Helper, Wanted
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.person import AddressForm, Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import LIVING, RequestStatus
from services.volunteers.domain.tasks import Tasks
from services.volunteers.domain.team import Team
from services.volunteers.domain.volunteer import Volunteer, VolunteerStatus, away_until
from services.volunteers.domain.ward import Neighbourhood, Point, Ward
from services.volunteers.domain.windows import Window
from services.volunteers.storage.wards import helping_wards
from services.volunteers.tables import HELD, offers, persons, requests, teams, volunteer_wards, volunteers

Reader = Session | Connection

WOMANS_FORMS = frozenset({AddressForm.BA, AddressForm.CO, AddressForm.CHI})


@dataclass
class _Load:
    busy: list[Window] = field(default_factory=list)
    open_tasks: int = 0
    asked_now: int = 0


def helpers_in(reader: Reader, wards: Iterable[str], now: datetime, *, active_only: bool = True) -> list[Helper]:
    """The volunteers of these wards; with ``active_only`` left out, those who have applied too."""
    mine = select(volunteer_wards.c.volunteer_id).where(volunteer_wards.c.ward.in_(sorted(wards)))
    of_wards = select(volunteers).where(volunteers.c.volunteer_id.in_(mine))
    found = reader.execute(
        of_wards.where(volunteers.c.status == VolunteerStatus.ACTIVE) if active_only else of_wards
    ).all()
    loads = _loads(reader, mine)
    return [_helper(row, loads[row.volunteer_id], now) for row in found]


def helper_called(reader: Reader, volunteer_id: str, now: datetime) -> Helper | None:
    """One volunteer, whatever their state."""
    itself = select(volunteers.c.volunteer_id).where(volunteers.c.volunteer_id == volunteer_id)
    row = reader.execute(select(volunteers).where(volunteers.c.volunteer_id == volunteer_id)).one_or_none()
    return None if row is None else _helper(row, _loads(reader, itself)[volunteer_id], now)


def _helper(row: Row[Any], load: _Load, now: datetime) -> Helper:
    return Helper(
        volunteer_id=row.volunteer_id,
        status=row.status,
        profile=row.profile,
        offering=row.offering,
        age=age(row.profile.birth_year, now),
        wards=row.approved_wards,
        busy=tuple(load.busy),
        open_tasks=load.open_tasks,
        asked_now=load.asked_now,
        away=away_until(row.offering, now) is not None,
    )


def tasks_of(reader: Reader, volunteer: Volunteer) -> Tasks:
    """What a volunteer holds at this moment."""
    itself = select(volunteers.c.volunteer_id).where(volunteers.c.volunteer_id == volunteer.volunteer_id)
    load = _loads(reader, itself)[volunteer.volunteer_id]
    return Tasks(volunteer.offering.max_open_tasks, load.open_tasks, tuple(load.busy))


def wanted_for(session: Session, request: Request, windows: tuple[Window, ...], now: datetime) -> Wanted:
    """A request as matching sees it, with what is still of use of its windows."""
    ward, resident = session.get_one(Ward, request.ward), session.get_one(Person, request.resident_id)
    where = request.asking.whereabouts
    neighbourhood = ward.neighbourhood(where.neighbourhood) if where.neighbourhood else None
    point = where.point or (neighbourhood.centre if neighbourhood else None)
    again = Wish.SAME_HELPER in request.asking.wishes
    near, paused = _teams(session, ward, neighbourhood, now)
    return Wanted(
        ward=request.ward,
        unit=ward.data.unit,
        place=request.asking.place,
        topics=request.asking.topics,
        windows=windows,
        minutes=request.asking.minutes,
        needed=request.asking.needed,
        wishes=request.asking.wishes,
        language=resident.language,
        point=point or Point(ward.data.lat, ward.data.lon),
        placed=point is not None,
        household=request.household.members,
        asked=request.asked,
        preferred=_earlier_helpers(session, request.resident_id) if again else frozenset(),
        put_off=request.put_off,
        adult_comes=request.adult_comes,
        woman_at_home=_woman_among(session, request.household.participants),
        around=frozenset(helping_wards(session, ward.code)),
        teams=near,
        paused_teams=paused,
    )


def wards_to_ask(wanted: Wanted) -> frozenset[str]:
    """The ward, and those that share helpers with it."""
    return wanted.around | {wanted.ward}


def _teams(
    session: Session, ward: Ward, here: Neighbourhood | None, now: datetime
) -> tuple[frozenset[str], frozenset[str]]:
    """The teams that look after the neighbourhood, and those to be left alone now."""
    every = session.scalars(select(Team).where(teams.c.ward.in_([ward.code, *ward.helps]))).all()
    own = (team for team in every if team.ward == ward.code)
    near = (team for team in own if here is not None and here.neighbourhood_id in team.data.neighbourhoods)
    return frozenset(team.team_id for team in near), frozenset(team.team_id for team in every if team.paused_at(now))


def _woman_among(session: Session, person_ids: Iterable[str]) -> bool:
    """Whether somebody of the household chose to be addressed as a woman: nobody's sex is asked."""
    forms = session.execute(select(persons.c.address_form).where(persons.c.person_id.in_(list(person_ids)))).scalars()
    return not WOMANS_FORMS.isdisjoint(forms)


def age(birth_year: int, now: datetime) -> int:
    """Years of age for certain: with only the year known, the birthday may still be to come."""
    return now.year - birth_year - 1


def _earlier_helpers(reader: Reader, resident_id: str) -> frozenset[str]:
    """Who has helped this resident before."""
    rows = reader.execute(
        select(offers.c.volunteer_id)
        .join(requests, requests.c.request_id == offers.c.request_id)
        .where(
            requests.c.resident_id == resident_id,
            requests.c.status == RequestStatus.DONE,
            offers.c.status == OfferStatus.ACCEPTED,
        )
    )
    return frozenset(row.volunteer_id for row in rows)


def _loads(reader: Reader, wanted: Select[str]) -> defaultdict[str, _Load]:
    """What each holds: accepted offers of requests that have not ended, and offers not answered yet."""
    rows = reader.execute(
        select(offers.c.volunteer_id, offers.c.status, requests.c.starts_at, requests.c.ends_at)
        .join(requests, requests.c.request_id == offers.c.request_id)
        .where(offers.c.volunteer_id.in_(wanted), HELD, requests.c.status.in_(LIVING))
    )
    loads: defaultdict[str, _Load] = defaultdict(_Load)
    for row in rows:
        load = loads[row.volunteer_id]
        if row.status == OfferStatus.PENDING:
            load.asked_now += 1
            continue
        load.open_tasks += 1
        if row.starts_at is not None:
            load.busy.append(Window(row.starts_at, row.ends_at))
    return loads
