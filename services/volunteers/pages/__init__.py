"""HTML in and out: so far the front page, which says what this is and where its API stands."""

from __future__ import annotations

from services.volunteers.pages.front import front_page

__all__ = ["front_page"]
