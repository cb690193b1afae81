"""The visit code (mã hẹn): two words that the visitor must say at the door before it is opened.

The words are familiar things one can draw, at most eight letters, unlike each other without marks
and in Hà Nội speech, none of them unlucky. Anybody may look a code up, so guessing is limited
where codes are checked, not by the number of words.
"""

from __future__ import annotations

from collections.abc import Collection
from secrets import SystemRandom

from shared.folding import fold

WORDS: tuple[str, ...] = (
    *("hoa sen", "hoa hồng", "hoa cúc", "hoa đào"),
    *("con cá", "con gà", "con mèo", "con voi", "con bò", "con vịt", "con ong"),
    *("quả bưởi", "quả cam", "quả khế", "quả ớt"),
    *("cây đa", "cây cau", "cây bàng"),
    *("cái kéo", "cái bút", "cái mũ", "cái quạt", "cái ấm", "cái bát", "cái ô", "cái ghế", "cái đàn"),
    *("đồng hồ", "bông lúa", "ngôi đình", "mái chèo", "bếp củi"),
)

_RANDOM = SystemRandom()
_DRAWS = 50


def draw_code(taken: Collection[str] = ()) -> str:
    """Two different words in the order in which they are said, such as ``"hoa sen, con cá"``.

    None of those already ``taken``: at one door a code must mean one helper. When nearly all are
    taken, one of them is drawn after all.
    """
    for _ in range(_DRAWS):
        code = ", ".join(_RANDOM.sample(WORDS, 2))
        if code not in taken:
            break
    return code


def said(code: str) -> str:
    """``code`` as it is compared: only its letters, so that marks, commas, spaces and capitals do not matter."""
    return "".join(letter for letter in fold(code) if letter.isalnum())
