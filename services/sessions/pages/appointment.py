"""One agreed time on one page, as its reader has to do with it; and the box that other services' pages show of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Response, request

from services.sessions.commands import visits
from services.sessions.domain import errors
from services.sessions.domain.appointment import CANCELLED, COMPLETED, CONFIRMED, MISSED, SCHEDULED, STANDING
from services.sessions.domain.people import COUNTER, STAFF, VOLUNTEER, Caller, Met, volunteer_id_of
from services.sessions.pages.blueprint import SESSIONS, session_pages
from services.sessions.pages.may import deeds_of
from services.sessions.pages.telling import (
    WITH_CODE,
    at_place,
    facts_of,
    outcome_of,
    script_of,
    status_said,
    view_of,
)
from services.sessions.pages.words_visit import DESK, HELPER, HOUSEHOLD
from services.sessions.queries.appointments import caller_of
from services.sessions.queries.visits import Visit
from services.sessions.queries.visits import visit as find_visit
from shared.address import given_name
from shared.errors import Refused, code_of
from shared.web.auth import principal, signed_in
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.language import Sentence
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other
from shared.web.pages.offline import kept_today
from shared.web.pages.refusals import page_of_error
from shared.web.pages.times import capital, moment_of
from shared.web.pages.wording import worded
from shared.web.pages.words import Words

_WORDS: Mapping[str, Words] = {"household": HOUSEHOLD, "helper": HELPER, "desk": DESK}

SORRY: Mapping[str, type[Refused]] = {
    "visit_is_over": errors.VisitIsOver,
    "visit_was_cancelled": errors.VisitWasCancelled,
    "visit_was_missed": errors.VisitWasMissed,
    "visit_has_begun": errors.VisitHasBegun,
}
"""What may come between somebody's decision and its effect, by the word that stands for it in the address."""


@session_pages.get("/appointments/<uuid:appointment_id>")
@signed_in(tracking=True)
def appointment(appointment_id: UUID) -> Response:
    """One agreed time: another household's or ward's is not there"""
    visit = seen(appointment_id)
    view = view_of(visit.parts)
    words = words_for(visit, view)
    return render(
        f"sessions/{view}.html",
        words=words,
        ward=visit.ward,
        xh=visit.reader,
        visit=visit.shown,
        url=url_of(visit.id),
        news=_news(words, page_language()),
        **_told(visit, view, words),
        **_ways_from(visit, view),
    )


@session_pages.get("/appointments/<uuid:appointment_id>/fragment")
@signed_in(tracking=True)
def fragment(appointment_id: UUID) -> Response:
    """What a page of another service shows of it; a helper's phone may keep it through the day of the visit"""
    visit, language = seen(appointment_id), page_language()
    view = view_of(visit.parts)
    words = words_for(visit, view)
    answer = render(
        "sessions/_fragment.html",
        words=words,
        view=view,
        place=visit.shown["place"],
        url=url_of(visit.id),
        facts=facts_of(visit, words, language, with_people=False)[:2] if view == "desk" else [],
        scheduled=visit.row.status == SCHEDULED,
        confirmed=visit.row.status == CONFIRMED,
        can=deeds_of(visit, current_runtime().clock.now()),
        tag=status_said(visit.shown, language),
        code=code_of_visit(visit),
        script=_script(visit, words) if view == "helper" else None,
    )
    helps = VOLUNTEER in visit.parts and visit.row.status in STANDING
    return kept_today(answer, visit.row.starts_at) if helps else answer


@session_pages.post("/appointments/<uuid:appointment_id>/confirm")
@page_command
@signed_in(tracking=True)
def confirm(appointment_id: UUID) -> Response:
    """The time suits"""
    visits.confirm(current_unit(), str(appointment_id), caller())
    return done(appointment_id, "confirmed")


@session_pages.post("/appointments/<uuid:appointment_id>/start")
@page_command
@signed_in
def start(appointment_id: UUID) -> Response:
    """The volunteer is there"""
    visits.start(current_unit(), str(appointment_id), caller())
    return done(appointment_id, "started")


@session_pages.errorhandler(Refused)
def refused(error: Refused) -> Response:
    """What its state does not allow is told on the page of the visit, which shows that state."""
    word, about = code_of(error), (request.view_args or {}).get("appointment_id")
    return see_other(f"{url_of(about)}?sorry={word}") if about and word in SORRY else page_of_error(error)


