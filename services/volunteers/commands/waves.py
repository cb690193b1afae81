"""Asking volunteers, wave by wave, until enough say yes or a person has to take over."""

from __future__ import annotations

from collections.abc import Collection

from services.volunteers.domain.matching import choose, rank
from services.volunteers.domain.offer import Offer, answer_by
from services.volunteers.domain.person import Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Ward
from services.volunteers.domain.windows import Window
from services.volunteers.storage.helpers import helpers_in, wanted_for
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
