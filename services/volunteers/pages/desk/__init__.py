"""What ward staff see: the queue, one request, entering one, the volunteers, and today's work."""

from __future__ import annotations

from services.volunteers.pages.desk import board, deeds, entering, people, posts, slip, today
from services.volunteers.pages.desk.blueprint import staff_pages

__all__ = ["board", "deeds", "entering", "people", "posts", "slip", "staff_pages", "today"]
