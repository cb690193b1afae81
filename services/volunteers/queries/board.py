"""The board of the ward: what is open, overdue first, how far asking has come and how much of the promise is left.

However many requests a page shows, it takes the same number of statements.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select, type_coerce

from services.volunteers.domain.asking import Place, Urgency
from services.volunteers.domain.local_rules import LocalRules
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.promise import working_time
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import ENDED, LIVING, UNPROMISED
from services.volunteers.queries.people import names_of
from services.volunteers.queries.requests import filters, summary
from services.volunteers.queries.searching import may_be_meant, with_asker
from services.volunteers.queries.wards import household_rules
from services.volunteers.storage.wards import days_of
from services.volunteers.tables import OPEN, offers, persons, requests, wards
from shared.database import json_type
from shared.errors import NotFound
from shared.web.paging import Page, Stretch, page, stretch
from shared.web.principal import Principal, Wards, within

_SILENT = (OfferStatus.PENDING, OfferStatus.EXPIRED)
_LINE = (requests, persons.c.name)
_BY, _ID = requests.c.owed_at, requests.c.request_id

STRETCH = 2_000
"""Through so many requests one page looks for names, topics or neighbourhoods; the next page goes on behind them."""

_UNINDEXED = ("q", "topic", "neighbourhood")


def board(connection: Connection, who: Principal, query: Mapping[str, Any], now: datetime, city: Rules) -> Page:
    """One page of lines (:func:`lines_of`), what is owed soonest first; raises :class:`NotFound` for another's ward.

    Without a status, what is open; but a search also finds what has ended, and not so long ago. What is open is read
    in the order of an index, and what no index knows is looked for in one :data:`STRETCH` of it: a page costs the same
    however much waits behind it.
    """
    part = _stretch(connection, who, query, now)
    found = page(connection, _looked_for(who, query, now, part), query, by=_BY, id=_ID, shown=lambda row: row)
    return Page(lines_of(connection, found.items, now, city), found.next or part.next)


def line(
    connection: Connection, who: Principal, query: Mapping[str, Any], request_id: str, now: datetime, city: Rules
) -> dict[str, Any]:
    """One request as its line; raises :class:`NotFound` when it is not on the board that ``query`` asks for."""
    mine = _on_board(who, query, now).where(requests.c.request_id == request_id)
    rows = connection.execute(mine).all()
    if not rows:
        raise NotFound
    (told,) = lines_of(connection, rows, now, city)
    return told


def lines(
    connection: Connection, who: Principal, request_ids: Collection[str], now: datetime, city: Rules
) -> list[dict[str, Any]]:
    """These requests as lines of the board, as far as they are of the caller's wards; in no order."""
    mine = within(requests.c.ward, who.wards_of("counter"))
    rows = connection.execute(_joined({"q": None}).where(requests.c.request_id.in_(request_ids), mine)).all()
    return lines_of(connection, rows, now, city)


def lines_of(connection: Connection, rows: Sequence[Row[Any]], now: datetime, city: Rules) -> list[dict[str, Any]]:
    """Rows of requests with their residents' names, as lines of the queue.

    Beside what the API's list shows, ``owed_at`` is its place, ``left`` the working time until the end of the promise
    (negative when it is over, None where none runs), ``working_day`` how long the ward is open in a day, ``progress``
    how far asking has come: None, or number, of, asked, busy, silent, minutes_left; ``owner`` is the name of who
    takes care.
    """
    rules, made = _rules(connection, rows, city), _offers(connection, rows)
    names = names_of(connection, [row.owner_id for row in rows])
    lines = [_line(row, rules[row.request_id], made.get(row.request_id, []), now) for row in rows]
    return [{**line, "owner": names.get(row.owner_id)} for line, row in zip(lines, rows, strict=True)]


def _stretch(connection: Connection, who: Principal, query: Mapping[str, Any], now: datetime) -> Stretch:
    """How far one page looks; all the rest of the list where an index finds what is asked for, or nothing is open."""
    if query["status"] in ENDED or not any(query[name] for name in _UNINDEXED):
        return Stretch()
    indexed = {**query, **dict.fromkeys((*_UNINDEXED, "ward", "status"))}
    waiting = select(_BY, _ID).where(within(requests.c.ward, _wards(who, query)), OPEN, *filters(indexed, now))
    return stretch(connection, waiting, query, by=_BY, id=_ID, length=STRETCH)


