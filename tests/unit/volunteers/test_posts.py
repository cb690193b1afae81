"""Posts stand from a day to a day; who loses one is signed out; and nobody gives more than they hold."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from services.volunteers.domain.authority import Authority
from services.volunteers.domain.person import Person, Post
from shared.clock import HANOI
from tests.unit.volunteers.builders import BA_DINH, MONDAY, a_person, kinds

OTHER_WARD = "00008"
FIRST = date(2025, 12, 1)
STAFF = Post("staff", (BA_DINH,), FIRST)
HEAD = Authority("hoa", frozenset({BA_DINH}))
CITY = Authority("binh", frozenset(), city=True)


def holding(*posts: Post) -> Person:
    person = a_person()
    person.keep_posts(posts, MONDAY)
    person.forget_recorded()
    return person


def test_a_new_post_takes_no_sign_in_away() -> None:
    person = holding(STAFF)
    person.give_post(Post("head", (BA_DINH,), FIRST), MONDAY)
    assert (kinds(person), person.tokens_valid_after) == (["post_given"], None)


def test_a_post_taken_back_ends_the_sign_ins_made_with_it() -> None:
    person = holding(STAFF)
    person.keep_posts((), MONDAY)
    assert kinds(person) == ["post_ended", "tokens_ended"]
    assert (person.posts, person.tokens_valid_after) == ((), MONDAY)


def test_a_ward_taken_out_of_a_post_ends_the_sign_ins_made_with_it() -> None:
    person = holding(Post("staff", (BA_DINH, OTHER_WARD), FIRST))
    person.keep_posts((STAFF,), MONDAY)
    assert kinds(person) == ["post_ended", "post_given", "tokens_ended"]


@pytest.mark.parametrize(
    ("until", "signed_out"), [(date(2026, 6, 30), True), (date(2026, 12, 31), False), (None, False)]
)
def test_a_post_that_ends_earlier_than_it_was_given_for_ends_the_sign_ins(until: date | None, signed_out: bool) -> None:
    person = holding(Post("staff", (BA_DINH,), FIRST, date(2026, 12, 31)))
    person.keep_posts((Post("staff", (BA_DINH,), FIRST, until),), MONDAY)
    assert ("tokens_ended" in kinds(person)) is signed_out


def test_a_post_that_has_not_begun_takes_no_sign_in_away_with_it() -> None:
    person = holding(Post("staff", (BA_DINH,), date(2026, 1, 1)))
    person.keep_posts((), MONDAY)
    assert kinds(person) == ["post_ended"]


def test_on_the_day_after_its_last_a_post_ends_with_the_sign_ins() -> None:
    person = holding(Post("staff", (BA_DINH,), FIRST, date(2025, 12, 5)), Post("counter", (BA_DINH,), FIRST))
    person.end_posts(datetime(2025, 12, 5, 23, 59, tzinfo=HANOI))
    assert kinds(person) == []
    midnight = datetime(2025, 12, 6, tzinfo=HANOI)
    person.end_posts(midnight)
    assert kinds(person) == ["post_ended", "tokens_ended"]
    assert (person.roles, person.tokens_valid_after, person.posts_end_on) == (("counter",), midnight, None)


def test_the_earliest_last_day_is_when_to_look_again() -> None:
    person = holding(STAFF, Post("head", (BA_DINH,), FIRST, date(2026, 3, 1)), Post("counter", (BA_DINH,), FIRST))
    assert person.posts_end_on == date(2026, 3, 1)


@pytest.mark.parametrize("role", ["counter", "staff", "leader", "head"])
def test_a_head_gives_the_posts_of_the_ward(role: str) -> None:
    assert HEAD.may_give(Post(role, (BA_DINH,), FIRST))


@pytest.mark.parametrize(
    "post",
    [
        Post("city", (), FIRST),
        Post("safeguarding", (BA_DINH,), FIRST),
        Post("staff", (OTHER_WARD,), FIRST),
        Post("staff", (BA_DINH, OTHER_WARD), FIRST),
        Post("staff", (), FIRST),
        Post("volunteer", (BA_DINH,), FIRST),
    ],
)
def test_a_head_gives_nothing_above_a_head_and_nothing_elsewhere(post: Post) -> None:
    assert not HEAD.may_give(post)


@pytest.mark.parametrize("role", ["counter", "staff", "leader", "head", "safeguarding", "city"])
def test_the_city_gives_every_post(role: str) -> None:
    assert CITY.may_give(Post(role, () if role == "city" else (OTHER_WARD,), FIRST))


def test_nobody_becomes_a_volunteer_by_a_post() -> None:
    assert not CITY.may_give(Post("volunteer", (BA_DINH,), FIRST))


def test_how_a_head_is_reached_is_not_for_staff_to_change() -> None:
    nobody = Authority("lan", frozenset())
    assert not nobody.may_correct(holding(Post("head", (BA_DINH,), FIRST)))
    assert HEAD.may_correct(holding(Post("head", (BA_DINH,), FIRST)))
    assert not HEAD.may_correct(holding(STAFF, Post("city", (), FIRST)))
    assert nobody.may_correct(a_person())
