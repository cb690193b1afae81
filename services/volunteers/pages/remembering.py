"""The picture somebody remembers: the helper names it at the door, and no message ever has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from services.volunteers.domain.asking import Picture
from services.volunteers.pages.words_pictures import PICTURES
from shared.web.language import VIETNAMESE
from shared.web.pages.times import capital
from shared.web.static import static_url


def picture_url(picture: str) -> str:
    """The address of its drawing."""
    return static_url(f"pictures/remember/{picture}.svg")


def picture_named(picture: str, language: str) -> str:
    """ "con gấu", "bear"."""
    return PICTURES[picture].said(language)


def picture_drawn(picture: str, language: str) -> Markup:
    """The drawing with its name, as one thing to look at."""
    return _drawn(picture, capital(picture_named(picture, language)))


def _drawn(picture: str, name: str) -> Markup:
    return Markup('<span class="remembered"><img src="{}" alt="" width="48" height="48"> {}</span>').format(
        picture_url(picture), name
    )


def picture_to_say(picture: str, language: str) -> Markup:
    """The drawing with the words to say at a door: Vietnamese as they were chosen, with what they mean behind them."""
    said, meant = (picture_named(picture, each) for each in (VIETNAMESE, language))
    return _drawn(picture, capital(said) if said == meant else f"{capital(said)} ({meant})")


def picture_options(language: str) -> list[Mapping[str, Any]]:
    """All of them, to choose from."""
    return [
        {"value": each.value, "text": capital(picture_named(each, language)), "picture": picture_url(each)}
        for each in Picture
    ]
