"""The teams of one's wards: founding them, who leads and belongs, where they look after, when they rest."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Response, request

from services.volunteers.commands import teams as commands
from services.volunteers.domain.team import Team, TeamData
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.domain.ward import Ward
from services.volunteers.doorway.teams import changed, take_in, team_of_my_ward
from services.volunteers.pages.desk import words_teams as words
from services.volunteers.pages.desk.blueprint import TEAMS, staff_pages
from services.volunteers.pages.desk.team_told import Seen, facts_told, kinds_offered, line_told, member_told, options_of
from services.volunteers.pages.wording import names_of as ward_names_of
from services.volunteers.queries import teams as queries
from services.volunteers.queries import wards as ward_queries
from services.volunteers.queries.people import in_wards, names_of
from services.volunteers.schemas.teams import ImportBody, MemberBody, NewTeamBody, PauseBody, TeamBody
from shared.errors import Invalid, NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other
from shared.web.paging import MAX_LIMIT

_SAY = {
    "name": words.NO_NAME,
    "kind": words.NO_KIND,
    "leader_id": words.NO_LEADER,
    "volunteer_id": words.NO_VOLUNTEER,
    "consent_version": words.NO_VERSION,
    "neighbourhoods": words.NO_NEIGHBOURHOOD,
    "from": words.NO_MOMENT,
    "to": words.NO_MOMENT,
    "pause.to": words.NO_MOMENT,
}


@staff_pages.get("/people/teams")
@roles("counter")
def teams() -> Response:
    """The teams of one's wards"""
    query = {"limit": MAX_LIMIT, "cursor": request.args.get("cursor")}
    with reading() as connection:
        found = queries.teams_of(connection, principal(), query)
        wards = ward_names_of(ward_queries.ward_names(connection))
    return render(
        "volunteers/teams/list.html",
        words=words.TEAMS,
        teams=[line_told(each, wards, page_language()) for each in found.items],
        next_url=f"{TEAMS}?cursor={found.next}" if found.next else None,
        decides=principal().holds("staff"),
    )


@staff_pages.get("/people/teams/new")
@roles("staff")
def new_team() -> Response:
    """A team to be founded"""
    return _new(Form.blank())


@staff_pages.post("/people/teams/new")
@page_command
@roles("staff")
def found_team() -> Response:
    """Found a team of one's ward"""
    form = Form.read(NewTeamBody, request.form, say=_SAY)
    if not form.ok:
        return _new(form, 422)
    said, unit = form.values, current_unit()
    ward = unit.get(Ward, said["ward"], lock=False)
    if ward is None or not principal().may("staff", ward.code):
        raise NotFound
    data = TeamData(said["kind"], said["name"], tuple(said["neighbourhoods"]))
    try:
        team = commands.found_team(unit, ward, data, None)
    except Invalid as error:
        form.refuse(error, _SAY)
        return _new(form, 422)
    return see_other(f"{TEAMS}/{team.team_id}?done=founded")


@staff_pages.get("/people/teams/<uuid:team_id>")
@roles("counter")
def team(team_id: UUID) -> Response:
    """One team of one's wards; another's is not there"""
    return _page(str(team_id), Form.blank())


@staff_pages.post("/people/teams/<uuid:team_id>/change")
@page_command
@roles("staff")
def change_team(team_id: UUID) -> Response:
    """Another name, other places, another leader"""
    sent = request.form.to_dict(flat=False)
    form = Form.read(TeamBody, {"neighbourhoods": [""], **sent}, say=_SAY)
    return _do(team_id, "changed", form, lambda team: _change(team, form.values))


@staff_pages.post("/people/teams/<uuid:team_id>/pause")
@page_command
@roles("staff")
def pause_team(team_id: UUID) -> Response:
    """From when until when nobody of it is asked"""
    form = Form.read(PauseBody, request.form, say=_SAY)
    return _do(team_id, "paused", form, lambda team: _change(team, {"pause": form.values}))


@staff_pages.post("/people/teams/<uuid:team_id>/resume")
@page_command
@roles("staff")
def resume_team(team_id: UUID) -> Response:
    """The pause is over, or is not to come"""
    return _do(team_id, "resumed", Form.blank(), lambda team: _change(team, {"pause": None}))


@staff_pages.post("/people/teams/<uuid:team_id>/members")
@page_command
@roles("staff")
def add_member(team_id: UUID) -> Response:
    """Somebody known as a volunteer of the ward belongs to the team from now on"""
    form = Form.read(MemberBody, request.form, say=_SAY)
    return _do(team_id, "added", form, lambda team: _join(team, form.values["volunteer_id"]))


@staff_pages.post("/people/teams/<uuid:team_id>/members/remove")
@page_command
@roles("staff")
def remove_member(team_id: UUID) -> Response:
    """They belong to the team no more"""
    form = Form.read(MemberBody, request.form, say=_SAY)
    return _do(team_id, "removed", form, lambda team: _leave(team, form.values["volunteer_id"]))


