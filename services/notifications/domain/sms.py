"""What fits into a text message (words for people, section 1).

Vietnamese letters make a message UCS-2: 67 UTF-16 units a segment. Two segments are the aim; long
values shorten first the weekday, then the helper's name, and only then open a third segment. Time,
code and phone are never cut (3GPP TS 23.038 and 23.040).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import IntEnum

TWO_SEGMENTS = 134
THREE_SEGMENTS = 201


class Brevity(IntEnum):
    """How far values are shortened; each step includes the one before."""

    FULL = 0
    BRIEF_DAYS = 1
    BRIEF_NAMES = 2


def units(text: str) -> int:
    """UTF-16 units of ``text``: what a UCS-2 message counts."""
    return len(text.encode("utf-16-le")) // 2


def tidy(text: str) -> str:
    """NFC, one line, and single spaces where an empty value left two."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def fit(render: Callable[[Brevity], str]) -> str:
    """The fullest rendering that fits two segments, else the fullest that fits three, else the shortest.

    A message that needs a third segment anyway says everything in full.
    """
    renderings = [tidy(render(brevity)) for brevity in Brevity]
    for limit in (TWO_SEGMENTS, THREE_SEGMENTS):
        for text in renderings:
            if units(text) <= limit:
                return text
    return renderings[-1]


def sentences(text: str, more: str) -> str:
    """``text`` and one more sentence after it, where both fit three segments; else the text alone."""
    both = f"{text if text.endswith(('.', '?', '!')) else f'{text}.'} {more}"
    return both if units(both) <= THREE_SEGMENTS else text
