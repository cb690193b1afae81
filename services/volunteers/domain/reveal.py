"""When a volunteer sees how to reach the resident, and when where they live.

The telephone from the yes on, the address from 18:00 the day before the visit; both until the offer ends
otherwise, or a day after the visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.volunteers.domain.asking import Place
from services.volunteers.domain.person import Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from shared.clock import HANOI


@dataclass(frozen=True)
class Reveal:
    """``address_from`` is when the address is shown, None while no visit to a home is fixed."""

    address_from: datetime | None
    address: bool


@dataclass(frozen=True)
class Seen:
    """What one look shows: the request with its whereabouts, the resident, and how much of them."""

    request: Request
    resident: Person
    reveal: Reveal


def reveal(request: Request, volunteer_id: str, now: datetime, rules: Rules) -> Reveal | None:
    """What this volunteer may see at ``now``; None for nothing."""
    holds = any(offer.accepted and offer.volunteer_id == volunteer_id for offer in request.offers)
    if not holds or (request.ends_at is not None and now >= request.ends_at + rules.contact_until):
        return None
    if request.starts_at is None or request.asking.place != Place.HOME:
        return Reveal(None, address=False)
    opens = address_from(request.starts_at, rules)
    return Reveal(opens, address=now >= opens)


def address_from(starts_at: datetime, rules: Rules) -> datetime:
    """The evening before a visit, local time."""
    day_before = starts_at.astimezone(HANOI).date() - timedelta(days=1)
    return datetime.combine(day_before, rules.address_from, HANOI)
