"""The group that all pages of sessions belong to, and where they lie."""

from __future__ import annotations

from shared.web.pages import Pages

SESSIONS = "/sessions"

session_pages = Pages("session_pages", __name__)
