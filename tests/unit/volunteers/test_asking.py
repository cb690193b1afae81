"""What intake takes and what it sends back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.volunteers.domain.asking import Whereabouts, check, check_learners, visit_minutes
from services.volunteers.domain.slip import new_tracking_code, reference_of, tracking_hash
from services.volunteers.domain.windows import Window
from shared.clock import HANOI
from shared.errors import Invalid
from tests.unit.volunteers.builders import MONDAY, RULES, an_asking, at, window


def wrong_fields(**asking: Any) -> list[str]:
    with pytest.raises(Invalid) as refused:
        check(an_asking(**asking), MONDAY, RULES)
    return sorted(refused.value.fields)


def test_a_complete_request_passes() -> None:
    check(an_asking(), MONDAY, RULES)


def test_a_leap_day_is_a_day_like_others() -> None:
    leap, year_before = datetime(2028, 2, 29, 8, tzinfo=HANOI), datetime(2027, 6, 7, 8, tzinfo=HANOI)
    check(an_asking(windows=(Window(leap, leap + timedelta(hours=3)),)), year_before, RULES)


@pytest.mark.parametrize(
    ("windows", "field"),
    [
        ((), "windows"),
        ((window(3, 8, 11),) * 21, "windows"),
        ((window(3, 8, 11), Window(at(4, 10), at(4, 9))), "windows.1.end"),
        ((Window(at(4, 10), at(4, 10)),), "windows.0.end"),
        ((Window(at(1, 6), at(1, 8)),), "windows.0.end"),
        ((Window(at(3, 22), at(4, 6)),), "windows.0.end"),
        ((Window(MONDAY + timedelta(days=366), MONDAY + timedelta(days=366, hours=2)),), "windows.0.end"),
    ],
    ids=["none", "too many", "backwards", "empty", "past", "crossing midnight", "in two years"],
)
def test_windows_nobody_could_use_are_named(windows: tuple[Window, ...], field: str) -> None:
    assert wrong_fields(windows=windows) == [field]


def test_a_window_that_has_begun_may_still_be_used() -> None:
    check(an_asking(windows=(Window(at(1, 8), at(1, 11)),)), MONDAY, RULES)


def test_a_home_visit_needs_a_way_to_find_the_house() -> None:
    assert wrong_fields(whereabouts=Whereabouts(neighbourhood="Tổ 12", met_by="anh Dũng")) == ["address"]


def test_a_landmark_is_a_way_to_find_the_house() -> None:
    check(an_asking(whereabouts=Whereabouts(landmark="sau đình làng", met_by="anh Dũng")), MONDAY, RULES)


def test_a_call_needs_no_address() -> None:
    check(an_asking(place="phone", whereabouts=Whereabouts()), MONDAY, RULES)


def test_who_wants_the_class_needs_no_times() -> None:
    check(an_asking(place="class", windows=()), MONDAY, RULES)


@pytest.mark.parametrize("birth_years", [[2012], [2010, 2008], [2010, None]])
def test_a_learner_who_may_be_under_16_has_an_adult_present(birth_years: list[int | None]) -> None:
    with pytest.raises(Invalid) as refused:
        check_learners(birth_years, an_asking(), MONDAY, RULES)
    assert "family_present" in refused.value.fields["wishes"][0][0]


@pytest.mark.parametrize(
    ("birth_years", "asking"),
    [
        ([2012, 1990], {}),
        ([2012], {"wishes": ("family_present",)}),
        ([2012], {"place": "class", "windows": ()}),
        ([2008], {}),
        ([None], {}),
    ],
    ids=["an adult learns too", "the family is there", "the class has its teacher", "old enough", "nobody said"],
)
def test_with_an_adult_there_anybody_may_learn(birth_years: list[int | None], asking: dict[str, Any]) -> None:
    check_learners(birth_years, an_asking(**asking), MONDAY, RULES)


def test_everything_wrong_is_named_at_once() -> None:
    assert wrong_fields(whereabouts=Whereabouts(), windows=()) == ["address", "windows"]


def test_several_topics_take_longer_but_never_more_than_two_hours() -> None:
    assert visit_minutes([60], RULES) == 60
    assert visit_minutes([60, 45], RULES) == 105
    assert visit_minutes([60, 60, 60], RULES) == 120


def test_a_reference_says_ward_year_and_number() -> None:
    assert reference_of("00004", 2025, 7) == "4-25-007"
    assert reference_of("10489", 2026, 1234) == "10489-26-1234"


def test_a_tracking_code_is_eighty_bits_in_sixteen_letters() -> None:
    codes = {new_tracking_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(len(code) == 16 and set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for code in codes)


def test_others_know_a_tracking_code_by_its_sha_256() -> None:
    # The test vector of FIPS 180-4.
    assert tracking_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
