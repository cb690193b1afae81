"""Browsers of those who have to do with one visit, at the pages of sessions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.test import TestResponse

from services.sessions.tables import appointments
from shared.contracts import Contract
from tests.integration.sessions_town import Town
from tests.integration.sessions_wiring import outgoing, rows
from tests.kit.windows import Window, hidden

_COOKIES = {"Bearer": "outreach_session", "Tracking": "outreach_tracking"}


def window_of(town: Town, who: str | None = None) -> Window:
    """A browser in which ``who`` (as in :meth:`Town.by`) is signed in, or has opened their link."""
    window = Window(town.client.application.test_client(), "/sessions")
    if who is not None:
        scheme, _, secret = town.by(who)["Authorization"].partition(" ")
        window.client.set_cookie(_COOKIES[scheme], secret)
    return window


def page_of(town: Town) -> str:
    return f"/sessions/appointments/{town.appointment_id}"


def deed(town: Town, window: Window, name: str, **form: Any) -> TestResponse:
    """Do something with the visit as its page's form sends it."""
    asked = window.get(f"{page_of(town)}/{name}")
    page = asked if asked.status_code == 200 else window.get(page_of(town))
    return window.post(f"{page_of(town)}/{name}", {"once": hidden(page, "once"), **form})


def offers_of(page: TestResponse) -> set[str]:
    """The deeds a page of a visit offers."""
    deeds = ("confirm", "start", "report", "missed", "move", "cancel", "hand-back")
    return {deed for deed in deeds if f'/{deed}"' in page.text}


def visit_of(town: Town) -> dict[str, Any]:
    """The row of the visit."""
    (row,) = [row for row in rows(town.sessions, appointments) if row["id"] == town.appointment_id]
    return row


def events(town: Town, contract: Contract) -> list[Mapping[str, Any]]:
    """What was told of this kind so far."""
    return [event.data for event in outgoing(town.sessions) if event.type == contract.type]
