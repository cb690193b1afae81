"""Persons, wards, topics and volunteers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.volunteers.domain.errors import NotInThisState
from services.volunteers.domain.person import Part, Post
from services.volunteers.domain.topic import Topic, TopicData
from services.volunteers.domain.volunteer import away, away_until
from services.volunteers.domain.ward import Neighbourhood, Ward, WardData
from services.volunteers.domain.windows import Window
from tests.unit.volunteers.builders import BA_DINH, MONDAY, a_person, a_volunteer, at, kinds, window


def test_a_new_person_is_registered_under_the_folded_name() -> None:
    person = a_person("Nguyễn Thị Đào")
    assert person.folded_name == "nguyen thi dao"
    assert kinds(person) == ["person_registered"]


def test_taking_the_same_part_twice_is_recorded_once() -> None:
    person = a_person()
    person.take_part(Part("resident", BA_DINH))
    person.take_part(Part("resident", BA_DINH))
    assert kinds(person) == ["person_registered", "part_taken"]
    assert (person.roles, person.wards) == (("resident",), (BA_DINH,))


def test_a_post_stands_from_its_first_day_to_its_last() -> None:
    post = Post("staff", (BA_DINH,), date(2025, 12, 1), date(2025, 12, 31))
    days = (date(2025, 11, 30), date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [post.stands_on(day) for day in days] == [False, True, True, False]


def test_the_same_post_given_again_moves_its_dates() -> None:
    person = a_person()
    person.give_post(Post("staff", (BA_DINH,), date(2025, 12, 1)), MONDAY)
    person.give_post(Post("staff", (BA_DINH,), date(2025, 12, 1), date(2026, 6, 30)), MONDAY)
    person.give_post(Post("staff", (BA_DINH,), date(2025, 12, 1), date(2026, 6, 30)), MONDAY)
    assert person.posts == (Post("staff", (BA_DINH,), date(2025, 12, 1), date(2026, 6, 30)),)
    assert kinds(person).count("post_given") == 2


@pytest.mark.parametrize(
    ("owner", "own"), [("self", True), ("shared", True), ("relative", False), ("neighbour", False)]
)
def test_whose_phone_it_is_decides_whether_a_code_reaches_the_person(owner: str, own: bool) -> None:
    assert a_person(phone_owner=owner).reached_on_own_phone() is own


def test_a_person_without_a_phone_is_not_reached_by_a_code() -> None:
    assert not a_person(phone=None).reached_on_own_phone()


def test_changing_nothing_records_nothing() -> None:
    person = a_person()
    person.change(name=person.name, email=None, language="vi", address_form=None)
    assert kinds(person) == ["person_registered"]


def test_a_changed_name_is_found_by_its_new_folded_form() -> None:
    person = a_person()
    person.change(name="Trần Đức", email=None, language="en", address_form="ông")
    assert (person.folded_name, person.address_form, kinds(person)[-1]) == ("tran duc", "ông", "contact_changed")


def a_ward() -> Ward:
    return Ward.enter(BA_DINH, WardData("Phường Ba Đình", "phuong", 21.0386, 105.838, 2.97))


def test_a_ward_records_only_real_changes() -> None:
    ward = a_ward()
    ward.revise(ward.data)
    ward.edit(None, ())
    assert kinds(ward) == ["ward_changed"]
    ward.edit("+842438230000", ())
    ward.revise(replace(ward.data, area_km2=3.0))
    assert len(kinds(ward)) == 3


@pytest.mark.parametrize("written", ["to-12", "Tổ 12", "to 12", "TỔ  12", "Tổ dân phố số 12"])
def test_a_neighbourhood_is_found_by_id_name_or_alias(written: str) -> None:
    ward = a_ward()
    ward.edit(None, (Neighbourhood("to-12", "Tổ 12", ("Tổ dân phố số 12",)), Neighbourhood("to-13", "Tổ 13")))
    found = ward.neighbourhood(written)
    assert found is not None
    assert found.neighbourhood_id == "to-12"
    assert ward.neighbourhood("Tổ 14") is None


def test_a_topic_revised_with_the_same_words_records_nothing() -> None:
    data = TopicData("VNeID", "VNeID", 60, ("everyone",), (), False, False)
    topic = Topic.enter("vneid", data, 2)
    topic.revise(data, 2)
    assert kinds(topic) == ["topic_changed"]
    topic.revise(replace(data, minutes=75), 2)
    assert len(kinds(topic)) == 2


def test_one_approval_makes_an_applicant_active() -> None:
    volunteer = a_volunteer()
    volunteer.approve(MONDAY)
    assert (volunteer.active, volunteer.approved_at) == (True, MONDAY)
    assert kinds(volunteer) == ["volunteer_applied", "volunteer_approved"]


def test_checked_comes_before_active_when_staff_wish_so() -> None:
    volunteer = a_volunteer()
    volunteer.check()
    assert not volunteer.active
    volunteer.approve(MONDAY)
    assert kinds(volunteer) == ["volunteer_applied", "volunteer_checked", "volunteer_approved"]


def test_an_active_volunteer_is_neither_checked_nor_approved_again() -> None:
    volunteer = a_volunteer()
    volunteer.approve(MONDAY)
    for step in (volunteer.check, lambda: volunteer.approve(MONDAY)):
        with pytest.raises(NotInThisState):
            step()


def test_new_free_times_are_recorded_and_the_same_ones_are_not() -> None:
    volunteer = a_volunteer()
    volunteer.offer(volunteer.offering)
    volunteer.offer(replace(volunteer.offering, max_open_tasks=1))
    assert kinds(volunteer) == ["volunteer_applied", "availability_changed"]


def test_being_away_is_an_absence_from_now_and_coming_back_ends_it() -> None:
    offering = replace(a_volunteer().offering, absences=(window(20, 8, 11),))
    gone = away(offering, at(10, 18), MONDAY)
    assert gone.absences == (Window(MONDAY, at(10, 18)), window(20, 8, 11))
    assert away_until(gone, MONDAY) == at(10, 18)
    assert away(gone, None, MONDAY) == offering