@staff_pages.post("/people/teams/<uuid:team_id>/import")
@page_command
@roles("staff")
def import_members(team_id: UUID) -> Response:
    """Take in a team's list from a spreadsheet, all of it or nothing"""
    team, form = team_of_my_ward(str(team_id)), _list_sent()
    if not form.ok:
        return _page(team.team_id, form, 422)
    try:
        done = take_in(team, form.values)
    except Invalid as error:
        form.refuse(error, {"topics": words.NO_TOPICS})
        form.errors = {"file": _by_row(form.errors, page_language())}
        return _page(team.team_id, form, 422)
    return see_other(f"{TEAMS}/{team.team_id}?done=imported&applied={done.applied}&joined={done.joined}")


def _list_sent() -> Form:
    """The file as the API takes it; nobody needs it again on the page."""
    file = request.files.get("file")
    text = base64.b64encode(file.read()).decode() if file else ""
    sent = {"file": text, "consent_version": request.form.get("consent_version", "")}
    form = Form.read(ImportBody, sent, say=_SAY if text else {**_SAY, "file": words.NO_FILE})
    form.said.pop("file", None)
    return form


def _by_row(errors: Mapping[str, list[str]], language: str) -> list[str]:
    """What is wrong with a list, each with the number of its row."""
    row = words.TEAM["import.row"].said(language)
    return [_of_row(name, sentence, row) for name, sentences in errors.items() for sentence in sentences]


def _of_row(name: str, sentence: str, row: str) -> str:
    parts = name.split(".")
    return row.format(n=parts[1], sentence=sentence) if parts[0] == "file" and len(parts) > 1 else sentence


def _do(team_id: UUID, done: str, form: Form, act: Callable[[Team], None]) -> Response:
    """Do it, and show the team again; refused, the page says why and nothing is changed."""
    team = team_of_my_ward(str(team_id))
    if not form.ok:
        return _page(team.team_id, form, 422)
    try:
        act(team)
    except Invalid as error:
        form.refuse(error, _SAY)
        form.errors = {name.removeprefix("pause."): said for name, said in form.errors.items()}
        return _page(team.team_id, form, 422)
    return see_other(f"{TEAMS}/{team.team_id}?done={done}")


def _change(team: Team, body: dict[str, Any]) -> None:
    commands.change_team(current_unit(), team, changed(team.data, body), body.get("leader_id", team.leader_id))


def _join(team: Team, volunteer_id: str) -> None:
    volunteer = current_unit().get(Volunteer, volunteer_id)
    if volunteer is None or not in_wards(volunteer.profile.wards, principal(), "staff"):
        raise Invalid.one("volunteer_id", vi=str(words.NO_VOLUNTEER), en=words.NO_VOLUNTEER.en)
    commands.join_team(current_unit(), team, volunteer)


def _leave(team: Team, volunteer_id: str) -> None:
    volunteer = current_unit().get(Volunteer, volunteer_id)
    if volunteer is not None:
        commands.leave_team(current_unit(), team, volunteer)


def _new(form: Form, status: int = 200) -> Response:
    codes = principal().wards_of("staff")
    with reading() as connection:
        wards = [ward for ward in ward_queries.ward_names(connection) if ward["code"] in codes]
    return render(
        "volunteers/teams/new.html",
        status,
        words=words.TEAM,
        form=form,
        wards=[{"value": ward["code"], "text": ward["name"]} for ward in wards],
        kinds=kinds_offered(page_language()),
    )


def _page(team_id: str, form: Form, status: int = 200) -> Response:
    seen, language = _seen(team_id), page_language()
    return render(
        "volunteers/teams/team.html",
        status,
        words=words.TEAM,
        form=form,
        team=seen.team,
        facts=facts_told(seen, language),
        members=[member_told(each, language) for each in seen.members.items],
        count=seen.count,
        next_url=f"{TEAMS}/{team_id}?cursor={seen.members.next}#members" if seen.members.next else None,
        volunteers=options_of(each for each in seen.volunteers if not each["member"]),
        leaders=options_of(seen.volunteers),
        neighbourhoods=[{"value": each.neighbourhood_id, "text": each.name} for each in seen.neighbourhoods],
        may=principal().may("staff", seen.team["ward"]),
        news=_news(language),
        url=f"{TEAMS}/{team_id}",
    )


def _news(language: str) -> str | None:
    """What was just done; of a list, how many it brought."""
    key = f"done.{just_done()}"
    counted = {name: request.args.get(name, 0, type=int) for name in ("applied", "joined")}
    return words.TEAM[key].said(language).format(**counted) if key in words.TEAM else None


def _seen(team_id: str) -> Seen:
    who, now = principal(), current_runtime().clock.now()
    query = {"limit": MAX_LIMIT, "cursor": request.args.get("cursor")}
    with reading() as connection:
        team, _ = queries.team(connection, who, team_id)
        ward = ward_queries.ward(connection, team["ward"])
        return Seen(
            team,
            queries.list_members(connection, who, team_id, query, now),
            queries.count_members(connection, team_id),
            names_of(connection, [team["leader_id"]]),
            ward.neighbourhoods,
            queries.active_in(connection, ward.code, team_id),
        )
