"""Somebody at the pages of notifications."""

from __future__ import annotations

from tests.integration.notifications_replying import Caller, Phones
from tests.kit.windows import Window

CALLS = "/notifications/calls"
INBOX = "/notifications/inbox"
MESSAGES = "/notifications/messages"
PREFERENCES = "/notifications/preferences"


def window_of(phones: Phones, caller: Caller) -> Window:
    """The browser of somebody who is signed in."""
    window = Window(phones.client.application.test_client(), "/notifications")
    window.client.set_cookie("outreach_session", caller.headers["Authorization"].removeprefix("Bearer "))
    return window


def window_with(phones: Phones, code: str) -> Window:
    """The browser of somebody who opened the link of a request."""
    window = Window(phones.client.application.test_client(), "/notifications")
    window.client.set_cookie("outreach_tracking", code)
    return window
