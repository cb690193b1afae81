"""How pages name what every part of them tells: times of a day, how far it is. Pure."""

from __future__ import annotations

from services.volunteers.domain.windows import Window
from shared.clock import HANOI
from shared.web.language import ENGLISH, Sentence
from shared.web.pages.times import day_of, span_of

METRES = Sentence("cách {n} m", "{n} m away")
KILOMETRES = Sentence("cách {n} km", "{n} km away")


def window_said(window: Window, language: str) -> str:
    """ "8 giờ đến 11 giờ sáng thứ Tư, 3/12"."""
    day = day_of(window.start.astimezone(HANOI).date(), language)
    return f"{span_of(window.start, window.end, language)}{' on' if language == ENGLISH else ''} {day}"


def distance_said(metres: int | None, language: str) -> str | None:
    """ "cách 400 m", "cách 1,2 km"; None where nobody knows."""
    if metres is None:
        return None
    if metres < 1000:
        return METRES.said(language).format(n=metres)
    kilometres = f"{metres / 1000:.1f}".removesuffix(".0")
    return KILOMETRES.said(language).format(n=kilometres if language == ENGLISH else kilometres.replace(".", ","))
