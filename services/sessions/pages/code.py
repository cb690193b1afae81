"""Somebody is at the door: is it one of ours? Linked from every page.

The answer is shown where the question was sent. It has no address of its own: whoever could link to
"Correct" would only have to send the link along.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from flask import Response, request

from services.sessions.commands.visit_codes import check_code
from services.sessions.domain.code_checks import Checker
from services.sessions.domain.errors import TooManyCodes
from services.sessions.pages import words_code as words
from services.sessions.pages.blueprint import door_pages
from services.sessions.queries.wards import all_wards, ward_called
from services.sessions.schemas import CodeCheckBody
from shared.errors import Invalid
from shared.web.auth import anyone
from shared.web.callers import address_hash
from shared.web.cookies import DOOR, read_cookie, set_cookie
from shared.web.doors import current_unit, reading
from shared.web.language import Sentence
from shared.web.pages import Form, keeping, page_command, render, to_wait
from shared.web.pages.wording import Ward, together, worded
from shared.web.pages.words import KIT

SAY = {"code": words.WRITE_CODE, "ward": words.CHOOSE_WARD}


@door_pages.get("/code")
@anyone
def ask_code() -> Response:
    """Which code did they say? ``?ward=`` is chosen already."""
    return _page(Form.filled({"ward": request.args.get("ward", "")}))


@door_pages.post("/code")
@page_command
@anyone
def check() -> Response:
    """Who comes today with this code; two wrong ones, then where is asked too; five, then wait."""
    form = Form.read(CodeCheckBody, request.form, say=SAY)
    if not form.ok:
        return _page(form, 422)
    key = read_cookie(DOOR) or secrets.token_urlsafe(16)
    try:
        names = check_code(current_unit(), Checker(address_hash(), _hash(key)), **form.values)
    except Invalid as error:
        form.refuse(error)
        return _page(form, 422)
    except TooManyCodes as error:
        return to_wait(_page(form, 429, "wait", phut=str(-(-error.retry_after // 60))), error)
    if not names:
        return _known_again(keeping(_page(form, 200, "bad")), key)
    return _page(Form.filled({"ward": form.value("ward")}), 200, "ok", nguoi=together(names))


def _known_again(answer: Response, key: str) -> Response:
    """Have the browser keep its key: the next wrong code is its second."""
    set_cookie(answer, DOOR, key)
    return answer


def _hash(key: str) -> str:
    """Never that of an address, whatever a browser sends as its key."""
    return hashlib.sha256(f"browser {key}".encode()).hexdigest()


def _page(form: Form, status: int = 200, result: str | None = None, **said: Sentence | str) -> Response:
    with reading() as connection:
        ward, wards = ward_called(connection, form.value("ward")), all_wards(connection)
    return render(
        "sessions/code.html",
        status,
        words=worded(words.CODE, ward, **said),
        other="none" if result in ("ok", "bad") else "link",  # it would lose the answer, which somebody waits for
        form=form,
        ward=ward,
        wards=_options(wards),
        result=result,
    )


def _options(wards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    choose = {"value": "", "text": words.CODE["ward.choose"]}
    return [choose, *({"value": each["code"], "text": _option(each)} for each in wards)]


def _option(ward: Ward) -> Sentence:
    kind = KIT[f"unit.{ward['kind']}"]
    return Sentence(f"{ward['bare']} ({kind})", f"{ward['bare']} ({kind.en})")
