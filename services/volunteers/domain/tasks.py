"""The tasks a volunteer already holds, as far as this service knows; sessions has the last word on time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from services.volunteers.domain.errors import TaskLimitReached, TasksOverlap
from services.volunteers.domain.windows import Window, left_of


@dataclass(frozen=True)
class Tasks:
    """``limit`` is the volunteer's own, ``open`` how many they hold, ``busy`` the visits already placed."""

    limit: int
    open: int = 0
    busy: tuple[Window, ...] = ()

    def check_room_for(self, windows: Iterable[Window], minutes: int) -> None:
        """Raise when one more task is over the limit, or when no window leaves the visit room beside the others."""
        if self.open >= self.limit:
            raise TaskLimitReached(limit=self.limit)
        visit = timedelta(minutes=minutes)
        if not any(piece.length >= visit for window in windows for piece in left_of(window, self.busy)):
            raise TasksOverlap
