"""What follows on sending a request: its code from the phone, and what happens next.

The number of the slip stands in the address, so that each page is about the slip it was opened for, however many this
browser follows, and whoever signed in finds it as well as whoever holds the link.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request
from sqlalchemy import Row

from services.volunteers.commands import codes
from services.volunteers.domain.asking import Place
from services.volunteers.domain.errors import NoCodeAwaited, WrongRequestCode
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.doorway.strangers import stranger
from services.volunteers.pages.drafts import draft, keep_draft
from services.volunteers.pages.resident import words_send as words
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.followed import Followed, find_followed
from services.volunteers.pages.wording import worded
from services.volunteers.pages.words_common import SIX_DIGITS
from services.volunteers.queries import residents as queries
from services.volunteers.schemas.requests import VerifyBody
from shared.errors import Refused, TooMany
from shared.messaging.outbox import is_late
from shared.web.auth import anyone
from shared.web.doors import acting_as, current_runtime, current_unit, reading
from shared.web.pages import Form, keeping, page_command, page_language, render, see_other, to_wait
from shared.web.pages.drawing import shown_phone
from shared.web.pages.times import before

SENT = "sent"
"""The draft that remembers, in the demo, which code was sent for which slip."""

View = Callable[[Followed], Response]


def code_page(reference: str) -> str:
    """Where the code of a slip is written."""
    return f"{HELP}/{reference}/code"


def keep_code(answer: Response, reference: str, code: str) -> Response:
    """In the demo the page itself shows the code."""
    if not current_runtime().config.demo:
        return answer
    return keep_draft(answer, SENT, {"reference": reference, "demo_code": code})


def _of_mine(view: View) -> Callable[[str], Response]:
    """The view gets the request; who may not follow it is led to where its state is told by number and telephone."""

    @wraps(view)
    def found(reference: str) -> Response:
        slip = find_followed(reference)
        return view(slip) if slip is not None else see_other(f"{HELP}/look?number={reference}")

    return found


@help_pages.get("/help/<slip:reference>/code")
@anyone
@_of_mine
def show_code(slip: Followed) -> Response:
    """Which code came?"""
    return _code(Form.blank(), slip) if _waits_for_code(slip.row) else see_other(_done_page(slip))


@help_pages.post("/help/<slip:reference>/code")
@page_command
@anyone
@_of_mine
def confirm(slip: Followed) -> Response:
    """Prove the phone; five wrong tries kill the code."""
    typed = {"code": "".join(request.form.get("code", "").split())}
    form = Form.read(VerifyBody(only=("code",)), typed, say={"code": SIX_DIGITS})
    if not typed["code"]:
        form.refuse_field("code", SIX_DIGITS)
    return _try(slip, form) if form.ok else _code(form, slip, 422)


@help_pages.post("/help/<slip:reference>/again/code")
@page_command
@anyone
@_of_mine
def send_again(slip: Followed) -> Response:
    """Another code to the same phone; the earlier one counts no more."""
    try:
        code = codes.send_again(current_unit(), _locked(slip.row), stranger())
    except NoCodeAwaited:
        return see_other(_done_page(slip))
    except (TooMany, Refused) as error:
        form = Form.blank()
        form.errors["code"] = [error.sentence(page_language())]
        return to_wait(_code(form, slip, 429), error) if isinstance(error, TooMany) else _code(form, slip, 409)
    return keep_code(see_other(code_page(slip.row.reference)), slip.row.reference, code)


@help_pages.get("/help/<slip:reference>/done")
@anyone
@_of_mine
def done(slip: Followed) -> Response:
    """The number of the request, large, and what happens next."""
    row = slip.row
    if row.status == RequestStatus.SCHEDULED:
        return see_other(slip.url)
    due = before(row.due_at, current_runtime().clock.now(), page_language()) if row.due_at else ""
    said = worded(words.DONE, slip.ward, ngay=due, **slip.named)
    shown = {"xh": slip.named["xh"], "told_by": bool(due), "follow": slip.url, **_facts(row)}
    return render("volunteers/resident/done.html", words=said, ward=slip.ward, **shown)


def _facts(row: Row[Any]) -> dict[str, Any]:
    """What decides which steps follow."""
    return {
        "reference": row.reference,
        "for_another": row.asked_by_id is not None,
        "in_class": row.asking.place == Place.CLASS,
        "at_home": row.asking.place == Place.HOME,
        "with_picture": row.asking.picture is not None,
        "unconfirmed": row.status == RequestStatus.UNCONFIRMED,
        "phone_proven": row.phone_proven,
    }


def _try(slip: Followed, form: Form) -> Response:
    """A wrong code is counted although it is refused."""
    acting_as("asked_by" if slip.row.asked_by_id else "resident")
    try:
        codes.verify(current_unit(), _locked(slip.row), form.values["code"], stranger())
    except TooMany as error:
        form.errors["code"] = [error.sentence(page_language())]
        return to_wait(_code(form, slip, 429), error)
    except WrongRequestCode as error:
        form.refuse(error)
        return keeping(_code(form, slip, 422))
    return see_other(_done_page(slip))


def _done_page(slip: Followed) -> str:
    return f"{slip.url}/done"


def _locked(row: Row[Any]) -> Request:
    found = current_unit().get(Request, row.request_id)
    if found is None:
        raise LookupError(f"request {row.request_id} is gone")
    return found


def _waits_for_code(row: Row[Any]) -> bool:
    return bool(row.status == RequestStatus.UNCONFIRMED and not row.phone_proven)


def _code(form: Form, slip: Followed, status: int = 200) -> Response:
    runtime, row = current_runtime(), slip.row
    with reading() as connection:
        late = is_late(connection, runtime.parts.kit.outbox, runtime.clock.now())
        phone = queries.phone_of(connection, row.asked_by_id or row.resident_id)
    minutes = str(int(runtime.config.rules.code_lives.total_seconds() // 60))
    return render(
        "volunteers/resident/code.html",
        status,
        words=worded(words.CODE, slip.ward, phone=_ending(phone), minutes=minutes),
        form=form,
        ward=slip.ward,
        xh=slip.named["xh"],
        late=late,
        demo_code=_demo_code(row.reference),
        base=slip.url,
    )


def _demo_code(reference: str) -> str | None:
    sent = draft(SENT) or {}
    return sent["demo_code"] if sent.get("reference") == reference else None


def _ending(phone: str | None) -> str:
    """Enough of a number to know it by: whoever holds the link may not be who typed it."""
    return f"••• {shown_phone(phone)[-3:]}" if phone else "•••"
