"""Lists: ``?limit=&cursor=`` answered by ``{"items": […], "next": cursor|null}``.

A cursor is the sort key and the id of the last item shown. It is opaque to clients and holds
nothing they have not seen, so it is not signed; whatever it holds is checked like any input.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import marshmallow as ma
from sqlalchemy import ColumnElement, Select, Uuid, and_, or_
from sqlalchemy.engine import Connection, Row

from shared.errors import Invalid
from shared.web.fields import Integer, Query, Text
from shared.web.fields.moments import moment
from shared.web.fields.texts import forbidden_in_text

T = TypeVar("T")
Key = str | int | datetime

DEFAULT_LIMIT, MAX_LIMIT, LONGEST_CURSOR = 50, 100, 400
CURSOR = r"^[A-Za-z0-9_-]+$"
"""base64url without padding (RFC 4648, 5)."""


class CursorUnknown(Invalid):
    """It is none of ours: an address that somebody changed, or cut short."""


class Paged(Query):
    """Query parameters of a list; a list with filters derives its own from this."""

    limit = Integer(
        least=1, most=MAX_LIMIT, load_default=DEFAULT_LIMIT, metadata={"description": "how many items at most"}
    )
    cursor = Text(
        LONGEST_CURSOR,
        metadata={"description": "`next` of the page before; leave it out for the first page", "pattern": CURSOR},
    )


@dataclass(frozen=True)
class Page:
    """One page of a list; ``next`` is the cursor of the page after, None at the end."""

    items: Sequence[Any]
    next: str | None


@dataclass(frozen=True)
class Stretch:
    """A part of a list: ``within`` are its conditions, ``next`` the cursor of what follows it, None at the end."""

    within: tuple[ColumnElement[bool], ...] = ()
    next: str | None = None


def page_of(item: type[ma.Schema]) -> type[ma.Schema]:
    """The schema of a page of ``item``: ``@blp.response(200, page_of(RequestSchema))``."""
    name = item.__name__.removesuffix("Schema") + "Page"
    fields: dict[str, Any] = {
        "items": ma.fields.List(ma.fields.Nested(item), required=True),
        "next": ma.fields.String(required=True, allow_none=True, metadata={"description": "cursor, null at the end"}),
    }
    return ma.Schema.from_dict(fields, name=name)


def page(
    connection: Connection,
    statement: Select[Any],
    query: Mapping[str, Any],
    *,
    by: ColumnElement[Any],
    id: ColumnElement[Any],
    descending: bool = False,
    shown: Callable[[Row[Any]], T] | None = None,
) -> Page:
    """Run ``statement`` for one page, in the order of ``by`` and then ``id``.

    ``query`` is what :class:`Paged` loaded. The statement selects both columns. ``shown`` turns a
    row into an item; without it an item is the row's mapping. Raises :class:`CursorUnknown` for
    a cursor that is none of ours.
    """
    limit: int = query["limit"]
    if query.get("cursor"):
        statement = statement.where(_after(by, id, read_cursor(query["cursor"], by, id), descending))
    order = (by.desc(), id.desc()) if descending else (by, id)
    rows = connection.execute(statement.order_by(*order).limit(limit + 1)).all()
    shown_rows = rows[:limit]
    following = None
    if len(rows) > limit:
        last = shown_rows[-1]._mapping
        following = make_cursor(last[by], last[id])
    return Page([shown(row) if shown else dict(row._mapping) for row in shown_rows], following)


def stretch(
    connection: Connection,
    statement: Select[Any],
    query: Mapping[str, Any],
    *,
    by: ColumnElement[Any],
    id: ColumnElement[Any],
    length: int,
) -> Stretch:
    """The next ``length`` rows of a list in the order of ``by`` and then ``id``, behind the cursor of ``query``.

    For what no index finds: a page is looked for in the stretch alone, however much lies behind it, and goes on behind
    the stretch (``page.next or stretch.next``) also when it holds fewer than were asked for. ``statement`` selects both
    columns and no more, as an index has them in this order. Raises :class:`CursorUnknown`.
    """
    seen = (_after(by, id, read_cursor(query["cursor"], by, id), False),) if query.get("cursor") else ()
    ordered = statement.where(*seen).order_by(by, id)
    ends = connection.execute(ordered.offset(length - 1).limit(2)).all()
    if len(ends) < 2:
        return Stretch(seen)
    key, identity = ends[0]
    return Stretch((*seen, by <= key, or_(by < key, id <= identity)), make_cursor(key, identity))


def make_cursor(key: Key, id: Key) -> str:
    """The cursor of the item with this sort key and id."""
    raw = json.dumps([_written(key), _written(id)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def read_cursor(cursor: str, by: ColumnElement[Any], id: ColumnElement[Any]) -> tuple[Key, Key]:
    """Sort key and id, each of its column's type; raises :class:`CursorUnknown` for anything else."""
    try:
        if not re.fullmatch(CURSOR, cursor):  # the decoder skips over what is not its alphabet
            raise ValueError("not base64url")
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        pair = json.loads(raw.decode())
        if not isinstance(pair, list):
            raise TypeError("not a pair")
        key, identity = pair
        return _read(key, by), _read(identity, id)
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise CursorUnknown.one(
            "cursor",
            vi="Ghi đúng giá trị next của trang trước, hoặc bỏ cursor để đọc từ đầu.",
            en="Write the value of next from the page before, or leave cursor out to read from the beginning.",
        ) from error


def _after(
    by: ColumnElement[Any], id: ColumnElement[Any], last: tuple[Key, Key], descending: bool
) -> ColumnElement[bool]:
    key, identity = last
    # The first condition alone tells an index where to go on; without it all that was shown is read again.
    if descending:
        return and_(by <= key, or_(by < key, id < identity))
    return and_(by >= key, or_(by > key, id > identity))


def _written(value: Key) -> str | int:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(value: Any, column: ColumnElement[Any]) -> Key:
    """A value of the column's type; raises ``ValueError`` (and kin), so that the database never sees another."""
    wanted = column.type.python_type
    if wanted is datetime:
        return moment(value)
    if wanted is int and type(value) is int and abs(value) < 2**63:
        return value
    if isinstance(column.type, Uuid):
        return str(uuid.UUID(value))
    if wanted is str and isinstance(value, str) and not forbidden_in_text(value):
        return value
    raise ValueError("not a key of this list")
