"""Finding teams: by ward, by leader, and their members."""

from __future__ import annotations

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import Session

from services.volunteers.domain.team import Team
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.tables import team_members, teams
from shared.messaging.unit_of_work import UnitOfWork

Reader = Session | Connection


def teams_led_by(unit: UnitOfWork, person_id: str) -> list[Team]:
    """The teams somebody leads."""
    return list(unit.session.scalars(select(Team).where(teams.c.leader_id == person_id).order_by(teams.c.team_id)))


def teams_in(session: Session, ward: str) -> list[Team]:
    """The teams of a ward."""
    return list(session.scalars(select(Team).where(teams.c.ward == ward).order_by(teams.c.team_id)))


def leads_a_team_of(unit: UnitOfWork, leader_id: str, volunteer_id: str) -> bool:
    """Whether ``leader_id`` leads a team that ``volunteer_id`` belongs to."""
    common = (
        select(teams.c.team_id)
        .join(team_members, team_members.c.team_id == teams.c.team_id)
        .where(teams.c.leader_id == leader_id, team_members.c.volunteer_id == volunteer_id)
    )
    return unit.execute(common).first() is not None


def share_a_team(unit: UnitOfWork, one_id: str, other_id: str) -> bool:
    """Whether both belong to one team."""
    common = select(team_members.c.team_id).where(
        team_members.c.volunteer_id == one_id, team_members.c.team_id.in_(_teams_of(other_id))
    )
    return one_id != other_id and unit.execute(common).first() is not None


def mates_of(reader: Reader, volunteer_id: str) -> frozenset[str]:
    """The ids of those who belong to a team of somebody's."""
    found = select(team_members.c.volunteer_id).where(team_members.c.team_id.in_(_teams_of(volunteer_id)))
    return frozenset(reader.execute(found).scalars()) - {volunteer_id}


def members_of(reader: Reader, team_id: str) -> list[str]:
    """The ids of a team's members."""
    found = select(team_members.c.volunteer_id).where(team_members.c.team_id == team_id)
    return list(reader.execute(found).scalars())


def is_of_team(volunteer: Volunteer, team_id: str) -> bool:
    """Whether a volunteer belongs to the team."""
    return any(each.team_id == team_id for each in volunteer.profile.affiliations)


def _teams_of(volunteer_id: str) -> Select[str]:
    return select(team_members.c.team_id).where(team_members.c.volunteer_id == volunteer_id)
