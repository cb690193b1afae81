"""What volunteers see: applying, what they are asked, what they have taken, and when they are free."""

from __future__ import annotations

from services.volunteers.pages.helping import availability, installing, joining, task, tasks
from services.volunteers.pages.helping.blueprint import volunteer_pages

__all__ = ["availability", "installing", "joining", "task", "tasks", "volunteer_pages"]
