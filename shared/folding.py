"""How Vietnamese words are compared: Hoà and Hòa are the same word, and what is searched or typed lacks its marks."""

from __future__ import annotations

import unicodedata

_BARRED_D = str.maketrans({"đ": "d", "Đ": "d"})
"""đ is a letter of its own and has no decomposition, so NFD leaves it."""


def fold(text: str) -> str:
    """``text`` in small letters without marks and with single spaces: ``"Nguyễn  Thị Đào"`` is ``"nguyen thi dao"``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_BARRED_D))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())
