"""HTML in and out: the front page, signing in, what residents see, what volunteers see, and what ward staff see."""

from __future__ import annotations

from services.volunteers.pages.desk import staff_pages
from services.volunteers.pages.front import front_pages
from services.volunteers.pages.helping import volunteer_pages
from services.volunteers.pages.resident import help_pages
from services.volunteers.pages.settings import settings_pages
from services.volunteers.pages.sign_in import sign_in_pages
from shared.web.pages import Pages

PAGES: tuple[Pages, ...] = (front_pages, sign_in_pages, help_pages, volunteer_pages, staff_pages, settings_pages)
"""Every group of pages of this service."""

__all__ = ["PAGES"]
