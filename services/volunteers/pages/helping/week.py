"""A week as a grid of seven days and four parts of the day, and what of a week does not fit into it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from services.volunteers.domain.windows import Weekly

PARTS: Mapping[str, tuple[time, time]] = {
    "morning": (time(8), time(11, 30)),
    "noon": (time(11, 30), time(13, 30)),
    "afternoon": (time(13, 30), time(18)),
    "evening": (time(18), time(21)),
}
"""One begins where the other ends, so that a day from 8 to 18 is three cells."""

DAYS = range(7)
CELLS = tuple(f"{day}.{part}" for day in DAYS for part in PARTS)


def spans_of(cells: Iterable[str]) -> list[Weekly]:
    """The spans that these cells stand for; what is no cell is left aside."""
    return [_span(*cell.split(".")) for cell in cells if cell in CELLS]


def cells_of(weekly: Iterable[Weekly]) -> tuple[list[str], list[Weekly]]:
    """The cells of a week, and the spans no cells stand for: those begin or end within a part of the day."""
    cells: list[str] = []
    others: list[Weekly] = []
    for span in weekly:
        inside = [part for part, (start, end) in PARTS.items() if span.start <= start and end <= span.end]
        if inside and PARTS[inside[0]][0] == span.start and PARTS[inside[-1]][1] == span.end:
            cells += [f"{span.weekday}.{part}" for part in inside]
        else:
            others.append(span)
    return cells, others


def _span(day: str, part: str) -> Weekly:
    return Weekly(int(day), *PARTS[part])
