"""The two words at the door."""

from __future__ import annotations

import unicodedata

from services.sessions.domain.visit_code import WORDS, draw_code


def unmarked(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def test_a_code_is_two_different_words_of_the_list() -> None:
    for _ in range(300):
        first, second = draw_code().split(", ")
        assert first != second
        assert {first, second} <= set(WORDS)


def test_codes_differ_from_visit_to_visit() -> None:
    assert len({draw_code() for _ in range(200)}) > 100


def test_words_are_short_and_stay_apart_without_their_marks() -> None:
    assert len(WORDS) == 32
    assert len({unmarked(word) for word in WORDS}) == 32
    assert max(len(word.replace(" ", "")) for word in WORDS) <= 8
    assert all(word == unicodedata.normalize("NFC", word) for word in WORDS)
