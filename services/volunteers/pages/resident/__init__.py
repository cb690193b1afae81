"""What residents see: asking for help, and following what was asked."""

from __future__ import annotations

from services.volunteers.pages.resident import (
    asking,
    changing,
    following,
    placing,
    poster,
    proving,
    sending,
    start,
    timing,
)
from services.volunteers.pages.resident.blueprint import help_pages

__all__ = [
    "asking",
    "changing",
    "following",
    "help_pages",
    "placing",
    "poster",
    "proving",
    "sending",
    "start",
    "timing",
]
