from __future__ import annotations

import pytest

from services.notifications.domain import places
from shared import address


@pytest.mark.parametrize(
    ("born", "form"), [(None, "bác"), (1946, "cụ"), (1947, "bác"), (1976, "bác"), (1977, "anh/chị")]
)
def test_who_is_helped_is_bac_unless_the_age_says_otherwise(born: int | None, form: str) -> None:
    assert address.form_for_helped(None, born, 2026) == form


@pytest.mark.parametrize("chosen", ["Bà", "bà", "ba"])
def test_their_own_choice_always_wins(chosen: str) -> None:
    assert address.form_for_helped(chosen, 1940, 2026) == "bà"
    assert address.form_for_others(chosen) == "bà"


def test_everybody_else_is_anh_chi() -> None:
    assert address.form_for_others(None) == "anh/chị"


def test_a_form_nobody_knows_counts_as_no_choice() -> None:
    assert address.form_for_helped("sếp", None, 2026) == "bác"


@pytest.mark.parametrize(("form", "title"), [("bà", "Ms"), ("ông", "Mr"), ("bác", ""), ("cụ", ""), ("anh/chị", "")])
def test_an_english_title_is_never_guessed(form: str, title: str) -> None:
    assert address.title(form) == title


def test_people_are_called_by_the_last_word_of_their_name() -> None:
    assert address.given_name("Nguyễn Thị Lan") == "Lan"
    assert address.given_name("  Lan ") == "Lan"


def test_a_long_name_is_shortened_to_family_and_given_name() -> None:
    assert address.family_and_given("Nguyễn Phương Thảo") == "Nguyễn Thảo"
    assert address.family_and_given("Lê Mai") == "Lê Mai"


def test_a_ward_is_named_short_with_its_kind() -> None:
    assert places.unit_name("Phường Ba Đình", "phuong") == "P. Ba Đình"
    assert places.unit_name("Hương Sơn", "xa") == "X. Hương Sơn"


def test_without_a_ward_both_kinds_are_named() -> None:
    assert places.kind_name(None, "vi") == "phường, xã"
    assert places.kind_name("xa", "vi") == "xã"


@pytest.mark.parametrize(
    ("written", "kind", "said"),
    [
        ("Tổ 12", "phuong", "tổ 12"),
        ("12", "phuong", "tổ 12"),
        ("7", "xa", "thôn 7"),
        ("thôn Đoài", "xa", "thôn Đoài"),
        ("Kim Mã Thượng", "phuong", "Kim Mã Thượng"),
        ("Khu tập thể Nam Đồng, nhà C2", "phuong", "khu tập thể Nam Đồng, nhà C2"),
        (None, "phuong", "nhà dân"),
        ("  ", "xa", "nhà dân"),
    ],
)
def test_a_neighbourhood_is_said_as_people_say_it(written: str | None, kind: str, said: str) -> None:
    assert places.neighbourhood_name(written, kind, "vi") == said


@pytest.mark.parametrize("written", ["trúng thưởng, gọi 0900123456", "bit.ly/vneid", "https://vneid.vn", "a" * 41, "!"])
def test_what_is_no_name_of_a_neighbourhood_is_not_said_in_the_name_of_the_ward(written: str) -> None:
    assert places.neighbourhood_name(written, "phuong", "vi") == "nhà dân"
    assert places.neighbourhood_name(written, "xa", "en") == "the commune"


@pytest.mark.parametrize(("metres", "said"), [(300, "300 m"), (1000, "1 km"), (1500, "1,5 km")])
def test_a_distance_has_a_vietnamese_comma(metres: int, said: str) -> None:
    assert places.distance(metres, "vi") == said
