"""Following a request: by its link, which becomes a cookie, or by its number and a telephone number."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from sqlalchemy import Row

from services.volunteers.commands import strangers
from services.volunteers.domain.slip import reference_typed
from services.volunteers.doorway.strangers import stranger
from services.volunteers.pages.resident import words_follow as words
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.bodies import LookPage
from services.volunteers.pages.resident.followed import Followed, find_followed, followed, held
from services.volunteers.pages.resident.telling import see, status_said, told
from services.volunteers.pages.wording import worded
from services.volunteers.pages.words_common import PHONE_NUMBER
from services.volunteers.queries import residents as queries
from shared.errors import TooMany
from shared.web.auth import anyone, tracking_hash
from shared.web.cookies import hold_code
from shared.web.doors import current_unit, reading
from shared.web.pages import Form, keeping, page_command, page_language, render, see_other, to_wait
from shared.web.pages.languages import LANGUAGES


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
    if find_followed(reference) is not None:  # whoever may follow it need not ask, whoever else was wrong before
        return see_other(f"{HELP}/{reference}")
    try:
        strangers.refuse_further_looks(current_unit(), reference, phone)
        return _told(form, reference, phone)
    except TooMany as error:
        form.errors["reference"] = [error.sentence(page_language())]
        return to_wait(_look(form, 429), error)


def _told(form: Form, reference: str, phone: str) -> Response:
    """The page is made before it is counted: what all strangers share is locked no longer than it has to be."""
    unit, slip = current_unit(), _found(reference, phone)
    if slip is not None:
        page = _state(slip)
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
    code = request.args.get("c")
    with reading() as connection:
        row = queries.by_reference(connection, reference)
        if code is not None:
            return _exchanged(reference, row, code)
        seen = see(connection, row) if row is not None and held(row) else None
    if seen is None:
        return see_other(f"{HELP}/look?number={reference}")
    return render("volunteers/resident/follow.html", **told(seen, page_language()))


def _exchanged(reference: str, row: Row[Any] | None, code: str) -> Response:
    chosen = request.args.get("lang")
    answer = see_other(f"{HELP}/{reference}{f'?lang={chosen}' if chosen in LANGUAGES else ''}")
    if row is not None and tracking_hash(code) == row.tracking_hash:
        foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        hold_code(answer, code, first=not foreign)
    return answer


def _found(reference: str, phone: str) -> Followed | None:
    with reading() as connection:
        row = queries.by_reference(connection, reference)
        known = queries.has_phone(connection, row, phone)
        return followed(connection, row) if row is not None and known else None


def _look(form: Form, status: int = 200) -> Response:
    return render("volunteers/resident/look.html", status, words=words.LOOK, form=form)


def _state(slip: Followed) -> Response:
    """The state alone, neither who comes nor when; the other language asks once more."""
    return render(
        "volunteers/resident/state.html",
        words=worded(words.FOLLOW, slip.ward, **slip.named),
        other="form",
        ward=slip.ward,
        reference=slip.row.reference,
        xh=slip.named["xh"],
        said=status_said(slip.row, slip.ward, words.BRIEF, **slip.named),
    )
