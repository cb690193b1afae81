"""Events out: what volunteers tells when a fact has become true."""

from __future__ import annotations

from typing import Any

from services.volunteers.domain.account import Account
from services.volunteers.domain.asking import Urgency
from services.volunteers.domain.call_back import CallBack
from services.volunteers.domain.facts import helping, offers, people, requests, wards
from services.volunteers.domain.person import Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.team import Team
from services.volunteers.domain.topic import Topic
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.domain.ward import Ward
from shared.contracts import volunteers as told
from shared.messaging.publications import Publication, Publications, Restatement


def person_state(person: Person) -> dict[str, Any]:
    """How somebody is called and reached."""
    public = ("person_id", "roles", "wards", "language", "address_form", "phone_owner")
    standing = ("tokens_valid_after", "merged_into")
    contact = ("name", "phone", "email", "birth_year")
    return {
        **{name: getattr(person, name) for name in (*public, *standing)},
        "personal": {name: getattr(person, name) for name in contact},
    }


def ward_state(ward: Ward) -> dict[str, Any]:
    data = ward.data
    place = {"name": data.name, "kind": data.unit, "lat": data.lat, "lon": data.lon}
    neighbourhoods = [
        {"id": each.neighbourhood_id, "name": each.name, "aliases": each.aliases} for each in ward.neighbourhoods
    ]
    return {
        "code": ward.code,
        **place,
        "phone": ward.phone,
        "neighbourhoods": neighbourhoods,
        "pauses": ward.pauses,
        "settings": ward.settings.tell(),
    }


def team_state(team: Team) -> dict[str, Any]:
    data, pause = team.data, team.data.pause
    return {
        "team_id": team.team_id,
        **{name: getattr(data, name) for name in ("kind", "name", "neighbourhoods")},
        "ward": team.ward,
        "leader_id": team.leader_id,
        "paused_from": pause and pause.start,
        "paused_until": pause and pause.end,
    }


def topic_state(topic: Topic) -> dict[str, Any]:
    names = ("name_vi", "name_en", "minutes", "money", "phone_solvable")
    return {"topic_id": topic.topic_id, **{name: getattr(topic.data, name) for name in names}}


def volunteer_state(volunteer: Volunteer) -> dict[str, Any]:
    profile, offering = volunteer.profile, volunteer.offering
    weekly = [
        {"weekday": span.weekday, "start": f"{span.start:%H:%M}", "end": f"{span.end:%H:%M}"}
        for span in offering.weekly
    ]
    return {
        "volunteer_id": volunteer.volunteer_id,
        "status": volunteer.status,
        "affiliations": profile.affiliations,
        "wards": profile.wards,
        "weekly": weekly,
        "absences": offering.absences,
        "max_open_tasks": offering.max_open_tasks,
    }


def request_state(request: Request) -> dict[str, Any]:
    """A request as everybody may know it: no name, phone, address, need or note."""
    own = ("request_id", "reference", "status", "resident_id", "participants", "asked_by_id", "ward")
    return {
        **{name: getattr(request, name) for name in (*own, "due_at", "follows", "tracking_hash", "reason", "outcome")},
        **{name: getattr(request.asking, name) for name in ("place", "topics", "windows", "needed")},
        # While somebody is sought in a hurry, all others treat it as needed today too.
        "urgency": Urgency.TODAY if request.today else Urgency.NORMAL,
        "neighbourhood": request.asking.whereabouts.neighbourhood,
        "cell": request.asking.whereabouts.cell,
        "offers": request.standing_offers,
    }


def request_stated(request: Request, _fact: object = None) -> dict[str, Any]:
    """With who ended it, for whoever rebuilds a projection."""
    return {**request_state(request), "by": request.ended_by}


def linked(request: Request, fact: requests.RequestReceived | requests.RequestOpened) -> dict[str, Any]:
    """With the address at which the holder of the tracking code reads the request, on the network's origin."""
    link = f"/volunteers/api/v1/requests/{request.request_id}"
    return {**request_state(request), "by": fact.by, "personal": {"tracking_link": link}}


def said_by(request: Request, fact: Any) -> dict[str, Any]:
    """With who did it and why, as far as the fact says."""
    return {**request_state(request), **fact.detail()}


def promise_moved(request: Request, _fact: requests.PromiseMoved) -> dict[str, Any]:
    """The new end is part of the state."""
    return {**request_state(request), "by": "timer"}


def withdrawn(request: Request, fact: offers.OfferWithdrawn) -> dict[str, Any]:
    """With who ended the request, where it was that: whoever had said yes is told so at once."""
    return {**request_stated(request), **fact.detail()}


def expired(request: Request, fact: offers.OfferExpired) -> dict[str, Any]:
    return {**said_by(request, fact), "reason": "expired"}


def looked_often(volunteer: Volunteer, fact: helping.LookedOften) -> dict[str, Any]:
    return {"volunteer_id": volunteer.volunteer_id, **fact.detail()}


