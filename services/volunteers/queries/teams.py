"""Teams, for anyone; their members, for their leader and the staff of the ward."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.orm import Session

from services.volunteers.domain.eligibility import may_stand_in
from services.volunteers.domain.names import by_given_name, fold
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.team import Team
from services.volunteers.domain.volunteer import VolunteerStatus, away_until
from services.volunteers.queries.people import names_of
from services.volunteers.storage.helpers import helpers_in, wanted_for, wards_to_ask
from services.volunteers.storage.teams import mates_of
from services.volunteers.storage.wards import rules_of
from services.volunteers.tables import persons, team_members, teams, volunteer_wards, volunteers
from shared.errors import NotFound
from shared.web.paging import Page, page
from shared.web.principal import Principal, within


def list_teams(connection: Connection, query: Mapping[str, Any]) -> Page:
    """The teams of the city or of a ward, by id."""
    statement = select(teams)
    if query["ward"] is not None:
        statement = statement.where(teams.c.ward == query["ward"])
    return page(connection, statement, query, by=teams.c.team_id, id=teams.c.team_id, shown=team_line)


def teams_of(connection: Connection, who: Principal, query: Mapping[str, Any]) -> Page:
    """The teams of the caller's wards, by id: as :func:`list_teams`, with who leads each and its pause."""
    statement = select(teams).where(within(teams.c.ward, who.wards_of("counter")))
    return page(connection, statement, query, by=teams.c.team_id, id=teams.c.team_id, shown=team_shown)


def active_in(connection: Connection, ward: str, team_id: str) -> list[dict[str, Any]]:
    """Who may be asked in a ward, by given name: id, name, and whether they belong to the team (``member``)."""
    here = select(volunteer_wards.c.volunteer_id).where(volunteer_wards.c.ward == ward)
    theirs = select(team_members.c.volunteer_id).where(team_members.c.team_id == team_id)
    rows = connection.execute(
        select(persons.c.person_id, persons.c.name, persons.c.person_id.in_(theirs).label("member"))
        .join(volunteers, volunteers.c.volunteer_id == persons.c.person_id)
        .where(
            volunteers.c.volunteer_id.in_(here),
            volunteers.c.status == VolunteerStatus.ACTIVE,
            persons.c.merged_into.is_(None),
        )
    )
    found = [{"id": row.person_id, "name": row.name, "member": row.member} for row in rows]
    return sorted(found, key=lambda each: by_given_name(each["name"]))


def team(connection: Connection, who: Principal, team_id: str) -> tuple[dict[str, Any], int]:
    """One team of the caller's, and its version; raises :class:`NotFound`."""
    row = _mine(connection, who, team_id)
    return team_shown(row), row.sequence


def list_members(connection: Connection, who: Principal, team_id: str, query: Mapping[str, Any], now: datetime) -> Page:
    """Who belongs to one of the caller's teams, by id; raises :class:`NotFound`."""
    _mine(connection, who, team_id)
    statement = _members().where(team_members.c.team_id == team_id)
    by = volunteers.c.volunteer_id
    return page(connection, statement, query, by=by, id=by, shown=lambda row: _member(row, now))


def count_members(connection: Connection, team_id: str) -> int:
    """How many belong to a team; whoever asks has to have found it among their own."""
    theirs = _members().where(team_members.c.team_id == team_id).subquery()
    return int(connection.execute(select(func.count()).select_from(theirs)).scalar_one())


def led_by(connection: Connection, leader_id: str | None) -> list[Row[Any]]:
    """The teams somebody leads."""
    mine = select(teams).where(teams.c.leader_id == leader_id).order_by(teams.c.team_id)
    return list(connection.execute(mine)) if leader_id else []


def of_ward(connection: Connection, ward: str) -> list[dict[str, Any]]:
    """The teams of a ward, by name."""
    rows = connection.execute(select(teams).where(teams.c.ward == ward))
    return sorted(map(team_line, rows), key=lambda each: fold(each["name"]))


def members(connection: Connection, team_id: str, now: datetime) -> list[dict[str, Any]]:
    """Everybody who belongs to a team, by given name; whoever asks has to lead it."""
    rows = connection.execute(_members().where(team_members.c.team_id == team_id))
    return sorted((_member(row, now) for row in rows), key=lambda each: by_given_name(each["name"]))


def colleagues(
    connection: Connection, volunteer_id: str, request_id: str, now: datetime, city: Rules
) -> list[dict[str, Any]]:
    """Who of one's teams could be asked to go instead, by given name: id and name, and nothing else of them."""
    mates = mates_of(connection, volunteer_id)
    with Session(connection) as session:
        request = session.get_one(Request, request_id)
        rules = rules_of(session, request, city)
        wanted = wanted_for(session, request, request.usable_windows(now, rules), now)
        near = helpers_in(session, wards_to_ask(wanted), now) if mates else []
    may = {each.volunteer_id for each in near if each.volunteer_id in mates and may_stand_in(wanted, each, rules)}
    named = names_of(connection, may)
    return [{"id": id, "name": named[id]} for id in sorted(may, key=lambda id: by_given_name(named[id]))]


def is_mine(who: Principal, team: Row[Any] | Team) -> bool:
    """Whether somebody leads the team, or looks after volunteers in its ward."""
    leads = who.person_id is not None and who.person_id == team.leader_id
    return leads or who.may("counter", team.ward)


def team_line(team: Row[Any] | Team) -> dict[str, Any]:
    data = team.data
    own = {name: getattr(data, name) for name in ("name", "kind", "neighbourhoods")}
    return {"id": team.team_id, "ward": team.ward, **own}


def team_shown(team: Row[Any] | Team) -> dict[str, Any]:
    return {**team_line(team), "leader_id": team.leader_id, "pause": team.data.pause}


def _mine(connection: Connection, who: Principal, team_id: str) -> Row[Any]:
    row = connection.execute(select(teams).where(teams.c.team_id == team_id)).one_or_none()
    if row is None or not is_mine(who, row):
        raise NotFound
    return row


def _members() -> Select[Any]:
    return (
        select(volunteers, persons.c.name, persons.c.phone)
        .join(team_members, team_members.c.volunteer_id == volunteers.c.volunteer_id)
        .join(persons, persons.c.person_id == volunteers.c.volunteer_id)
        .where(persons.c.merged_into.is_(None))
    )


def _member(row: Row[Any], now: datetime) -> dict[str, Any]:
    shown = {"id": row.volunteer_id, "name": row.name, "phone": row.phone, "status": row.status}
    return {**shown, "away_until": away_until(row.offering, now)}
