"""What is told: which facts must still stand when a message leaves, and whom its words name.

The keys are those of the words sheet. A fact stands or falls with its own offer or appointment,
never with a sequence number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from services.notifications.domain.known import Appointment, Knowledge, Request
from services.notifications.domain.message import Message

REQUEST_ENDED = frozenset({"cancelled", "done", "solved_by_phone", "moved_to_class", "referred", "given_up"})
VISIT_AHEAD = frozenset({"scheduled", "confirmed"})


@dataclass(frozen=True)
class Subject:
    """What a message is about, as far as its notice asks for it, in its present state."""

    message: Message
    request: Request | None
    appointment: Appointment | None
    knowledge: Knowledge


@dataclass(frozen=True)
class Notice:
    """One kind of news. ``stands`` is asked when it leaves; ``names_*`` say what its words need.

    ``paired`` news goes to the resident and to who asked: one message where both have one number.
    """

    stands: Callable[[Subject], bool]
    names_resident: bool = False
    names_helpers: bool = False
    names_topics: bool = False
    paired: bool = False


def _always(_subject: Subject) -> bool:
    return True


def _request_goes_on(subject: Subject) -> bool:
    return subject.request is not None and subject.request.status not in REQUEST_ENDED


def _escalated(subject: Subject) -> bool:
    return subject.request is not None and subject.request.status == "escalated"


def _offer_pending(subject: Subject) -> bool:
    offers = subject.request.offers if subject.request else ()
    return any(offer.offer_id == subject.message.about_id and offer.status == "pending" for offer in offers)


def _was_asked(subject: Subject) -> bool:
    """Nobody is thanked for being ready who was never asked."""
    return subject.knowledge.was_asked(subject.message.about_id)


def _visit_ahead(subject: Subject) -> bool:
    """The appointment stands at the very time that was told; a moved one brings its own message."""
    appointment = subject.appointment
    return (
        appointment is not None
        and appointment.status in VISIT_AHEAD
        and appointment.starts_at == subject.message.expires_at
    )


def _own_visit_ahead(subject: Subject) -> bool:
    helpers = subject.appointment.volunteer_ids if subject.appointment else ()
    return _visit_ahead(subject) and subject.message.person_id in helpers


def _completed(subject: Subject) -> bool:
    return subject.appointment is not None and subject.appointment.status == "completed"


NOTICES: dict[str, Notice] = {
    "signin.code": Notice(_always),
    "request.code": Notice(_always),
    "request.received": Notice(_request_goes_on, names_resident=True, paired=True),
    "request.delayed": Notice(_escalated, names_resident=True, paired=True),
    "offer": Notice(_offer_pending, names_topics=True),
    "offer.taken": Notice(_was_asked),
    "task.accepted": Notice(_own_visit_ahead),
    "visit.confirm": Notice(_visit_ahead, names_resident=True, names_helpers=True, paired=True),
    "visit.confirm.relative": Notice(_visit_ahead, names_resident=True, names_helpers=True, paired=True),
    "visit.safety": Notice(_visit_ahead),
    "asker.done": Notice(_completed, names_resident=True),
}
