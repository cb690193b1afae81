"""``Idempotency-Key``: the same call sent twice does its work once and is answered alike.

The answer is stored in the transaction of the work itself, so there is never one without the
other. Of two simultaneous calls the second waits for the first (the key's row is inserted before
the work) and is given its answer. Failures are rolled back with their key: the next try counts.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

from flask import Response, request
from sqlalchemy import delete, select, update
from sqlalchemy.engine import RowMapping

from shared.errors import Invalid
from shared.messaging.housekeeping import KEEP_ANSWERS
from shared.messaging.unit_of_work import UnitOfWork
from shared.web.principal import Principal

HEADER = "Idempotency-Key"
LONGEST_KEY = 200
PATTERN = r"^[!-~]{1,200}$"


@dataclass(frozen=True)
class Call:
    """One call that may be repeated.

    ``scope`` is the signed-in person. For everybody else the key counts only together with the
    body (and the tracking code): two strangers who chose the same key never see each other's answer.
    """

    key: str
    scope: str
    fingerprint: str


def call_in_hand(who: Principal) -> Call | None:
    """The call of the present request, None without the header; raises :class:`Invalid` for a key of another form."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not re.fullmatch(PATTERN, key):
        raise Invalid.one(
            HEADER,
            vi=f"Ghi 1 đến {LONGEST_KEY} chữ, số hoặc dấu ASCII, không có khoảng trắng, ví dụ một UUID.",
            en=f"Write 1 to {LONGEST_KEY} ASCII letters, digits or signs without spaces, for example a UUID.",
        )
    fingerprint = _hash(request.method, request.script_root + request.path, request.query_string, request.get_data())
    whose = ("person", who.person_id) if who.person_id else (who.kind, *who.tracking_hashes, fingerprint)
    return Call(key, _hash(*whose), fingerprint)


def call_of_form(who: Principal, key: str, sent: str, browser: str) -> Call:
    """The sending of a page's form: ``key`` was drawn when the form was shown, ``sent`` is what was filled in.

    Unlike a program, a person goes back and sends the same form with other answers: that is another call. Which
    tracking codes the browser holds says nothing: the first sending may have brought one more. What it keeps of forms
    (``browser``) does: an answer that was lost is given again to who waits for it, with its cookies, and not to whoever
    goes back to that page when they have left.
    """
    fingerprint = _hash(request.method, request.script_root + request.path, sent)
    whose = ("person", who.person_id) if who.person_id else ("browser", browser)
    return Call(key, _hash("form", *whose, fingerprint), fingerprint)


def reserve(unit: UnitOfWork, call: Call) -> Response | None:
    """Take the key for this unit; the stored answer when the call was answered before.

    Raises :class:`Invalid` when the key was used with another body. Waits while another
    transaction holds the key.
    """
    if _taken(unit, call, KEEP_ANSWERS):
        return None
    keys = unit.tables.idempotency_keys
    where = (keys.c.scope == call.scope, keys.c.key == call.key)
    return _replay(unit.execute(select(keys).where(*where)).mappings().one(), call)


def sent_before(unit: UnitOfWork, call: Call, within: timedelta) -> bool:
    """Whether the call was made already within that time. Its answer is not stored: it is given anew each time."""
    return not _taken(unit, call, within)


def _taken(unit: UnitOfWork, call: Call, lasts: timedelta) -> bool:
    """Take the key, unless somebody took it within the time it ``lasts``; waits while another transaction holds it."""
    keys = unit.tables.idempotency_keys
    row = {
        "scope": call.scope,
        "key": call.key,
        "fingerprint": call.fingerprint,
        "status": 0,
        "headers": [],
        "body": b"",
        "created_at": unit.now,
    }
    statement = unit.insert(keys).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=["scope", "key"], set_=row, where=keys.c.created_at <= unit.now - lasts
    )
    # psycopg counts inserted rows only when asked to (SQLAlchemy says -1 otherwise).
    return bool(unit.execute(statement.execution_options(preserve_rowcount=True)).rowcount)


def store(unit: UnitOfWork, call: Call, answer: Response) -> None:
    """Keep the answer with the work it answers."""
    keys = unit.tables.idempotency_keys
    unit.execute(
        update(keys)
        .where(keys.c.scope == call.scope, keys.c.key == call.key)
        .values(status=answer.status_code, headers=_kept_headers(answer), body=answer.get_data())
    )


def release(unit: UnitOfWork, call: Call) -> None:
    """Give the key back: the work in hand is kept, but its answer is a failure, and failures are not stored."""
    keys = unit.tables.idempotency_keys
    unit.execute(delete(keys).where(keys.c.scope == call.scope, keys.c.key == call.key))


def _replay(row: RowMapping, call: Call) -> Response:
    if row["fingerprint"] != call.fingerprint:
        raise Invalid.one(
            HEADER,
            vi="Khóa này đã dùng cho một lệnh khác. Dùng khóa mới cho lệnh mới.",
            en="This key was used for another call. Use a new key for a new call.",
        )
    return Response(row["body"], status=row["status"], headers=[tuple(pair) for pair in row["headers"]])


def _kept_headers(answer: Response) -> list[list[str]]:
    return [[name, value] for name, value in answer.headers.items() if name.lower() != "content-length"]


def _hash(*parts: str | bytes | None) -> str:
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part or b""
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()
