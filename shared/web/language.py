"""Vietnamese first, English for those who ask for it."""

from __future__ import annotations

from typing import Any

from flask import request

VIETNAMESE, ENGLISH = "vi", "en"


class Sentence(str):
    """A sentence in Vietnamese that knows its English.

    It is a ``str`` so that marshmallow carries it like any message of its own; formatting fills
    the placeholders of both languages.
    """

    en: str

    def __new__(cls, vi: str, en: str) -> Sentence:
        made = super().__new__(cls, vi)
        made.en = en
        return made

    def format(self, *args: Any, **values: Any) -> Sentence:
        return Sentence(super().format(*args, **values), self.en.format(*args, **values))

    def said(self, language: str) -> str:
        """The sentence in ``"vi"`` or ``"en"``."""
        return self.en if language == ENGLISH else str(self)


def language() -> str:
    """The language of a program that calls: ``"en"`` when ``Accept-Language`` likes English better, else ``"vi"``.

    Pages do not ask it: see :func:`shared.web.pages.languages.page_language`.
    """
    for tag, quality in request.accept_languages:
        primary = tag.partition("-")[0].lower()
        if quality > 0 and primary in (VIETNAMESE, ENGLISH):
            return primary
    return VIETNAMESE
