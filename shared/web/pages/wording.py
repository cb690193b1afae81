"""Words in which the unit is named as what it is, a phường or a xã, and whatever else a page fills in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shared.web.language import ENGLISH, VIETNAMESE, Sentence
from shared.web.pages.times import capital
from shared.web.pages.words import KIT, Words
from shared.web.pages.words_common import PAIR, SOMEBODY

Ward = Mapping[str, Any]
"""Code, name, kind (``phuong`` or ``xa``) and phone (E.164 or None) of a ward."""

Topics = Mapping[str, Mapping[str, Any]]
"""The catalogue by id: ``name_vi`` and ``name_en``."""


def names_of(wards: Iterable[Ward]) -> dict[str, str]:
    """Names of wards by code."""
    return {ward["code"]: ward["name"] for ward in wards}


def names_apart(wards: Sequence[Ward], chosen: str | None = None) -> dict[str, str]:
    """The same where there are several to tell apart, and none is ``chosen``."""
    return names_of(wards) if len(wards) > 1 and chosen is None else {}


def topics_said(ids: Iterable[str], topics: Topics, language: str) -> str:
    """The names of topics, one after the other."""
    return ", ".join(topics[each][f"name_{language}"] if each in topics else each for each in ids)


def together(names: Iterable[str | None]) -> Sentence:
    """Both of a pair; who is not known by name is "a helper"."""
    *others, last = [Sentence(name, name) if name else SOMEBODY for name in names] or [SOMEBODY]
    if not others:
        return last
    first = Sentence(", ".join(others), ", ".join(each.en for each in others))
    return said_of(PAIR, None, first=first, second=last)


class _Left(dict[str, str]):
    """What is not known yet stays a placeholder."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def worded(words: Words, ward: Ward | None, **values: Sentence | str) -> Words:
    """``words`` with their ``{dv}`` and ``{Dv}``, and with ``values``; other placeholders stay."""
    unit = KIT[f"unit.{ward['kind']}"] if ward else KIT["either_unit"]
    named = {"dv": unit, "Dv": Sentence(capital(str(unit)), capital(unit.en)), **values}
    return {key: _filled(sentence, named) for key, sentence in words.items()}


def said_of(sentence: Sentence, ward: Ward | None, **values: Sentence | str) -> Sentence:
    """One sentence, as :func:`worded` does it."""
    return worded({"it": sentence}, ward, **values)["it"]


def _filled(sentence: Sentence, values: Mapping[str, Sentence | str]) -> Sentence:
    vi, en = (_Left(_said(values, language)) for language in (VIETNAMESE, ENGLISH))
    return Sentence(str(sentence).format_map(vi), sentence.en.format_map(en))


def _said(values: Mapping[str, Sentence | str], language: str) -> dict[str, str]:
    return {name: value.said(language) if isinstance(value, Sentence) else str(value) for name, value in values.items()}
