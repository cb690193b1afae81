"""What ward staff see: the queue, one request, entering one, the volunteers, and today's work."""

from __future__ import annotations

from services.volunteers.pages.desk import board
from services.volunteers.pages.desk.blueprint import staff_pages

__all__ = ["board", "staff_pages"]
