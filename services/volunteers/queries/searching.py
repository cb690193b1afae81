"""Requests found by what people know of them: a name, the end of a telephone number, the number on the slip.

No index answers "lan" of Nguyễn Thị Lan. So the words are never put to all the people there ever were: a request is
taken, one of those that may be meant, and looked at for the two people it names, each by their id.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, or_, select, union_all

from services.volunteers.domain.slip import ENDED, reference_typed
from services.volunteers.queries.named import is_named
from services.volunteers.tables import OPEN, persons, requests
from shared.web.principal import AllWards, Wards, within

LATEST = 2_000
"""Of what has ended, a search looks through as many as were received last; older ones are found by their number."""

_ASKER = persons.alias("asker")
_ID = requests.c.request_id


def with_asker(statement: Select[Any], query: Mapping[str, Any]) -> Select[Any]:
    """Requests and their residents, joined with who asked for them where :func:`is_meant` wants to know."""
    if query["q"] is None:
        return statement
    return statement.outerjoin(_ASKER, _ASKER.c.person_id == requests.c.asked_by_id)


def is_meant(text: str) -> ColumnElement[bool]:
    """By the number on the slip, or by the name or the end of the telephone of the resident or who asked for them."""
    digits = re.sub(r"\D", "", text, flags=re.ASCII)
    by_person = (_is_called(person, text, digits) for person in (persons, _ASKER))
    return or_(*by_person, requests.c.reference == reference_typed(text))


def may_be_meant(
    wards: Wards, text: str, status: str | None, stretch: Collection[ColumnElement[bool]]
) -> ColumnElement[bool]:
    """What a search in ``wards`` looks through: the ``stretch`` of what is open, the latest that ended, that number.

    The ward and the status are conditions of each part and not of the whole, or a database without statistics would
    read all that the ward ever had and ask of each whether it is among these.
    """
    ended = tuple(ENDED) if status is None else (status,)
    this = (within(requests.c.ward, wards), requests.c.reference == reference_typed(text))
    parts = [*_latest(wards, ended), select(_ID).where(*this, requests.c.status.in_(ended))]
    if status is None:
        parts.append(select(_ID).where(within(requests.c.ward, wards), OPEN, *stretch))
    return _ID.in_(union_all(*(part.correlate(None) for part in parts)))


def _latest(wards: Wards, ended: Collection[str]) -> Iterator[Select[Any]]:
    """One part for each ward, which an index answers in its order; the ids of all wards are in order of time too."""
    of, by = select(_ID, requests.c.status), requests.c.received_at
    if isinstance(wards, AllWards):
        lists = [of.order_by(_ID.desc()).limit(LATEST)]
    else:
        each = LATEST // max(len(wards), 1)
        lists = [of.where(requests.c.ward == ward).order_by(by.desc()).limit(each) for ward in sorted(wards)]
    for one in lists:
        latest = one.correlate(None).subquery()
        yield select(latest.c.request_id).where(latest.c.status.in_(ended))


def _is_called(person: FromClause, text: str, digits: str) -> ColumnElement[bool]:
    by_name = is_named(person, text)
    return or_(by_name, person.c.phone.endswith(digits.removeprefix("0"))) if len(digits) >= 4 else by_name
