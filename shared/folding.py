"""How Vietnamese words are compared: Hoà and Hòa are the same word, and what is searched or typed lacks its marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

_BARRED_D = str.maketrans({"đ": "d", "Đ": "d"})
"""đ is a letter of its own and has no decomposition, so NFD leaves it."""


def fold(text: str) -> str:
    """``text`` in small letters without marks and with single spaces: ``"Nguyễn  Thị Đào"`` is ``"nguyen thi dao"``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_BARRED_D))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


_KIND = re.compile(r"(?:(?:to dan pho|tdp|to|thon|xom|khu pho|khu) )?(?:so )?0*(?=\S)")
"""What stands before the name of a neighbourhood: nobody says "tổ dân phố số 05" at their own door."""


def the_one_called(text: str, places: Iterable[tuple[str, Collection[str]]]) -> str | None:
    """The id of the neighbourhood that people mean by ``text``; each place is its id and its names.

    The id or a name decides, whatever the marks and capitals. Else "12", "TDP 12" and "Tổ dân phố số 12" mean
    "Tổ 12", as long as they mean no second one ("Thôn 12").
    """
    known = list(places)
    for id, names in known:
        if text == id or fold(text) in map(fold, names):
            return id
    meant = [id for id, names in known if bare_name(text) in map(bare_name, names)]
    return meant[0] if len(meant) == 1 else None


def bare_name(text: str) -> str:
    """A neighbourhood's name without the word for what it is: ``"12"`` of "Tổ dân phố số 12"."""
    return _KIND.sub("", fold(text), count=1)


_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries; no tone comes before all of them."""

Sorted = tuple[tuple[int, ...], tuple[int, ...]]


def by_given_name(name: str) -> tuple[Sorted, ...]:
    """Where a name stands on a list of people: by the given name (the last word), then from the family name on."""
    *others, given = name.split() or [""]
    return tuple(map(_in_the_dictionary, (given, *others)))


def in_alphabetical_order(name: str) -> tuple[Sorted, ...]:
    """Where a ward stands on a list, as in a dictionary: "Quang Minh" before "Quảng Bị", "Đa Phúc" after all of D."""
    return tuple(map(_in_the_dictionary, name.split()))


def _in_the_dictionary(word: str) -> Sorted:
    """A word's letters and then its tones: ``a ă â`` and ``d đ`` are letters of their own, tones decide last."""
    letters: list[str] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFD", word.casefold()):
        if sign in _TONES and tones:
            tones[-1] = _TONES.index(sign) + 1
        elif unicodedata.combining(sign) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + sign)
        else:
            letters.append(sign)
            tones.append(0)
    return tuple(map(_LETTERS.find, letters)), tuple(tones)
