"""Somebody left a number: a person of the ward phones them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from services.volunteers.domain.errors import TooManyCallBacks
from services.volunteers.domain.facts.people import CallWanted
from services.volunteers.domain.rules import Rules
from shared.aggregate import Aggregate


@dataclass(eq=False)
class CallBack(Aggregate):
    """One number (E.164) whose holder wants to be phoned; ``asked`` are the moments of the calls wanted lately."""

    kind: ClassVar[str] = "call_back"

    call_back_id: str
    phone: str
    last_asked_at: datetime
    asked: tuple[datetime, ...] = ()
    sequence: int = 0

    @property
    def id(self) -> str:
        return self.call_back_id

    def want(self, call_id: str, ward: str | None, now: datetime, rules: Rules) -> None:
        """Have the number phoned. Asked again within the hour it is the same call, and nothing more happens.

        Raises :class:`TooManyCallBacks` after three calls in a day.
        """
        recent = tuple(moment for moment in self.asked if moment > now - rules.call_back_period)
        if recent and now - recent[-1] < rules.call_back_once:
            return
        if len(recent) >= rules.call_backs_per_number:
            raise TooManyCallBacks(seconds_until(min(recent) + rules.call_back_period, now))
        self.asked, self.last_asked_at = (*recent, now), now
        self.record(CallWanted(call_id, ward, self.phone))


def seconds_until(free_again: datetime, now: datetime) -> int:
    """Whole seconds to wait, one at least."""
    return max(1, math.ceil((free_again - now).total_seconds()))
