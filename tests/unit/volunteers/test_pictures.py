"""The pictures to remember: two dozen, drawn, and each told by its name alone."""

from __future__ import annotations

from services.sessions.domain.visit_code import WORDS
from services.volunteers.domain.asking import Picture
from services.volunteers.domain.names import fold
from services.volunteers.pages.remembering import picture_options
from services.volunteers.pages.words_pictures import PICTURES


def test_there_are_two_dozen_each_with_a_name_in_both_languages_and_a_drawing() -> None:
    assert len(Picture) == 24
    assert set(PICTURES) == set(Picture)
    for language in ("vi", "en"):
        options = picture_options(language)
        assert len({option["picture"] for option in options}) == len({option["text"] for option in options}) == 24


def test_no_picture_is_taken_for_another_or_for_a_word_of_the_visit_code() -> None:
    names = [fold(str(name)) for name in PICTURES.values()]
    assert len(set(names)) == 24
    assert not set(names) & {fold(word) for word in WORDS}
