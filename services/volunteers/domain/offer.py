"""An offer: one volunteer asked for one request. Offers live inside their request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.volunteers.domain.rules import Rules
from services.volunteers.domain.windows import Window
from shared.clock import HANOI


class OfferStatus(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNPLACED = "unplaced"
    HANDED_BACK = "handed_back"
    CANCELLED = "cancelled"


MISSED, PAUSED, SUSPENDED = "missed", "pause", "suspended"
"""Why an accepted offer ended, where that decides who is asked next."""


ASKED_AGAIN = (OfferStatus.EXPIRED, OfferStatus.WITHDRAWN, OfferStatus.CANCELLED)
"""Whose offer ended so may be asked for the same request once more."""


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for asking somebody: its value (share, metres, count) and the points it gives."""

    name: str
    value: float | None
    points: float


@dataclass(eq=False)
class Offer:
    """Changed only by its request.

    ``made_as`` is the request's number of the fact that made it, ``announced_at`` the moment its
    announcement left for the broker: until then its time does not run. ``fulfilled`` once the visit it
    led to has taken place: from then on it keeps nobody busy.
    """

    offer_id: str
    volunteer_id: str
    wave: int
    minutes: int
    distance_m: int | None
    reasons: tuple[Reason, ...]
    made_at: datetime
    expires_at: datetime
    made_as: int
    status: str = OfferStatus.PENDING
    announced_at: datetime | None = None
    ended_because: str | None = None
    minor: bool = False
    fulfilled: bool = False

    @property
    def standing(self) -> bool:
        """Whether others count on it, or may soon."""
        return self.status in (OfferStatus.PENDING, OfferStatus.ACCEPTED)

    @property
    def pending(self) -> bool:
        return self.status == OfferStatus.PENDING

    @property
    def lapsed(self) -> bool:
        """No answer came in time; a yes still counts while somebody is looked for."""
        return self.status == OfferStatus.EXPIRED

    @property
    def accepted(self) -> bool:
        return self.status == OfferStatus.ACCEPTED

    @property
    def declined(self) -> bool:
        return self.status == OfferStatus.DECLINED

    @property
    def came_to(self) -> str:
        """Where it stands, and ``missed`` for a visit that fell because the volunteer was not there."""
        return MISSED if self.ended_because == MISSED else self.status

    def end(self, status: OfferStatus, because: str) -> None:
        """It stands no more."""
        self.status, self.ended_because = status, because


def answer_by(now: datetime, *, today: bool, rules: Rules) -> datetime:
    """Until when an offer made at ``now`` may be answered: the end of the next free window, at least 2 hours on;
    half an hour when help is needed today. Without free windows the least time is all there is."""
    if today:
        return now + rules.offer_lives_today
    return max(_end_of_free_window(now, rules), now + rules.offer_lives_at_least)


def _end_of_free_window(now: datetime, rules: Rules) -> datetime:
    today = now.astimezone(HANOI).date()
    days = (today, today + timedelta(days=1))
    spans = (
        Window(datetime.combine(day, start, HANOI), datetime.combine(day, end, HANOI))
        for day in days
        for start, end in rules.free_windows
    )
    return next((span.end for span in spans if span.end > now), now)
