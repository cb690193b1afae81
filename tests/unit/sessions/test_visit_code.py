"""The two words at the door."""

from __future__ import annotations

import unicodedata

from services.sessions.domain.visit_code import WORDS, draw_code, said


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


def test_marks_commas_spaces_and_capitals_do_not_matter() -> None:
    for typed in ("hoa sen con cá", "HOA SEN, CON CA", " hoasen;conca ", "Hoa  sen – con cá."):
        assert said(typed) == said("hoa sen, con cá")


def test_the_order_of_the_words_matters() -> None:
    assert said("con cá, hoa sen") != said("hoa sen, con cá")


def test_no_two_codes_are_said_alike() -> None:
    codes = [f"{first}, {second}" for first in WORDS for second in WORDS if first != second]
    assert len({said(code) for code in codes}) == len(codes)


def test_a_code_of_that_day_is_not_drawn_again() -> None:
    codes = {f"{first}, {second}" for first in WORDS for second in WORDS if first != second}
    free = set(sorted(codes)[:500])
    assert all(draw_code(codes - free) in free for _ in range(50))


def test_when_every_code_is_taken_one_is_drawn_all_the_same() -> None:
    codes = {f"{first}, {second}" for first in WORDS for second in WORDS}
    assert draw_code(codes) in codes