def code_requested(account: Account, fact: people.CodeRequested) -> dict[str, Any]:
    personal = {"phone": fact.phone, "code": fact.code}
    return {"account_id": account.account_id, **fact.detail(), "personal": personal}


def _person(person: Person, _fact: object) -> dict[str, Any]:
    return person_state(person)


def _team(team: Team, _fact: object) -> dict[str, Any]:
    return team_state(team)


def _ward(ward: Ward, _fact: object) -> dict[str, Any]:
    return ward_state(ward)


def _topic(topic: Topic, _fact: object) -> dict[str, Any]:
    return topic_state(topic)


def _volunteer(volunteer: Volunteer, _fact: object) -> dict[str, Any]:
    return volunteer_state(volunteer)


def call_wanted(_call_back: CallBack, fact: people.CallWanted) -> dict[str, Any]:
    return {"call_id": fact.call_id, "ward": fact.ward, "personal": {"phone": fact.phone}}


PUBLICATIONS: Publications = {
    people.CallWanted: Publication(told.CALL_WANTED, call_wanted, subject=lambda _, fact: fact.call_id),
    people.CodeRequested: Publication(told.CODE_REQUESTED, code_requested),
    people.PersonRegistered: Publication(told.PERSON_CONTACT_CHANGED, _person),
    people.ContactChanged: Publication(told.PERSON_CONTACT_CHANGED, _person),
    people.PartTaken: Publication(told.PERSON_CONTACT_CHANGED, _person),
    people.PostGiven: Publication(told.PERSON_CONTACT_CHANGED, _person),
    people.PostEnded: Publication(told.PERSON_CONTACT_CHANGED, _person),
    people.TokensEnded: Publication(told.PERSON_CONTACT_CHANGED, _person),
    people.ContactCorrected: Publication(told.PERSON_CONTACT_CHANGED, _person),
    people.PersonMerged: Publication(told.PERSON_CONTACT_CHANGED, _person),
    wards.TeamChanged: Publication(told.TEAM_CHANGED, _team),
    wards.WardChanged: Publication(told.WARD_CHANGED, _ward),
    wards.WardPaused: Publication(told.WARD_CHANGED, _ward),
    wards.PauseEnded: Publication(told.WARD_CHANGED, _ward),
    wards.TopicChanged: Publication(told.TOPIC_CHANGED, _topic),
    helping.VolunteerApplied: Publication(told.VOLUNTEER_APPLIED, _volunteer),
    helping.VolunteerApproved: Publication(told.VOLUNTEER_APPROVED, _volunteer),
    helping.VolunteerSuspended: Publication(told.VOLUNTEER_SUSPENDED, _volunteer),
    helping.AvailabilityChanged: Publication(told.VOLUNTEER_AVAILABILITY_CHANGED, _volunteer),
    helping.AffiliationsChanged: Publication(told.VOLUNTEER_AVAILABILITY_CHANGED, _volunteer),
    helping.LookedOften: Publication(told.VOLUNTEER_MANY_LOOKS, looked_often),
    requests.RequestReceived: Publication(told.REQUEST_RECEIVED, linked),
    requests.RequestOpened: Publication(told.REQUEST_OPENED, linked),
    requests.PersonReplaced: Publication(told.REQUEST_STATED, request_stated),
    requests.PhoneProven: Publication(told.REQUEST_PROVEN, said_by),
    requests.RequestNeedsTimes: Publication(told.REQUEST_NEEDS_TIMES, said_by),
    requests.RequestReopened: Publication(told.REQUEST_REOPENED, said_by),
    requests.RequestEscalated: Publication(told.REQUEST_ESCALATED, said_by),
    requests.WindowsGiven: Publication(told.REQUEST_REOPENED, said_by),
    requests.RequestCancelled: Publication(told.REQUEST_CANCELLED, said_by),
    requests.PromiseMoved: Publication(told.REQUEST_PROMISE_MOVED, promise_moved),
    requests.RequestNotPlaced: Publication(told.REQUEST_NOT_PLACED, said_by),
    requests.RequestClosed: Publication(told.REQUEST_CLOSED, said_by),
    offers.OfferMade: Publication(told.OFFER_MADE, said_by),
    offers.OfferAccepted: Publication(told.OFFER_ACCEPTED, said_by),
    offers.AnswerRefused: Publication(told.OFFER_ANSWER_REFUSED, said_by),
    offers.OfferHandedBack: Publication(told.OFFER_HANDED_BACK, said_by),
    offers.OfferExpired: Publication(told.OFFER_WITHDRAWN, expired),
    offers.OfferWithdrawn: Publication(told.OFFER_WITHDRAWN, withdrawn),
}

RESTATEMENTS = (
    Restatement(told.PERSON_STATED, Person, person_state),
    Restatement(told.WARD_STATED, Ward, ward_state),
    Restatement(told.TEAM_STATED, Team, team_state),
    Restatement(told.TOPIC_STATED, Topic, topic_state),
    Restatement(told.VOLUNTEER_STATED, Volunteer, volunteer_state),
    Restatement(told.REQUEST_STATED, Request, request_stated),
)
