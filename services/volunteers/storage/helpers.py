"""Volunteers as matching and acceptance see them: profile, free times, and what they hold already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import Session

from services.volunteers.domain.asking import Wish
from services.volunteers.domain.matching import Helper, Wanted
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import ENDED, RequestStatus
from services.volunteers.domain.tasks import Tasks
from services.volunteers.domain.volunteer import Volunteer, VolunteerStatus
from services.volunteers.domain.ward import Ward
from services.volunteers.domain.windows import Window
from services.volunteers.tables import offers, requests, volunteer_wards, volunteers

Reader = Session | Connection


@dataclass
class _Load:
    busy: list[Window] = field(default_factory=list)
    open_tasks: int = 0
    asked_now: int = 0


def helpers_in(reader: Reader, ward: str, now: datetime, *, active_only: bool = True) -> list[Helper]:
    """The volunteers of a ward; with ``active_only`` left out, those who have applied too."""
    of_ward = (
        select(volunteers)
        .join(volunteer_wards, volunteer_wards.c.volunteer_id == volunteers.c.volunteer_id)
        .where(volunteer_wards.c.ward == ward)
    )
    found = reader.execute(
        of_ward.where(volunteers.c.status == VolunteerStatus.ACTIVE) if active_only else of_ward
    ).all()
    loads = _loads(reader, select(volunteer_wards.c.volunteer_id).where(volunteer_wards.c.ward == ward))
    return [
        Helper(
            volunteer_id=row.volunteer_id,
            active=row.status == VolunteerStatus.ACTIVE,
            profile=row.profile,
            offering=row.offering,
            age=age(row.profile.birth_year, now),
            busy=tuple(loads[row.volunteer_id].busy),
            open_tasks=loads[row.volunteer_id].open_tasks,
            asked_now=loads[row.volunteer_id].asked_now,
        )
        for row in found
    ]


def tasks_of(reader: Reader, volunteer: Volunteer) -> Tasks:
    """What a volunteer holds at this moment."""
    itself = select(volunteers.c.volunteer_id).where(volunteers.c.volunteer_id == volunteer.volunteer_id)
    load = _loads(reader, itself)[volunteer.volunteer_id]
    return Tasks(volunteer.offering.max_open_tasks, load.open_tasks, tuple(load.busy))


def wanted_for(reader: Reader, request: Request, ward: Ward, language: str, windows: tuple[Window, ...]) -> Wanted:
    """A request as matching sees it, with what is still of use of its windows."""
    where = request.asking.whereabouts
    neighbourhood = ward.neighbourhood(where.neighbourhood) if where.neighbourhood else None
    again = Wish.SAME_HELPER in request.asking.wishes
    return Wanted(
        ward=request.ward,
        unit=ward.data.unit,
        place=request.asking.place,
        topics=request.asking.topics,
        windows=windows,
        minutes=request.asking.minutes,
        language=language,
        wishes=request.asking.wishes,
        point=where.point or (neighbourhood.centre if neighbourhood else None),
        household=request.household.members,
        asked=request.asked,
        preferred=_earlier_helpers(reader, request.resident_id) if again else frozenset(),
    )


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
        .where(
            offers.c.volunteer_id.in_(wanted),
            offers.c.status.in_((OfferStatus.PENDING, OfferStatus.ACCEPTED)),
            requests.c.status.not_in(ENDED),
        )
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
