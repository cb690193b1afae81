"""Days unlike others, as staff keep them: public holidays, days worked instead, heat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from services.sessions.domain.facts import DayMarked
from shared.aggregate import Aggregate


class DayKind(StrEnum):
    """What is special about a day. ``working`` is worked in exchange for another, ``ordinary`` takes a mark back."""

    HOLIDAY = "holiday"
    WORKING = "working"
    HEAT = "heat"
    ORDINARY = "ordinary"


@dataclass(eq=False)
class Day(Aggregate):
    """One day as it is marked for the whole city (``ward`` None) or for one ward.

    A ward's own mark stands beside the city's and does not replace it: a day of heat may be a holiday too.
    """

    kind: ClassVar[str] = "day"

    day_id: str
    day: date
    ward: str | None
    mark: str
    name: str
    sequence: int = 0

    @property
    def id(self) -> str:
        return self.day_id

    @classmethod
    def enter(cls, day: date, ward: str | None, mark: DayKind, name: str) -> Day:
        """The first mark of this day."""
        entered = cls(day_id(day, ward), day, ward, mark.value, name)
        entered.record(DayMarked(mark=mark.value))
        return entered

    def correct(self, mark: DayKind, name: str) -> None:
        """Another mark, or another name for it; the same again changes nothing."""
        if (self.mark, self.name) == (mark.value, name):
            return
        self.mark, self.name = mark.value, name
        self.record(DayMarked(mark=mark.value))


def day_id(day: date, ward: str | None) -> str:
    """``2027-02-06`` for the city, ``2027-02-06/00004`` for a ward."""
    return day.isoformat() if ward is None else f"{day.isoformat()}/{ward}"
