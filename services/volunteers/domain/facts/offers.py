"""Offers: who is asked for a request, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.aggregate import Fact


@dataclass(frozen=True)
class WaveHeld(Fact):
    """A pause keeps the next people from being asked until it is over."""

    until: datetime


@dataclass(frozen=True)
class RequestWidened(Fact):
    """Staff had more people asked."""

    by: str


@dataclass(frozen=True)
class OfferMade(Fact):
    """One volunteer is asked. ``distance_m`` is rounded to 100 m, None when it is not known."""

    offer_id: str
    volunteer_id: str
    wave: int
    expires_at: datetime
    distance_m: int | None


@dataclass(frozen=True)
class OfferAnnounced(Fact):
    """The offer has left the outbox: from now on its time counts."""

    offer_id: str
    expires_at: datetime


@dataclass(frozen=True)
class OfferAccepted(Fact):
    """A volunteer said yes. ``minutes`` is how long the visit takes."""

    offer_id: str
    volunteer_id: str
    minutes: int


@dataclass(frozen=True)
class OfferDeclined(Fact):
    """A volunteer is busy this time; no reason is asked."""

    offer_id: str
    volunteer_id: str


@dataclass(frozen=True)
class AnswerRefused(Fact):
    """An answer by SMS could not be taken; ``reason`` is the code of the refusal."""

    offer_id: str
    volunteer_id: str
    reason: str


@dataclass(frozen=True)
class OfferExpired(Fact):
    """No answer came in time. A later yes still counts while the request is open."""

    offer_id: str
    volunteer_id: str


@dataclass(frozen=True)
class OfferWithdrawn(Fact):
    """The offer ended without this volunteer: ``reason`` is ``others_first``, ``cancelled`` or ``suspended``.

    ``accepted`` when the volunteer had said yes before.
    """

    offer_id: str
    volunteer_id: str
    reason: str
    accepted: bool = False


@dataclass(frozen=True)
class OfferUnplaced(Fact):
    """No time fits this volunteer and the resident."""

    offer_id: str
    volunteer_id: str
    reason: str


@dataclass(frozen=True)
class OfferHandedBack(Fact):
    """Who had said yes cannot go; ``late`` when the visit was less than a day away."""

    offer_id: str
    volunteer_id: str
    minutes: int
    reason: str
    late: bool


@dataclass(frozen=True)
class OfferFell(Fact):
    """The visit fell, and with it the yes of this volunteer; ``reason`` says why."""

    offer_id: str
    volunteer_id: str
    reason: str
