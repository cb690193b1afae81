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
BY_RESIDENT = frozenset({"resident", "asked_by"})
"""Who cancels for the resident's side."""


@dataclass(frozen=True)
class Subject:
    """What a message is about, as far as its notice asks for it, in its present state."""

    message: Message
    request: Request | None
    appointment: Appointment | None
    knowledge: Knowledge

    @property
    def heard(self) -> bool:
        """Whether the recipient knows of the visit this is about."""
        id, person_id = self.message.appointment_id, self.message.person_id
        return id is not None and person_id is not None and self.knowledge.heard_of(id, person_id)


@dataclass(frozen=True)
class Notice:
    """One kind of news. ``stands`` is asked when it leaves; ``names_*`` say what its words need.

    ``paired`` news goes to the resident and to who asked: one message where both have one number. ``hints``
    news may say once a month how to stop messages.
    """

    stands: Callable[[Subject], bool]
    names_resident: bool = False
    names_helpers: bool = False
    names_topics: bool = False
    paired: bool = False
    hints: bool = False


def _always(_subject: Subject) -> bool:
    return True


def _request_is(*states: str) -> Callable[[Subject], bool]:
    return lambda subject: subject.request is not None and subject.request.status in states


def _request_goes_on(subject: Subject) -> bool:
    return subject.request is not None and subject.request.status not in REQUEST_ENDED


def _offer_pending(subject: Subject) -> bool:
    return _offer_is(subject, "pending")


def _offer_is(subject: Subject, *states: str) -> bool:
    offers = subject.request.offers if subject.request else ()
    return any(offer.offer_id == subject.message.about_id and offer.status in states for offer in offers)


def _was_asked(subject: Subject) -> bool:
    """Nobody is thanked for being ready who was never asked."""
    return subject.knowledge.was_asked(subject.message.about_id)


def _offer_fell(subject: Subject) -> bool:
    """The visit it stood for was cancelled, or it fell before there was one."""
    if subject.appointment is not None:
        return subject.appointment.status == "cancelled"
    return not _offer_is(subject, "pending", "accepted")


def _visit_ahead(subject: Subject) -> bool:
    """The appointment stands at the very time that was told; a moved one brings its own message.

    One whose request was cancelled is about to be cancelled too.
    """
    appointment = subject.appointment
    return (
        appointment is not None
        and appointment.status in VISIT_AHEAD
        and appointment.starts_at == subject.message.expires_at
        and not _cancelled_meanwhile(subject, appointment)
    )


def _cancelled_meanwhile(subject: Subject, appointment: Appointment) -> bool:
    request = subject.knowledge.request(appointment.request_id)
    return request is not None and request.status == "cancelled"


def _own_visit_ahead(subject: Subject) -> bool:
    helpers = subject.appointment.volunteer_ids if subject.appointment else ()
    return _visit_ahead(subject) and subject.message.person_id in helpers


def _visit_is(*states: str) -> Callable[[Subject], bool]:
    return lambda subject: subject.appointment is not None and subject.appointment.status in states


def _visit_off(subject: Subject) -> bool:
    """Only who has heard of a visit is told that it is off."""
    return _visit_is("cancelled")(subject) and subject.heard


_FOR_BOTH = Notice(_visit_ahead, names_resident=True, names_helpers=True, paired=True)
_OFF = Notice(_visit_off, names_resident=True, paired=True)

NOTICES: dict[str, Notice] = {
    "signin.code": Notice(_always),
    "request.code": Notice(_always),
    "request.agree": Notice(_request_is("unconfirmed"), names_resident=True, names_topics=True),
    "request.received": Notice(_request_goes_on, names_resident=True, paired=True, hints=True),
    "request.delayed": Notice(_request_is("escalated"), names_resident=True, paired=True),
    "request.needs_times": Notice(_request_is("needs_times"), names_resident=True, paired=True),
    "offer": Notice(_offer_pending, names_topics=True, hints=True),
    "offer.taken": Notice(_was_asked, hints=True),
    "offer.refused": Notice(_always),
    "offer.cancelled": Notice(_offer_fell),
    "task.accepted": Notice(_own_visit_ahead),
    "task.cancelled": Notice(_visit_is("cancelled")),
    "task.reminder": Notice(_own_visit_ahead),
    "thanks": Notice(_always, hints=True),
    "visit.confirm": _FOR_BOTH,
    "visit.confirm.relative": _FOR_BOTH,
    "visit.safety": Notice(_visit_ahead),
    "visit.reminder.day": _FOR_BOTH,
    "visit.reminder.soon": _FOR_BOTH,
    "visit.moved": _FOR_BOTH,
    "visit.cancelled.us": _OFF,
    "visit.cancelled.resident": _OFF,
    "pause.weather": Notice(_visit_is("cancelled"), names_resident=True),
    "noshow.resident": Notice(_visit_is("missed"), names_resident=True),
    "noshow.volunteer": Notice(_visit_is("missed"), names_resident=True, paired=True),
    "feedback": Notice(_visit_is("completed"), names_resident=True, hints=True),
    "asker.done": Notice(_visit_is("completed"), names_resident=True, paired=True, hints=True),
    "stop.done": Notice(_always),
    "reply.late": Notice(_always),
    "reply.unclear": Notice(_always),
    "staff.received": Notice(_request_goes_on, names_topics=True),
    "staff.needs_times": Notice(_request_is("needs_times")),
    "staff.escalated": Notice(_request_is("escalated")),
    "staff.not_placed": Notice(_request_is("accepted")),
    "staff.overdue": Notice(_visit_is("scheduled", "confirmed", "under_way")),
    "staff.unreached": Notice(_always),
    "staff.many_looks": Notice(_always, names_helpers=True),
}
