"""The poster of a ward: a square that opens the form with the ward filled in, its telephone, and the promise."""

from __future__ import annotations

import segno
from flask import Response
from markupsafe import Markup

from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.words_poster import POSTER
from services.volunteers.pages.wording import ward_called, worded
from shared.errors import NotFound
from shared.web.auth import anyone
from shared.web.doors import current_runtime
from shared.web.pages import render


@help_pages.get("/wards/<code>/poster")
@anyone
def poster(code: str) -> Response:
    """For the notice board; on paper in large type."""
    ward = ward_called(code)
    if ward is None:
        raise NotFound
    return render(
        "volunteers/resident/poster.html",
        words=worded(POSTER, ward, name=str(ward["name"])),
        ward=ward,
        square=square(f"{current_runtime().config.public_url}{HELP}?ward={ward['code']}"),
    )


def square(address: str) -> Markup:
    """``address`` as a QR code (ISO/IEC 18004, a quarter of it may be lost), an SVG without a size of its own."""
    drawn = segno.make(address, error="q", micro=False)
    # Black on white in dark windows too: many cameras read nothing else.
    return Markup(drawn.svg_inline(border=2, light="#fff", omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704
