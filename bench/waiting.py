"""A queue of any length in a moment: one request that staff entered, multiplied by PostgreSQL itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine

from bench.asking import PATH, requests_for_help
from services.volunteers.app import create_app
from services.volunteers.doorway.tokens import ISSUER
from services.volunteers.queries.wards import ward_names
from services.volunteers.tables import offers, persons, requests
from shared.ids import new_id
from shared.service import Runtime
from shared.web.cookies import SESSION
from shared.web.tokens import Post

STATUSES = ("open", "offered", "offered", "accepted", "scheduled", "escalated")
"""Where requests stand that wait, in turns."""

_NUMBERED = "('0198a5e0-7c10-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
_STATUS = f"(ARRAY{list(STATUSES)})[1 + mod(n, {len(STATUSES)})]"
_DUE = "now() + (mod(n, 4000) - 200) * interval '1 minute'"
"""One in twenty is overdue."""

_OFFERS = f"""
INSERT INTO offers (offer_id, request_id, volunteer_id, wave, minutes, reasons, made_at, expires_at, made_as, status)
SELECT gen_random_uuid(), {_NUMBERED}, gen_random_uuid(), 1, 60, '[]', now(), now() + interval '1 hour', 3,
       (ARRAY['pending', 'declined', 'pending'])[place]
  FROM generate_series(1, {{number}}) AS n, generate_series(1, 3) AS place WHERE {_STATUS} = 'offered'
"""


def first_wards(runtime: Runtime[Any], number: int) -> list[str]:
    """The codes of so many wards."""
    with runtime.reading() as connection:
        return [ward["code"] for ward in ward_names(connection)][:number]


def let_wait(runtime: Runtime[Any], wards: Sequence[str], number: int, *, city: bool = False) -> str:
    """Leave ``number`` open requests in turns to ``wards``; the session of somebody of their staff, or the city's."""
    app = create_app(runtime)
    post = Post("city") if city else Post("staff", frozenset(wards))
    token, _ = app.extensions[ISSUER].issue(new_id(), [post])
    (body,) = requests_for_help(1)
    headers = {"Authorization": f"Bearer {token}"}
    answer = app.test_client().post(PATH, json={**body, "ward": wards[0]}, headers=headers)
    if answer.status_code != 201:
        raise RuntimeError(f"the first request was answered {answer.text}")
    _multiply(runtime.engine, wards, number - 1)
    return str(token)


def searched(runtime: Runtime[Any], token: str, words: str, prefix: str) -> tuple[str, str]:
    """Look for ``words`` on the board: the address of what was found, and the cookies that let one see it."""
    browser = create_app(runtime).test_client()
    browser.set_cookie(SESSION.name, token)
    told = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "X-Forwarded-Prefix": prefix}
    answer = browser.post(f"{prefix}/queue/search", data={"q": words}, headers=told)
    if answer.status_code != 303:
        raise RuntimeError(f"the search was answered {answer.text}")
    kept = [cookie.partition(";")[0] for cookie in answer.headers.getlist("Set-Cookie")]
    return str(answer.headers["Location"]), "; ".join([f"{SESSION.name}={token}", *kept])


def _multiply(engine: Engine, wards: Sequence[str], number: int) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        person = {"person_id": _NUMBERED, "phone": "'+8490' || lpad(n::text, 7, '0')"}
        _copy(connection, persons.name, number, person)
        _copy(connection, requests.name, number, _one_more(wards))
        connection.exec_driver_sql(_OFFERS.format(number=number))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in (persons, requests, offers):
            connection.exec_driver_sql(f"VACUUM ANALYZE {table.name}")


def _one_more(wards: Sequence[str]) -> dict[str, str]:
    never = "'9999-01-01 00:00:00+00'::timestamptz"
    return {
        "request_id": _NUMBERED,
        "reference": "'1-25-' || n",
        "tracking_code": "'CODE' || n",
        "tracking_hash": "md5(n::text) || md5(n::text)",
        "resident_id": _NUMBERED,
        "participants": f"jsonb_build_array({_NUMBERED}::text)",
        "ward": f"(ARRAY{list(wards)})[1 + mod(n, {len(wards)})]",
        "status": _STATUS,
        "due_at": _DUE,
        "owed_at": f"CASE WHEN {_STATUS} = 'scheduled' THEN {never} ELSE {_DUE} END",
        "starts_at": f"CASE WHEN {_STATUS} = 'scheduled' THEN now() + mod(n, 14) * interval '1 day' END",
        "wave": "1",
    }


def _copy(connection: Connection, table: str, number: int, changed: Mapping[str, str]) -> None:
    """So many rows more, each like the one there is but for what is ``changed``, in which ``n`` is its number."""
    named = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
    columns = list(connection.exec_driver_sql(named, (table,)).scalars())
    values = ", ".join(changed.get(column, column) for column in columns)
    like = f"(SELECT * FROM {table} LIMIT 1) AS one"
    into = f"INSERT INTO {table} ({', '.join(columns)})"
    connection.exec_driver_sql(f"{into} SELECT {values} FROM {like}, generate_series(1, {number}) AS n")
