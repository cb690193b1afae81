"""Times as a form names them: ``2025-12-02.am``; and in which words people read them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from services.volunteers.domain.suggesting import FIRST, WHOLE, Suggesting, on_day
from services.volunteers.domain.windows import Window
from shared.clock import HANOI
from shared.rules import DaySpan
from shared.web.pages.times import capital, hours_between, part_of

ANY = "any"

_SPANS: Mapping[str, DaySpan] = {"am": FIRST[0], "pm": FIRST[1], "morning": WHOLE[0], "afternoon": WHOLE[1]}


def slot_of(window: Window) -> str:
    """The name of one of the spans that are offered."""
    start, end = window.start.astimezone(HANOI), window.end.astimezone(HANOI)
    key = next(key for key, span in _SPANS.items() if span == (start.time(), end.time()))
    return f"{start.date()}.{key}"


def slot_on(day: date, part: str) -> str:
    """A whole morning or afternoon of a day."""
    return f"{day}.{part}"


def window_of(slot: str) -> Window | None:
    """What a name means; None for a name we did not give."""
    day, _, key = slot.partition(".")
    try:
        return on_day(date.fromisoformat(day), _SPANS[key])
    except (ValueError, KeyError):
        return None


def windows_of(chosen: Iterable[str], suggesting: Suggesting) -> list[Window]:
    """The times that were chosen, as far as they still can be, in their order."""
    if ANY in chosen:
        return suggesting.any_time()
    windows = (window_of(slot) for slot in chosen)
    return sorted(window for window in windows if window is not None and suggesting.can_be(window))


def said_slot(slot: str, now: datetime, language: str) -> str:
    """ "Sáng mai, 2/12"; empty for a name we did not give."""
    window = window_of(slot)
    return "" if window is None else capital(part_of(window.start, now, language))


def option_of(window: Window, now: datetime, language: str) -> dict[str, Any]:
    """A time to choose, with its hours under it."""
    return {
        "value": slot_of(window),
        "text": capital(part_of(window.start, now, language)),
        "hint": hours_between(window.start, window.end, language),
    }
