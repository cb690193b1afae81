"""What decisions about a request depend on beside it: its ward's numbers, and when nobody is sent there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.volunteers.domain.asking import Place
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Ward
from services.volunteers.domain.windows import Window
from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Grounds:
    """``rules`` as the ward has narrowed them; ``shut`` are the pauses in which no visit of this kind takes place."""

    rules: Rules
    shut: tuple[Window, ...]


def grounds_for(unit: UnitOfWork, request: Request) -> Grounds:
    """The grounds of one request."""
    return grounds_of(unit.session, request, unit.config.rules)


def grounds_of(session: Session, request: Request, city: Rules) -> Grounds:
    """The same for who only reads; a call needs no way to anybody's door, so no pause puts it off."""
    ward = session.get_one(Ward, request.ward)
    by_phone = request.asking.place == Place.PHONE
    shut = () if by_phone else ward.paused_at(request.asking.whereabouts.neighbourhood)
    return Grounds(city.narrowed_by(ward.settings), shut)
