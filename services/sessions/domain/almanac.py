"""What keeps visits from taking place, whoever would be free: holidays, Tết, heat, a pause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import Window, between, whole_day
from services.sessions.domain.travel import HOME, PHONE, Spot
from shared.rules import Tet


@dataclass(frozen=True)
class Almanac:
    """The days and hours of one neighbourhood that are unlike others."""

    holidays: frozenset[date] = frozenset()
    heat: frozenset[date] = frozenset()
    pauses: tuple[Window, ...] = ()

    def closed_on(self, day: date, spot: Spot, rules: Rules, *, by_hand: bool = False) -> list[Window]:
        """The spans of a local day in which no visit takes place at ``spot``.

        ``by_hand`` is a time that a person chooses: holidays and the quiet weeks around Tết are theirs
        to give, not the network's to take.
        """
        if self._nothing_on(day, rules.tet, by_hand) or (spot.place == HOME and rules.tet.no_home_visits_on(day)):
            return [whole_day(day)]
        return list(self._hours(day, spot, rules))

    def _nothing_on(self, day: date, tet: Tet, by_hand: bool) -> bool:
        return not by_hand and (day in self.holidays or tet.nothing_on(day))

    def _hours(self, day: date, spot: Spot, rules: Rules) -> Iterator[Window]:
        if spot.place == HOME and day in self.heat:
            yield between(day, rules.heat)
        if spot.place != PHONE:
            yield from self.pauses
