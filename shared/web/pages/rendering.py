"""How a page becomes HTML: :func:`render`, and the one template environment an app gets from :func:`furnish`.

Templates are found in the kit (``layout/``, ``components/``) and in the page blueprints' own folders. What is
missing in them is an error (``StrictUndefined``). govuk-frontend-jinja's macros ask for missing keys by design: they
live in an environment of their own and are called from ours as ``govukInput({…})``, without an import.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import govuk_frontend_jinja
from flask import Flask, Response, g, make_response, render_template, request
from jinja2 import BytecodeCache, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket

from shared.address import BAC
from shared.web.cookies import held_codes, kept_drafts
from shared.web.language import Sentence
from shared.web.pages import drawing
from shared.web.pages.languages import (
    other_language,
    other_language_url,
    page_language,
    page_path,
    remember_language,
    same_again_url,
)
from shared.web.pages.navigation import places_for
from shared.web.pages.words import KIT, Said, Words
from shared.web.principal import Principal
from shared.web.static import static_url

TEMPLATES = Path(__file__).with_name("templates")

PAGES_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Content-Security-Policy of pages: everything from here, nothing inline."""

GOVUK = {
    "back-link": "govukBackLink",
    "button": "govukButton",
    "checkboxes": "govukCheckboxes",
    "error-summary": "govukErrorSummary",
    "input": "govukInput",
    "pagination": "govukPagination",
    "radios": "govukRadios",
    "select": "govukSelect",
    "summary-list": "govukSummaryList",
    "table": "govukTable",
    "tag": "govukTag",
    "textarea": "govukTextarea",
}
"""Component → its macro, for those that our components call."""


class _Compiled(BytecodeCache):
    """Templates are compiled once in a process, however many applications there are in it."""

    def __init__(self) -> None:
        self._kept: dict[str, Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._kept.get(bucket.key)
        if kept is not None and kept.checksum == bucket.checksum:
            bucket.code = kept.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket


_COMPILED = _Compiled()


def furnish(app: Flask) -> None:
    """Give ``app`` the kit's templates, macros and words; before its first page is rendered."""
    app.jinja_options = {
        **app.jinja_options,
        "undefined": StrictUndefined,
        "finalize": _in_the_pages_language,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "bytecode_cache": _COMPILED,
    }
    app.jinja_loader = FileSystemLoader(TEMPLATES)
    app.jinja_env.globals.update(_govuk_macros())
    app.jinja_env.globals.update(kit=Said(KIT), static_url=static_url, **drawing.GLOBALS)


OtherLanguage = Literal["link", "form", "none"]
"""The way to the other language: a link; for the answer to a form that nothing can lead to a second time, a small form
that sends the same fields again; none where sending it again would do something again."""


def render(template: str, status: int = 200, *, words: Words, other: OtherLanguage = "link", **values: Any) -> Response:
    """The page ``template`` makes of ``values``, in the reader's language.

    It gets ``t`` (the page's ``words``), ``kit`` (everybody's), ``lang``, ``other_language_url``, ``static_url``,
    ``who``, ``places``, ``path`` and ``kept_here`` (whether the browser keeps who somebody is, what they typed, or what
    they follow). ``form`` and ``ward`` (a mapping with name, kind and phone) may be among ``values``: the layout shows
    the form's errors, and the ward's phone beside the promise, in which the reader is ``xh``, "bác" until a page knows
    better.
    """
    who: Principal = g.get("principal") or Principal()
    given = {"form": None, "ward": None, "xh": BAC, **values}
    html = render_template(
        template,
        t=Said(words),
        lang=page_language(),
        other_language=other_language(),
        other_language_by=other,
        other_language_url=same_again_url() if other == "form" else other_language_url(),
        sent_again=list(request.form.items(multi=True)) if other == "form" else [],
        who=who,
        places=places_for(who),
        path=page_path(),
        kept_here=bool(kept_drafts() or held_codes() or who.person_id),
        **given,
    )
    return page_answer(html, status)


def page_answer(html: str, status: int = 200) -> Response:
    """HTML under the pages' policy, kept by nobody, in the language it says."""
    answer = make_response(html, status)
    answer.headers["Content-Security-Policy"] = PAGES_POLICY
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Language"] = page_language()
    answer.vary.add("Cookie")
    remember_language(answer)
    return answer


def _in_the_pages_language(value: Any) -> Any:
    return value.said(page_language()) if isinstance(value, Sentence) else value


@cache
def _govuk_macros() -> dict[str, Any]:
    package = govuk_frontend_jinja.__name__
    # Autoescaping is on; what the macros mark as safe is only what a caller hands over as `html`.
    theirs = Environment(
        loader=PrefixLoader({package: PackageLoader(package)}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_in_the_pages_language,
    )
    return {
        name: getattr(theirs.get_template(f"{package}/components/{component}/macro.html").module, name)
        for component, name in GOVUK.items()
    }
