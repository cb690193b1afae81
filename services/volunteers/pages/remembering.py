"""The picture somebody remembers: the helper names it at the door, and no message ever has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from services.volunteers.domain.asking import Picture
from services.volunteers.pages.words_pictures import PICTURES
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
    name = capital(picture_named(picture, language))
    return Markup('<span class="remembered"><img src="{}" alt="" width="48" height="48"> {}</span>').format(
        picture_url(picture), name
    )


def picture_options(language: str) -> list[Mapping[str, Any]]:
    """All of them, to choose from."""
    return [
        {"value": each.value, "text": capital(picture_named(each, language)), "picture": picture_url(each)}
        for each in Picture
    ]
