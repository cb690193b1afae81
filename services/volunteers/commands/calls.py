"""Call me back: somebody leaves a number, and a person of the ward phones them."""

from __future__ import annotations

from services.volunteers.domain.call_back import seconds_until
from services.volunteers.domain.errors import TooManyCallBacks
from services.volunteers.domain.rules import Rules
from services.volunteers.storage.calls import asked_lately, call_back_to, keep_asked
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

STRANGERS = "strangers"
"""Stands for all addresses together, so that many of them cannot flood the call lists either."""


def want_call(unit: UnitOfWork, phone: str, ward: str | None, caller: str | None) -> None:
    """Have a number phoned. ``caller`` is the SHA-256 of the address it came from, None for staff.

    Raises :class:`TooManyCallBacks` for a number, an address, or all strangers together, that ask too often.
    """
    rules: Rules = unit.config.rules
    call_back = call_back_to(unit, phone)
    before = call_back.sequence
    call_back.want(new_id(), ward, unit.now, rules)
    if caller is not None and call_back.sequence != before:
        _count(unit, caller, rules.call_backs_per_caller)
        _count(unit, STRANGERS, rules.call_backs_by_strangers)


def _count(unit: UnitOfWork, caller: str, most: int) -> None:
    period = unit.config.rules.callers_period
    asked = asked_lately(unit, caller, unit.now - period)
    if len(asked) >= most:
        raise TooManyCallBacks(seconds_until(min(asked) + period, unit.now))
    keep_asked(unit, caller, (*asked, unit.now))
