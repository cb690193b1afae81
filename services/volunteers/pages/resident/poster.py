"""The poster of a ward: a square that opens the form with the ward filled in, its telephone, and the promise."""

from __future__ import annotations

from textwrap import wrap

import segno
from flask import Response, make_response, render_template
from markupsafe import Markup

from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.words_poster import POSTER
from services.volunteers.pages.wording import Ward, said_of, ward_called, worded
from shared.address import BAC
from shared.errors import NotFound
from shared.web.auth import anyone
from shared.web.doors import current_runtime
from shared.web.pages import page_language, render
from shared.web.pages.words import KIT, Said, Words

_LINES = {"heading": 30, "free": 44, "scan": 50, "promise": 58}
"""How many letters of each text fit into a line of the sheet, at the size it is written in."""


@help_pages.get("/wards/<code>/poster")
@anyone
def poster(code: str) -> Response:
    """For the notice board; on paper in large type."""
    ward = _ward(code)
    return render("volunteers/resident/poster.html", words=_words(ward), ward=ward, square=_square(ward))


@help_pages.get("/wards/<code>/poster.svg")
@anyone
def poster_file(code: str) -> Response:
    """The same on one upright A4 sheet, as a drawing that a printing shop can enlarge."""
    ward = _ward(code)
    words = _words(ward)
    drawn = render_template(
        "volunteers/resident/poster.svg", t=Said(words), ward=ward, square=_square(ward), lines=_lines(words)
    )
    answer = make_response(drawn)
    answer.mimetype = "image/svg+xml"
    answer.headers["Content-Disposition"] = f"attachment; filename=poster-{ward['code']}.svg"
    return answer


def square(address: str) -> Markup:
    """``address`` as a QR code (ISO/IEC 18004, a quarter of it may be lost), an SVG without a size of its own."""
    drawn = segno.make(address, error="q", micro=False)
    # Black on white in dark windows too: many cameras read nothing else.
    return Markup(drawn.svg_inline(border=2, light="#fff", omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704


def _ward(code: str) -> Ward:
    ward = ward_called(code)
    if ward is None:
        raise NotFound
    return ward


def _words(ward: Ward) -> Words:
    promise = said_of(KIT["promise"], ward, xh=BAC)
    return worded({**POSTER, "promise": promise}, ward, name=str(ward["name"]))


def _square(ward: Ward) -> Markup:
    return square(f"{current_runtime().config.public_url}{HELP}?ward={ward['code']}")


def _lines(words: Words) -> dict[str, list[str]]:
    """SVG breaks no lines itself."""
    return {key: _evenly(words[key].said(page_language()), most) for key, most in _LINES.items()}


def _evenly(text: str, most: int) -> list[str]:
    """In as few lines as can be, none much shorter than the others."""
    count = len(wrap(text, most))
    return next(lines for width in range(len(text) // count, most + 1) if len(lines := wrap(text, width)) == count)
