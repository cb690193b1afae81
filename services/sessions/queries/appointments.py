"""Appointments, as far as the caller may see them: straight to rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from services.sessions.domain.appointment import COMPLETED, CONFIRMED, SCHEDULED, STANDING
from services.sessions.domain.cancelling import Ending
from services.sessions.domain.errors import AppointmentNotFound
from services.sessions.domain.people import (
    ASKED_BY,
    RESIDENT,
    SEE_CODE,
    SEE_HOUSEHOLD,
    SEE_NOTE,
    SEE_OUTCOME,
    SEE_REASON,
    VOLUNTEER,
    Caller,
    parts_of,
    sees_named_times_only,
)
from services.sessions.domain.placing import Wish
from services.sessions.domain.placing import free_times as times_to_choose
from services.sessions.domain.request import KnownRequest
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import Window, intersect, whole_day
from services.sessions.domain.travel import Spot
from services.sessions.storage import calendar, projections
from services.sessions.storage.calendar import Execute
from services.sessions.tables import appointments, memberships, parties, persons, teams
from shared.errors import NotFound
from shared.web.paging import Page, make_cursor, page, read_cursor
from shared.web.principal import Principal, within

_PUBLIC = (
    *("id", "request_id", "offer_ids", "volunteer_ids", "resident_id", "asked_by_id", "ward", "place", "topics"),
    *("starts_at", "ends_at", "status", "started_at", "completed_at", "ended_at"),
)
_MOVABLE = (SCHEDULED, CONFIRMED)
_OUTCOME = ("minutes", "skills", "follow_up")


def caller_of(execute: Execute, who: Principal) -> Caller:
    """Who calls, in the domain's words: with the persons merged into them, and the volunteers of their teams."""
    caller = Caller(who.person_id, who.tracking_hashes, who.wards_of("staff"), who.wards_of("counter"))
    if who.person_id is None:
        return caller
    merged = execute(select(persons.c.id).where(persons.c.merged_into == who.person_id)).scalars()
    caller = replace(caller, formerly=frozenset(merged))
    if projections.suspended_among(execute, caller.persons):
        return replace(caller, suspended=True)
    of_team = select(memberships.c.volunteer_id).join(teams, teams.c.id == memberships.c.team_id)
    led = execute(of_team.where(teams.c.leader_id.in_(sorted(caller.persons)))).scalars()
    return replace(caller, leads=frozenset(led) - caller.persons)


def agenda(connection: Connection, who: Principal, query: Mapping[str, Any]) -> Page:
    """The appointments the caller may see, in the order of their start; staff of another ward get 404."""
    ward = query["ward"]
    if ward is not None and who.holds("counter") and ward not in who.wards_of("counter"):
        raise NotFound
    caller = caller_of(connection.execute, who)
    statement = select(appointments).where(visible_to(who, caller), *_asked_for(query))
    found = page(connection, statement, query, by=appointments.c.starts_at, id=appointments.c.id, shown=_itself)
    names = names_of(connection.execute, found.items)
    return Page([shown(row, caller, names) for row in found.items], found.next)


def appointment(connection: Connection, who: Principal, appointment_id: str) -> tuple[dict[str, Any], int]:
    """One appointment and its sequence; raises :class:`AppointmentNotFound`, also for another ward's."""
    row = connection.execute(select(appointments).where(appointments.c.id == appointment_id)).one_or_none()
    if row is None:
        raise AppointmentNotFound
    return shown_to(connection.execute, row, caller_of(connection.execute, who)), row.sequence


def shown_to(execute: Execute, read: Any, caller: Caller) -> dict[str, Any]:
    """One appointment as this caller sees it."""
    return shown(read, caller, names_of(execute, [read]))


def shown(read: Any, caller: Caller, names: Mapping[str, str]) -> dict[str, Any]:
    """What a part in the appointment lets one see; raises :class:`AppointmentNotFound` without any.

    The visit code can be seen while the visit stands.
    """
    parts = parts_of(caller, read)
    if not parts:
        raise AppointmentNotFound
    done = read.status == COMPLETED
    tells_outcome = done and bool(parts & SEE_OUTCOME)
    tells_code = read.status in STANDING and bool(parts & SEE_CODE)
    return {
        **{name: getattr(read, name) for name in _PUBLIC},
        **_how_it_ended(read.ending, inside=bool(parts & SEE_REASON)),
        "people": _people(read, names, household=bool(parts & SEE_HOUSEHOLD)),
        "visit_code": read.visit_code if tells_code else None,
        **{name: getattr(read, name) if tells_outcome else None for name in _OUTCOME},
        "note": read.note if done and parts & SEE_NOTE else None,
    }


def _how_it_ended(ending: Ending | None, *, inside: bool) -> dict[str, Any]:
    reason = None if ending is None else ending.reason if inside else ending.reason_for_household
    return {
        "cancelled_by": ending.by if ending and ending.reason else None,
        "reason": reason,
        "late": ending.late if ending else None,
        "missed": ending.who if ending else None,
    }


