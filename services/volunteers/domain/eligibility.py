"""Whether somebody may be asked for a request, and every reason why not.

Distances are great-circle metres; nobody walks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import h3

from services.volunteers.domain.asking import Place, Wish
from services.volunteers.domain.offer import ASKED_AGAIN
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.topic import OTHER
from services.volunteers.domain.volunteer import Condition, Gender, Offering, Profile, VolunteerStatus, daytime
from services.volunteers.domain.ward import Point
from services.volunteers.domain.why_not import WhyNot
from services.volunteers.domain.windows import Window, free_in


@dataclass(frozen=True)
class Wanted:
    """What matching needs to know of a request; ``windows`` as far as they can still be used.

    ``asked`` is what became of each volunteer's latest offer for it, ``preferred`` who helped before and is
    wished for again, ``put_off`` who had said yes before a pause. ``point`` is where distances are measured
    from; ``placed`` is false when that is only the middle of the ward, and no distance can be told.
    ``teams`` look after the neighbourhood, ``paused_teams`` are to be left alone, ``around`` are the wards
    that share helpers. ``adult_comes`` when a grown-up has said yes to a visit of two.
    """

    ward: str
    unit: str
    place: str
    topics: tuple[str, ...]
    windows: tuple[Window, ...]
    minutes: int
    language: str
    wishes: tuple[str, ...]
    point: Point | None
    household: frozenset[str]
    asked: Mapping[str, str]
    preferred: frozenset[str] = frozenset()
    put_off: frozenset[str] = frozenset()
    placed: bool = True
    needed: int = 1
    adult_comes: bool = False
    woman_at_home: bool = False
    teams: frozenset[str] = frozenset()
    paused_teams: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Helper:
    """A volunteer as matching sees one; ``busy`` are visits they hold, ``asked_now`` offers they have not answered.

    ``wards`` are those that have approved them, ``away`` when an absence of theirs has begun.
    """

    volunteer_id: str
    status: str
    profile: Profile
    offering: Offering
    age: int
    wards: tuple[str, ...]
    busy: tuple[Window, ...] = ()
    open_tasks: int = 0
    asked_now: int = 0
    away: bool = False


def why_not(wanted: Wanted, helper: Helper, rules: Rules) -> tuple[str, ...]:
    """Every reason why this volunteer is not asked, as codes of :class:`WhyNot`; empty for somebody who may be."""
    checks = (
        (WhyNot.SUSPENDED, helper.status == VolunteerStatus.SUSPENDED),
        (WhyNot.NOT_ACTIVE, helper.status not in (VolunteerStatus.ACTIVE, VolunteerStatus.SUSPENDED)),
        (WhyNot.OTHER_WARD, ward_of(wanted, helper) is None),
        (WhyNot.OF_THE_HOUSEHOLD, helper.volunteer_id in wanted.household),
        *_ages(wanted, helper, rules),
        (WhyNot.OTHER_TOPICS, not topics_known(wanted, helper)),
        (WhyNot.OTHER_LANGUAGE, wanted.language not in helper.profile.languages),
        (WhyNot.NOT_AS_WISHED, not _as_wished(wanted, helper)),
        *_conditions(wanted, helper),
        (WhyNot.AWAY, helper.away),
        (WhyNot.TEAM_PAUSED, _team_paused(wanted, helper)),
        (WhyNot.NOT_FREE, not windows_free(wanted, helper, rules)),
        (WhyNot.AT_OWN_LIMIT, helper.open_tasks >= helper.offering.max_open_tasks),
        (WhyNot.TOO_FAR, _too_far(wanted, helper, rules)),
        (f"already_{wanted.asked.get(helper.volunteer_id)}", _not_again(wanted, helper)),
    )
    return tuple(str(code) for code, holds in checks if holds)


def may_stand_in(wanted: Wanted, helper: Helper, rules: Rules) -> bool:
    """Whether somebody may be asked whom a colleague names; how far they go they have settled between them."""
    return set(why_not(wanted, helper, rules)) <= {WhyNot.TOO_FAR}


def metres_between(one: Point, other: Point) -> float:
    """The great-circle distance on the mean sphere, in metres (within 0.5 % of the ellipsoid)."""
    return float(h3.great_circle_distance((one.lat, one.lon), (other.lat, other.lon), unit="m"))


def radii(wanted: Wanted, rules: Rules) -> tuple[float, float]:
    """How far one looks first, and then, in metres."""
    first = rules.radius_phuong_m if wanted.unit == "phuong" else rules.radius_xa_m
    return (first, 2 * first)


def distance_between(wanted: Wanted, helper: Helper) -> float | None:
    home = helper.profile.home
    if wanted.place != Place.HOME or wanted.point is None or home is None:
        return None
    return metres_between(wanted.point, home)


def topics_known(wanted: Wanted, helper: Helper) -> float:
    """The share of the wanted topics this volunteer offers."""
    known = [topic for topic in wanted.topics if topic == OTHER or topic in helper.offering.topics]
    return len(known) / len(wanted.topics)


def windows_free(wanted: Wanted, helper: Helper, rules: Rules) -> tuple[Window, ...]:
    """The wanted windows in which the visit fits into what the volunteer leaves free."""
    offering, long = helper.offering, timedelta(minutes=wanted.minutes)
    weekly = offering.weekly if helper.age >= rules.adult_from else daytime(offering.weekly, rules)
    taken = (*offering.absences, *helper.busy)
    return tuple(window for window in wanted.windows if free_in(window, weekly, taken, long))


def _as_wished(wanted: Wanted, helper: Helper) -> bool:
    by_wish = {Wish.WOMAN: Gender.FEMALE, Wish.MAN: Gender.MALE}
    return all(helper.profile.gender == gender for wish, gender in by_wish.items() if wish in wanted.wishes)


def _not_again(wanted: Wanted, helper: Helper) -> bool:
    """Asked already; only who let it pass unanswered, was not first, or lost the visit to others may be again."""
    return wanted.asked.get(helper.volunteer_id) not in (None, *ASKED_AGAIN)


def _ages(wanted: Wanted, helper: Helper, rules: Rules) -> tuple[tuple[str, bool], ...]:
    """Under 16 nobody visits a home; at 16 and 17 one is the second, beside an adult, with a guardian's yes."""
    minor = rules.helper_from <= helper.age < rules.adult_from
    second = wanted.needed > 1 and wanted.adult_comes
    return (
        (WhyNot.UNDER_AGE, helper.age < rules.helper_from),
        (WhyNot.BESIDE_ADULT_ONLY, minor and not second),
        (WhyNot.NO_GUARDIAN_CONSENT, minor and helper.profile.guardian is None),
    )


