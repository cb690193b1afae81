"""Answers by SMS, taken as if they had been said on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.volunteers.commands.answers import accept_offer, decline_offer
from services.volunteers.commands.codes import ASKED_BY, RESIDENT
from services.volunteers.domain.person import Person
from services.volunteers.domain.reasons import CancelReason
from services.volunteers.domain.request import Request
from services.volunteers.storage.people import existing
from services.volunteers.storage.requests import offered_to, request_of_offer
from services.volunteers.storage.wards import rules_in
from shared.errors import Forbidden, ParentUnknown, Refused, code_of
from shared.messaging.unit_of_work import UnitOfWork

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Reply:
    """What came back from a number, to a question that these persons were asked."""

    phone: str
    person_ids: Sequence[str]
    answer: str


def hear_about_request(unit: UnitOfWork, request_id: str, reply: Reply) -> None:
    """Yes proves the number, and is the resident's own yes when it comes from their own phone; no ends the request.

    An answer from somebody who is neither asker nor resident, and one that comes when it is over, changes
    nothing. Raises :class:`ParentUnknown`.
    """
    request = unit.get(Request, request_id)
    if request is None:
        raise ParentUnknown("request", request_id)
    part = _part(unit, request, reply)
    if part is None or request.ended:
        return
    person_id = request.asked_by_id if part == ASKED_BY else request.resident_id
    unit.actor = replace(unit.actor, role=part, id=person_id)
    if reply.answer == NO:
        request.cancel(part, CancelReason.NOT_NEEDED)
    elif reply.answer == YES:
        _say_yes(unit, request, part)


def hear_about_offer(unit: UnitOfWork, offer_id: str, reply: Reply) -> None:
    """Yes takes the task and no declines it, for whoever was asked.

    What cannot be done any more leaves a line with its reason and changes nothing: who was too late is
    thanked by the offer's own end, and whoever wants more is told to call. Raises :class:`ParentUnknown`.
    """
    request_id = request_of_offer(unit, offer_id)
    if request_id is None:
        raise ParentUnknown("offer", offer_id)
    volunteer_id = offered_to(unit, offer_id)
    answer = {YES: accept_offer, NO: decline_offer}.get(reply.answer)
    if answer is None or volunteer_id is None or volunteer_id not in reply.person_ids:
        return
    unit.actor = replace(unit.actor, role="volunteer", id=volunteer_id)
    try:
        answer(unit, offer_id, volunteer_id)
    except (Refused, Forbidden) as refused:
        existing(unit, Request, request_id, lock=True).note_refused_answer(offer_id, code_of(refused))


def _say_yes(unit: UnitOfWork, request: Request, part: str) -> None:
    rules = rules_in(unit, request.ward)
    if part == RESIDENT and request.asked_in_person:
        return
    if part == RESIDENT and request.asked_by_id is not None:
        request.agree(part, unit.now, rules)
    else:
        request.prove_phone(part, unit.now, rules)


def _part(unit: UnitOfWork, request: Request, reply: Reply) -> str | None:
    """Whose answer it is. A number both are reached at speaks for the asker: it is no yes of the resident's own."""
    asker = existing(unit, Person, request.asked_by_id) if request.asked_by_id else None
    if asker is not None and _answers_for(asker, reply):
        return ASKED_BY
    resident = existing(unit, Person, request.resident_id)
    own = asker is None or resident.reached_on_own_phone()
    return RESIDENT if own and _answers_for(resident, reply) else None


def _answers_for(person: Person, reply: Reply) -> bool:
    return person.phone == reply.phone
