"""Finding wards, and the numbers as they hold in one of them."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from services.volunteers.domain.asking import Place
from services.volunteers.domain.local_rules import Days, LocalRules, Mark
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Ward
from services.volunteers.storage.people import existing
from services.volunteers.tables import days, wards
from shared.messaging.unit_of_work import UnitOfWork

Reader = Session | Connection

THE_CITY = ""
"""Stands for the ward in the marks of a day that hold for all of them."""


def rules_for(unit: UnitOfWork, request: Request) -> Rules:
    """The numbers for one request: its ward's settings and holidays, and the pauses where the household lives.

    A pause keeps nobody from the telephone.
    """
    ward = existing(unit, Ward, request.ward)
    by_phone = request.asking.place == Place.PHONE
    pauses = () if by_phone else ward.paused_at(request.asking.whereabouts.neighbourhood)
    return LocalRules.of(unit.config.rules, ward.settings, days_in(unit.session, ward.code), pauses)


def rules_in(unit: UnitOfWork, code: str) -> Rules:
    """The numbers of a ward, for whom no household is known yet."""
    ward = existing(unit, Ward, code)
    return LocalRules.of(unit.config.rules, ward.settings, days_in(unit.session, code))


def days_in(reader: Reader, code: str) -> Days:
    """The holidays and the days worked instead, the city's and the ward's own."""
    marked = reader.execute(
        select(days.c.day, days.c.mark).where(
            days.c.ward.in_((THE_CITY, code)), days.c.mark.in_((Mark.HOLIDAY, Mark.WORKING))
        )
    ).all()
    return Days(
        holidays=frozenset(row.day for row in marked if row.mark == Mark.HOLIDAY),
        working=frozenset(row.day for row in marked if row.mark == Mark.WORKING),
    )


def helping_wards(reader: Reader, code: str) -> tuple[str, ...]:
    """The neighbouring wards that share helpers with this one: both have agreed."""
    agreed = reader.execute(select(wards.c.helps).where(wards.c.code == code)).scalar_one()
    others = reader.execute(select(wards.c.code, wards.c.helps).where(wards.c.code.in_(agreed)))
    return tuple(sorted(other.code for other in others if code in other.helps))
