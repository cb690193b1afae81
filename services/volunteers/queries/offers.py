"""A volunteer's offers, and whom a request could be offered to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select
from sqlalchemy.orm import Session

from services.volunteers.domain.asking import Urgency
from services.volunteers.domain.eligibility import why_not
from services.volunteers.domain.matching import Candidate, rank
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.request import Request
from services.volunteers.domain.reveal import reveal
from services.volunteers.domain.rules import Rules
from services.volunteers.queries.people import names_of
from services.volunteers.queries.requests import VISIT
from services.volunteers.storage.helpers import helpers_in, wanted_for, wards_to_ask
from services.volunteers.storage.teams import members_of
from services.volunteers.storage.wards import rules_of
from services.volunteers.tables import HELD, offers, persons, requests, teams
from shared.errors import NotFound
from shared.web.paging import Page, page
from shared.web.principal import Principal

_OF_REQUEST = ("request_id", "reference", "ward")
_OF_ASKING = ("place", "topics", "windows")
_OF_OFFER = ("volunteer_id", "status", "wave", "minutes", "distance_m", "made_at", "expires_at")

MOST_SHOWN = 200
"""Candidates and others shown at once; matching itself looks at everybody."""


def list_offers(connection: Connection, volunteer_id: str, query: Mapping[str, Any]) -> Page:
    """One's own offers, the newest first."""
    return _offers(connection, offers.c.volunteer_id == volunteer_id, query)


def list_team_offers(connection: Connection, leader_id: str, query: Mapping[str, Any]) -> Page:
    """The offers of the members of a team one leads; raises :class:`NotFound` for another's."""
    leader = connection.execute(select(teams.c.leader_id).where(teams.c.team_id == query["team_id"])).scalar()
    if leader != leader_id:
        raise NotFound
    return _offers(connection, offers.c.volunteer_id.in_(members_of(connection, query["team_id"])), query)


def standing_offers(connection: Connection, volunteer_id: str) -> list[dict[str, Any]]:
    """What somebody is asked, what needs an answer first at the top, and what they hold, the next visit first."""
    rows = connection.execute(_with_requests(offers.c.volunteer_id == volunteer_id).where(HELD)).all()
    shown = [offer_shown(row, row) for row in rows]
    return sorted(shown, key=lambda each: (each["starts_at"] or each["expires_at"], each["id"]))


def asked_of_team(connection: Connection, team_id: str) -> list[dict[str, Any]]:
    """What members of a team are asked and have not answered, what needs an answer first at the top."""
    of_team = offers.c.volunteer_id.in_(members_of(connection, team_id))
    rows = connection.execute(_with_requests(of_team).where(HELD, offers.c.status == OfferStatus.PENDING)).all()
    return sorted((offer_shown(row, row) for row in rows), key=lambda each: (each["expires_at"], each["id"]))


def task(connection: Connection, volunteer_id: str, request_id: str) -> dict[str, Any]:
    """The offer by which somebody holds this request; raises :class:`NotFound` unless they do."""
    theirs = (offers.c.volunteer_id == volunteer_id) & (offers.c.request_id == request_id)
    accepted = _with_requests(theirs).where(offers.c.status == OfferStatus.ACCEPTED).order_by(offers.c.made_as.desc())
    row = connection.execute(accepted.limit(1)).one_or_none()
    if row is None:
        raise NotFound
    return offer_shown(row, row)


def picture_to_name(
    connection: Connection, volunteer_id: str, request_id: str, now: datetime, rules: Rules
) -> str | None:
    """The picture the resident remembers, from when the address is shown; None before and where none was chosen."""
    with Session(connection) as session:
        request = session.get(Request, request_id)
        seen = reveal(request, volunteer_id, now, rules) if request else None
        return request.asking.picture if request and seen and seen.address else None


def helped(connection: Connection, request_id: str) -> tuple[str | None, int | None]:
    """What a helper needs to greet who is helped: the form of address they chose, and their year of birth."""
    of_resident = select(persons.c.address_form, persons.c.birth_year).join(
        requests, requests.c.resident_id == persons.c.person_id
    )
    form, born = connection.execute(of_resident.where(requests.c.request_id == request_id)).one()
    return form, born


def _with_requests(whose: ColumnElement[bool]) -> Select[Any]:
    of_request = (requests.c[name] for name in (*_OF_REQUEST[1:], *VISIT, "urgency", "hurried", "asking"))
    joined = select(offers, *of_request).join(requests, requests.c.request_id == offers.c.request_id)
    return joined.where(whose)


def _offers(connection: Connection, whose: ColumnElement[bool], query: Mapping[str, Any]) -> Page:
    statement = _with_requests(whose)
    if query["status"] is not None:
        statement = statement.where(offers.c.status == query["status"])
    return page(
        connection,
        statement,
        query,
        by=offers.c.made_at,
        id=offers.c.offer_id,
        descending=True,
        shown=lambda row: offer_shown(row, row),
    )


def offer_shown(request: Any, offer: Any) -> dict[str, Any]:
    """An offer as its volunteer sees it: neighbourhood, topics and distance, no name and no address.

    When somebody comes to the house is told to who does.
    """
    comes = offer.status == OfferStatus.ACCEPTED
    return {
        "id": offer.offer_id,
        **{name: getattr(offer, name) for name in _OF_OFFER},
        **{name: getattr(request, name) for name in _OF_REQUEST},
        **{name: getattr(request, name) if comes else None for name in VISIT},
        "urgency": Urgency.TODAY if request.hurried else request.urgency,
        **{name: getattr(request.asking, name) for name in _OF_ASKING},
        "neighbourhood": request.asking.whereabouts.neighbourhood,
    }


def candidates(
    connection: Connection, who: Principal, request_id: str, now: datetime, rules: Rules
) -> dict[str, list[dict[str, Any]]]:
    """Who could be asked now, ranked with the reasons, and why the others are not; for the ward's staff."""
    with Session(connection) as session:
        request = session.get(Request, request_id)
        if request is None or not who.may("staff", request.ward):
            raise NotFound
        rules = rules_of(session, request, rules)
        wanted = wanted_for(session, request, request.usable_windows(now, rules), now)
        helpers = helpers_in(session, wards_to_ask(wanted), now, active_only=False)
    ranked = rank(wanted, helpers, rules)[:MOST_SHOWN]
    refused = {helper.volunteer_id: why_not(wanted, helper, rules) for helper in helpers}
    others = [(volunteer_id, reasons) for volunteer_id, reasons in refused.items() if reasons][:MOST_SHOWN]
    names = names_of(connection, [*(each.volunteer_id for each in ranked), *(each for each, _ in others)])
    return {
        "items": [_candidate(candidate, names) for candidate in ranked],
        "others": [{"volunteer": _named(each, names), "why_not": list(reasons)} for each, reasons in others],
    }


def _candidate(candidate: Candidate, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "volunteer": _named(candidate.volunteer_id, names),
        "points": candidate.points,
        "distance_m": candidate.shown_distance_m,
        "reasons": candidate.reasons,
    }


def _named(volunteer_id: str, names: Mapping[str, str]) -> dict[str, Any]:
    return {"id": volunteer_id, "name": names[volunteer_id]}