def seen(appointment_id: UUID) -> Visit:
    """The visit as the caller sees it."""
    with reading() as connection:
        return find_visit(connection, principal(), str(appointment_id))


def offered(deed: str, visit: Visit) -> bool:
    """Whether the page of the visit offers this deed; an old address of it leads back there."""
    return deed in deeds_of(visit, current_runtime().clock.now())


def asked_before(
    deed: str, appointment_id: UUID, part: Callable[[Caller, Met], object], page: Callable[[Visit, Form], Response]
) -> Response:
    """``page``, which asks what has to be known before the deed; the visit's own page where it is not offered.

    ``part`` says as whom the caller would do it, and raises for who may see the visit and has no say in it.
    """
    visit = seen(appointment_id)
    part(visit.caller, visit.row)
    return page(visit, Form.blank()) if offered(deed, visit) else see_other(url_of(visit.id))


def layout_of(view: str) -> str:
    """What a question about the visit is framed by: the promise and the ward's phone are for households."""
    return "layout/resident.html" if view == "household" else "layout/base.html"


def caller() -> Caller:
    """Who acts in the unit of work in hand."""
    return caller_of(current_unit().execute, principal())


def done(appointment_id: UUID, word: str) -> Response:
    """Back to the visit, where ``word`` says what was done."""
    return see_other(f"{url_of(appointment_id)}?done={word}")


def url_of(appointment_id: UUID | str) -> str:
    return f"{SESSIONS}/appointments/{appointment_id}"


def words_for(visit: Visit, view: str, more: Words | None = None) -> Words:
    """The words of the page, or ``more`` words, with the unit, the form of address and the time filled in."""
    starts: Any = visit.row.starts_at
    when = Sentence(moment_of(starts, "vi"), moment_of(starts, "en"))
    form = visit.reader if view == "household" else visit.form
    words = at_place(_WORDS[view] if more is None else more, visit.shown["place"])
    return worded(words, visit.ward, luc=when, xh=form, Xh=capital(form))


def _told(visit: Visit, view: str, words: Words) -> dict[str, Any]:
    """What stands there, and what became of it."""
    language = page_language()
    return {
        "facts": facts_of(visit, words, language, with_people=view != "household"),
        "outcome": outcome_of(visit, words, language),
        "tag": status_said(visit.shown, language),
        "code": code_of_visit(visit),
        "script": _script(visit, words) if view == "helper" else None,
        "missed": visit.shown["missed"] if visit.row.status == MISSED else None,
        "put_off": _is_put_off(visit),
        "completed": visit.row.status == COMPLETED,
    }


def _ways_from(visit: Visit, view: str) -> dict[str, Any]:
    """What the reader can do, and where else they can go."""
    return {
        "can": deeds_of(visit, current_runtime().clock.now()),
        "back": _back(visit, view),
        "slip": f"/volunteers/queue/{visit.row.request_id}" if visit.parts & {STAFF, COUNTER} else None,
        "reference": visit.reference,
    }


def _is_put_off(visit: Visit) -> bool:
    """It does not take place, and another time or helper is looked for: "hoãn", and not "hủy"."""
    return visit.row.status == CANCELLED and visit.row.ending is not None and bool(visit.row.ending.reopen)


def code_of_visit(visit: Visit) -> str | None:
    """The two words, where somebody has to say them and the caller may read them."""
    return visit.shown["visit_code"] if visit.shown["place"] in WITH_CODE else None


def _script(visit: Visit, words: Words) -> Sentence | None:
    if code_of_visit(visit) is None:
        return None
    own = volunteer_id_of(visit.caller, visit.row)
    return script_of(visit, words, given_name(visit.people.get(own or "", "…")))


def _back(visit: Visit, view: str) -> str | None:
    if view == "household":
        return f"/volunteers/help/{visit.reference}" if visit.reference else None
    if view == "helper":
        return f"/volunteers/tasks/{visit.row.request_id}"
    of_ward = f"?ward={visit.row.ward}" if visit.parts & {STAFF, COUNTER} else ""
    return f"{SESSIONS}/agenda{of_ward}"


def _news(words: Words, language: str) -> tuple[str, str] | None:
    """What was just done, or what came between; the address holds no more than a word for it."""
    key, sorry = f"done.{just_done()}", request.args.get("sorry", "")
    if key in words:
        return words[key].said(language), "good"
    return (SORRY[sorry]().sentence(language), "attention") if sorry in SORRY else None
