"""What decisions about a request depend on beside it: its ward's numbers, and when nobody is sent there."""

from __future__ import annotations

from dataclasses import dataclass

from services.volunteers.domain.asking import Place
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Ward
from services.volunteers.domain.windows import Window
from services.volunteers.storage.people import existing
from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Grounds:
    """``rules`` as the ward has narrowed them; ``shut`` are the pauses in which no visit of this kind takes place."""

    rules: Rules
    shut: tuple[Window, ...]


def grounds_for(unit: UnitOfWork, request: Request) -> Grounds:
    """The grounds of one request; a call needs no way to anybody's door, so no pause puts it off."""
    ward = existing(unit, Ward, request.ward)
    rules: Rules = unit.config.rules.narrowed_by(ward.settings)
    by_phone = request.asking.place == Place.PHONE
    return Grounds(rules, () if by_phone else ward.paused_at(request.asking.whereabouts.neighbourhood))
