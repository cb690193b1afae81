"""Teams, for anyone; their members, for their leader and the staff of the ward."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from services.volunteers.domain.names import by_given_name
from services.volunteers.domain.team import Team
from services.volunteers.domain.volunteer import VolunteerStatus, away_until
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


def active_in(connection: Connection, ward: str) -> list[dict[str, str]]:
    """Who may be asked in a ward: id and name, by given name."""
    here = select(volunteer_wards.c.volunteer_id).where(volunteer_wards.c.ward == ward)
    rows = connection.execute(
        select(persons.c.person_id, persons.c.name)
        .join(volunteers, volunteers.c.volunteer_id == persons.c.person_id)
        .where(
            volunteers.c.volunteer_id.in_(here),
            volunteers.c.status == VolunteerStatus.ACTIVE,
            persons.c.merged_into.is_(None),
        )
    )
    found = [{"id": row.person_id, "name": row.name} for row in rows]
    return sorted(found, key=lambda each: by_given_name(each["name"]))


def team(connection: Connection, who: Principal, team_id: str) -> tuple[dict[str, Any], int]:
    """One team of the caller's, and its version; raises :class:`NotFound`."""
    row = _mine(connection, who, team_id)
    return team_shown(row), row.sequence


def list_members(connection: Connection, who: Principal, team_id: str, query: Mapping[str, Any], now: datetime) -> Page:
    """Who belongs to one of the caller's teams, by id; raises :class:`NotFound`."""
    _mine(connection, who, team_id)
    statement = (
        select(volunteers, persons.c.name, persons.c.phone)
        .join(team_members, team_members.c.volunteer_id == volunteers.c.volunteer_id)
        .join(persons, persons.c.person_id == volunteers.c.volunteer_id)
        .where(team_members.c.team_id == team_id, persons.c.merged_into.is_(None))
    )
    by = volunteers.c.volunteer_id
    return page(connection, statement, query, by=by, id=by, shown=lambda row: _member(row, now))


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


def _member(row: Row[Any], now: datetime) -> dict[str, Any]:
    shown = {"id": row.volunteer_id, "name": row.name, "phone": row.phone, "status": row.status}
    return {**shown, "away_until": away_until(row.offering, now)}
