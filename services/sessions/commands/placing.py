"""Fixing a time for a request, or telling that none fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.sessions.config import Config
from services.sessions.domain.almanac import Almanac
from services.sessions.domain.appointment import Appointment
from services.sessions.domain.placing import NO_TIME_FITS, Calendar, Wish, place
from services.sessions.domain.request import KnownRequest
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import Window
from services.sessions.domain.unplaced import UnplacedOffer
from services.sessions.domain.visit_code import draw_code
from services.sessions.storage import agenda, calendar, projections
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

PLACINGS = 3
"""How often a time is sought again after the database refused the one found; then the event is deferred."""


class TimesKeepGoing(RuntimeError):
    """Others booked every time that was found while it was being booked."""

    def __init__(self, request_id: str) -> None:
        super().__init__(f"the times found for request {request_id} were all booked by others meanwhile; try later")


def place_if_accepted(unit: UnitOfWork, request_id: str) -> None:
    """Fix a time once enough volunteers have said yes, once for this set of offers.

    It goes by the newest state of the request and by its own offers, never by the number of an
    event: an acceptance heard twice, late or after a cancel changes nothing.
    """
    request = projections.request_known(unit, request_id)
    if not request.waits_for_a_time:
        return
    if agenda.placed_for(unit, request.offers) or agenda.told_unplaced(unit, request.offers):
        return
    if agenda.stands_for(unit, request_id) or projections.suspended_among(unit.execute, request.offers.values()):
        return
    _place(unit, request)


@dataclass(frozen=True)
class _Search:
    """What a time is sought for, and by what."""

    wish: Wish
    rules: Rules
    almanac: Almanac

    def among(self, calendars: Iterable[Calendar], now: datetime) -> Window | None:
        return place(self.wish, list(calendars), now, self.rules, self.almanac)


def _place(unit: UnitOfWork, request: KnownRequest) -> None:
    spot = projections.spot_of(unit, request)
    config: Config = unit.config
    rules, almanac = calendar.conditions(unit.execute, request, request.windows, config.rules)
    search, appointment_id = _Search(request.wish(spot), rules, almanac), new_id()
    free = calendar.free_time(unit.execute, request.learners, request.offers.values())
    for _ in range(PLACINGS):
        calendars = calendar.with_bookings(unit.execute, free, unit.now)
        window = search.among(calendars.values(), unit.now)
        if window is None:
            return _tell_unplaced(unit, request, search, calendars)
        if agenda.book(unit, appointment_id, list(free), window, spot):
            code = draw_code(agenda.codes_on(unit, request.ward, window.start))
            need, by = request.need(spot), unit.actor.by
            made = Appointment.schedule(appointment_id, need, request.offers, window, code, by, rules)
            return agenda.keep_appointment(unit, made)
    raise TimesKeepGoing(request.request_id)


def _tell_unplaced(unit: UnitOfWork, request: KnownRequest, search: _Search, calendars: Mapping[str, Calendar]) -> None:
    """End each offer whose volunteer fits no window; of a pair that only fits singly, the later offer."""
    learners = [calendars[person] for person in request.learners]
    offers = request.offers
    alone = {
        offer
        for offer, volunteer in offers.items()
        if search.among([*learners, calendars[volunteer]], unit.now) is None
    }
    for offer in sorted(alone or {max(offers)}):
        told = UnplacedOffer.tell(
            offer,
            request_id=request.request_id,
            volunteer_id=offers[offer],
            ward=request.ward,
            reason=NO_TIME_FITS,
        )
        agenda.keep_unplaced(unit, told)
