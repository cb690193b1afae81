"""Who may be asked, in which order, and why."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from services.volunteers.domain.eligibility import metres_between, why_not
from services.volunteers.domain.matching import Ring, choose, coarse_cell, rank
from services.volunteers.domain.volunteer import Affiliation, Guardian
from services.volunteers.domain.why_not import WORDS, WhyNot, in_words
from services.volunteers.domain.windows import Weekly
from tests.unit.volunteers.builders import LAKE, RULES, a_helper, living, north_of, wanted, window


def names(candidates: Any) -> list[str]:
    return [candidate.volunteer_id for candidate in candidates]


def test_a_fitting_volunteer_has_nothing_against_them() -> None:
    assert why_not(wanted(), a_helper(), RULES) == ()


@pytest.mark.parametrize(
    ("helper", "reason"),
    [
        ({"status": "applied"}, "not_active"),
        ({"wards": ("00008",)}, "other_ward"),
        ({"name": "lan"}, "of_the_household"),
        ({"age": 15}, "under_age"),
        ({"topics": ("payments",)}, "other_topics"),
        ({"languages": ("en",)}, "other_language"),
        ({"weekly": ()}, "not_free"),
        ({"absences": (window(3, 0, 23),)}, "not_free"),
        ({"busy": (window(3, 8, 11),)}, "not_free"),
        ({"open_tasks": 2}, "at_own_limit"),
        (living(3001), "too_far"),
    ],
)
def test_a_volunteer_who_does_not_fit_is_not_asked_and_one_reads_why(helper: dict[str, Any], reason: str) -> None:
    assert why_not(wanted(), a_helper(**helper), RULES) == (reason,)


@pytest.mark.parametrize(
    ("wish", "gender", "fits"), [("woman", "female", True), ("woman", None, False), ("man", "female", False)]
)
def test_a_wish_for_a_woman_or_a_man_is_kept(wish: str, gender: str | None, fits: bool) -> None:
    assert (why_not(wanted(wishes=(wish,)), a_helper(gender=gender), RULES) == ()) is fits


@pytest.mark.parametrize("status", ["pending", "accepted", "declined", "unplaced"])
def test_who_was_asked_already_is_not_asked_again(status: str) -> None:
    assert why_not(wanted(asked={"minh": status}), a_helper(), RULES) == (f"already_{status}",)


def test_who_let_it_expire_may_be_asked_again_after_everybody_else() -> None:
    near, far = a_helper("minh", **living(100)), a_helper("hoa", **living(1400))
    assert names(rank(wanted(asked={"minh": "expired"}), [near, far], RULES)) == ["hoa", "minh"]


def test_who_was_not_first_may_be_asked_again_like_everybody_else() -> None:
    near, far = a_helper("minh", **living(100)), a_helper("hoa", **living(1400))
    assert names(rank(wanted(asked={"minh": "withdrawn"}), [near, far], RULES)) == ["minh", "hoa"]


def test_anybody_may_be_asked_for_something_else() -> None:
    assert why_not(wanted(topics=("other",)), a_helper(topics=("payments",)), RULES) == ()


def test_knowing_all_the_topics_counts_more_than_living_next_door() -> None:
    both = a_helper("hoa", topics=("vneid", "payments"), **living(1200))
    half = a_helper("minh", **living(100))
    assert names(rank(wanted(topics=("vneid", "payments")), [half, both], RULES)) == ["hoa", "minh"]


def test_of_two_who_know_it_the_nearer_is_asked_first() -> None:
    helpers = [a_helper("hoa", **living(900)), a_helper("minh", **living(200))]
    assert names(rank(wanted(), helpers, RULES)) == ["minh", "hoa"]


def test_of_two_neighbours_the_less_busy_is_asked_first() -> None:
    helpers = [a_helper("hoa", open_tasks=1, **living(200)), a_helper("minh", **living(200))]
    assert names(rank(wanted(), helpers, RULES)) == ["minh", "hoa"]


def test_whom_the_resident_wishes_for_again_comes_first() -> None:
    helpers = [a_helper("hoa", **living(1200)), a_helper("minh", **living(200))]
    assert names(rank(wanted(preferred=frozenset({"hoa"})), helpers, RULES)) == ["hoa", "minh"]


def test_the_reasons_are_kept_and_their_points_add_up() -> None:
    (candidate,) = rank(wanted(), [a_helper(**living(600))], RULES)
    reasons = {reason.name: reason for reason in candidate.reasons}
    assert set(reasons) == {"topics", "distance_m", "free_windows", "load"}
    assert reasons["distance_m"].value == pytest.approx(600, abs=1)
    assert candidate.points == pytest.approx(40 + 30 * 0.8 + 15 + 15, abs=0.1)


def test_without_a_known_home_the_distance_is_unknown_and_nobody_is_too_far() -> None:
    (candidate,) = rank(wanted(point=None), [a_helper(**living(50_000))], RULES)
    assert (candidate.distance_m, candidate.shown_distance_m) == (None, None)


def test_a_call_has_no_distance() -> None:
    (candidate,) = rank(wanted(place="phone"), [a_helper(**living(2900))], RULES)
    assert candidate.distance_m is None


@pytest.mark.parametrize(("metres", "shown"), [(3, 100), (149, 100), (151, 200), (1234, 1200)])
def test_before_acceptance_a_distance_is_rounded_to_a_hundred_metres(metres: float, shown: int) -> None:
    (candidate,) = rank(wanted(), [a_helper(**living(metres))], RULES)
    assert candidate.shown_distance_m == shown


def test_the_first_wave_is_the_best_three_nearby() -> None:
    helpers = [a_helper(f"h{metres:04}", **living(metres)) for metres in (100, 400, 800, 1300, 2500)]
    ranked = rank(wanted(), helpers, RULES)
    assert names(choose(ranked, 1, 3)) == ["h0100", "h0400", "h0800"]


def test_a_first_wave_that_stays_short_looks_twice_as_far_at_once() -> None:
    ranked = rank(wanted(), [a_helper("near", **living(1400)), a_helper("far", **living(2900))], RULES)
    assert names(choose(ranked, 1, 3)) == ["near", "far"]


def test_in_a_commune_people_live_farther_apart() -> None:
    helper = a_helper(**living(7900))
    assert why_not(wanted(unit="xa"), helper, RULES) == ()
    assert why_not(wanted(unit="phuong"), helper, RULES) == ("too_far",)


def test_nobody_eligible_is_nobody_chosen() -> None:
    assert choose((), 1, 3) == ()


def test_one_degree_of_latitude_is_111_195_metres_on_the_mean_sphere() -> None:
    assert metres_between(LAKE, north_of(LAKE, 111_195)) == pytest.approx(111_195, rel=1e-5)


def test_the_coarse_cell_is_the_same_for_neighbours() -> None:
    assert coarse_cell(LAKE) == coarse_cell(north_of(LAKE, 50))
    assert coarse_cell(LAKE) != coarse_cell(north_of(LAKE, 5000))


# Rings


TEAM = Affiliation("community_team", "team-12")


def test_the_own_neighbourhoods_team_is_asked_before_nearer_people() -> None:
    near, member = a_helper("minh", **living(100)), a_helper("hoa", affiliations=(TEAM,), **living(1400))
    here = wanted(teams=frozenset({"team-12"}))
    ranked = rank(here, [near, member], RULES)
    assert names(ranked) == ["hoa", "minh"]
    assert "own_team" in {reason.name for reason in ranked[0].reasons}


def test_the_own_neighbourhoods_team_is_never_too_far() -> None:
    member = a_helper(affiliations=(TEAM,), **living(9000))
    assert why_not(wanted(teams=frozenset({"team-12"})), member, RULES) == ()
    assert why_not(wanted(), member, RULES) == ("too_far",)


@pytest.mark.parametrize(("wave", "asked"), [(1, ["near"]), (2, ["near", "far"]), (3, ["near", "far", "other"])])
def test_waves_look_outwards_near_then_twice_as_far_then_the_wards_that_share_helpers(
    wave: int, asked: list[str]
) -> None:
    here = wanted(around=frozenset({"00008"}))
    helpers = [
        a_helper("near", **living(1400)),
        a_helper("far", **living(2900)),
        a_helper("other", wards=("00008",), **living(200)),
    ]
    ranked = rank(here, helpers, RULES)
    assert names(choose(ranked, wave, len(asked))) == asked


def test_a_wave_that_stays_short_asks_the_wards_that_share_helpers_at_once() -> None:
    other = a_helper("other", wards=("00008",), **living(200))
    (candidate,) = choose(rank(wanted(around=frozenset({"00008"})), [other], RULES), 1, 3)
    assert candidate.ring == Ring.OTHER_WARD
    assert "neighbouring_ward" in {reason.name for reason in candidate.reasons}


def test_another_wards_volunteer_is_not_asked_unless_both_wards_agree() -> None:
    assert why_not(wanted(), a_helper(wards=("00008",)), RULES) == ("other_ward",)


def test_whom_a_pause_kept_from_going_is_asked_first_again() -> None:
    near, before = a_helper("minh", **living(100)), a_helper("hoa", **living(2900))
    here = wanted(put_off=frozenset({"hoa"}), asked={"hoa": "cancelled"})
    assert names(choose(rank(here, [near, before], RULES), 1, 1)) == ["hoa"]


def test_from_the_middle_of_a_ward_no_distance_is_told_and_nobody_is_too_far() -> None:
    ranked = rank(wanted(placed=False), [a_helper("far", **living(5000)), a_helper("near", **living(300))], RULES)
    assert names(ranked) == ["near", "far"], "people near the middle still come first"
    assert [candidate.shown_distance_m for candidate in ranked] == [None, None]
    assert "too_far" not in why_not(wanted(placed=False), a_helper(**living(5000)), RULES)


# Who is left alone


def test_who_is_away_now_is_not_asked_for_later_either() -> None:
    assert why_not(wanted(), a_helper(away=True), RULES) == ("away",)


def test_a_suspended_volunteer_is_not_asked() -> None:
    assert why_not(wanted(), a_helper(status="suspended"), RULES) == ("suspended",)


def test_a_paused_team_is_left_alone_and_who_belongs_to_another_too_is_not() -> None:
    here = wanted(paused_teams=frozenset({"team-12"}))
    assert why_not(here, a_helper(affiliations=(TEAM,)), RULES) == ("team_paused",)
    both = (TEAM, Affiliation("youth_union", "team-7"))
    assert why_not(here, a_helper(affiliations=both), RULES) == ()


@pytest.mark.parametrize("status", ["handed_back", "missed"])
def test_who_handed_it_back_or_missed_it_is_not_asked_again(status: str) -> None:
    assert why_not(wanted(asked={"minh": status}), a_helper(), RULES) == (f"already_{status}",)


def test_whose_visit_was_cancelled_by_others_may_be_asked_again() -> None:
    assert why_not(wanted(asked={"minh": "cancelled"}), a_helper(), RULES) == ()


# Ages and conditions


GUARDIAN = Guardian("Nguyễn Văn Bình", "+84912000099", "paper")
BESIDE_AN_ADULT = {"needed": 2, "adult_comes": True}


def test_under_sixteen_nobody_visits_a_home() -> None:
    young = a_helper(age=15, guardian=GUARDIAN)
    assert why_not(wanted(**BESIDE_AN_ADULT), young, RULES) == ("under_age",)


def test_at_sixteen_one_is_the_second_beside_an_adult() -> None:
    assert why_not(wanted(**BESIDE_AN_ADULT), a_helper(age=16, guardian=GUARDIAN), RULES) == ()


@pytest.mark.parametrize("visit", [{}, {"needed": 2}])
def test_at_sixteen_one_goes_neither_alone_nor_before_an_adult_has_said_yes(visit: dict[str, Any]) -> None:
    assert why_not(wanted(**visit), a_helper(age=17, guardian=GUARDIAN), RULES) == ("beside_adult_only",)


def test_at_sixteen_one_goes_with_a_guardians_consent() -> None:
    assert why_not(wanted(**BESIDE_AN_ADULT), a_helper(age=16), RULES) == ("no_guardian_consent",)


def test_at_sixteen_one_goes_between_eight_and_eighteen_o_clock() -> None:
    evening = (Weekly(2, time(17), time(21)),)
    late = wanted(windows=(window(3, 17, 20),), **BESIDE_AN_ADULT)
    assert why_not(late, a_helper(age=17, guardian=GUARDIAN, weekly=evening), RULES) == ()
    later = wanted(windows=(window(3, 18, 20),), **BESIDE_AN_ADULT)
    assert why_not(later, a_helper(age=17, guardian=GUARDIAN, weekly=evening), RULES) == ("not_free",)
    assert why_not(later, a_helper(age=18, weekly=evening), RULES) == ()


def test_a_volunteer_who_wishes_for_two_is_asked_only_where_two_go() -> None:
    careful = a_helper(conditions=("pair",))
    assert why_not(wanted(), careful, RULES) == ("wishes_for_two",)
    assert why_not(wanted(needed=2), careful, RULES) == ()
    assert why_not(wanted(place="ward_office"), careful, RULES) == ()


def test_a_volunteer_who_wishes_for_a_woman_in_the_house_is_asked_only_there() -> None:
    careful = a_helper(conditions=("woman_present",))
    assert why_not(wanted(), careful, RULES) == ("wishes_for_a_woman",)
    assert why_not(wanted(woman_at_home=True), careful, RULES) == ()
    assert why_not(wanted(place="phone"), careful, RULES) == ()


def test_every_reason_why_not_has_words_in_both_languages() -> None:
    assert set(WORDS) == set(WhyNot)
    assert in_words(("too_far", "away")) == ("ở xa quá, đang tạm nghỉ", "lives too far away, away")
