"""A volunteer at the pages: their window, and what it shows."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from tests.integration.volunteers_wiring import Caller, Office
from tests.kit.windows import Window, hidden

TASKS = "/volunteers/tasks"


def window_of(caller: Caller) -> Window:
    """A browser of their own, signed in."""
    window = Window(caller.client.application.test_client(), "/volunteers")
    window.client.set_cookie("outreach_session", str(caller.authorization).removeprefix("Bearer "))
    return window


def window_on(office: Office) -> Window:
    """A browser of somebody nobody knows."""
    return Window(office.anyone.client.application.test_client(), "/volunteers")


def answers_on(page: TestResponse, how: str) -> list[str]:
    """Where the buttons of this name lead: ``accept`` or ``decline``."""
    return re.findall(rf'action="({TASKS}/offers/[0-9a-f-]+/{how})"', page.text)


def press(window: Window, page: TestResponse, how: str) -> TestResponse:
    """Press the first button of this name."""
    return window.post(answers_on(page, how)[0], {"once": hidden(page, "once")})
