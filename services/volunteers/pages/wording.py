"""The wards of which pages tell, and their words with the unit named as what it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import g
from sqlalchemy import Connection

from services.volunteers.domain.rules import Rules
from services.volunteers.queries import wards as queries
from shared.clock import HANOI
from shared.errors import NotFound
from shared.web.doors import reading
from shared.web.language import ENGLISH, VIETNAMESE, Sentence
from shared.web.pages.times import hour_of
from shared.web.pages.wording import Ward, names_apart, names_of, said_of, worded

__all__ = ["Ward", "names_apart", "names_of", "ruled", "said_of", "ward_called", "worded"]


def ruled(rules: Rules) -> dict[str, Sentence]:
    """The numbers of the rules that sentences tell: ``{address_from}`` and, a span, ``{contact_until}``."""
    opens = datetime.combine(date.min, rules.address_from, HANOI)
    return {
        "address_from": Sentence(hour_of(opens, VIETNAMESE), hour_of(opens, ENGLISH)),
        "contact_until": _span_of(rules.contact_until),
    }


def ward_called(code: str | None, connection: Connection | None = None) -> Ward | None:
    """Code, name, kind and phone of a ward; None when nobody knows it. The database is asked once a page.

    On ``connection``, where one is in hand.
    """
    if not code:
        return None
    known: dict[str, Ward | None] = g.setdefault("wards_called", {})
    if code not in known:
        known[code] = _asked(code) if connection is None else _read(connection, code)
    return known[code]


def _asked(code: str) -> Ward | None:
    with reading() as connection:
        return _read(connection, code)


def _read(connection: Connection, code: str) -> Ward | None:
    try:
        row = queries.ward(connection, code)
    except NotFound:
        return None
    return {"code": row.code, "name": row.data.name, "kind": row.data.unit, "phone": row.phone}


def _span_of(span: timedelta) -> Sentence:
    days, rest = divmod(span, timedelta(days=1))
    if not rest:
        return Sentence("một ngày", "a day") if days == 1 else Sentence(f"{days} ngày", f"{days} days")
    hours = span // timedelta(hours=1)
    return Sentence(f"{hours} giờ", f"{hours} hours")
