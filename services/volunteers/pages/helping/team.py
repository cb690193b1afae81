"""The team of a leader: what its members are asked, who goes, and when the whole team is away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, request
from sqlalchemy import Connection, Row

from services.volunteers.commands import teams as commands
from services.volunteers.commands.answers import accept_for_team
from services.volunteers.domain.team import Team
from services.volunteers.domain.volunteer import VolunteerStatus
from services.volunteers.domain.windows import Window
from services.volunteers.pages.helping.blueprint import TEAM, volunteer_pages
from services.volunteers.pages.helping.days_away import away_sent, end_of, soon
from services.volunteers.pages.helping.mine import telling_of
from services.volunteers.pages.helping.telling import away_said
from services.volunteers.pages.helping.words_team import OF_MEMBER
from services.volunteers.pages.helping.words_team import TEAM as WORDS
from services.volunteers.queries import offers, teams
from services.volunteers.schemas.requests import AcceptBody
from shared.errors import NotFound, Refused, code_of
from shared.web.auth import principal, roles
from shared.web.doors import acting_as, current_runtime, current_unit, reading
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other

Shown = dict[str, Any]


@volunteer_pages.get("/team")
@roles("leader")
def team() -> Response:
    """My team: what is asked of it, who belongs to it, and whether it is away"""
    done = f"done.{just_done()}"
    return _page(news=WORDS[done].said(page_language()) if done in WORDS else None, tone="good")


@volunteer_pages.post("/team/offers/<uuid:offer_id>/accept")
@page_command
@roles("leader")
def send_member(offer_id: UUID) -> Response:
    """The team takes it, and this member goes"""
    acting_as("leader")
    form = Form.read(AcceptBody, request.form)
    member = form.values.get("member_id")
    if member is None:
        return _page(422, news=WORDS["choose_member"].said(page_language()), tone="attention")
    try:
        accept_for_team(current_unit(), str(offer_id), principal().person_id or "", member)
    except Refused as error:
        return _page(409, news=_said_of_member(error), tone="attention")
    return see_other(f"{TEAM}?done=sent")


@volunteer_pages.post("/team/<uuid:team_id>/pause")
@page_command
@roles("leader")
def pause(team_id: UUID) -> Response:
    """Nobody of the team is asked until the end of a day, or they are again"""
    acting_as("leader")
    unit = current_unit()
    found = _led(str(team_id))
    if "back" in request.form:
        _pause(found, None)
        return see_other(f"{TEAM}?done=back")
    away = away_sent(request.form, unit.now)
    if not away.ok:
        return _page(422, form=away, wrong=str(team_id))
    _pause(found, Window(unit.now, end_of(away.values["until"])))
    return see_other(f"{TEAM}?done=paused")


def _led(team_id: str) -> Team:
    found = current_unit().get(Team, team_id)
    if found is None or found.leader_id != principal().person_id:
        raise NotFound
    return found


def _pause(found: Team, span: Window | None) -> None:
    commands.change_team(current_unit(), found, replace(found.data, pause=span), found.leader_id)


def _said_of_member(error: Refused) -> str:
    """What came between, told to the leader: most sentences speak to the one who goes."""
    told = OF_MEMBER.get(code_of(error))
    return error.sentence(page_language()) if told is None else told.said(page_language())


def _page(status: int = 200, **values: Any) -> Response:
    now, language = current_runtime().clock.now(), page_language()
    with reading() as connection:
        mine = [_shown(connection, row, now) for row in teams.led_by(connection, principal().person_id)]
    given = {"news": None, "tone": None, "form": None, "wrong": None, **values}
    return render("volunteers/helping/team.html", status, words=WORDS, teams=mine, soon=soon(now, language), **given)


def _shown(connection: Connection, row: Row[Any], now: datetime) -> Shown:
    members = teams.members(connection, row.team_id, now)
    asked = offers.asked_of_team(connection, row.team_id)
    telling, _ = telling_of(connection, asked)
    names = {each["id"]: each["name"] for each in members}
    return {
        "id": row.team_id,
        "name": row.data.name,
        "away": _away(row.data.pause, now),
        "members": [_member(each) for each in members],
        "asked": [{**telling.offer(each[0]), "names": _names(each, names)} for each in _by_request(asked)],
        "can_go": [{"value": id, "text": names[id]} for id in _ready(members)],
    }


def _away(span: Window | None, now: datetime) -> str | None:
    """Until when the team is left alone, where it is now."""
    return away_said(span.end, page_language()) if span is not None and span.start <= now < span.end else None


def _by_request(asked: list[Shown]) -> list[list[Shown]]:
    """What several members are asked is one thing to answer."""
    found: dict[str, list[Shown]] = {}
    for offer in asked:
        found.setdefault(offer["request_id"], []).append(offer)
    return list(found.values())


def _names(asked: list[Shown], names: dict[str, str]) -> str:
    """Whom it is offered to, in the order of the members."""
    whom = {each["volunteer_id"] for each in asked}
    return ", ".join(name for id, name in names.items() if id in whom)


def _ready(members: list[Shown]) -> list[str]:
    return [each["id"] for each in members if each["status"] == VolunteerStatus.ACTIVE]


def _member(member: Shown) -> Shown:
    language, active = page_language(), member["status"] == VolunteerStatus.ACTIVE
    away = away_said(member["away_until"], language)
    standing = WORDS[f"status.{member['status']}"].said(language)
    tag = (away or standing, "done" if active and not away else "attention" if active else "waiting")
    return {"name": member["name"], "phone": member["phone"], "tag": tag}
