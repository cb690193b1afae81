"""Wards: their neighbours, their pauses, what they agree on."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from services.volunteers.commands.catalogue import shipped_wards
from services.volunteers.domain.local_rules import LocalRules
from services.volunteers.domain.narrowing import wider_than
from services.volunteers.domain.nearness import are_near, neighbours_of
from services.volunteers.domain.pause import Pause
from services.volunteers.domain.topic import Topic, TopicData
from services.volunteers.domain.unit_names import short
from services.volunteers.domain.ward import Neighbourhood, Ward, WardData
from shared.rules import Narrowing
from tests.unit.volunteers.builders import BA_DINH, MONDAY, RULES, at, kinds, window

TO_12 = Neighbourhood("to-12", "Tổ 12", ("tổ dân phố 12", "khu tập thể Bộ Xây dựng"))


def a_ward(code: str = BA_DINH) -> Ward:
    ward = Ward.enter(code, WardData("Phường Ba Đình", "phuong", 21.0386, 105.838, 2.97))
    ward.edit(None, (TO_12, Neighbourhood("to-13", "Tổ 13")))
    return ward


def a_pause(number: str, start: int, end: int, *neighbourhoods: str) -> Pause:
    return Pause(number, neighbourhoods, at(start, 0), at(end, 0), "flood")


def test_wards_are_neighbours_when_their_centres_are_nearer_than_their_size_explains() -> None:
    small = WardData("Phường A", "phuong", 21.0, 105.8, 3.14159)  # a radius of 1 km
    degree = 1 / 111.195  # of latitude, in km on the mean sphere
    near = WardData("Phường B", "phuong", 21.0 + 2.49 * degree, 105.8, 3.14159)
    far = WardData("Phường C", "phuong", 21.0 + 2.51 * degree, 105.8, 3.14159)
    assert are_near(small, near)
    assert not are_near(small, far)


def test_neighbours_are_each_others_and_nobody_is_their_own() -> None:
    wards = dict(shipped_wards())
    near = {code: neighbours_of(code, wards) for code in wards}
    assert all(code in near[other] for code, others in near.items() for other in others)
    assert all(code not in others for code, others in near.items())
    assert all(others for others in near.values()), "every ward of the city has somebody next to it"


def test_a_pause_of_the_ward_holds_everywhere_and_one_of_a_neighbourhood_only_there() -> None:
    ward = a_ward()
    ward.pause(a_pause("1", 2, 3), MONDAY)
    ward.pause(a_pause("2", 4, 5, "to-12"), MONDAY)
    everywhere, there = at(2, 0), at(4, 0)
    assert [span.start for span in ward.paused_at("Tổ 13")] == [everywhere]
    assert [span.start for span in ward.paused_at("TỔ DÂN PHỐ 12")] == [everywhere, there]


def test_a_household_whose_neighbourhood_nobody_can_tell_is_in_the_wards_pauses_only() -> None:
    ward = a_ward()
    ward.pause(a_pause("1", 2, 3), MONDAY)
    ward.pause(a_pause("2", 4, 5, "to-12"), MONDAY)
    for unknown in (None, "Tổ 99"):
        assert len(ward.paused_at(unknown)) == 1


def test_a_pause_ended_before_it_began_never_was() -> None:
    ward = a_ward()
    ward.pause(a_pause("1", 2, 3), MONDAY)
    ward.end_pause("1", MONDAY)
    assert ward.pauses == ()
    assert kinds(ward)[-2:] == ["ward_paused", "pause_ended"]


def test_a_pause_ended_under_way_ends_now_and_again_changes_nothing() -> None:
    ward = a_ward()
    ward.pause(a_pause("1", 1, 3), MONDAY)
    ward.end_pause("1", MONDAY)
    assert [(pause.start, pause.end) for pause in ward.pauses] == [(at(1, 0), MONDAY)]
    before = ward.sequence
    ward.end_pause("1", MONDAY)
    ward.end_pause("unknown", MONDAY)
    assert ward.sequence == before


def test_pauses_long_over_are_forgotten() -> None:
    ward = a_ward()
    ward.pause(a_pause("1", 1, 2), MONDAY)
    ward.pause(a_pause("2", 3, 4), MONDAY + timedelta(days=120))
    assert [pause.pause_id for pause in ward.pauses] == ["2"]


def test_two_wards_share_helpers_only_when_both_have_agreed() -> None:
    one, other = a_ward("00004"), a_ward("00008")
    one.edit(None, (), helps=("00008",))
    assert not one.agrees_with(other)
    other.edit(None, (), helps=("00004",))
    assert one.agrees_with(other)
    assert other.agrees_with(one)


def test_editing_without_a_change_records_nothing() -> None:
    ward = a_ward()
    before = ward.sequence
    ward.edit(ward.phone, ward.neighbourhoods, ward.settings, ward.neighbours, ward.helps)
    assert ward.sequence == before


def test_what_staff_know_of_neighbours_is_not_undone_by_the_list() -> None:
    ward = a_ward()
    ward.border_on(("00008",))
    ward.edit(None, (), neighbours=("00025",))
    ward.border_on(("00008",))
    assert ward.neighbours == ("00025",)


def test_no_window_inside_a_pause_is_of_use_and_the_rest_of_it_is() -> None:
    rules = LocalRules.of(RULES, Narrowing(), pauses=(window(3, 8, 10),))
    assert rules.shut == (window(3, 8, 10),)
    assert RULES.shut == ()


def test_what_a_ward_narrows_is_never_wider_and_says_what_to_write() -> None:
    wider = Narrowing(((time(7), time(9)),), promise_days=4, wave_size=9, notice_minutes=10)
    assert [name for name, _ in wider_than(RULES, wider)] == [
        "promise_days",
        "wave_size",
        "notice_minutes",
        "opening_hours",
    ]
    as_wide = Narrowing(RULES.opening_hours, RULES.promise_days, RULES.wave_size, 24 * 60)
    assert list(wider_than(RULES, as_wide)) == []


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Phường Ba Đình", "Ba Đình"),
        ("X. Hương Sơn", "Hương Sơn"),
        ("thị trấn Phùng", "Phùng"),
        ("Quan Hoa", "Quan Hoa"),
        ("Xuân Đỉnh", "Xuân Đỉnh"),
        ("Phường", "Phường"),
    ],
)
def test_a_name_is_compared_without_the_word_for_what_it_is(name: str, bare: str) -> None:
    assert short(name) == bare


def test_what_the_city_made_of_a_topic_is_not_undone_by_the_next_release() -> None:
    shipped = TopicData("VNeID", "VNeID", 60, (), (), False, False)
    topic = Topic.enter("vneid", shipped, 2)
    topic.edit(TopicData("VNeID", "VNeID", 90, (), (), False, False))
    topic.revise(TopicData("VNeID mới", "VNeID", 45, (), (), False, False), 3)
    assert (topic.data.minutes, topic.data.name_vi, topic.position) == (90, "VNeID", 3)
