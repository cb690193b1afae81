"""A team as its pages tell it. Pure but for the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.volunteers.domain.ward import Neighbourhood
from services.volunteers.pages.desk import words_teams as words
from services.volunteers.pages.desk.blueprint import PEOPLE, TEAMS
from services.volunteers.pages.words_common import KINDS
from shared.web.pages.times import moment_of
from shared.web.paging import Page

Told = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """What the page of one team tells of, read at once: a page of its members, and how many there are."""

    team: Mapping[str, Any]
    members: Page
    count: int
    names: Mapping[str, str]
    neighbourhoods: tuple[Neighbourhood, ...]
    volunteers: list[dict[str, Any]]


def facts_told(seen: Seen, language: str) -> list[Told]:
    """What the team is; what there is nothing to say of is left out."""
    team = seen.team
    rows = (
        ("kind", _kind(team["kind"], language)),
        ("neighbourhoods", _places(team, seen.neighbourhoods, language)),
        ("leader", seen.names.get(team["leader_id"], "") or words.TEAM["no_leader"].said(language)),
        ("pause", _pause(team["pause"], language)),
    )
    return [{"key": words.TEAM[key].said(language), "value": value} for key, value in rows if value]


def _places(team: Mapping[str, Any], here: Iterable[Neighbourhood], language: str) -> str:
    names = {each.neighbourhood_id: each.name for each in here}
    where = ", ".join(names.get(each, each) for each in team["neighbourhoods"])
    return where or words.TEAM["everywhere"].said(language)


def _pause(pause: Any, language: str) -> str:
    if pause is None:
        return ""
    span = words.TEAM["pause.span"].said(language)
    return span.format(start=moment_of(pause.start, language), end=moment_of(pause.end, language))


def member_told(member: Mapping[str, Any], language: str) -> Told:
    """A member, and whether they are there."""
    return {
        "id": member["id"],
        "href": f"{PEOPLE}/{member['id']}",
        "name": member["name"],
        "standing": words.TEAM[str(member["status"])].said(language),
        "away": member["away_until"] is not None,
    }


def line_told(team: Mapping[str, Any], wards: Mapping[str, str], language: str) -> Told:
    """A team in the list of teams."""
    return {
        "href": f"{TEAMS}/{team['id']}",
        "name": team["name"],
        "kind": _kind(team["kind"], language),
        "ward": wards.get(team["ward"], team["ward"]),
        "paused": team["pause"] is not None,
    }


def _kind(kind: str, language: str) -> str:
    """A kind somebody wrote themselves is said as they wrote it."""
    return KINDS[f"kind.{kind}"].said(language) if f"kind.{kind}" in KINDS else kind


def kinds_offered(language: str) -> list[dict[str, str]]:
    """What a new team can belong to."""
    return [{"value": key.removeprefix("kind."), "text": said.said(language)} for key, said in KINDS.items()]


def options_of(people: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """People to choose from."""
    return [{"value": each["id"], "text": each["name"]} for each in people]
