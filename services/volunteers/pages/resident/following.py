"""Following a request: by its link, which becomes a cookie, or by its number and a telephone number."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from markupsafe import Markup
from sqlalchemy import Row

from services.volunteers.commands import strangers
from services.volunteers.domain.slip import ENDED, PROMISED, SEEKING, RequestStatus
from services.volunteers.doorway.strangers import stranger
from services.volunteers.pages.resident import words_follow as words
from services.volunteers.pages.resident.addressing import who_follows
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.bodies import CANCELLED_BECAUSE, LookPage
from services.volunteers.pages.resident.showing import topic_name
from services.volunteers.pages.wording import Ward, said_of, ward_called, worded
from services.volunteers.pages.words_sign_in import PHONE_NUMBER
from services.volunteers.queries import residents as queries
from services.volunteers.queries.catalogue import topics_by_id
from services.volunteers.queries.requests import reference_typed
from services.volunteers.queries.timeline import timeline
from shared.errors import TooMany
from shared.web.auth import anyone, principal, tracking_hash
from shared.web.cookies import hold_code
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.language import Sentence
from shared.web.pages import Form, keeping, page_command, page_language, render, see_other, to_wait
from shared.web.pages.languages import LANGUAGES
from shared.web.pages.times import before, capital, moment_in_full, moment_of, part_of
from shared.web.pages.words import Words
from shared.web.principal import Principal

MOST_LINES, MOST_TIMES = 100, 5


@help_pages.get("/help/look")
@anyone
def look() -> Response:
    """Which number, and which phone? Where it stands is told in the answer to both, and kept nowhere."""
    return _look(Form.filled({"reference": request.args.get("number", "")}))


@help_pages.post("/help/look")
@page_command
@anyone
def look_up() -> Response:
    """The same answer for a number there is not and for a phone that is not on it; wrong tries are counted."""
    form = Form.read(LookPage, request.form, say={"phone": PHONE_NUMBER, "reference": words.REFERENCE})
    if not form.ok:
        return _look(form, 422)
    reference, phone = reference_typed(form.values["reference"]), form.values["phone"]
    if _is_held(reference):
        return see_other(f"{HELP}/{reference}")
    try:
        strangers.refuse_further_looks(current_unit(), reference, phone)
        return _told(form, reference, phone)
    except TooMany as error:
        form.errors["reference"] = [error.sentence(page_language())]
        return to_wait(_look(form, 429), error)


def _is_held(reference: str) -> bool:
    """Whoever may follow it need not ask, and nobody else's wrong tries keep them from it."""
    with reading() as connection:
        row = queries.by_reference(connection, reference)
    return row is not None and held(row)


def _told(form: Form, reference: str, phone: str) -> Response:
    """The page is made before it is counted: what all strangers share is locked no longer than it has to be."""
    unit, row = current_unit(), _found(reference, phone)
    if row is not None:
        page = _state(row)
        strangers.count_stranger(unit, stranger(), "look_ups")
        return page
    form.refuse_field("reference", words.NOT_FOUND)
    missed = _look(form, 422)
    strangers.count_wrong_look(unit, reference, phone)
    strangers.count_stranger(unit, stranger(), "look_ups")
    return keeping(missed)


@help_pages.get("/help/<slip:reference>")
@anyone
def follow(reference: str) -> Response:
    """One's own request; the code of its link becomes a cookie and leaves the address at once."""
    with reading() as connection:
        row = queries.by_reference(connection, reference)
    code = request.args.get("c")
    if code is not None:
        return _exchanged(reference, row, code)
    if row is None or not held(row):
        return see_other(f"{HELP}/look?number={reference}")
    return _follow(row)


def held(row: Row[Any]) -> bool:
    """Whether this browser may follow the request: it holds its code, or its person is signed in."""
    who = principal()
    mine = {row.resident_id, row.asked_by_id} - {None}
    return who.tracks(row.tracking_hash) or who.person_id in mine


def address(row: Row[Any]) -> dict[str, str]:
    """How the reader of a request is addressed."""
    with reading() as connection:
        return who_follows(connection, row, current_runtime().clock.now())


def status_said(row: Row[Any], ward: Ward | None, said: Words, **named: str) -> Sentence:
    """Where it stands, in the resident's words."""
    at = {} if row.starts_at is None else _moments(row)
    if row.status == RequestStatus.SCHEDULED and not at:
        return said_of(said["accepted"], ward)
    closed = row.status == RequestStatus.CANCELLED and not _at_their_wish(row)
    status = RequestStatus.GIVEN_UP if closed else row.status
    return said_of(said[status], ward, noi=row.referred_to or "", **at, **named)


def _at_their_wish(row: Row[Any]) -> bool:
    """Whether they cancelled it themselves, or the ward did for a reason that only they could give."""
    return row.ended_by in ("resident", "asked_by") or row.reason in CANCELLED_BECAUSE[:-1]


def _exchanged(reference: str, row: Row[Any] | None, code: str) -> Response:
    chosen = request.args.get("lang")
    answer = see_other(f"{HELP}/{reference}{f'?lang={chosen}' if chosen in LANGUAGES else ''}")
    if row is not None and tracking_hash(code) == row.tracking_hash:
        foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        hold_code(answer, code, first=not foreign)
    return answer


