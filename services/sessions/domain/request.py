"""What sessions knows of a request: enough to fix a time for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from services.sessions.domain.appointment import Need
from services.sessions.domain.cancelling import ENDED
from services.sessions.domain.placing import Wish
from services.sessions.domain.spans import Window
from services.sessions.domain.travel import Spot

ACCEPTED, SCHEDULED = "accepted", "scheduled"


@dataclass(frozen=True)
class StandingOffer:
    """An offer its volunteer accepted and has not given back; ``minutes`` is the length of visit it spoke of."""

    offer_id: str
    volunteer_id: str
    minutes: int


@dataclass(frozen=True)
class KnownRequest:
    """A request as its owner last told it."""

    request_id: str
    status: str
    resident_id: str
    asked_by_id: str | None
    participants: tuple[str, ...]
    ward: str
    neighbourhood: str | None
    cell: str | None
    place: str
    topics: tuple[str, ...]
    windows: tuple[Window, ...]
    urgency: str
    needed: int
    standing: tuple[StandingOffer, ...]
    tracking_hash: str

    @property
    def waits_for_a_time(self) -> bool:
        """Enough volunteers said yes. A request that calls itself scheduled does too, where its visit was lost."""
        return self.status in (ACCEPTED, SCHEDULED) and len(self.standing) >= self.needed

    @property
    def offers(self) -> dict[str, str]:
        """Each standing offer and its volunteer."""
        return {offer.offer_id: offer.volunteer_id for offer in self.standing}

    def keeps(self, offer_ids: Iterable[str]) -> bool:
        """Whether a visit for these offers may go on: the request has not ended and all of them stand."""
        return self.status not in ENDED and self.offers.keys() >= set(offer_ids)

    @property
    def learners(self) -> frozenset[str]:
        """All who are to learn."""
        return frozenset({self.resident_id, *self.participants})

    def wish(self, spot: Spot) -> Wish:
        """What has to be placed: as long as the longest visit anybody agreed to."""
        length = timedelta(minutes=max(offer.minutes for offer in self.standing))
        return Wish(self.windows, length, spot, self.urgency)

    def need(self, spot: Spot) -> Need:
        """What the appointment is for."""
        return Need(
            request_id=self.request_id,
            resident_id=self.resident_id,
            asked_by_id=self.asked_by_id,
            participants=self.participants,
            ward=self.ward,
            spot=spot,
            topics=self.topics,
            tracking_hash=self.tracking_hash,
        )
