"""How to address people: a field somebody chose, never a guess from sex (words for people, section 1)."""

from __future__ import annotations

import unicodedata

BAC, CU, ANH_CHI = "bác", "cụ", "anh/chị"

_FORMS = {"cu": CU, "ong": "ông", "ba": "bà", "bac": BAC, "co": "cô", "chu": "chú", "anh": "anh", "chi": "chị"}
_TITLES = {"ông": "Mr", "chú": "Mr", "anh": "Mr", "bà": "Ms", "cô": "Ms", "chị": "Ms"}
"""In English only what the person's own choice already says; "bác" and "cụ" fit both sexes, so no title."""

_CU_FROM = 80
_ANH_CHI_UNDER = 50


def form_for_helped(chosen: str | None, birth_year: int | None, year: int) -> str:
    """The form for the person who is helped: their choice, else by age if known, else bác."""
    if form := _chosen(chosen):
        return form
    if birth_year is None:
        return BAC
    age = year - birth_year
    return CU if age >= _CU_FROM else ANH_CHI if age < _ANH_CHI_UNDER else BAC


def form_for_others(chosen: str | None) -> str:
    """The form for who asks on behalf, for volunteers and for staff: their choice, else anh/chị."""
    return _chosen(chosen) or ANH_CHI


def title(form: str) -> str:
    """The English "Mr" or "Ms" for a form that says which, else nothing."""
    return _TITLES.get(form, "")


def given_name(name: str) -> str:
    """The last word: "Lan" of "Nguyễn Thị Lan"."""
    return (name.split() or [""])[-1]


def family_and_given(name: str) -> str:
    """First and last word: "Nguyễn Thảo" of "Nguyễn Phương Thảo"."""
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else " ".join(words)


def _chosen(value: str | None) -> str | None:
    if not value:
        return None
    bare = "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c))
    return _FORMS.get(bare.strip().lower())
