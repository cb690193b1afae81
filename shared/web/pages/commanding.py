"""The doors of pages that do something: like :mod:`shared.web.doors`, but what they answer is a page.

::

    @help_pages.post("/help/call-me")
    @page_command
    @anyone
    def call_me() -> Response:
        form = Form.read(CallBackBody, request.form)
        if not form.ok:
            return render("volunteers/call_me.html", 422, words=WORDS, form=form)
        want_call(current_unit(), **form.values)
        return see_other("/volunteers/help/called")
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps
from hashlib import sha256
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Response, g, redirect, request
from markupsafe import Markup

from shared.web import idempotency
from shared.web.auth import principal
from shared.web.cookies import kept_drafts
from shared.web.doors import carry_out, current_unit

View = TypeVar("View", bound=Callable[..., Any])

ONCE = "once"
"""The hidden field whose value is drawn for each form that is shown."""

_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def page_command(view: View) -> View:
    """Run the view in a unit of work and commit it, unless it answers with a refusal (400 and more).

    Goes directly under the route. A form with ``{{ once() }}`` that is sent twice unchanged does its work once; the
    second is answered like the first. When two units meet, the loser is run again at once.
    """

    @wraps(view)
    def opened(*args: Any, **values: Any) -> Response:
        return carry_out(view, partial(_afresh, view, args, values), _call(), _commits)

    return cast(View, opened)


def keeping(answer: Response) -> Response:
    """Commit although ``answer`` is a refusal: a wrong code must count."""
    g.keeping = True
    return answer


def see_other(path: str) -> Response:
    """What a page answers to whoever sent something: look there (RFC 9110, 15.4.4). ``path`` is one of this origin."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"{path!r} is no path of this origin")
    return cast(Response, redirect(quote(path, safe="/?=&#%:~+,;@!$'()*"), 303))


def once(name: str = ONCE) -> Markup:
    """The hidden field of a form that must not do its work twice; under another name for :func:`sent_before`."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, secrets.token_urlsafe(16))


def sent_before(name: str, within: timedelta) -> bool:
    """Whether this showing of the form, with ``{{ once(name) }}`` in it, was sent already within that time.

    For answers that must be kept nowhere: they are made anew, as things stand by then, and what was counted once is
    not counted again.
    """
    key = request.form.get(name, "")
    return bool(_KEY.fullmatch(key)) and idempotency.sent_before(current_unit(), _call_of(key), within)


def _afresh(view: Callable[..., Any], args: Any, values: Any) -> Any:
    g.keeping = False
    return view(*args, **values)


def _commits(answer: Response) -> bool:
    return answer.status_code < 400 or g.keeping


def _call() -> idempotency.Call | None:
    key = request.form.get(ONCE, "")
    return _call_of(key) if _KEY.fullmatch(key) else None


def _call_of(key: str) -> idempotency.Call:
    return idempotency.call_of_form(principal(), key, _sent(), _browser())


def _browser() -> str:
    """The keys of what was typed here: nobody has them who comes after."""
    return json.dumps(sorted(kept_drafts().items()))


def _sent() -> str:
    """What was filled in. A browser writes the same fields in another way each time, where a file is among them."""
    fields = sorted(request.form.items(multi=True))
    files = [(name, file.filename, _digest(file)) for name, file in sorted(request.files.items(multi=True))]
    return json.dumps([fields, files])


def _digest(file: Any) -> str:
    digest = sha256(file.read()).hexdigest()
    file.seek(0)
    return digest
