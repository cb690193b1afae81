"""Counting promises anew when a holiday or a pause has changed."""

from __future__ import annotations

from datetime import date

from services.volunteers.domain.request import Request
from services.volunteers.storage.wards import THE_CITY, keep_day, promises_running, rules_for, to_recount, want_recount
from shared.messaging.unit_of_work import UnitOfWork


def learn_day(unit: UnitOfWork, day: date, ward: str | None, mark: str, name: str, sequence: int) -> None:
    """A day was marked, for one ward or the whole city: the promises it touches are counted anew."""
    if keep_day(unit, day, ward or THE_CITY, mark, name, sequence):
        want_recount(unit, ward)


def recount_promises(unit: UnitOfWork, limit: int) -> int:
    """Count anew what the wards whose days or pauses changed still owe; how many wards were looked at."""
    found = to_recount(unit, limit)
    for ward in found:
        for request in promises_running(unit, ward):
            request.recount_promise(rules_for(unit, request))
    return len(found)


def pass_promise(unit: UnitOfWork, request: Request) -> None:
    """Hand over to a person what was not kept in time, unless a pause or a holiday has given more."""
    request.recount_promise(rules_for(unit, request))
    if request.watch_due_at is not None and request.watch_due_at <= unit.now:
        request.pass_promise(unit.actor.by)
