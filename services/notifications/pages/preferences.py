"""How somebody wants to be reached: by what, how much, and whether their number wants messages at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, request

from services.notifications.commands import preferring
from services.notifications.domain.preferences import Level, Reach, Wish
from services.notifications.pages.blueprint import INBOX, PREFERENCES, own_pages
from services.notifications.pages.words_inbox import PREFERENCES as WORDS
from services.notifications.queries.inbox import holder_of, preferences_of, request_followed, ward_followed
from services.notifications.schemas import PreferencesBody
from shared.errors import Invalid
from shared.web.auth import principal, signed_in
from shared.web.doors import current_unit, reading
from shared.web.language import Sentence
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other
from shared.web.pages.wording import worded
from shared.web.pages.words import Words

_SAY: dict[str, Sentence] = dict.fromkeys(("reach", "level", "stop"), WORDS["choose"])


@own_pages.get("/preferences")
@signed_in(tracking=True)
def preferences() -> Response:
    """How one is reached; by a tracking code, how who asked is reached"""
    return _show(Form.blank())


@own_pages.post("/preferences")
@page_command
@signed_in(tracking=True)
def choose_preferences() -> Response:
    """Say how one wants to be reached"""
    form = Form.read(PreferencesBody, request.form, say=_SAY)
    if form.ok:
        unit, wish = current_unit(), form.values
        try:
            holder = holder_of(unit, principal())
            preferring.choose(unit, holder, Wish(wish["reach"], wish["level"]), wish["stop"])
        except Invalid:
            form.refuse_field("stop", WORDS["nothing_to_stop"])
    return see_other(f"{PREFERENCES}?done=saved") if form.ok else _show(form, 422)


def _show(form: Form, status: int = 200) -> Response:
    who = principal()
    with reading() as connection:
        now, _ = preferences_of(connection, holder_of(connection, who))
        ward, slip = ward_followed(connection, who), request_followed(connection, who)
    words = worded(WORDS, ward)
    return render(
        "notifications/preferences.html",
        status,
        words=words,
        layout="layout/resident.html" if ward else "layout/base.html",
        form=form,
        ward=ward,
        slip=slip.reference if slip and not who.person_id else None,
        now=now,
        reach=_options("reach", Reach, words),
        level=_options("level", Level, words),
        stop=_option("stop", "true", words),
        saved=just_done() == "saved" and status == 200,
        inbox=INBOX,
    )


def _options(of: str, choices: Iterable[str], words: Words) -> list[dict[str, Any]]:
    return [_option(of, choice, words) for choice in choices]


def _option(of: str, choice: str, words: Words) -> dict[str, Any]:
    """One choice with what it means, where its name does not say so."""
    key = f"{of}.{choice}"
    option: dict[str, Any] = {"value": str(choice), "text": words[key].said(page_language())}
    hint = words.get(f"{key}.hint")
    return {**option, "hint": hint.said(page_language())} if hint else option
