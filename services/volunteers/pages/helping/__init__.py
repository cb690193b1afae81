"""What volunteers see: applying, what they are asked, what they have taken, and when they are free."""

from __future__ import annotations

from services.volunteers.pages.helping import (
    availability,
    contact,
    handing_back,
    installing,
    joining,
    task,
    tasks,
    team,
)
from services.volunteers.pages.helping.blueprint import volunteer_pages

__all__ = [
    "availability",
    "contact",
    "handing_back",
    "installing",
    "joining",
    "task",
    "tasks",
    "team",
    "volunteer_pages",
]
