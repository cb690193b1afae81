"""Who is asked for a request, in which order, and why: pure, so that the reasons can be shown.

Points add up (``rules.py`` holds the weights): knowing the topics, being near, being free often, not
being busy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

import h3

from services.volunteers.domain.eligibility import (
    Helper,
    Wanted,
    distance_between,
    of_own_team,
    radii,
    topics_known,
    ward_of,
    why_not,
    windows_free,
)
from services.volunteers.domain.offer import OfferStatus, Reason
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Point

COARSE = 7
"""H3 resolution of the cell others may see: hexagons of about 5 km²."""


class Ring(IntEnum):
    """How far out somebody is looked for; a wave goes from the inside outwards."""

    OWN_TEAM = 0
    NEAR = 1
    FARTHER = 2
    OTHER_WARD = 3


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked. ``distance_m`` is None when either place is not known closely.

    ``minor`` when they go only beside an adult, ``first`` when they are asked before all others.
    """

    volunteer_id: str
    distance_m: float | None
    reasons: tuple[Reason, ...]
    ring: Ring = Ring.NEAR
    first: bool = False
    minor: bool = False

    @property
    def points(self) -> float:
        return sum(reason.points for reason in self.reasons)

    @property
    def shown_distance_m(self) -> int | None:
        """Rounded to 100 m: before acceptance nobody learns more, and next door is not 0."""
        return None if self.distance_m is None else max(100, round(self.distance_m / 100) * 100)


def coarse_cell(point: Point) -> str:
    """The H3 cell that stands for a home where a neighbourhood is enough."""
    return str(h3.latlng_to_cell(point.lat, point.lon, COARSE))


def rank(wanted: Wanted, helpers: Iterable[Helper], rules: Rules) -> tuple[Candidate, ...]:
    """Everybody who may be asked, the best first; who let an offer for it expire comes after all others."""
    return tuple(
        sorted(
            (candidate(wanted, helper, rules) for helper in helpers if not why_not(wanted, helper, rules)),
            key=lambda each: (_let_expire(wanted, each), not each.first, _tier(each), -each.points, each.volunteer_id),
        )
    )


def choose(ranked: Iterable[Candidate], wave: int, size: int) -> tuple[Candidate, ...]:
    """Whom wave number ``wave`` (from 1) asks: the best ``size`` as near as may be.

    The first wave looks to the own neighbourhood's team and within the first radius, the second within
    twice that, the later ones in the wards that share helpers too; a wave that would stay short looks
    farther at once.
    """
    people = tuple(ranked)
    for reach in tuple(Ring)[min(wave, 3) :]:
        within = tuple(each for each in people if each.first or each.ring <= reach)
        if len(within) >= size or reach == Ring.OTHER_WARD:
            return within[:size]
    return ()


def candidate(wanted: Wanted, helper: Helper, rules: Rules) -> Candidate:
    """What speaks for this volunteer, whether or not something speaks against."""
    return Candidate(
        helper.volunteer_id,
        distance_between(wanted, helper) if wanted.placed else None,
        _reasons(wanted, helper, rules),
        ring=_ring(wanted, helper, rules),
        first=helper.volunteer_id in wanted.preferred | wanted.put_off,
        minor=helper.age < rules.adult_from,
    )


def named_by_staff(chosen: Candidate) -> Candidate:
    """The same person with the reason that counts: staff named them."""
    return replace(chosen, reasons=(*chosen.reasons, Reason("named_by_staff", 1, 0.0)))


def named_by_colleague(chosen: Candidate) -> Candidate:
    """The same person with the reason that counts: who cannot go named them."""
    return replace(chosen, reasons=(*chosen.reasons, Reason("named_by_colleague", 1, 0.0)))


def _reasons(wanted: Wanted, helper: Helper, rules: Rules) -> tuple[Reason, ...]:
    known = topics_known(wanted, helper)
    free = len(windows_free(wanted, helper, rules)) / len(wanted.windows) if wanted.windows else 0
    load = (helper.open_tasks + helper.asked_now) / helper.offering.max_open_tasks
    distance = distance_between(wanted, helper)
    # A distance nobody knows speaks neither for nor against.
    nearness = 0.5 if distance is None else 1 - min(1.0, distance / radii(wanted, rules)[-1])
    reasons = [
        Reason("topics", known, rules.topic_points * known),
        Reason("distance_m", distance if wanted.placed else None, rules.distance_points * nearness),
        Reason("free_windows", free, rules.freedom_points * free),
        Reason("load", load, rules.load_points * (1 - min(1.0, load))),
    ]
    special = (
        ("same_helper", helper.volunteer_id in wanted.preferred, rules.same_helper_points),
        ("put_off", helper.volunteer_id in wanted.put_off, rules.same_helper_points),
        ("own_team", of_own_team(wanted, helper), rules.own_team_points),
        ("neighbouring_ward", ward_of(wanted, helper) not in (None, wanted.ward), 0.0),
    )
    return (*map(_rounded, reasons), *(Reason(name, 1, points) for name, holds, points in special if holds))


def _rounded(reason: Reason) -> Reason:
    """As finely as a person compares: shares to a hundredth, distances to a metre, points to a tenth."""
    digits = 0 if reason.name == "distance_m" else 2
    value = None if reason.value is None else round(reason.value, digits)
    return Reason(reason.name, value, round(reason.points, 1))


def _ring(wanted: Wanted, helper: Helper, rules: Rules) -> Ring:
    if of_own_team(wanted, helper):
        return Ring.OWN_TEAM
    if ward_of(wanted, helper) != wanted.ward:
        return Ring.OTHER_WARD
    distance = distance_between(wanted, helper)
    return Ring.NEAR if distance is None or distance <= radii(wanted, rules)[0] else Ring.FARTHER


def _tier(candidate: Candidate) -> int:
    """Their own neighbourhood's before the rest of the ward, the ward before others; within it points decide."""
    return {Ring.OWN_TEAM: 0, Ring.OTHER_WARD: 2}.get(candidate.ring, 1)


def _let_expire(wanted: Wanted, candidate: Candidate) -> bool:
    return wanted.asked.get(candidate.volunteer_id) == OfferStatus.EXPIRED