def free_times(
    connection: Connection, who: Principal, appointment_id: str, query: Mapping[str, Any], now: datetime, rules: Rules
) -> Page:
    """When the visit could be instead, in order; nothing once it has begun or is over.

    A volunteer sees what lies in the times the household named, everybody else whatever suits those who come.
    """
    row = connection.execute(select(appointments).where(appointments.c.id == appointment_id)).one_or_none()
    if row is None:
        raise AppointmentNotFound
    caller = caller_of(connection.execute, who)
    found = times_to_move(connection.execute, row, caller, Window(*_looked_through(query, now, rules)), now, rules)
    limit: int = query["limit"]
    page = list(islice(found, limit + 1))
    following = make_cursor(page[limit - 1].start, row.id) if len(page) > limit else None
    return Page([{"starts_at": each.start, "ends_at": each.end} for each in page[:limit]], following)


def times_to_move(
    execute: Execute, row: Row[Any], caller: Caller, within: Window, now: datetime, rules: Rules
) -> Iterator[Window]:
    """Every quarter hour ``within`` to which the visit can be moved by this caller, in order."""
    named_only = sees_named_times_only(caller, row)
    if row.status not in _MOVABLE:
        return iter(())
    request = projections.request_of(execute, row.request_id)
    windows = intersect(request.windows, [within]) if named_only else [within]
    return (each for each in _free(execute, row, request, windows, now, rules) if each.start != row.starts_at)


def _free(
    execute: Execute, row: Row[Any], request: KnownRequest, windows: list[Window], now: datetime, rules: Rules
) -> Iterator[Window]:
    narrowed, almanac = calendar.conditions(execute, request, windows, rules, lock=False)
    learners = {row.resident_id, *row.participants}
    free = calendar.free_time(execute, learners, row.volunteer_ids, lock=False)
    calendars = calendar.with_bookings(execute, free, now, without=row.id)
    wish = Wish(tuple(windows), row.ends_at - row.starts_at, Spot(row.place, row.cell), request.urgency)
    return times_to_choose(wish, list(calendars.values()), now, narrowed, almanac)


def _looked_through(query: Mapping[str, Any], now: datetime, rules: Rules) -> tuple[datetime, datetime]:
    """From when to when: after the last time shown, never before now, never further than the rules say."""
    since = max(now, _edge(query["from_"], last=False) or now)
    furthest = min(since + timedelta(days=rules.free_days), now + rules.windows_ahead)
    until = min(_edge(query["to"], last=True) or furthest, furthest)
    if query.get("cursor"):
        last, _ = read_cursor(query["cursor"], appointments.c.starts_at, appointments.c.id)
        since = max(since, last + rules.step) if isinstance(last, datetime) else since
    return since, max(since, until)


def visible_to(who: Principal, caller: Caller) -> ColumnElement[bool]:
    """The same rule as :func:`parts_of`, for many rows at once."""
    found = [within(appointments.c.ward, who.wards_of("counter"))]
    if caller.persons:
        own = select(parties.c.appointment_id).where(parties.c.person_id.in_(sorted(caller.persons)))
        if caller.suspended:
            own = own.where(parties.c.role != VOLUNTEER)
        found.append(appointments.c.id.in_(own))
    if caller.leads:
        theirs = select(parties.c.appointment_id).where(parties.c.role == VOLUNTEER)
        found.append(appointments.c.id.in_(theirs.where(parties.c.person_id.in_(sorted(caller.leads)))))
    if who.tracking_hashes:
        found.append(appointments.c.tracking_hash.in_(who.tracking_hashes))
    return or_(*found)


def _asked_for(query: Mapping[str, Any]) -> Iterable[ColumnElement[bool]]:
    since, until = _edge(query["from_"], last=False), _edge(query["to"], last=True)
    if query["ward"] is not None:
        yield appointments.c.ward == query["ward"]
    if since:
        yield appointments.c.ends_at > since
    if until:
        yield appointments.c.starts_at < until
    if query["status"] is not None:
        yield appointments.c.status == query["status"]
    if query["request"] is not None:
        yield appointments.c.request_id == query["request"]
    if query["volunteer"] is not None:
        helping = and_(parties.c.person_id == query["volunteer"], parties.c.role == VOLUNTEER)
        yield appointments.c.id.in_(select(parties.c.appointment_id).where(helping))


def _edge(given: date | datetime | None, *, last: bool) -> datetime | None:
    if given is None or isinstance(given, datetime):
        return given
    day = whole_day(given)
    return day.end if last else day.start


def _itself(row: Row[Any]) -> Row[Any]:
    return row


def _people(read: Any, names: Mapping[str, str], *, household: bool) -> list[dict[str, Any]]:
    visited = [(read.resident_id, RESIDENT), (read.asked_by_id, ASKED_BY)]
    told = names if household else {each: names.get(each) for each in read.volunteer_ids}
    parts = [*visited, *((volunteer, VOLUNTEER) for volunteer in read.volunteer_ids)]
    return [{"id": person, "name": told.get(person), "role": part} for person, part in parts if person is not None]


def names_of(execute: Execute, read: Iterable[Any]) -> dict[str, str]:
    """Everybody who has a part in these, by id."""
    wanted = {person for each in read for person in (each.resident_id, each.asked_by_id, *each.volunteer_ids)}
    found = execute(select(persons.c.id, persons.c.name).where(persons.c.id.in_(wanted - {None})))
    return dict(found.all())
