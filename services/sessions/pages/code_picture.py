"""The visit code as a picture, for a page of another service where the browser runs no script."""

from __future__ import annotations

from uuid import UUID

from flask import Response
from markupsafe import Markup

from services.sessions.domain.errors import AppointmentNotFound
from services.sessions.pages.appointment import code_of_visit, seen
from services.sessions.pages.blueprint import session_pages
from shared.web.auth import signed_in

DRAWN = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="120" viewBox="0 0 640 120" role="img">'
    '<rect x="2" y="2" width="636" height="116" rx="12" fill="#fffdf8" stroke="#1c2530" stroke-width="4"/>'
    '<text x="320" y="78" text-anchor="middle" font-family="sans-serif" font-size="54" font-weight="700" '
    'fill="#1c2530">{}</text></svg>'
)
"""Black on white in every scheme: a picture does not know the page it stands on."""


@session_pages.get("/appointments/<uuid:appointment_id>/code.svg")
@signed_in(tracking=True)
def code_picture(appointment_id: UUID) -> Response:
    """The two words; not there once nobody has to say them"""
    code = code_of_visit(seen(appointment_id))
    if code is None:
        raise AppointmentNotFound
    return Response(DRAWN.format(code), mimetype="image/svg+xml")
