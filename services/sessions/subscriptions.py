"""Events in: what sessions hears, and the few lines each leads to."""

from __future__ import annotations

from services.sessions.commands.placing import place_if_accepted
from services.sessions.storage import projections
from shared.contracts import Event
from shared.contracts import volunteers as heard
from shared.messaging.subscriptions import Subscriptions
from shared.messaging.unit_of_work import UnitOfWork


def person(event: Event, unit: UnitOfWork) -> None:
    """The name people are called by when they meet, and which tokens count."""
    projections.learn_person(unit, event.data, event.sequence)


def ward(event: Event, unit: UnitOfWork) -> None:
    """Where a ward's office is."""
    projections.learn_ward(unit, event.data, event.sequence)


def topic(event: Event, unit: UnitOfWork) -> None:
    """Which topics there are."""
    projections.learn_topic(unit, event.data, event.sequence)


def volunteer(event: Event, unit: UnitOfWork) -> None:
    """When a volunteer is free."""
    projections.learn_volunteer(unit, event.data, event.sequence)


def request(event: Event, unit: UnitOfWork) -> None:
    """Whatever happened to a request, its newest state says whether a time is wanted now."""
    projections.learn_request(unit, event.data, event.sequence)
    place_if_accepted(unit, event.data["request_id"])


SUBSCRIPTIONS = Subscriptions(
    {
        heard.PERSON_CONTACT_CHANGED: person,
        heard.PERSON_STATED: person,
        heard.WARD_CHANGED: ward,
        heard.WARD_STATED: ward,
        heard.TOPIC_CHANGED: topic,
        heard.TOPIC_STATED: topic,
        heard.VOLUNTEER_APPLIED: volunteer,
        heard.VOLUNTEER_APPROVED: volunteer,
        heard.VOLUNTEER_AVAILABILITY_CHANGED: volunteer,
        heard.VOLUNTEER_STATED: volunteer,
        heard.REQUEST_RECEIVED: request,
        heard.REQUEST_OPENED: request,
        heard.REQUEST_NEEDS_TIMES: request,
        heard.OFFER_ACCEPTED: request,
        heard.REQUEST_REOPENED: request,
        heard.REQUEST_ESCALATED: request,
        heard.REQUEST_CLOSED: request,
        heard.REQUEST_STATED: request,
    }
)
