"""``restate``: tell the present state of every aggregate again, so that a projection can be rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import inspect, select

from shared.messaging.publications import Restatement
from shared.messaging.unit_of_work import UnitOfWork

PAGE = 200
"""Aggregates a transaction."""


def restate(restatement: Restatement, open_unit: Callable[[], UnitOfWork]) -> Iterator[int]:
    """Write every aggregate's state to the outbox, page by page; yields how many each page told.

    Stopping half-way does no harm and neither does repeating: a projection applies nothing older than what it knows.
    """
    (key,) = inspect(restatement.aggregate).primary_key
    after: Any = None
    while True:
        with open_unit() as unit:
            page = select(restatement.aggregate).order_by(key).limit(PAGE)
            found = list(unit.session.scalars(page if after is None else page.where(key > after)))
            for aggregate in found:
                unit.state(aggregate, restatement.contract, restatement.data(aggregate))
            if found:
                after = inspect(found[-1]).identity[0]
            unit.commit()
        if not found:
            return
        yield len(found)
