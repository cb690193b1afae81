"""When people are free and which days are closed: read alike by a placing, a move and a look at free times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from services.sessions.domain.almanac import Almanac
from services.sessions.domain.days import DayKind
from services.sessions.domain.placing import Booking, Calendar
from services.sessions.domain.request import KnownRequest
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import Window, days_of
from services.sessions.domain.travel import Spot
from services.sessions.domain.ward import KnownWard
from services.sessions.tables import bookings, days, persons, volunteers, wards
from shared.errors import ParentUnknown

Execute = Callable[[Select[Any]], Any]
"""How a statement reaches its rows: a reading connection, or the unit of work in hand."""


def ward_known(execute: Execute, code: str, *, lock: bool = False) -> KnownWard | None:
    """The ward as it was last told; with ``lock`` no news of it, such as a pause, is heard before the unit ends."""
    known = wards.c
    columns = (known.code, known.lat, known.lon, known.neighbourhoods, known.pauses, known.settings)
    statement = select(*columns).where(known.code == code)
    row = execute(statement.with_for_update(read=True) if lock else statement).one_or_none()
    return None if row is None else KnownWard(**row._mapping)


def conditions(
    execute: Execute, request: KnownRequest, windows: Iterable[Window], rules: Rules, *, lock: bool = True
) -> tuple[Rules, Almanac]:
    """The numbers of the request's ward, and what is marked for this household on the days ``windows`` touch.

    With ``lock`` a pause that is declared meanwhile finds the visit that is being fixed.
    """
    ward = ward_known(execute, request.ward, lock=lock)
    marks = _marks(execute, request.ward, days_of(windows))
    almanac = Almanac(
        holidays=frozenset(marks[DayKind.HOLIDAY]),
        heat=frozenset(marks[DayKind.HEAT]),
        pauses=ward.paused_at(request.neighbourhood) if ward else (),
    )
    return (rules.narrowed_by(ward.settings) if ward else rules), almanac


def free_time(
    execute: Execute, learners: Iterable[str], helpers: Iterable[str], *, lock: bool = True
) -> dict[str, Calendar]:
    """Everybody's free time without their bookings. Learners are free whenever the request's windows are.

    With ``lock`` the rows of all stay locked, so that one placing at a time looks at a person's day.
    Raises :class:`ParentUnknown` for a volunteer nobody has told of.
    """
    learners, helpers = list(learners), sorted(helpers)
    born = _birth_years(execute, [*learners, *helpers], lock)
    known = volunteers.c
    statement = select(known.id, known.weekly, known.absences).where(known.id.in_(helpers)).order_by(known.id)
    rows = execute(statement.with_for_update() if lock else statement)
    found = {id: Calendar((), weekly, absences, born.get(id)) for id, weekly, absences in rows}
    for helper in helpers:
        if helper not in found:
            raise ParentUnknown("volunteer", helper)
    return dict.fromkeys(learners, Calendar()) | found


def with_bookings(
    execute: Execute, free: Mapping[str, Calendar], now: datetime, *, without: str | None = None
) -> dict[str, Calendar]:
    """The calendars with what is booked in them from now on; ``without`` the appointment that is to move."""
    taken: dict[str, list[Booking]] = defaultdict(list)
    wanted = and_(bookings.c.person_id.in_(list(free)), bookings.c.ends_at > now)
    for row in execute(select(bookings).where(wanted)):
        if row.appointment_id != without:
            taken[row.person_id].append(Booking(Window(row.starts_at, row.ends_at), Spot(row.place, row.cell)))
    return {person: replace(calendar, booked=tuple(taken[person])) for person, calendar in free.items()}


def _birth_years(execute: Execute, people: Sequence[str], lock: bool) -> dict[str, int | None]:
    statement = select(persons.c.id, persons.c.birth_year).where(persons.c.id.in_(people)).order_by(persons.c.id)
    return dict(execute(statement.with_for_update() if lock else statement).all())


def _marks(execute: Execute, ward: str, touched: Sequence[date]) -> dict[str, set[date]]:
    marks: dict[str, set[date]] = defaultdict(set)
    if touched:
        theirs = or_(days.c.ward.is_(None), days.c.ward == ward)
        wanted = select(days.c.day, days.c.mark).where(days.c.day.between(touched[0], touched[-1]), theirs)
        for day, mark in execute(wanted):
            marks[mark].add(day)
    return marks
