"""Text on what lies below it has a contrast of 7:1 and more, light, dark and where more is asked for."""

from __future__ import annotations

import re

import pytest

from shared.web.static import ROOT

TEXT = [
    *[(ink, ground) for ink in ("ink", "quiet", "mark", "mark-strong") for ground in ("ground", "card", "soft")],
    *[("ink", ground) for ground in ("warm", "good-soft", "bad-soft", "attention-soft")],
    *[("bad", ground) for ground in ("ground", "card", "bad-soft")],
    *[("good", ground) for ground in ("ground", "card", "good-soft")],
    ("attention", "attention-soft"),
    ("on-mark", "mark"),
    ("on-mark", "mark-strong"),
    ("on-focus", "focus"),
]
EDGES = [("edge", "ground"), ("edge", "card"), ("mark", "ground"), ("mark", "card"), ("bad", "card"), ("ink", "focus")]
"""What shows where a control is: 3:1 (WCAG 2.2, 1.4.11)."""

DARK, MORE = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"
MODES = {"light": (), "dark": (DARK,), "more": (MORE,), "more dark": (DARK, MORE, f"{MORE} and {DARK}")}

_BLOCK = re.compile(r"(?:@media ([^{]+?) \{\s*)?:root \{([^}]*)\}")
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


def colours(mode: str) -> dict[str, str]:
    """Name → colour, as the cascade leaves it."""
    sheet = (ROOT / "pages.css").read_text("utf-8").partition("/* The page */")[0]
    found: dict[str, str] = {}
    for media, body in _BLOCK.findall(sheet):
        if not media or media in MODES[mode]:
            found |= dict(_COLOUR.findall(body))
    return found


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 (relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_black_on_white_is_21_to_1() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("mode", MODES)
def test_text_can_be_read_by_those_who_see_badly(mode: str) -> None:
    named = colours(mode)
    found = {pair: round(contrast(named[pair[0]], named[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 7} == {}


@pytest.mark.parametrize("mode", ["light", "dark", "more", "more dark"])
def test_controls_can_be_seen(mode: str) -> None:
    named = colours(mode)
    found = {pair: round(contrast(named[pair[0]], named[pair[1]]), 2) for pair in EDGES if "focus" not in pair}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 3} == {}


def test_more_contrast_is_more() -> None:
    for plain, more in (("light", "more"), ("dark", "more dark")):
        few, many = colours(plain), colours(more)
        assert contrast(many["ink"], many["ground"]) > contrast(few["ink"], few["ground"])
        assert contrast(many["quiet"], many["ground"]) > contrast(few["quiet"], few["ground"])
