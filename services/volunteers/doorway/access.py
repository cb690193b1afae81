"""Whose request or ward it is: found and locked for those who may act on it, and not there for anybody else."""

from __future__ import annotations

from services.volunteers.domain.request import Request
from services.volunteers.domain.ward import Ward
from shared.errors import Forbidden, NotFound
from shared.web.auth import principal
from shared.web.doors import acting_as, current_unit
from shared.web.principal import Principal


class NotYours(Forbidden):
    """They may see the request, and not decide about it."""

    vi = "Việc này do cán bộ phường, xã hoặc người giữ mã theo dõi làm."
    en = "This is for the ward's staff, or whoever holds the tracking code."


def of_my_ward(request_id: str) -> Request:
    """The request, when the caller is staff of its ward."""
    request = current_unit().get(Request, request_id)
    if request is None or not principal().may("staff", request.ward):
        raise NotFound
    return request


def ward_of_mine(code: str) -> Ward:
    """The ward, locked, when the caller is of its staff; raises :class:`NotFound`."""
    ward = current_unit().get(Ward, code)
    if ward is None or not principal().may("staff", code):
        raise NotFound
    return ward


def trackable(request_id: str) -> Request:
    """The request, when the caller holds its tracking code or is staff of its ward."""
    who, request = principal(), current_unit().get(Request, request_id)
    if request is None or not (who.tracks(request.tracking_hash) or who.may("staff", request.ward)):
        raise NotFound
    return request


def mine_to_decide(request_id: str) -> Request:
    """The request, when the caller asked for it, is to be helped, holds its tracking code or is its ward's staff.

    The part they play is named for the journal and the events. Raises :class:`NotYours` for who may only look.
    """
    who, request = principal(), current_unit().get(Request, request_id)
    if request is None:
        raise NotFound
    part = _part(who, request)
    if part is None:
        raise NotYours if _may_look(who, request) else NotFound
    acting_as(part)
    return request


def _part(who: Principal, request: Request) -> str | None:
    if who.may("staff", request.ward):
        return "staff"
    if who.tracks(request.tracking_hash):
        return "asked_by" if request.asked_by_id else "resident"
    if who.person_id is None:
        return None
    return {request.asked_by_id: "asked_by", request.resident_id: "resident"}.get(who.person_id)


def _may_look(who: Principal, request: Request) -> bool:
    asked = any(offer.volunteer_id == who.person_id for offer in request.offers)
    return who.may("counter", request.ward) or asked
