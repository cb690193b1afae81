"""An accepted offer for which no time could be found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from services.sessions.domain.facts import AppointmentUnplaced
from shared.aggregate import Aggregate


@dataclass(eq=False)
class UnplacedOffer(Aggregate):
    """It says so once: the offer ends there, and the next volunteer comes with an offer of their own."""

    kind: ClassVar[str] = "offer"

    offer_id: str
    request_id: str
    volunteer_id: str
    ward: str
    reason: str
    sequence: int = 0

    @property
    def id(self) -> str:
        return self.offer_id

    @classmethod
    def tell(cls, offer_id: str, *, request_id: str, volunteer_id: str, ward: str, reason: str) -> UnplacedOffer:
        """``reason`` is a code of ``placing.py``."""
        unplaced = cls(offer_id=offer_id, request_id=request_id, volunteer_id=volunteer_id, ward=ward, reason=reason)
        unplaced.record(AppointmentUnplaced(reason=reason))
        return unplaced
