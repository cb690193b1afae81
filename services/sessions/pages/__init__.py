"""HTML in and out: who is at the door, agreed times, and the agenda."""

from __future__ import annotations

from services.sessions.pages import agenda, appointment, calendar, code, code_picture, deeds, moving, reporting
from services.sessions.pages.blueprint import door_pages, session_pages
from shared.web.pages import Pages

PAGES: tuple[Pages, ...] = (door_pages, session_pages)
"""Every group of pages of this service."""

__all__ = ["PAGES", "agenda", "appointment", "calendar", "code", "code_picture", "deeds", "moving", "reporting"]
