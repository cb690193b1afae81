"""The same visit at another time."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.sessions.commands.acting import act_as
from services.sessions.config import Config
from services.sessions.domain.appointment import Appointment
from services.sessions.domain.errors import not_free, not_on_the_minute, too_far, too_soon
from services.sessions.domain.people import VOLUNTEER, Caller, part_to_move
from services.sessions.domain.placing import Wish, suits
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import Window
from services.sessions.domain.visit_code import draw_code
from services.sessions.storage import agenda, calendar, projections
from shared.messaging.unit_of_work import UnitOfWork

STARTS_AT = "starts_at"
_HOUR = timedelta(hours=1)


def move(unit: UnitOfWork, appointment_id: str, starts_at: datetime, caller: Caller) -> Appointment:
    """Put the visit at another time at which all are free, as long as it was.

    The household and staff may choose any time, a volunteer one of those the household named. Raises
    ``Invalid`` naming ``starts_at`` for a time that cannot be.
    """
    appointment = agenda.appointment_with(unit, appointment_id)
    part = part_to_move(caller, appointment)
    act_as(unit, part)
    appointment.refuse_to_move()
    visit = Window(starts_at, starts_at + appointment.window.length)
    if visit != appointment.window:
        _book_instead(unit, appointment, visit, named_only=part == VOLUNTEER)
        appointment.move(visit, _other_code(unit, appointment, visit), part, unit.config.rules)
    return appointment


def _book_instead(unit: UnitOfWork, appointment: Appointment, visit: Window, *, named_only: bool) -> None:
    # Not locked: news of a request lock it before its appointment, and this has the appointment already.
    request = projections.request_of(unit.execute, appointment.request_id)
    config: Config = unit.config
    rules, almanac = calendar.conditions(unit.execute, request, (visit,), config.rules)
    _refuse_impossible(visit, unit.now, rules.notice_for(request.urgency), rules)
    free = calendar.free_time(unit.execute, appointment.learners, appointment.volunteer_ids)
    agenda.release(unit, appointment)
    windows = request.windows if named_only else (visit,)
    wish = Wish(windows, visit.length, appointment.spot, request.urgency)
    if not suits(visit, wish, list(calendar.with_bookings(unit.execute, free, unit.now).values()), rules, almanac):
        raise not_free(STARTS_AT)
    if not agenda.book(unit, appointment.id, appointment.booked_ids, visit, appointment.spot):
        raise not_free(STARTS_AT)


def _other_code(unit: UnitOfWork, appointment: Appointment, visit: Window) -> str:
    return draw_code({appointment.visit_code, *agenda.codes_on(unit, appointment.ward, visit.start)})


def _refuse_impossible(visit: Window, now: datetime, notice: timedelta, rules: Rules) -> None:
    if visit.start.second or visit.start.microsecond:
        raise not_on_the_minute(STARTS_AT)
    if visit.start < now + notice:
        raise too_soon(STARTS_AT, -(-notice // _HOUR))
    if visit.end > now + rules.windows_ahead:
        raise too_far(STARTS_AT)
