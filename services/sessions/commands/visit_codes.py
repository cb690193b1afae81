"""Checking at the door whether a visit code is one of today's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from services.sessions.config import Config
from services.sessions.domain.code_checks import lately, refuse_further
from services.sessions.domain.visit_code import said
from services.sessions.domain.ward import KnownWard
from services.sessions.storage import agenda, calendar
from services.sessions.tables import persons, wrong_codes
from shared.folding import fold
from shared.messaging.unit_of_work import UnitOfWork


def check_code(unit: UnitOfWork, caller: str, code: str, ward: str, neighbourhood: str | None) -> list[str | None]:
    """The names of those who come with this code today in this ward; nobody when it is none of today's.

    ``caller`` stands for an address. Raises ``TooManyCodes`` after five wrong ones, and then hears
    no right one either. A wrong code leaves a line in the journal: somebody may be at a door with it.
    """
    config: Config = unit.config
    tried = _tried(unit, caller, ward)
    refuse_further(tried, unit.now, config.rules.code_checks)
    helpers = _who_comes(unit, code, ward, neighbourhood)
    if not helpers:
        counted = (*lately(tried, unit.now, config.rules.code_checks), unit.now)
        unit.upsert(wrong_codes, _row(unit, caller, ward, counted), key=("caller", "ward"), newer=None)
        unit.note("visit_code_wrong", "ward", ward, ward=ward)
        return []
    names = dict(unit.execute(select(persons.c.id, persons.c.name).where(persons.c.id.in_(helpers))).all())
    return [names.get(helper) for helper in helpers]


def forget_wrong_codes(unit: UnitOfWork, limit: int) -> int:
    """Forget whose tries no longer count."""
    config: Config = unit.config
    long_ago = wrong_codes.c.last_at <= unit.now - config.rules.code_checks.period
    old = unit.execute(select(wrong_codes.c.caller, wrong_codes.c.ward).where(long_ago).limit(limit)).all()
    for caller, ward in old:
        of_it = (wrong_codes.c.caller == caller, wrong_codes.c.ward == ward, long_ago)
        unit.execute(wrong_codes.delete().where(*of_it))
    return len(old)


def _tried(unit: UnitOfWork, caller: str, ward: str) -> tuple[datetime, ...]:
    """The caller's wrong tries, locked: two at once are two."""
    unit.execute(unit.insert(wrong_codes).values(_row(unit, caller, ward, ())).on_conflict_do_nothing())
    theirs = select(wrong_codes.c.tried).where(wrong_codes.c.caller == caller, wrong_codes.c.ward == ward)
    tried: tuple[datetime, ...] = unit.execute(theirs.with_for_update()).scalar_one()
    return tried


def _row(unit: UnitOfWork, caller: str, ward: str, tried: tuple[datetime, ...]) -> dict[str, Any]:
    return {"caller": caller, "ward": ward, "tried": tried, "last_at": unit.now}


def _who_comes(unit: UnitOfWork, code: str, ward: str, neighbourhood: str | None) -> tuple[str, ...]:
    known, typed = calendar.ward_known(unit.execute, ward), said(code)
    for expected, where, helpers in agenda.codes_expected(unit, ward, unit.now):
        if said(expected) == typed and _same_place(known, neighbourhood, where):
            return helpers
    return ()


def _same_place(ward: KnownWard | None, asked: str | None, where: str | None) -> bool:
    """Whether the household's tổ or thôn is the one the caller names; one that nobody wrote down fits any."""
    if asked is None or where is None:
        return True
    return ward.same_neighbourhood(asked, where) if ward else fold(asked) == fold(where)