def _conditions(wanted: Wanted, helper: Helper) -> tuple[tuple[str, bool], ...]:
    conditions = helper.offering.conditions
    at_home = wanted.place == Place.HOME
    return (
        (WhyNot.WISHES_FOR_TWO, Condition.PAIR in conditions and at_home and wanted.needed < 2),
        (WhyNot.WISHES_FOR_A_WOMAN, Condition.WOMAN_PRESENT in conditions and at_home and not wanted.woman_at_home),
    )


def ward_of(wanted: Wanted, helper: Helper) -> str | None:
    """For which ward they would go: this one, one that shares helpers with it, or none."""
    if wanted.ward in helper.wards:
        return wanted.ward
    return next((ward for ward in helper.wards if ward in wanted.around), None)


def _teams_of(helper: Helper) -> frozenset[str]:
    return frozenset(each.team_id for each in helper.profile.affiliations if each.team_id is not None)


def of_own_team(wanted: Wanted, helper: Helper) -> bool:
    return not wanted.teams.isdisjoint(_teams_of(helper) - wanted.paused_teams)


def _team_paused(wanted: Wanted, helper: Helper) -> bool:
    """Every team they belong to is paused; who helps outside teams too is asked as before."""
    mine = _teams_of(helper)
    return bool(mine) and mine <= wanted.paused_teams


def _too_far(wanted: Wanted, helper: Helper, rules: Rules) -> bool:
    """Measured from a place that is known; the neighbourhood's own team is never too far."""
    far = (distance_between(wanted, helper) or 0) > radii(wanted, rules)[-1]
    return far and wanted.placed and not of_own_team(wanted, helper)
