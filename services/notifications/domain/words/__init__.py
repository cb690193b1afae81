"""The sentences people read: one module a language, the same keys in each.

A key is the template of the words sheet. Under it a sentence a variant (the place of the visit, a
neighbour's phone); ``""`` is the one for all others. The Vietnamese is the source of truth. Nothing
here asks for an answer or names a page: the channels are one-way, so every sentence ends at a
telephone number.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.notifications.domain.words import en, vi

Sentences = Mapping[str, Mapping[str, str]]

TEXTS: dict[str, Sentences] = {"vi": vi.TEXTS, "en": en.TEXTS}
SUBJECTS: dict[str, Mapping[str, str]] = {"vi": vi.SUBJECTS, "en": en.SUBJECTS}
PHRASES: dict[str, Mapping[str, str]] = {"vi": vi.PHRASES, "en": en.PHRASES}


def sentence(language: str, template: str, variant: str) -> str:
    """The sentence of a template, in the variant if there is one."""
    variants = TEXTS[language][template]
    return variants.get(variant, variants[""])
