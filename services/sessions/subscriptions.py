"""Events in: what sessions hears, and the few lines each leads to."""

from __future__ import annotations

from services.sessions.commands.cancelling import fall_with_request, fall_with_volunteer
from services.sessions.commands.pausing import fall_with_pause
from services.sessions.commands.placing import place_if_accepted
from services.sessions.commands.replies import hear_reply
from services.sessions.domain.replies import meaning_of
from services.sessions.storage import projections
from shared.contracts import Event, notifications
from shared.contracts import volunteers as heard
from shared.messaging.subscriptions import Subscriptions
from shared.messaging.unit_of_work import UnitOfWork


def person(event: Event, unit: UnitOfWork) -> None:
    """The name people are called by when they meet, and which tokens count."""
    projections.learn_person(unit, event.data, event.sequence)


def ward(event: Event, unit: UnitOfWork) -> None:
    """Where a ward's office is, what it keeps to, and the pauses that put visits off."""
    projections.learn_ward(unit, event.data, event.sequence)
    fall_with_pause(unit, event.data["code"])


def topic(event: Event, unit: UnitOfWork) -> None:
    """Which topics there are."""
    projections.learn_topic(unit, event.data, event.sequence)


def volunteer(event: Event, unit: UnitOfWork) -> None:
    """When a volunteer is free; whoever is suspended visits nobody."""
    projections.learn_volunteer(unit, event.data, event.sequence)
    fall_with_volunteer(unit, event.data["volunteer_id"])


def team(event: Event, unit: UnitOfWork) -> None:
    """Who may see the visits of a team."""
    projections.learn_team(unit, event.data, event.sequence)


def request(event: Event, unit: UnitOfWork) -> None:
    """Whatever happened to a request, its newest state says what falls and whether a time is wanted now."""
    data = event.data
    projections.learn_request(unit, data, event.sequence)
    fall_with_request(unit, data["request_id"], data.get("reason"), data.get("by"))
    place_if_accepted(unit, data["request_id"])


def reply(event: Event, unit: UnitOfWork) -> None:
    """An answer by SMS about a visit."""
    data, about = event.data, event.data["about"]
    meaning = meaning_of(data["template"], data["answer"], data["option"])
    if about["kind"] == "appointment" and meaning is not None:
        hear_reply(unit, about["id"], data["person_ids"], meaning)


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
        heard.VOLUNTEER_SUSPENDED: volunteer,
        heard.VOLUNTEER_STATED: volunteer,
        heard.TEAM_CHANGED: team,
        heard.TEAM_STATED: team,
        heard.REQUEST_RECEIVED: request,
        heard.REQUEST_OPENED: request,
        heard.REQUEST_NEEDS_TIMES: request,
        heard.OFFER_ACCEPTED: request,
        heard.OFFER_HANDED_BACK: request,
        heard.REQUEST_REOPENED: request,
        heard.REQUEST_ESCALATED: request,
        heard.REQUEST_CANCELLED: request,
        heard.REQUEST_CLOSED: request,
        heard.REQUEST_STATED: request,
        notifications.REPLY_RECEIVED: reply,
    }
)
