"""What sessions and notifications report about a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.volunteers.commands.intake import topics_called
from services.volunteers.domain.appointment import AppointmentNews
from services.volunteers.domain.asking import visit_minutes
from services.volunteers.domain.errors import AppointmentContradicts
from services.volunteers.domain.request import Request
from services.volunteers.domain.windows import Window
from services.volunteers.storage.requests import keep_visit, new_slip, request_of_appointment, request_of_offer
from services.volunteers.storage.wards import rules_for
from shared.errors import Impossible, ParentUnknown
from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FollowUp:
    """What the visit left to do; without windows somebody has to say when it suits."""

    topics: tuple[str, ...]
    windows: tuple[Window, ...]


def follow_appointment(unit: UnitOfWork, request_id: str, news: AppointmentNews) -> Request | None:
    """Take over what became of the appointment; the request, if this was news to it.

    Raises :class:`ParentUnknown` and :class:`Impossible`.
    """
    request = _request(unit, request_id)
    keep_visit(unit, news.appointment_id, request_id)
    rules = rules_for(unit, request)
    try:
        return request if request.follow(news, unit.now, rules) else None
    except AppointmentContradicts as conflict:
        raise Impossible(conflict.code) from conflict


def open_follow_up(unit: UnitOfWork, request: Request, follow_up: FollowUp) -> Request:
    """The request that comes of a visit that was not enough."""
    rules = rules_for(unit, request)
    minutes = visit_minutes((topic.data.minutes for topic in topics_called(unit, follow_up.topics)), rules)
    following = request.followed_by(
        new_slip(unit, request.ward), follow_up.topics, follow_up.windows, minutes, unit.now, rules
    )
    unit.add(following)
    return following


def unplace_offer(unit: UnitOfWork, request_id: str, offer_id: str, reason: str) -> None:
    """No time fits this volunteer: the next is looked for. Raises :class:`ParentUnknown` and :class:`Impossible`."""
    request = _request(unit, request_id)
    rules = rules_for(unit, request)
    try:
        request.unplace(offer_id, reason, unit.now, rules)
    except AppointmentContradicts as conflict:
        raise Impossible(conflict.code) from conflict


def note_reach(
    unit: UnitOfWork, about: tuple[str, str], person_id: str, template: str, step: str, *, reached: bool
) -> None:
    """A line on the request's timeline: whom a message about it reached, or did not.

    ``about`` is kind and id. Messages about anything else leave no line here.
    """
    request_id = _request_about(unit, *about)
    if request_id is not None:
        _request(unit, request_id).note_reached(person_id, template, step, reached=reached)


def _request_about(unit: UnitOfWork, kind: str, id: str) -> str | None:
    find = {
        "request": lambda: id,
        "offer": lambda: request_of_offer(unit, id),
        "appointment": lambda: request_of_appointment(unit, id),
    }.get(kind)
    if find is None:
        return None
    found = find()
    if found is None:
        raise ParentUnknown(kind, id)
    return found


def _request(unit: UnitOfWork, request_id: str) -> Request:
    request = unit.get(Request, request_id)
    if request is None:
        raise ParentUnknown("request", request_id)
    return request


__all__: Sequence[str] = ["FollowUp", "follow_appointment", "note_reach", "open_follow_up", "unplace_offer"]
