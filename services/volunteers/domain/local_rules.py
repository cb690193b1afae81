"""The numbers as they hold in one place: a ward's own settings, its holidays and its pauses."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from services.volunteers.domain.rules import Rules
from services.volunteers.domain.windows import Window
from shared.rules import DaySpan, Narrowing


class Mark(StrEnum):
    """What is special about a day; ``working`` is worked in exchange for another, ``ordinary`` takes a mark back."""

    HOLIDAY = "holiday"
    WORKING = "working"
    HEAT = "heat"
    ORDINARY = "ordinary"


@dataclass(frozen=True)
class Days:
    """Which days are unlike what the weekday says, for the whole city and for this ward together."""

    holidays: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()


NO_DAYS = Days()


@dataclass(frozen=True)
class LocalRules(Rules):
    """Rules for one household: those of its ward. ``pauses`` are those that hold where it lives."""

    days: Days = NO_DAYS
    pauses: tuple[Window, ...] = ()

    @classmethod
    def of(cls, city: Rules, ward: Narrowing, days: Days = NO_DAYS, pauses: tuple[Window, ...] = ()) -> LocalRules:
        """The city's numbers, narrowed by the ward, with the days and pauses that count there."""
        narrowed = city.narrowed_by(ward)
        same = {field.name: getattr(narrowed, field.name) for field in fields(Rules)}
        return cls(**same, days=days, pauses=pauses)

    def opening_on(self, day: date) -> tuple[DaySpan, ...]:
        if day in self.days.holidays:
            return ()
        return self.opening_hours if day in self.days.working else super().opening_on(day)

    @property
    def shut(self) -> tuple[Window, ...]:
        return self.pauses
