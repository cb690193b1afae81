"""Events in: what notifications hears, and the few lines each leads to.

``stated`` events rebuild what is remembered; nobody is told anything by them.
"""

from __future__ import annotations

from services.notifications.commands import calling, cancelling, listing, telling, thanking
from services.notifications.storage import projections
from shared.contracts import Event
from shared.contracts import sessions as agenda
from shared.contracts import volunteers as help_
from shared.messaging.subscriptions import Subscriptions
from shared.messaging.unit_of_work import UnitOfWork


def person(event: Event, unit: UnitOfWork) -> None:
    projections.learn_person(unit, event.data, event.sequence)


def ward(event: Event, unit: UnitOfWork) -> None:
    projections.learn_ward(unit, event.data, event.sequence)


def topic(event: Event, unit: UnitOfWork) -> None:
    projections.learn_topic(unit, event.data, event.sequence)


def code_requested(event: Event, unit: UnitOfWork) -> None:
    telling.tell_code(unit, event.id, event.data)


def request(event: Event, unit: UnitOfWork) -> None:
    projections.learn_request(unit, event.data, event.sequence)
    calling.review_request(unit, event.data)


def request_received(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_request_received(unit, event.id, event.data)


def request_opened(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_request_opened(unit, event.data)


def request_proven(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_request_proven(unit, event.data)
    listing.request_proven(unit, event.data)


def request_escalated(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_request_escalated(unit, event.id, event.data)
    listing.request_escalated(unit, event.id, event.data)


def request_needs_times(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_request_needs_times(unit, event.id, event.data)
    listing.request_needs_times(unit, event.id, event.data)


def request_not_placed(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_request_not_placed(unit, event.id, event.data)


def call_wanted(event: Event, unit: UnitOfWork) -> None:
    listing.call_wanted(unit, event.data)


def many_looks(event: Event, unit: UnitOfWork) -> None:
    telling.tell_many_looks(unit, event.id, event.data)


def offer_made(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_offer(unit, event.id, event.time, event.data)


def offer_withdrawn(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_offer_withdrawn(unit, event.id, event.data)


def answer_refused(event: Event, unit: UnitOfWork) -> None:
    request(event, unit)
    telling.tell_answer_refused(unit, event.id, event.data)


def day(event: Event, unit: UnitOfWork) -> None:
    projections.learn_day(unit, event.data, event.sequence)


def appointment(event: Event, unit: UnitOfWork) -> None:
    projections.learn_appointment(unit, event.data, event.sequence)
    calling.review_appointment(unit, event.data)


def appointment_with_code(event: Event, unit: UnitOfWork) -> None:
    appointment(event, unit)
    projections.learn_visit_code(unit, event.data, event.sequence)


def appointment_ended(event: Event, unit: UnitOfWork) -> None:
    appointment(event, unit)
    projections.forget_visit_code(unit, event.data, event.sequence)


def appointment_scheduled(event: Event, unit: UnitOfWork) -> None:
    appointment_with_code(event, unit)
    telling.tell_appointment_scheduled(unit, event.id, event.data)


def appointment_moved(event: Event, unit: UnitOfWork) -> None:
    appointment_with_code(event, unit)
    telling.tell_appointment_moved(unit, event.id, event.data)


def appointment_cancelled(event: Event, unit: UnitOfWork) -> None:
    appointment_ended(event, unit)
    cancelling.tell_appointment_cancelled(unit, event.id, event.data)
    listing.appointment_cancelled(unit, event.id, event.data)


def appointment_missed(event: Event, unit: UnitOfWork) -> None:
    appointment_ended(event, unit)
    telling.tell_appointment_missed(unit, event.id, event.data)
    listing.appointment_missed(unit, event.id, event.data)


def appointment_overdue(event: Event, unit: UnitOfWork) -> None:
    appointment(event, unit)
    telling.tell_appointment_overdue(unit, event.id, event.data)
    listing.appointment_overdue(unit, event.id, event.data)


def appointment_completed(event: Event, unit: UnitOfWork) -> None:
    appointment_ended(event, unit)
    telling.tell_appointment_completed(unit, event.id, event.data)
    thanking.note_work(unit, event.data)


SUBSCRIPTIONS = Subscriptions(
    {
        help_.PERSON_CONTACT_CHANGED: person,
        help_.PERSON_STATED: person,
        help_.WARD_CHANGED: ward,
        help_.WARD_STATED: ward,
        help_.TOPIC_CHANGED: topic,
        help_.TOPIC_STATED: topic,
        help_.CODE_REQUESTED: code_requested,
        help_.VOLUNTEER_MANY_LOOKS: many_looks,
        help_.CALL_WANTED: call_wanted,
        help_.REQUEST_RECEIVED: request_received,
        help_.REQUEST_OPENED: request_opened,
        help_.REQUEST_PROVEN: request_proven,
        help_.REQUEST_NEEDS_TIMES: request_needs_times,
        help_.REQUEST_REOPENED: request,
        help_.REQUEST_ESCALATED: request_escalated,
        help_.REQUEST_CANCELLED: request,
        help_.REQUEST_PROMISE_MOVED: request,
        help_.REQUEST_NOT_PLACED: request_not_placed,
        help_.REQUEST_CLOSED: request,
        help_.REQUEST_STATED: request,
        help_.OFFER_MADE: offer_made,
        help_.OFFER_ACCEPTED: request,
        help_.OFFER_HANDED_BACK: request,
        help_.OFFER_WITHDRAWN: offer_withdrawn,
        help_.OFFER_ANSWER_REFUSED: answer_refused,
        agenda.APPOINTMENT_SCHEDULED: appointment_scheduled,
        agenda.APPOINTMENT_CONFIRMED: appointment,
        agenda.APPOINTMENT_STARTED: appointment,
        agenda.APPOINTMENT_MOVED: appointment_moved,
        agenda.APPOINTMENT_CANCELLED: appointment_cancelled,
        agenda.APPOINTMENT_MISSED: appointment_missed,
        agenda.APPOINTMENT_OVERDUE: appointment_overdue,
        agenda.APPOINTMENT_COMPLETED: appointment_completed,
        agenda.APPOINTMENT_STATED: appointment_with_code,
        agenda.DAY_MARKED: day,
        agenda.DAY_STATED: day,
    }
)
