"""One of a batch that fails must not hold up the others: each is done behind a savepoint of its own."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from shared.aggregate import Aggregate
from shared.logs import frames
from shared.messaging.faults import crossed, database_away
from shared.messaging.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)


def apart(unit: UnitOfWork, aggregate: Aggregate, act: Callable[[], None]) -> bool:
    """Do ``act`` with this one aggregate; whether it went well.

    When it fails, what it did is undone, the line of the log says where, and the unit goes on. Whoever
    calls sees to it that it is tried again, later. What is nobody's fault (two units met, the database is
    away) is raised as ever.
    """
    name, id = aggregate.kind, aggregate.id
    try:
        with unit.session.begin_nested():
            act()
    except Exception as error:
        if crossed(error) or database_away(error):
            raise
        aggregate.forget_recorded()
        log.error("one_failed", kind=name, id=id, error=type(error).__name__, where=frames(error)[-3:])
        return False
    return True
