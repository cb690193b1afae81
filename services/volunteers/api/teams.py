"""Teams: the ward keeps them, their leaders pause them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.commands import teams as commands
from services.volunteers.domain.errors import LeaderPausesOnly
from services.volunteers.domain.team import TeamData
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.domain.ward import Ward
from services.volunteers.doorway.teams import changed, take_in, team_of_mine, team_of_my_ward
from services.volunteers.queries import teams as queries
from services.volunteers.queries.people import in_wards
from services.volunteers.schemas.teams import (
    ImportBody,
    ImportedSchema,
    MemberBody,
    MemberSchema,
    NewTeamBody,
    TeamBody,
    TeamLineSchema,
    TeamSchema,
    TeamsQuery,
)
from shared.errors import Invalid, NotFound
from shared.web.api import Blueprint
from shared.web.auth import anyone, principal, roles
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, current_runtime, current_unit, reading
from shared.web.paging import Page, Paged, page_of

blp = Blueprint("teams", __name__, description="Teams of volunteers.")

Answer = tuple[dict[str, Any], dict[str, str]]


@blp.route("/teams")
@blp.response(200, page_of(TeamLineSchema))
@anyone
@blp.arguments(TeamsQuery, location="query")
def list_teams(query: dict[str, Any]) -> Page:
    """The teams one can belong to"""
    with reading() as connection:
        return queries.list_teams(connection, query)


@blp.route("/teams", methods=["POST"])
@command
@blp.response(201, TeamSchema)
@roles("staff")
@blp.arguments(NewTeamBody)
def found_team(body: dict[str, Any]) -> Answer:
    """Found a team of one's ward"""
    unit = current_unit()
    ward = unit.get(Ward, body["ward"], lock=False)
    if ward is None or not principal().may("staff", ward.code):
        raise NotFound
    data = TeamData(body["kind"], body["name"], tuple(body["neighbourhoods"]))
    team = commands.found_team(unit, ward, data, body["leader_id"])
    return queries.team_shown(team), etag(team.sequence)


@blp.route("/teams/<uuid:team_id>")
@blp.response(200, TeamSchema)
@roles("counter", "leader")
def get_team(team_id: UUID) -> Answer:
    """One team; its ETag is what a change names"""
    with reading() as connection:
        shown, version = queries.team(connection, principal(), str(team_id))
    return shown, etag(version)


@blp.route("/teams/<uuid:team_id>", methods=["PATCH"])
@command
@blp.response(200, TeamSchema)
@roles("staff", "leader")
@blp.arguments(TeamBody)
def change_team(body: dict[str, Any], team_id: UUID) -> Answer:
    """Keep a team; its leader says when it pauses"""
    unit, team = current_unit(), team_of_mine(str(team_id))
    if not principal().may("staff", team.ward) and body.keys() != {"pause"}:
        raise LeaderPausesOnly
    check_if_match(team.sequence)
    commands.change_team(unit, team, changed(team.data, body), body.get("leader_id", team.leader_id))
    return queries.team_shown(team), etag(team.sequence)


@blp.route("/teams/<uuid:team_id>/members")
@blp.response(200, page_of(MemberSchema))
@roles("counter", "leader")
@blp.arguments(Paged, location="query")
def list_members(query: dict[str, Any], team_id: UUID) -> Page:
    """Who belongs to a team"""
    with reading() as connection:
        return queries.list_members(connection, principal(), str(team_id), query, current_runtime().clock.now())


@blp.route("/teams/<uuid:team_id>/members", methods=["POST"])
@command
@blp.response(204)
@roles("staff")
@blp.arguments(MemberBody)
def add_member(body: dict[str, Any], team_id: UUID) -> None:
    """Somebody known as a volunteer of the ward belongs to the team from now on"""
    unit, team = current_unit(), team_of_my_ward(str(team_id))
    volunteer = unit.get(Volunteer, body["volunteer_id"])
    if volunteer is None or not in_wards(volunteer.profile.wards, principal(), "staff"):
        raise Invalid.one(
            "volunteer_id",
            vi="Phường, xã không có tình nguyện viên mang mã này. Xem GET /volunteers.",
            en="The ward has no volunteer with this id. See GET /volunteers.",
        )
    commands.join_team(unit, team, volunteer)


@blp.route("/teams/<uuid:team_id>/members/<uuid:volunteer_id>", methods=["DELETE"])
@command
@blp.response(204)
@roles("staff")
def remove_member(team_id: UUID, volunteer_id: UUID) -> None:
    """They belong to the team no more; whoever led it leads it no more"""
    unit, team = current_unit(), team_of_my_ward(str(team_id))
    volunteer = unit.get(Volunteer, str(volunteer_id))
    if volunteer is None or not any(each.team_id == team.team_id for each in volunteer.profile.affiliations):
        raise NotFound
    commands.leave_team(unit, team, volunteer)


@blp.route("/teams/<uuid:team_id>/import", methods=["POST"])
@command
@blp.response(200, ImportedSchema)
@roles("staff")
@blp.arguments(ImportBody)
def import_members(body: dict[str, Any], team_id: UUID) -> commands.Imported:
    """Take in a team's list from a spreadsheet, all of it or nothing"""
    return take_in(team_of_my_ward(str(team_id)), body)
