"""Signing in: the number, the code, and who it is where several share the number. Signing out.

The number stays in the draft of this browser, never in an address. A right code of a number that several share is kept
as a proof, under a key that only the browser gets which typed it: whoever has the earlier key can choose nobody.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, request

from services.volunteers.commands import sign_in as commands
from services.volunteers.domain.errors import WrongSignInCode
from services.volunteers.doorway.strangers import stranger
from services.volunteers.doorway.tokens import token_of
from services.volunteers.pages import words_sign_in as words
from services.volunteers.pages.drafts import draft, drop_draft, keep_draft, take_up
from services.volunteers.pages.leaving import leave_machine
from services.volunteers.pages.resident.answers import KIND
from services.volunteers.pages.words_common import PHONE_NUMBER, SIX_DIGITS
from services.volunteers.schemas.people import PhoneBody, SignInBody
from shared.errors import TooMany
from shared.messaging.outbox import is_late
from shared.web.auth import anyone, principal
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import (
    SESSION,
    Form,
    Pages,
    keeping,
    own_path,
    page_command,
    page_language,
    render,
    see_other,
    set_cookie,
    to_wait,
)
from shared.web.pages.signing import SIGN_IN
from shared.web.principal import STAFF

sign_in_pages = Pages("sign_in_pages", __name__)

DRAFT = "sign_in"
CODE_PAGE, PERSON_PAGE = f"{SIGN_IN}/code", f"{SIGN_IN}/person"


@sign_in_pages.get("/sign-in")
@anyone
def phone() -> Response:
    """Which number?"""
    back = own_path(request.args.get("next"))
    who = principal()
    if who.person_id is not None:
        return see_other(back or _home({post.role for post in who.posts}))
    return _phone(Form.blank(), back)


@sign_in_pages.post("/sign-in")
@page_command
@anyone
def send_code() -> Response:
    """Have a code sent; the same answer whether or not the number is known."""
    back = own_path(request.form.get("next"))
    form = Form.read(PhoneBody, request.form, say={"phone": PHONE_NUMBER})
    if not form.ok:
        return _phone(form, back, 422)
    try:
        code = commands.ask_for_code(current_unit(), form.values["phone"], stranger())
    except TooMany as error:
        form.errors["phone"] = [error.sentence(page_language())]
        return to_wait(_phone(form, back, 429), error)
    told = {"demo_code": code} if current_runtime().config.demo and code else {}
    asked = {"phone": form.values["phone"], "next": back, **told}
    return keep_draft(see_other(CODE_PAGE), DRAFT, asked, anew=True)


@sign_in_pages.get("/sign-in/code")
@anyone
def code() -> Response:
    """Which code came?"""
    asked = draft(DRAFT)
    return see_other(SIGN_IN) if asked is None else _code(Form.blank(), asked)


@sign_in_pages.post("/sign-in/code")
@page_command
@anyone
def check_code() -> Response:
    """Sign in, or ask who it is; five wrong tries kill the code."""
    asked = draft(DRAFT)
    if asked is None:
        return see_other(SIGN_IN)
    typed = {"phone": asked["phone"], "code": "".join(request.form.get("code", "").split())}
    form = Form.read(SignInBody, typed, say={"code": SIX_DIGITS})
    return _try(asked, form) if form.ok else _code(form, asked, 422)


@sign_in_pages.get("/sign-in/person")
@anyone
def person() -> Response:
    """Who of those that share the number?"""
    asked = draft(DRAFT)
    return see_other(SIGN_IN) if asked is None or "proof" not in asked else _person(Form.blank(), asked)


@sign_in_pages.post("/sign-in/person")
@page_command
@anyone
def choose_person() -> Response:
    """Sign in as one of them."""
    asked = draft(DRAFT)
    if asked is None or "proof" not in asked:
        return see_other(SIGN_IN)
    chosen = request.form.get("person_id", "")
    if chosen not in {each["id"] for each in asked["persons"]}:
        form = Form.blank()
        form.refuse_field("person_id", words.CHOOSE)
        return _person(form, asked, 422)
    try:
        found = commands.sign_in_as(current_unit(), asked["phone"], asked["proof"], chosen)
    except WrongSignInCode as error:
        form = Form.blank()
        form.errors["code"] = [error.sentence(page_language())]
        return _code(form, asked, 422)
    return _signed_in(found, asked)


@sign_in_pages.post("/sign-out")
@page_command
@anyone
def sign_out() -> Response:
    """This machine is somebody else's from now on."""
    return leave_machine()


def _try(asked: dict[str, Any], form: Form) -> Response:
    """Prove the number by the code; a wrong one is counted although it is refused."""
    unit, proved = current_unit(), (asked["phone"], form.values["code"])
    try:
        found = commands.sign_in(unit, *proved, None, stranger())
    except TooMany as error:
        form.errors["code"] = [error.sentence(page_language())]
        return to_wait(_code(form, asked, 429), error)
    except WrongSignInCode as error:
        form.errors["code"] = [error.sentence(page_language())]
        return keeping(_code(form, asked, 422))
    if isinstance(found, commands.SignedIn):
        return _signed_in(found, asked)
    persons = [{"id": each.person_id, "name": each.name} for each in found]
    kept = {**asked, "proof": commands.proof_of(unit, *proved), "persons": persons}
    return keep_draft(see_other(PERSON_PAGE), DRAFT, kept, anew=True)


def _signed_in(found: commands.SignedIn, asked: dict[str, Any]) -> Response:
    """They go on with what they were asking for, under a new key: who sat here before may have seen the old one."""
    drop_draft(DRAFT)
    token, expires_at = token_of(found)
    answer = take_up(see_other(asked.get("next") or _home({post.role for post in found.posts})), KIND)
    left: timedelta = expires_at - current_runtime().clock.now()
    set_cookie(answer, SESSION, token, lasts=left)
    return answer


def _home(roles: set[str]) -> str:
    """Where somebody begins who came to sign in and for nothing else."""
    if roles & (STAFF - {"leader"}):
        return "/volunteers/queue"
    return "/volunteers/tasks" if roles else "/"


def _phone(form: Form, back: str | None, status: int = 200) -> Response:
    return render("volunteers/sign_in_phone.html", status, words=words.PHONE, form=form, back=back)


def _code(form: Form, asked: dict[str, Any], status: int = 200) -> Response:
    runtime = current_runtime()
    with reading() as connection:
        late = is_late(connection, runtime.parts.kit.outbox, runtime.clock.now())
    return render(
        "volunteers/sign_in_code.html",
        status,
        words=words.CODE,
        form=form,
        phone=asked["phone"],
        minutes=int(runtime.config.rules.code_lives.total_seconds() // 60),
        demo_code=asked.get("demo_code"),
        late=late,
    )


def _person(form: Form, asked: dict[str, Any], status: int = 200) -> Response:
    return render("volunteers/sign_in_person.html", status, words=words.PERSON, form=form, persons=asked["persons"])
