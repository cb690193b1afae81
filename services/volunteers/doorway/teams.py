"""Teams: whose they are, and what was sent of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.volunteers.commands import teams as commands
from services.volunteers.domain.asking import Consent, ConsentHow, ConsentPurpose
from services.volunteers.domain.team import Team, TeamData
from services.volunteers.domain.windows import Window
from services.volunteers.doorway.lists import entries_of
from services.volunteers.queries import teams as queries
from shared.errors import Invalid, NotFound
from shared.web.auth import principal
from shared.web.doors import current_unit

IN_PAPER = (ConsentPurpose.VISIT.value, ConsentPurpose.REMINDERS.value)
"""What somebody agrees to who signs a team's list."""


def team_of_mine(team_id: str) -> Team:
    """The team, locked, when the caller leads it or looks after volunteers in its ward; raises :class:`NotFound`."""
    team = current_unit().get(Team, team_id)
    if team is None or not queries.is_mine(principal(), team):
        raise NotFound
    return team


def team_of_my_ward(team_id: str) -> Team:
    """The team, locked, when the caller is staff of its ward; raises :class:`NotFound`."""
    team = team_of_mine(team_id)
    if not principal().may("staff", team.ward):
        raise NotFound
    return team


def take_in(team: Team, body: Mapping[str, Any]) -> commands.Imported:
    """Take in the list that was sent, all of it or nothing; raises :class:`Invalid` naming row and column."""
    unit = current_unit()
    consent = Consent(body["consent_version"], ConsentHow.PAPER, IN_PAPER)
    return commands.import_members(unit, team, entries_of(body["file"], unit.now), consent)


def changed(data: TeamData, body: dict[str, Any]) -> TeamData:
    """What is kept of a team with what was sent of it; raises :class:`Invalid` for a pause that ends too soon."""
    changes: dict[str, Any] = {}
    if "name" in body:
        changes["name"] = body["name"]
    if "neighbourhoods" in body:
        changes["neighbourhoods"] = tuple(body["neighbourhoods"])
    if "pause" in body:
        changes["pause"] = _pause(body["pause"])
    return replace(data, **changes)


def _pause(body: dict[str, Any] | None) -> Window | None:
    if body is None:
        return None
    if body["to"] <= body["from_"]:
        raise Invalid.one(
            "pause.to", vi="Lúc hết nghỉ phải sau lúc bắt đầu.", en="The end of the pause must be after its start."
        )
    return Window(body["from_"], body["to"])
