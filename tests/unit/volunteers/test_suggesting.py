"""Which times are offered to whoever is asked when a visit would suit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from services.volunteers.domain.asking import Place
from services.volunteers.domain.local_rules import Days, LocalRules
from services.volunteers.domain.suggesting import Suggesting
from services.volunteers.domain.windows import Window
from shared.clock import HANOI
from shared.rules import Narrowing
from tests.unit.volunteers.builders import MONDAY, RULES, at

CITY = LocalRules.of(RULES, Narrowing())


def suggesting(rules: LocalRules = CITY, now: datetime = MONDAY, place: str = Place.HOME) -> Suggesting:
    return Suggesting(now, place, 60, rules)


def offered(found: Suggesting) -> list[str]:
    """The local starts of what is offered, as "2/12 8:30"."""
    starts = (window.start.astimezone(HANOI) for window in found.soon())
    return [f"{start.day}/{start.month} {start.hour}:{start.minute:02}" for start in starts]


def test_mornings_and_afternoons_of_three_days_and_of_the_weekend_are_offered() -> None:
    assert offered(suggesting()) == [
        *("2/12 8:30", "2/12 14:30", "3/12 8:30", "3/12 14:30", "4/12 8:30", "4/12 14:30"),
        *("6/12 8:30", "6/12 14:30", "7/12 8:30", "7/12 14:30"),
    ]


def test_what_is_too_soon_to_find_and_tell_a_helper_is_not_offered() -> None:
    assert offered(suggesting(now=at(1, 9, 31)))[0] == "2/12 14:30"
    assert offered(suggesting(now=at(1, 9)))[0] == "2/12 8:30", "from nine to half past ten is an hour and a half"


def test_holidays_and_pauses_are_left_out() -> None:
    holiday = replace(CITY, days=Days(frozenset({date(2025, 12, 2)})))
    assert offered(suggesting(holiday))[0] == "3/12 8:30"
    paused = replace(CITY, pauses=(Window(at(2, 0), at(2, 12)),))
    assert offered(suggesting(paused))[0] == "2/12 14:30"


def test_around_tet_nothing_is_offered() -> None:
    before = datetime(2026, 2, 8, 8, 30, tzinfo=HANOI)
    assert offered(suggesting(now=before))[0] == "9/2 8:30"
    days = [window.start.astimezone(HANOI).date() for window in suggesting(now=before).soon()]
    assert not [day for day in days if date(2026, 2, 10) <= day <= date(2026, 3, 3)]


def test_hours_in_which_the_ward_is_left_in_peace_are_not_offered() -> None:
    early = LocalRules.of(RULES, Narrowing(quiet_residents=((time(15), time(18)),)))
    assert [start for start in offered(suggesting(early)) if start.endswith("14:30")] == []


def test_the_office_is_offered_while_it_is_open() -> None:
    assert offered(suggesting(place=Place.WARD_OFFICE))[-1] == "4/12 14:30"
    late = replace(CITY, opening_hours=((time(9), time(11, 30)), (time(13, 30), time(17))))
    assert offered(suggesting(late, place=Place.WARD_OFFICE))[0] == "2/12 14:30"


def test_any_time_is_as_many_whole_mornings_and_afternoons_as_a_request_may_name() -> None:
    found = suggesting().any_time()
    assert len(found) == RULES.max_windows
    assert found[0] == Window(at(2, 8), at(2, 11, 30))
    assert {window.length for window in found} == {timedelta(hours=3, minutes=30), timedelta(hours=3)}


def test_a_time_once_chosen_is_looked_at_again_later() -> None:
    chosen = Window(at(3, 8, 30), at(3, 10, 30))
    assert suggesting().can_be(chosen)
    assert not suggesting(now=at(2, 20)).can_be(chosen)
