"""A volunteer answers: the first who say yes win, atomically."""

from __future__ import annotations

from datetime import datetime

from services.volunteers.commands.waves import member_to_send
from services.volunteers.domain.errors import NotAVolunteer
from services.volunteers.domain.offer import Offer, answer_by
from services.volunteers.domain.request import Request
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.storage.helpers import tasks_of
from services.volunteers.storage.requests import request_of_offer
from services.volunteers.storage.teams import leads_a_team_of
from services.volunteers.storage.wards import rules_for
from shared.errors import NotFound
from shared.ids import new_id
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


def accept_for_team(unit: UnitOfWork, offer_id: str, leader_id: str, member_id: str) -> tuple[Request, Offer]:
    """A team's leader takes a member's offer and says which member goes.

    Raises :class:`NotFound` unless the one who was asked, and the one who goes, belong to a team of the
    leader's; else what :meth:`Request.accept` raises, and :class:`CannotBeAsked`.
    """
    active_volunteer(unit, leader_id)
    if not leads_a_team_of(unit, leader_id, member_id):
        raise NotFound
    member = active_volunteer(unit, member_id)
    request, asked = _found(unit, offer_id)
    if not leads_a_team_of(unit, leader_id, asked.volunteer_id):
        raise NotFound
    tasks = tasks_of(unit.session, member)
    if member_id == asked.volunteer_id:
        request.accept(asked, tasks, unit.now)
        return request, asked
    sent, until = member_to_send(unit, request, member_id), _until(unit, request)
    return request, request.accept_in_place_of(asked, new_id(), sent, tasks, unit.now, until)


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


def _until(unit: UnitOfWork, request: Request) -> datetime:
    return answer_by(unit.now, today=request.today, rules=rules_for(unit, request))


def _offered(unit: UnitOfWork, offer_id: str, volunteer_id: str) -> tuple[Request, Offer]:
    request, offer = _found(unit, offer_id)
    if offer.volunteer_id != volunteer_id:
        raise NotFound
    return request, offer


def _found(unit: UnitOfWork, offer_id: str) -> tuple[Request, Offer]:
    request_id = request_of_offer(unit, offer_id)
    request = unit.get(Request, request_id) if request_id else None
    offer = request.offer(offer_id) if request else None
    if request is None or offer is None:
        raise NotFound
    return request, offer
