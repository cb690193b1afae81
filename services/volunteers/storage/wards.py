"""Finding wards, and the numbers as they hold in one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.orm import Session

from services.volunteers.domain.asking import Place
from services.volunteers.domain.local_rules import Days, LocalRules, Mark
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Ward
from services.volunteers.storage.people import existing
from services.volunteers.tables import days, recounts, requests, wards
from shared.messaging.unit_of_work import UnitOfWork

Reader = Session | Connection

THE_CITY = ""
"""Stands for the ward in the marks of a day that hold for all of them."""


def rules_for(unit: UnitOfWork, request: Request) -> Rules:
    """The numbers for one request, as :func:`rules_of` says."""
    return rules_of(unit.session, request, unit.config.rules)


def rules_of(session: Session, request: Request, city: Rules) -> Rules:
    """The numbers for one request: its ward's settings and holidays, and the pauses where the household lives.

    A pause keeps nobody from the telephone.
    """
    ward = session.get_one(Ward, request.ward)
    by_phone = request.asking.place == Place.PHONE
    pauses = () if by_phone else ward.paused_at(request.asking.whereabouts.neighbourhood)
    return LocalRules.of(city, ward.settings, days_in(session, ward.code), pauses)


def rules_in(unit: UnitOfWork, code: str) -> Rules:
    """The numbers of a ward, for whom no household is known yet."""
    ward = existing(unit, Ward, code)
    return LocalRules.of(unit.config.rules, ward.settings, days_in(unit.session, code))


def days_in(reader: Reader, code: str) -> Days:
    """The holidays and the days worked instead, the city's and the ward's own."""
    return days_of(reader, (code,))[code]


def days_of(reader: Reader, codes: Collection[str]) -> dict[str, Days]:
    """The same of several wards, by code."""
    marked = reader.execute(
        select(days.c.ward, days.c.day, days.c.mark).where(
            days.c.ward.in_((THE_CITY, *codes)), days.c.mark.in_((Mark.HOLIDAY, Mark.WORKING))
        )
    ).all()
    return {code: _days([row for row in marked if row.ward in (THE_CITY, code)]) for code in codes}


def helping_wards(reader: Reader, code: str) -> tuple[str, ...]:
    """The neighbouring wards that share helpers with this one: both have agreed."""
    agreed = reader.execute(select(wards.c.helps).where(wards.c.code == code)).scalar_one()
    others = reader.execute(select(wards.c.code, wards.c.helps).where(wards.c.code.in_(agreed)))
    return tuple(sorted(other.code for other in others if code in other.helps))


def keep_day(unit: UnitOfWork, day: date, ward: str, mark: str, name: str, sequence: int) -> bool:
    """Remember what a day is marked as, unless something newer is known; whether it was written."""
    values = {"ward": ward, "day": day, "mark": mark, "name": name, "sequence": sequence}
    return unit.upsert(days, values, key=("ward", "day"))


def want_recount(unit: UnitOfWork, ward: str | None) -> None:
    """Have the promises of a ward counted anew, soon; None: of all wards."""
    chosen = select(wards.c.code).where(wards.c.code != THE_CITY if ward is None else wards.c.code == ward)
    unit.execute(unit.insert(recounts).from_select(["ward"], chosen).on_conflict_do_nothing())


def to_recount(unit: UnitOfWork, limit: int) -> list[str]:
    """Wards whose promises are to be counted anew, for this unit alone; they are not asked for again."""
    rows = select(recounts.c.ward).order_by(recounts.c.ward).limit(limit).with_for_update(skip_locked=True)
    found: list[str] = list(unit.execute(rows).scalars())
    unit.execute(delete(recounts).where(recounts.c.ward.in_(found)))
    return found


def promises_running(unit: UnitOfWork, ward: str) -> list[Request]:
    """The ward's requests, locked, whose promise is neither kept nor over."""
    running = (
        select(Request)
        .where(requests.c.ward == ward, requests.c.watch_due_at.is_not(None))
        .order_by(requests.c.request_id)
    )
    locked = running.with_for_update(of=requests, key_share=True).execution_options(populate_existing=True)
    return list(unit.session.scalars(locked))


def _days(marked: Iterable[Row[Any, Any, Any]]) -> Days:
    rows = list(marked)
    return Days(
        holidays=frozenset(row.day for row in rows if row.mark == Mark.HOLIDAY),
        working=frozenset(row.day for row in rows if row.mark == Mark.WORKING),
    )
