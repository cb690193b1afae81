"""HTML in and out: the call list, one's own messages, how one wants to be reached, and what people were told."""

from __future__ import annotations

from services.notifications.pages import calls, inbox, messages, preferences
from services.notifications.pages.blueprint import own_pages, telling_pages
from shared.web.pages import Pages

PAGES: tuple[Pages, ...] = (telling_pages, own_pages)
"""Every group of pages of this service."""

__all__ = ["PAGES", "calls", "inbox", "messages", "preferences"]
