"""A volunteer answers: the first who say yes win, atomically."""

from __future__ import annotations

from services.volunteers.domain.errors import NotAVolunteer
from services.volunteers.domain.offer import Offer
from services.volunteers.domain.request import Request
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.storage.helpers import tasks_of
from services.volunteers.storage.requests import request_of_offer
from shared.errors import NotFound
from shared.messaging.unit_of_work import UnitOfWork


def accept_offer(unit: UnitOfWork, offer_id: str, volunteer_id: str) -> tuple[Request, Offer]:
    """Say yes. Raises what :meth:`Request.accept` raises, and :class:`NotFound` for somebody else's offer.

    The volunteer is locked before the request, so that two tasks taken by one person at the same
    instant are counted one after the other, and two people taking one task too.
    """
    volunteer = active_volunteer(unit, volunteer_id)
    request, offer = _offered(unit, offer_id, volunteer_id)
    request.accept(offer, tasks_of(unit.session, volunteer), unit.now)
    return request, offer


def decline_offer(unit: UnitOfWork, offer_id: str, volunteer_id: str) -> tuple[Request, Offer]:
    """Say that one is busy this time; no reason is asked."""
    active_volunteer(unit, volunteer_id)
    request, offer = _offered(unit, offer_id, volunteer_id)
    request.decline(offer, unit.now)
    return request, offer


def active_volunteer(unit: UnitOfWork, person_id: str | None) -> Volunteer:
    """The volunteer, locked; raises :class:`NotAVolunteer` unless they are active."""
    volunteer = unit.get(Volunteer, person_id) if person_id else None
    if volunteer is None or not volunteer.active:
        raise NotAVolunteer
    return volunteer


def _offered(unit: UnitOfWork, offer_id: str, volunteer_id: str) -> tuple[Request, Offer]:
    request_id = request_of_offer(unit, offer_id)
    request = unit.get(Request, request_id) if request_id else None
    offer = request.offer(offer_id) if request else None
    if request is None or offer is None or offer.volunteer_id != volunteer_id:
        raise NotFound
    return request, offer
