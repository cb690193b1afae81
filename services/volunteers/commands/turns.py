"""The turns people give a request: cancelling, handing back, other times, closing without a visit, opening again."""

from __future__ import annotations

from services.volunteers.commands.answers import active_volunteer
from services.volunteers.commands.waves import ask_colleague
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.domain.windows import Window
from services.volunteers.storage.wards import rules_for
from shared.errors import NotFound
from shared.messaging.unit_of_work import UnitOfWork


def cancel(unit: UnitOfWork, request: Request, reason: str) -> None:
    """Nobody is to come any more; it wins over whatever crosses it. Raises :class:`RequestEnded`."""
    request.cancel(unit.actor.by, reason)


def give_windows(unit: UnitOfWork, request: Request, windows: tuple[Window, ...]) -> None:
    """Other times suit, and the next people are asked now. Raises what :meth:`Request.give_windows` raises."""
    rules = rules_for(unit, request)
    request.give_windows(unit.actor.by, windows, unit.now, rules)


def hand_back(
    unit: UnitOfWork, request_id: str, volunteer_id: str | None, reason: str, colleague_id: str | None = None
) -> Request:
    """A volunteer cannot go after all; a colleague they name is asked before all others.

    Raises :class:`NotFound` for a request they were never asked for, and what :func:`ask_colleague` raises: then
    nothing was handed back. The volunteer is locked before the request, as in every answer of theirs.
    """
    volunteer = active_volunteer(unit, volunteer_id)
    request = unit.get(Request, request_id)
    if request is None or all(offer.volunteer_id != volunteer.volunteer_id for offer in request.offers):
        raise NotFound
    held = any(offer.accepted and offer.volunteer_id == volunteer.volunteer_id for offer in request.offers)
    rules = rules_for(unit, request)
    request.hand_back(volunteer.volunteer_id, unit.actor.by, reason, unit.now, rules)
    if held and colleague_id is not None:
        ask_colleague(unit, request, volunteer.volunteer_id, colleague_id)
    return request


def close(
    unit: UnitOfWork,
    request: Request,
    outcome: RequestStatus,
    reason: str | None = None,
    to: str | None = None,
    papers: str | None = None,
) -> None:
    """End it without a visit. Raises :class:`RequestEnded`."""
    request.close(outcome, unit.actor.by, reason, to, papers)


def open_again(unit: UnitOfWork, request: Request) -> None:
    """Have helpers looked for anew. Raises :class:`NotReopened`."""
    rules = rules_for(unit, request)
    request.open_again(unit.actor.by, unit.now, rules)