def _looked_for(who: Principal, query: Mapping[str, Any], now: datetime, part: Stretch) -> Select[Any]:
    if query["q"] is None or query["status"] in LIVING or query["overdue"]:
        return _on_board(who, query, now).where(*part.within)
    among = may_be_meant(_wards(who, query), query["q"], query["status"], part.within)
    kept = {**query, "ward": None, "status": None}
    return _joined(query).where(among, *part.within, *_kept(who, query), *filters(kept, now))


def _on_board(who: Principal, query: Mapping[str, Any], now: datetime) -> Select[Any]:
    shown = _joined(query).where(within(requests.c.ward, _wards(who, query)))
    if query["status"] in LIVING or (query["status"] is None and query["q"] is None):
        shown = shown.where(OPEN)
    return shown.where(*_kept(who, query), *filters({**query, "ward": None}, now))


def _wards(who: Principal, query: Mapping[str, Any]) -> Wards:
    """Whose board it is; raises :class:`NotFound` for another's ward."""
    mine, ward = who.wards_of("counter"), query["ward"]
    if ward is not None and ward not in mine:
        raise NotFound
    return mine if ward is None else frozenset({ward})


def _joined(query: Mapping[str, Any]) -> Select[Any]:
    lines = select(*_LINE).join(persons, persons.c.person_id == requests.c.resident_id)
    return with_asker(lines, query)


def _kept(who: Principal, query: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    if query["mine"]:
        yield requests.c.owner_id == who.person_id
    if query["neighbourhood"] is not None:
        where = type_coerce(requests.c.asking, json_type())["whereabouts"]
        yield where["neighbourhood"].as_string() == query["neighbourhood"]


def _line(row: Row[Any], rules: LocalRules, made: Iterable[Row[Any]], now: datetime) -> dict[str, Any]:
    line = summary(row, now)
    return {
        **line,
        "owed_at": row.owed_at,
        "left": _left(row, rules, now),
        "working_day": rules.working_day,
        "progress": _progress(row, rules.max_waves_for(line["urgency"] == Urgency.TODAY), made, now),
    }


def _left(row: Row[Any], rules: LocalRules, now: datetime) -> timedelta | None:
    if row.due_at is None or row.status in UNPROMISED:
        return None
    return working_time(now, row.due_at, rules) if row.due_at > now else -working_time(row.due_at, now, rules)


def _progress(row: Row[Any], of: int, made: Iterable[Row[Any]], now: datetime) -> dict[str, Any] | None:
    """Of the wave that was sent last; waves are numbered anew when helpers are looked for again."""
    since = max(filter(None, (row.received_at, row.reopened_at, row.windows_at)))
    asked = [offer for offer in made if offer.made_at >= since]
    waiting = [offer for offer in asked if offer.status == OfferStatus.PENDING]
    if not asked:
        return None
    until = max((offer.expires_at for offer in waiting), default=None)
    return {
        "number": row.wave,
        "of": max(of, row.wave),
        "asked": len(asked),
        "busy": sum(offer.status == OfferStatus.DECLINED for offer in asked),
        "silent": sum(offer.status in _SILENT for offer in asked),
        "minutes_left": None if until is None else max(0, math.ceil((until - now) / timedelta(minutes=1))),
    }


def _offers(connection: Connection, rows: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """The offers of each request's last wave."""
    waves = {row.request_id: row.wave for row in rows if row.wave}
    columns = (offers.c[name] for name in ("request_id", "wave", "status", "made_at", "expires_at"))
    found: dict[str, list[Row[Any]]] = {}
    for offer in connection.execute(select(*columns).where(offers.c.request_id.in_(waves))):
        if offer.wave == waves[offer.request_id]:
            found.setdefault(offer.request_id, []).append(offer)
    return found


def _rules(connection: Connection, rows: Sequence[Row[Any]], city: Rules) -> dict[str, LocalRules]:
    """The numbers for each request's household."""
    codes = {row.ward for row in rows}
    of_wards = {ward.code: ward for ward in connection.execute(select(wards).where(wards.c.code.in_(codes)))}
    days = days_of(connection, codes)
    return {
        row.request_id: household_rules(
            of_wards[row.ward],
            city,
            days[row.ward],
            row.asking.whereabouts.neighbourhood,
            by_phone=row.asking.place == Place.PHONE,
        )
        for row in rows
    }
