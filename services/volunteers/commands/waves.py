"""Asking volunteers, wave by wave, until enough say yes or a person has to take over."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from services.volunteers.domain.asking import Wish
from services.volunteers.domain.matching import Wanted, choose, rank
from services.volunteers.domain.offer import Offer, answer_by
from services.volunteers.domain.person import Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Ward
from services.volunteers.domain.windows import Window
from services.volunteers.storage.helpers import earlier_helpers, helpers_in
from services.volunteers.storage.people import existing
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

WAVES_USED_UP, NOBODY_ELIGIBLE, NO_TIME_FITS = "waves_used_up", "nobody_eligible", "no_time_fits"
"""Why a request is escalated."""


def send_wave(unit: UnitOfWork, request: Request) -> None:
    """End the offers whose time is over and ask the next people; escalate when there is nobody left to ask."""
    rules: Rules = unit.config.rules
    request.expire_offers(unit.now)
    windows = request.usable_windows(unit.now, rules)
    if request.waves_used_up(rules):
        request.escalate(unit.actor.by, WAVES_USED_UP)
    elif not windows:
        request.escalate(unit.actor.by, NO_TIME_FITS)
    else:
        _ask_next(unit, request, windows)


def announce(unit: UnitOfWork, request: Request, offers: Collection[Offer]) -> None:
    """These offers have left for the broker: their time runs from now on."""
    for offer in offers:
        request.announce(offer, unit.now, unit.config.rules)


def _ask_next(unit: UnitOfWork, request: Request, windows: tuple[Window, ...]) -> None:
    rules: Rules = unit.config.rules
    resident, ward = existing(unit, Person, request.resident_id), existing(unit, Ward, request.ward)
    wanted = wanted_for(unit.session, request, ward, resident.language, windows)
    ranked = rank(wanted, helpers_in(unit.session, request.ward, unit.now), rules)
    chosen = choose(ranked, wanted, request.wave + 1, rules.wave_size_for(request.today), rules)
    if not chosen:
        request.escalate(unit.actor.by, NOBODY_ELIGIBLE)
        return
    until = answer_by(unit.now, today=request.today, rules=rules)
    request.ask([(new_id(), candidate) for candidate in chosen], unit.now, until)


def wanted_for(
    reader: Session | Connection, request: Request, ward: Ward, language: str, windows: tuple[Window, ...]
) -> Wanted:
    """A request as matching sees it, with what is still of use of its windows."""
    where = request.asking.whereabouts
    neighbourhood = ward.neighbourhood(where.neighbourhood) if where.neighbourhood else None
    again = Wish.SAME_HELPER in request.asking.wishes
    return Wanted(
        ward=request.ward,
        unit=ward.data.unit,
        place=request.asking.place,
        topics=request.asking.topics,
        windows=windows,
        minutes=request.asking.minutes,
        language=language,
        wishes=request.asking.wishes,
        point=where.point or (neighbourhood.centre if neighbourhood else None),
        household=request.household.members,
        asked=request.asked,
        preferred=earlier_helpers(reader, request.resident_id) if again else frozenset(),
    )
