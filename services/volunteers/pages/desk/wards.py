"""One's wards, and the pauses that put off every visit there: flood, storm, heat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from flask import Response, request

from services.volunteers.commands import wards as commands
from services.volunteers.commands.wards import LONGEST_PAUSE, PauseWish
from services.volunteers.domain.pause import Pause, PauseReason
from services.volunteers.doorway.access import ward_of_mine
from services.volunteers.pages.desk import words_wards as words
from services.volunteers.pages.desk.blueprint import WARDS, staff_pages
from services.volunteers.pages.wording import worded
from services.volunteers.queries import wards as queries
from services.volunteers.schemas.wards import WardPauseBody
from shared.clock import HANOI
from shared.errors import Invalid, NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other
from shared.web.pages.times import moment_of
from shared.web.pages.words import Words

_EVENING = time(20)
"""Until when a pause is proposed: the end of the day's visits."""

_SAY = {"from": words.NO_MOMENT, "to": words.NO_MOMENT, "reason": words.NO_REASON}
_REFUSED = {"neighbourhoods": words.NO_NEIGHBOURHOOD}


@staff_pages.get("/wards")
@roles("counter")
def wards() -> Response:
    """One's wards, with what staff keep of each"""
    who = principal()
    with reading() as connection:
        mine = [ward for ward in queries.ward_names(connection) if ward["code"] in who.wards_of("counter")]
    rows = [{**ward, "decides": who.may("staff", ward["code"])} for ward in mine]
    return render("volunteers/wards/list.html", words=words.WARDS, rows=rows)


@staff_pages.get("/wards/<code>/pauses")
@roles("staff")
def pauses(code: str) -> Response:
    """What is put off in a ward of one's own, and a form for more"""
    return _page(code, Form.blank())


@staff_pages.post("/wards/<code>/pauses")
@page_command
@roles("staff")
def pause(code: str) -> Response:
    """Put off every visit in the ward, or in some neighbourhoods"""
    ward, form = ward_of_mine(code), Form.read(WardPauseBody, request.form, say=_SAY)
    if not form.ok:
        return _page(code, form, 422)
    said = form.values
    wish = PauseWish(tuple(said["neighbourhoods"]), said["from_"], said["to"], said["reason"].value)
    try:
        commands.pause_ward(current_unit(), ward, wish)
    except Invalid as error:
        form.refuse(error, _REFUSED)
        return _page(code, form, 422)
    return see_other(f"{WARDS}/{code}/pauses?done=paused")


@staff_pages.post("/wards/<code>/pauses/<uuid:pause_id>/end")
@page_command
@roles("staff")
def end_pause(code: str, pause_id: UUID) -> Response:
    """A pause is over sooner"""
    commands.end_pause(current_unit(), ward_of_mine(code), str(pause_id))
    return see_other(f"{WARDS}/{code}/pauses?done=ended")


def _page(code: str, form: Form, status: int = 200) -> Response:
    if not principal().may("staff", code):
        raise NotFound
    language, now = page_language(), current_runtime().clock.now()
    with reading() as connection:
        row = queries.ward(connection, code)
    names = {each.neighbourhood_id: each.name for each in row.neighbourhoods}
    ward = {"name": row.data.name, "kind": row.data.unit}
    said = worded(words.PAUSES, ward, n=str(LONGEST_PAUSE.days))
    return render(
        "volunteers/wards/pauses.html",
        status,
        words=said,
        form=form,
        ward=ward,
        url=f"{WARDS}/{code}/pauses",
        pauses=[_told(each, names, now, said, language) for each in sorted(row.pauses, key=_begin) if each.end > now],
        neighbourhoods=_options(names),
        reasons=_options({str(each): words.PAUSES[f"reason.{each}"].said(language) for each in PauseReason}),
        usual=_usual(now),
        news=words.PAUSES.get(f"done.{just_done()}"),
    )


def _options(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "text": text} for value, text in texts.items()]


def _begin(pause: Pause) -> datetime:
    return pause.start


def _told(pause: Pause, names: Mapping[str, str], now: datetime, said: Words, language: str) -> dict[str, Any]:
    span = said["span"].said(language)
    where = ", ".join(names.get(each, each) for each in pause.neighbourhoods)
    return {
        "id": pause.pause_id,
        "reason": said[f"reason.{pause.reason}"].said(language),
        "where": where or said["everywhere"].said(language),
        "when": span.format(start=moment_of(pause.start, language), end=moment_of(pause.end, language)),
        "running": pause.start <= now,
    }


def _usual(now: datetime) -> dict[str, str]:
    """From now until this evening, as a browser's own picker of moments writes it."""
    local = now.astimezone(HANOI)
    until = datetime.combine(local.date(), _EVENING)
    return {"from": f"{local:%Y-%m-%dT%H:%M}", "to": f"{until:%Y-%m-%dT%H:%M}"}
