"""Checking at the door whether a visit code is one of today's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from services.sessions.config import Config
from services.sessions.domain.code_checks import ALL, Checker, lately, refuse_further
from services.sessions.domain.errors import neighbourhood_needed
from services.sessions.domain.rules import CodeChecks, Tries
from services.sessions.domain.visit_code import said
from services.sessions.domain.ward import KnownWard
from services.sessions.storage import agenda, calendar
from services.sessions.storage.visit_codes import wrong_together
from services.sessions.tables import persons, wrong_codes
from shared.folding import fold
from shared.messaging.unit_of_work import UnitOfWork


def check_code(unit: UnitOfWork, checker: Checker, code: str, ward: str, neighbourhood: str | None) -> list[str | None]:
    """The names of those who come with this code today in this ward; nobody when it is none of today's.

    Raises ``TooManyCodes`` after five wrong ones of a browser or fifty of an address, and then hears no right one
    either, and before that ``Invalid`` where the neighbourhood has to be said. A wrong code leaves a line in the
    journal: somebody may be at a door with it.
    """
    _refuse(unit, checker, ward, neighbourhood)
    helpers = _who_comes(unit, code, ward, neighbourhood)
    if not helpers:
        _count_wrong(unit, checker, ward)
        unit.note("visit_code_wrong", "ward", ward, ward=ward)
        return []
    names = dict(unit.execute(select(persons.c.id, persons.c.name).where(persons.c.id.in_(helpers))).all())
    return [names.get(helper) for helper in helpers]


def forget_wrong_codes(unit: UnitOfWork, limit: int) -> int:
    """Forget whose tries no longer count."""
    long_ago = wrong_codes.c.last_at <= unit.now - _rules(unit).period
    old = unit.execute(select(wrong_codes.c.caller, wrong_codes.c.ward).where(long_ago).limit(limit)).all()
    for caller, ward in old:
        of_it = (wrong_codes.c.caller == caller, wrong_codes.c.ward == ward, long_ago)
        unit.execute(wrong_codes.delete().where(*of_it))
    return len(old)


def _refuse(unit: UnitOfWork, checker: Checker, ward: str, neighbourhood: str | None) -> None:
    rules = _rules(unit)
    placed = neighbourhood is not None
    for caller, tries in _counted(checker, rules):
        tried = lately(_tried(unit, caller, ward), unit.now, rules.period)
        refuse_further(tried, unit.now, tries, rules.period)
        if not placed and len(tried) >= tries.unplaced:
            raise neighbourhood_needed("neighbourhood")
    together = wrong_together(unit.execute, unit.now - rules.period, ward).get(ward, 0)
    if not placed and together >= rules.together:
        raise neighbourhood_needed("neighbourhood")


def _count_wrong(unit: UnitOfWork, checker: Checker, ward: str) -> None:
    """One more of each; what everybody shares is locked last, and kept no longer than it is asked for."""
    rules = _rules(unit)
    for caller, _ in _counted(checker, rules):
        _add(unit, caller, ward, rules.address.wrong)
    _add(unit, ALL, ward, rules.together)


def _add(unit: UnitOfWork, caller: str, ward: str, most: int) -> None:
    tried = (*lately(_tried(unit, caller, ward), unit.now, _rules(unit).period), unit.now)
    unit.upsert(wrong_codes, _row(unit, caller, ward, tried[-most:]), key=("caller", "ward"), newer=None)


def _counted(checker: Checker, rules: CodeChecks) -> list[tuple[str, Tries]]:
    """Always in this order, in which their rows are locked."""
    mine = [] if checker.browser is None else [(checker.browser, rules.browser)]
    return [*mine, (checker.address, rules.address)]


def _tried(unit: UnitOfWork, caller: str, ward: str) -> tuple[datetime, ...]:
    """The caller's wrong tries, locked: two at once are two."""
    unit.execute(unit.insert(wrong_codes).values(_row(unit, caller, ward, ())).on_conflict_do_nothing())
    theirs = select(wrong_codes.c.tried).where(wrong_codes.c.caller == caller, wrong_codes.c.ward == ward)
    tried: tuple[datetime, ...] = unit.execute(theirs.with_for_update()).scalar_one()
    return tried


def _row(unit: UnitOfWork, caller: str, ward: str, tried: tuple[datetime, ...]) -> dict[str, Any]:
    return {"caller": caller, "ward": ward, "tried": tried, "last_at": unit.now}


def _rules(unit: UnitOfWork) -> CodeChecks:
    config: Config = unit.config
    return config.rules.code_checks


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
