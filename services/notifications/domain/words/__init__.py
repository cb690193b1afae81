"""The sentences people read: one package a language, the same keys in each.

A key is the template of the words sheet. Under it a sentence a variant: how it came about, the place of
the visit, both ("over phone"), or a neighbour's phone; ``""`` is the one for all others. A sentence that asks
something ends in ``{dap}``, an :class:`Ending` of its template. The Vietnamese is the source of truth. No sentence
names a page, so that every one can be acted on with a telephone alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from services.notifications.domain.words import en, vi
from services.notifications.domain.words.ending import Ending

T = TypeVar("T")

Sentences = Mapping[str, Mapping[str, str]]

TEXTS: dict[str, Sentences] = {"vi": vi.TEXTS, "en": en.TEXTS}
ENDINGS: dict[str, Mapping[str, Mapping[str, Ending]]] = {"vi": vi.ENDINGS, "en": en.ENDINGS}
SUBJECTS: dict[str, Mapping[str, str]] = {"vi": vi.SUBJECTS, "en": en.SUBJECTS}
PHRASES: dict[str, Mapping[str, str]] = {"vi": vi.PHRASES, "en": en.PHRASES}


def sentence(language: str, template: str, variant: str) -> str:
    """The sentence of a template, in the nearest variant there is."""
    return _nearest(TEXTS[language][template], variant)


def ending(language: str, template: str, variant: str) -> Ending:
    """How the sentence of a template that asks something ends."""
    return _nearest(ENDINGS[language][template], variant)


def subject(language: str, template: str, variant: str) -> str:
    """The subject line: the variant's own, or its template's."""
    lines = SUBJECTS[language]
    return next((lines[key] for key in (variant, *variant.split()) if key in lines), lines[template])


def _nearest(variants: Mapping[str, T], variant: str) -> T:
    """For "over phone" that very one, else "over", else "phone", else the one for all others."""
    return next(variants[key] for key in (variant, *variant.split(), "") if key in variants)