def _found(reference: str, phone: str) -> Row[Any] | None:
    with reading() as connection:
        row = queries.by_reference(connection, reference)
        return row if queries.has_phone(connection, row, phone) else None


def _look(form: Form, status: int = 200) -> Response:
    return render("volunteers/resident/look.html", status, words=words.LOOK, form=form)


def _state(row: Row[Any]) -> Response:
    """The state alone, neither who comes nor when; the other language asks once more."""
    ward, named = ward_called(row.ward), address(row)
    return render(
        "volunteers/resident/state.html",
        words=worded(words.FOLLOW, ward),
        other="form",
        ward=ward,
        reference=row.reference,
        xh=named["xh"],
        said=status_said(row, ward, words.BRIEF, **named),
    )


def _follow(row: Row[Any]) -> Response:
    ward, named, now = ward_called(row.ward), address(row), current_runtime().clock.now()
    due = before(row.due_at, now, page_language()) if row.status in PROMISED and row.due_at else ""
    with reading() as connection:
        helpers, looks = queries.helpers(connection, row.request_id), queries.looks(connection, row.request_id)
        others = queries.others_of(connection, row)
        topics = topics_by_id(connection)
        lines = _lines(connection, row)
    said = worded(words.FOLLOW, ward, ngay=due, looks=str(looks), **named)
    return render(
        "volunteers/resident/follow.html",
        words=said,
        ward=ward,
        xh=named["xh"],
        said=status_said(row, ward, words.STATUS, **named),
        reference=row.reference,
        rows=_rows(row, helpers, [topics[topic] for topic in row.asking.topics if topic in topics], said),
        told_by=bool(due),
        unproven=row.status == RequestStatus.UNCONFIRMED and not row.phone_proven,
        scheduled=row.status == RequestStatus.SCHEDULED,
        visit=f"/sessions/appointments/{row.appointment_id}" if row.appointment_id else None,
        at_home=row.asking.place == "home",
        by_phone=row.asking.place == "phone",
        has_code=row.asking.place in ("home", "phone"),
        needs_times=row.status == RequestStatus.NEEDS_TIMES,
        seeking=row.status in SEEKING and row.asking.place != "class",
        ended=row.status in ENDED,
        done=row.status in (RequestStatus.DONE, RequestStatus.SOLVED_BY_PHONE),
        looks=looks,
        lines=lines,
        others=[{"reference": each.reference, "url": f"{HELP}/{each.reference}"} for each in others],
        base=f"{HELP}/{row.reference}",
    )


def _rows(row: Row[Any], helpers: list[str], topics: list[Any], said: Words) -> list[dict[str, Any]]:
    """What it is about, and once it is fixed who comes and when."""
    language, words_of = page_language(), lambda key: said[key].said(page_language())
    rows: list[dict[str, Any]] = [
        {"key": words_of("topics"), "value": ", ".join(topic_name(topic).said(language) for topic in topics)},
        {"key": words_of("place"), "value": words_of(f"place.{row.asking.place}")},
    ]
    if row.status in SEEKING and row.asking.windows:
        rows.append({"key": words_of("windows"), "value": _windows(row, said)})
    if row.status == RequestStatus.SCHEDULED and row.starts_at:
        rows.append({"key": words_of("when"), "value": capital(moment_in_full(row.starts_at, language))})
    if row.referred_papers:
        rows.append({"key": words_of("papers"), "value": row.referred_papers})
    if row.status in (RequestStatus.SCHEDULED, RequestStatus.ACCEPTED) and helpers:
        who = "who.call" if row.asking.place == "phone" else "who"
        rows.append({"key": words_of(who), "value": _together(helpers, said)})
    return rows


def _windows(row: Row[Any], said: Words) -> Markup:
    """The times that suit; of many the first few."""
    language, now = page_language(), current_runtime().clock.now()
    windows = sorted(row.asking.windows)
    lines = [capital(part_of(window.start, now, language)) for window in windows[:MOST_TIMES]]
    left = len(windows) - len(lines)
    more = [said["windows.more"].format(n=left).said(language)] if left else []
    return Markup("<br>").join([*lines, *more])


def _together(names: list[str], said: Words) -> str:
    if len(names) < 2:
        return "".join(names)
    return said["and"].format(first=", ".join(names[:-1]), second=names[-1]).said(page_language())


def _lines(connection: Any, row: Row[Any]) -> list[dict[str, str]]:
    """What happened, as whoever holds the link reads it, whoever else they are."""
    holder = Principal("tracking", tracking_hashes=(row.tracking_hash,))
    language = page_language()
    found = timeline(connection, holder, row.request_id, {"limit": MOST_LINES, "cursor": None}, language)
    return [{"when": capital(moment_of(line["at"], language)), "text": line["text"]} for line in found.items]


def _moments(row: Row[Any]) -> dict[str, Sentence]:
    return {"luc": Sentence(moment_of(row.starts_at, "vi"), moment_of(row.starts_at, "en"))}
