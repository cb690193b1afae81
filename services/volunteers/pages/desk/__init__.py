"""What ward staff see: the queue, one request, entering one, the volunteers, and today's work."""

from __future__ import annotations

from services.volunteers.pages.desk import (
    board,
    dashboard,
    deeds,
    entering,
    leave,
    people,
    person,
    posts,
    slip,
    teams,
    today,
    wards,
)
from services.volunteers.pages.desk.blueprint import staff_pages

__all__ = [
    "board",
    "dashboard",
    "deeds",
    "entering",
    "leave",
    "people",
    "person",
    "posts",
    "slip",
    "staff_pages",
    "teams",
    "today",
    "wards",
]
