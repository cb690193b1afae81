"""What people are told when a visit does not take place: by whom it was cancelled decides the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.notifications.commands.queueing import queue
from services.notifications.domain.known import pause_over
from services.notifications.domain.message import ASKED_BY, RESIDENT, VOLUNTEER
from services.notifications.domain.notices import BY_RESIDENT
from services.notifications.storage import outgoing
from services.notifications.storage.knowledge import StoredKnowledge
from shared.messaging.unit_of_work import UnitOfWork

Data = Mapping[str, Any]
"""The data of ``sessions.appointment.cancelled`` as its contract loaded it."""


def tell_appointment_cancelled(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Everybody learns that nobody comes, and why, unless they did it themselves."""
    if data["reason"] == "pause":
        _tell_of_pause(unit, event_id, data)
    elif data["by"] in BY_RESIDENT:
        _tell_as_they_wished(unit, event_id, data)
    else:
        _tell_that_we_cannot(unit, event_id, data)


def _tell_of_pause(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """One message a person and pause, however many of their visits it puts off."""
    once = _pause_id(unit, data) or event_id
    people = [(RESIDENT, data["resident_id"]), *((VOLUNTEER, id) for id in data["volunteer_ids"])]
    for to in people:
        _tell(unit, "pause.weather", once, to, data, request_id=data["request_id"])


def _pause_id(unit: UnitOfWork, data: Data) -> str | None:
    knowledge = StoredKnowledge(unit)
    ward, request = knowledge.ward(data["ward"]), knowledge.request(data["request_id"])
    pause = pause_over(ward, data["starts_at"], request.neighbourhood if request else None) if ward else None
    return pause.pause_id if pause else None


def _tell_as_they_wished(unit: UnitOfWork, event_id: str, data: Data) -> None:
    by_asker = data["by"] == ASKED_BY
    _tell(
        unit,
        "visit.cancelled.resident",
        event_id,
        (RESIDENT, data["resident_id"]),
        data,
        variant=ASKED_BY if by_asker else None,
        answers=not by_asker,
    )
    if data["asked_by_id"]:
        to = (ASKED_BY, data["asked_by_id"])
        own = "own" if by_asker else None
        _tell(unit, "visit.cancelled.resident", event_id, to, data, variant=own, answers=by_asker)
    for offer_id, volunteer_id in zip(data["offer_ids"], data["volunteer_ids"], strict=True):
        _tell_not_needed(unit, offer_id, volunteer_id, data)


def _tell_not_needed(unit: UnitOfWork, offer_id: str, volunteer_id: str, data: Data) -> None:
    """Once an offer: volunteers may have told that it fell before there was a visit."""
    queue(
        unit,
        "offer.cancelled",
        offer_id,
        (VOLUNTEER, volunteer_id),
        ("offer", offer_id),
        ward=data["ward"],
        request_id=data["request_id"],
        appointment_id=data["appointment_id"],
        variant=data["by"],
        expires_at=data["ends_at"],
    )


def _tell_that_we_cannot(unit: UnitOfWork, event_id: str, data: Data) -> None:
    over = "ended" if data["reason"] == "request_ended" else "over"
    variant = None if data["reopen"] else over
    household = [(RESIDENT, data["resident_id"])]
    if data["asked_by_id"]:
        household.append((ASKED_BY, data["asked_by_id"]))
    for to in household:
        _tell(unit, "visit.cancelled.us", event_id, to, data, variant=variant)
    of_helpers = "for_one" if _fell_for_one_of_two(data) else None
    for offer_id, volunteer_id in zip(data["offer_ids"], data["volunteer_ids"], strict=True):
        if not _did_it(volunteer_id, data) and not outgoing.was_queued(unit, offer_id, volunteer_id, "offer.cancelled"):
            _tell(
                unit,
                "task.cancelled",
                event_id,
                (VOLUNTEER, volunteer_id),
                data,
                request_id=data["request_id"],
                variant=of_helpers,
            )


def _fell_for_one_of_two(data: Data) -> bool:
    """Whether the other one of a pair may still be going."""
    for_one = data["by"] == VOLUNTEER or data["reason"] in ("handed_back", "suspended")
    return bool(data["reopen"]) and len(data["volunteer_ids"]) > 1 and for_one


def _did_it(volunteer_id: str, data: Data) -> bool:
    """Who cannot go and said so knows it; the other one of a pair does not."""
    if data["by"] != VOLUNTEER:
        return False
    return data["volunteer_id"] == volunteer_id or len(data["volunteer_ids"]) == 1


def _tell(unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], data: Data, **more: Any) -> None:
    """Nobody has to hear of it once the visit would have been over."""
    id = data["appointment_id"]
    queue(
        unit,
        notice,
        once,
        to,
        ("appointment", id),
        ward=data["ward"],
        appointment_id=id,
        expires_at=data["ends_at"],
        **more,
    )
