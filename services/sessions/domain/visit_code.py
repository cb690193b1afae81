"""The visit code (mã hẹn): two words that the visitor must say at the door before it is opened.

The words are familiar things one can draw, at most eight letters, unlike each other without marks
and in Hà Nội speech, none of them unlucky. Anybody may look a code up, so guessing is limited
where codes are checked, not by the number of words.
"""

from __future__ import annotations

from secrets import SystemRandom

WORDS: tuple[str, ...] = (
    *("hoa sen", "hoa hồng", "hoa cúc", "hoa đào"),
    *("con cá", "con gà", "con mèo", "con voi", "con bò", "con vịt", "con ong"),
    *("quả bưởi", "quả cam", "quả khế", "quả ớt"),
    *("cây đa", "cây cau", "cây bàng"),
    *("cái kéo", "cái bút", "cái mũ", "cái quạt", "cái ấm", "cái bát", "cái ô", "cái ghế", "cái đàn"),
    *("đồng hồ", "bông lúa", "ngôi đình", "mái chèo", "bếp củi"),
)

_RANDOM = SystemRandom()


def draw_code() -> str:
    """Two different words in the order in which they are said, such as ``"hoa sen, con cá"``."""
    return ", ".join(_RANDOM.sample(WORDS, 2))
