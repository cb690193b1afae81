"""What the city and the heads of wards keep: a ward's telephone and numbers, and the words of topics."""

from __future__ import annotations

from services.volunteers.pages.settings import start, topics, wards
from services.volunteers.pages.settings.blueprint import settings_pages

__all__ = ["settings_pages", "start", "topics", "wards"]
