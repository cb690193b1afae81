"""A pause puts off every visit in a ward, or in some of its neighbourhoods, without a mark against anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.volunteers.domain.windows import Window


class PauseReason(StrEnum):
    """Why nobody can be sent."""

    FLOOD = "flood"
    STORM = "storm"
    HEAT = "heat"
    POWER = "power"
    OTHER = "other"


@dataclass(frozen=True)
class Pause:
    """No visit from ``start`` up to ``end``; ``neighbourhoods`` are ids of the ward's list, none: the whole ward."""

    pause_id: str
    neighbourhoods: tuple[str, ...]
    start: datetime
    end: datetime
    reason: str

    @property
    def window(self) -> Window:
        return Window(self.start, self.end)

    def covers(self, neighbourhood_id: str | None) -> bool:
        """Whether it holds there; a household whose neighbourhood nobody knows is only met by the whole ward's."""
        return not self.neighbourhoods or neighbourhood_id in self.neighbourhoods
