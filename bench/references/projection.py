"""The availability projection without the kit: the service's own function on a bare connection."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql

from services.sessions.storage.projections import learn_volunteer
from shared.messaging.unit_of_work import UnitOfWork


def learn(connection: Connection, data: Mapping[str, Any], sequence: int) -> None:
    """Make the same reads and writes as the service, in the transaction of ``connection``."""
    learn_volunteer(cast(UnitOfWork, _Writes(connection)), data, sequence)


class _Writes:
    """The part of a unit of work that a projection uses."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, table: Table, values: Mapping[str, Any]) -> None:
        self._connection.execute(_upsert(table, tuple(values)), values)


@cache
def _upsert(table: Table, names: tuple[str, ...]) -> Executable:
    new = postgresql.insert(table)
    changes = {name: new.excluded[name] for name in names if name != "id"}
    return new.on_conflict_do_update(
        index_elements=["id"], set_=changes, where=new.excluded.sequence >= table.c.sequence
    )
