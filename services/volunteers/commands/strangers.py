"""Whom nobody knows does in an hour no more than people do: from one address, and all of them together."""

from __future__ import annotations

import hashlib
from typing import Literal

from services.volunteers.domain.call_back import seconds_until
from services.volunteers.domain.errors import TooManyStrangers
from services.volunteers.domain.rules import Limit, Strangers
from services.volunteers.storage.strangers import ALL, count_one, counted
from shared.messaging.unit_of_work import UnitOfWork

Deed = Literal["call_backs", "codes", "sign_ins", "applications", "look_ups", "drafts"]

_WRONG_LOOKS, _WRONG_PHONES, _WRONG_CODES = "wrong_looks", "wrong_phones", "wrong_codes"


def count_stranger(unit: UnitOfWork, caller: str | None, deed: Deed) -> None:
    """Count one more ``deed`` of ``caller``, the SHA-256 of an address; None is one of the ward's staff: not counted.

    To be called when all else is done: what all strangers share is locked from here to the end of the unit. Raises
    :class:`TooManyStrangers` for an address, or all of them together, that did it too often.
    """
    if caller is None:
        return
    strangers: Strangers = unit.config.rules.strangers
    limit: Limit = getattr(strangers, deed)
    _count(unit, deed, caller, limit.each)
    _count(unit, deed, ALL, limit.together)


def refuse_further_codes(unit: UnitOfWork, caller: str | None) -> None:
    """Raise :class:`TooManyStrangers` where wrong codes were tried too often: then no right one is heard either.

    Each code dies of five wrong tries, but there are as many codes as there are numbers: guessing is stopped only by
    counting over all of them.
    """
    if caller is None:
        return
    limit, period = unit.config.rules.strangers.wrong_codes, unit.config.rules.strangers.period
    for who, most in ((caller, limit.each), (ALL, limit.together)):
        times, first = counted(unit, _WRONG_CODES, who, unit.now - period)
        if times >= most:
            raise TooManyStrangers(seconds_until(first + period, unit.now))


def count_wrong_code(unit: UnitOfWork, caller: str | None) -> None:
    """A code was not right, or there was none at this number: commit it. Last, as :func:`count_stranger`."""
    since = unit.now - unit.config.rules.strangers.period
    for who in (caller, ALL) if caller is not None else ():
        count_one(unit, _WRONG_CODES, who, since)


def refuse_further_looks(unit: UnitOfWork, reference: str, phone: str) -> None:
    """Raise :class:`TooManyStrangers` for a slip that was asked for wrongly too often, or with this telephone number.

    Then no right one is heard: slips are numbered one after another, and whoever knows a number could learn from them
    all whether its owner has asked for help.
    """
    strangers: Strangers = unit.config.rules.strangers
    for kind, named in ((_WRONG_LOOKS, reference), (_WRONG_PHONES, phone)):
        times, first = counted(unit, kind, _hash(named), unit.now - strangers.period)
        if times >= strangers.wrong_looks:
            raise TooManyStrangers(seconds_until(first + strangers.period, unit.now))


def count_wrong_look(unit: UnitOfWork, reference: str, phone: str) -> None:
    """Somebody named a telephone number that is not on this slip, or a slip there is not: commit it."""
    since = unit.now - unit.config.rules.strangers.period
    count_one(unit, _WRONG_LOOKS, _hash(reference), since)
    count_one(unit, _WRONG_PHONES, _hash(phone), since)


def _count(unit: UnitOfWork, kind: str, caller: str, most: int) -> None:
    period = unit.config.rules.strangers.period
    times, first = count_one(unit, kind, caller, unit.now - period)
    if times > most:
        raise TooManyStrangers(seconds_until(first + period, unit.now))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
