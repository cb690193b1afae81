"""``restate``: tell the present state of every aggregate again, so that a projection can be rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import inspect, select

from shared.aggregate import Aggregate
from shared.messaging.publications import Restatement
from shared.messaging.unit_of_work import UnitOfWork

PAGE = 200
"""Aggregates a transaction."""

LEAP = 1_000_000
"""More facts than any aggregate records between a backup and its restoring."""


def restate(restatement: Restatement, open_unit: Callable[[], UnitOfWork], *, overrule: bool = False) -> Iterator[int]:
    """Write every aggregate's state to the outbox, page by page; yields how many each page told.

    Stopping half-way does no harm and neither does repeating: a projection applies nothing older than what it knows.

    ``overrule`` is for an owner that was restored to an earlier moment than those who listen. They know of
    facts it has forgotten, and would take its word for the older one: so its numbers leap by :data:`LEAP`.
    """
    (key,) = inspect(restatement.aggregate).primary_key
    after: Any = None
    while True:
        with open_unit() as unit:
            page = select(restatement.aggregate).order_by(key).limit(PAGE)
            page = page.with_for_update(key_share=True) if overrule else page
            found = list(unit.session.scalars(page if after is None else page.where(key > after)))
            if overrule and found:
                _leap(unit, restatement, found)
            for aggregate in found:
                unit.state(aggregate, restatement.contract, restatement.data(aggregate))
            if found:
                after = inspect(found[-1]).identity[0]
            unit.commit()
        if not found:
            return
        yield len(found)


def _leap(unit: UnitOfWork, restatement: Restatement, found: Sequence[Aggregate]) -> None:
    for aggregate in found:
        aggregate.sequence += LEAP
    unit.note("overruled", "restatement", restatement.contract.type, detail={"aggregates": len(found)})
