"""Who may be asked for a request, in which order, and why: pure, so that the reasons can be shown.

Points add up (``rules.py`` holds the weights): knowing the topics, being near, being free often, not
being busy. Distances are great-circle metres; they rank people, nobody walks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import h3

from services.volunteers.domain.asking import Place, Wish
from services.volunteers.domain.offer import OfferStatus, Reason
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.topic import OTHER
from services.volunteers.domain.volunteer import Gender, Offering, Profile
from services.volunteers.domain.ward import Point
from services.volunteers.domain.windows import Window, free_in

COARSE = 7
"""H3 resolution of the cell others may see: hexagons of about 5 km²."""


@dataclass(frozen=True)
class Wanted:
    """What matching needs to know of a request; ``windows`` as far as they can still be used.

    ``asked`` is what became of each volunteer's latest offer for it, ``preferred`` who helped before
    and is wished for again. ``point`` is None when no place of the resident's is known closely.
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


@dataclass(frozen=True)
class Helper:
    """A volunteer as matching sees one; ``busy`` are visits they hold, ``asked_now`` offers they have not answered."""

    volunteer_id: str
    active: bool
    profile: Profile
    offering: Offering
    age: int
    busy: tuple[Window, ...] = ()
    open_tasks: int = 0
    asked_now: int = 0


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked. ``distance_m`` is None when either place is not known closely."""

    volunteer_id: str
    distance_m: float | None
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> float:
        return sum(reason.points for reason in self.reasons)

    @property
    def shown_distance_m(self) -> int | None:
        """Rounded to 100 m: before acceptance nobody learns more, and next door is not 0."""
        return None if self.distance_m is None else max(100, round(self.distance_m / 100) * 100)


def metres_between(one: Point, other: Point) -> float:
    """The great-circle distance on the mean sphere, in metres (within 0.5 % of the ellipsoid)."""
    return float(h3.great_circle_distance((one.lat, one.lon), (other.lat, other.lon), unit="m"))


def coarse_cell(point: Point) -> str:
    """The H3 cell that stands for a home where a neighbourhood is enough."""
    return str(h3.latlng_to_cell(point.lat, point.lon, COARSE))


def why_not(wanted: Wanted, helper: Helper, rules: Rules) -> tuple[str, ...]:
    """Every reason why this volunteer is not asked, as codes; empty for somebody who may be."""
    checks = (
        ("not_active", not helper.active),
        ("other_ward", wanted.ward not in helper.profile.wards),
        ("of_the_household", helper.volunteer_id in wanted.household),
        ("under_age", helper.age < rules.adult_age),
        ("other_topics", not _topics_known(wanted, helper)),
        ("other_language", wanted.language not in helper.profile.languages),
        ("not_as_wished", not _as_wished(wanted, helper)),
        ("not_free", not _windows_free(wanted, helper)),
        ("at_own_limit", helper.open_tasks >= helper.offering.max_open_tasks),
        ("too_far", (_distance(wanted, helper) or 0) > radii(wanted, rules)[-1]),
        (f"already_{wanted.asked.get(helper.volunteer_id)}", _not_again(wanted, helper)),
    )
    return tuple(code for code, holds in checks if holds)


def rank(wanted: Wanted, helpers: Iterable[Helper], rules: Rules) -> tuple[Candidate, ...]:
    """Everybody who may be asked, the best first; who let an offer for it expire comes after all others."""
    eligible = [_candidate(wanted, helper, rules) for helper in helpers if not why_not(wanted, helper, rules)]
    return tuple(sorted(eligible, key=lambda each: (_let_expire(wanted, each), -each.points, each.volunteer_id)))


def choose(ranked: Iterable[Candidate], wanted: Wanted, wave: int, size: int, rules: Rules) -> tuple[Candidate, ...]:
    """Whom wave number ``wave`` (from 1) asks: the best ``size`` near by.

    The first wave looks within the first radius and the later ones within twice that; a wave that
    would stay short looks farther at once.
    """
    people = tuple(ranked)
    rings = radii(wanted, rules)[min(wave, 2) - 1 :]
    for radius in rings:
        near = tuple(each for each in people if each.distance_m is None or each.distance_m <= radius)
        if len(near) >= size or radius == rings[-1]:
            return near[:size]
    return ()


def radii(wanted: Wanted, rules: Rules) -> tuple[float, float]:
    """How far one looks first, and then, in metres."""
    first = rules.radius_phuong_m if wanted.unit == "phuong" else rules.radius_xa_m
    return (first, 2 * first)


def _candidate(wanted: Wanted, helper: Helper, rules: Rules) -> Candidate:
    distance = _distance(wanted, helper)
    known = _topics_known(wanted, helper)
    free = len(_windows_free(wanted, helper)) / len(wanted.windows)
    load = (helper.open_tasks + helper.asked_now) / helper.offering.max_open_tasks
    # A distance nobody knows speaks neither for nor against.
    nearness = 0.5 if distance is None else 1 - min(1.0, distance / radii(wanted, rules)[-1])
    reasons = [
        Reason("topics", known, rules.topic_points * known),
        Reason("distance_m", distance, rules.distance_points * nearness),
        Reason("free_windows", free, rules.freedom_points * free),
        Reason("load", load, rules.load_points * (1 - min(1.0, load))),
    ]
    if helper.volunteer_id in wanted.preferred:
        reasons.append(Reason("same_helper", 1, rules.same_helper_points))
    return Candidate(helper.volunteer_id, distance, tuple(reasons))


def _distance(wanted: Wanted, helper: Helper) -> float | None:
    home = helper.profile.home
    if wanted.place != Place.HOME or wanted.point is None or home is None:
        return None
    return metres_between(wanted.point, home)


def _topics_known(wanted: Wanted, helper: Helper) -> float:
    """The share of the wanted topics this volunteer offers."""
    known = [topic for topic in wanted.topics if topic == OTHER or topic in helper.offering.topics]
    return len(known) / len(wanted.topics)


def _windows_free(wanted: Wanted, helper: Helper) -> tuple[Window, ...]:
    """The wanted windows in which the visit fits into what the volunteer leaves free."""
    offering, long = helper.offering, timedelta(minutes=wanted.minutes)
    taken = (*offering.absences, *helper.busy)
    return tuple(window for window in wanted.windows if free_in(window, offering.weekly, taken, long))


def _as_wished(wanted: Wanted, helper: Helper) -> bool:
    by_wish = {Wish.WOMAN: Gender.FEMALE, Wish.MAN: Gender.MALE}
    return all(helper.profile.gender == gender for wish, gender in by_wish.items() if wish in wanted.wishes)


def _not_again(wanted: Wanted, helper: Helper) -> bool:
    """Asked already; only who let it pass unanswered, or was not first, may be asked again."""
    return wanted.asked.get(helper.volunteer_id) not in (None, OfferStatus.EXPIRED, OfferStatus.WITHDRAWN)


def _let_expire(wanted: Wanted, candidate: Candidate) -> bool:
    return wanted.asked.get(candidate.volunteer_id) == OfferStatus.EXPIRED
