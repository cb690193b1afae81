"""The unit of work: state, journal and outbox in one commit.

The doors (api, pages, dispatch, timers) open it and commit; commands never do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, Table, event, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.aggregate import Aggregate, Recorded
from shared.clock import Clock
from shared.contracts import Contract, Event
from shared.correlation import Correlation
from shared.database import to_json
from shared.ids import new_id
from shared.messaging.live import LiveLog
from shared.messaging.publications import Publications
from shared.messaging.tables import KitTables
from shared.tracing import Tracer, within

A = TypeVar("A", bound=Aggregate)

_LOCK = {"key_share": True}
"""``FOR NO KEY UPDATE``: keys never change, so whoever only refers to the row (a foreign key) need not wait."""


@dataclass(frozen=True)
class Actor:
    """Who does it: a person, the holder of a tracking code, a timer, an event, a command.

    ``role`` is the part they play in this deed (``resident`` ``asked_by`` ``volunteer`` ``staff`` …).
    """

    kind: str
    id: str | None = None
    role: str | None = None

    @property
    def by(self) -> str:
        """The word events use for it."""
        return self.role or self.kind


class FactMissing(RuntimeError):
    """An aggregate was changed and recorded no fact: a mistake in the domain, caught before it is saved."""

    def __init__(self, aggregate: Aggregate) -> None:
        super().__init__(f"{type(aggregate).__name__} changed without recording a fact; record one where it changes.")


@dataclass(frozen=True)
class Workshop:
    """What every unit of work of one service shares."""

    service: str
    engine: Engine
    clock: Clock
    config: Any
    tables: KitTables
    publications: Publications
    committed: Callable[[bool, bool], None]
    """Called after each commit with whether events wait in the outbox, and whether live boards show what changed."""
    wake: Callable[[str], None]
    """Lets one of this process's loops look at once, by its name."""
    tracer: Tracer
    live: LiveLog | None = None


@dataclass
class _Announcements:
    journal: list[dict[str, Any]] = field(default_factory=list)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    shown: dict[str, Aggregate] = field(default_factory=dict)
    """What live boards show and this unit has changed."""


class UnitOfWork:
    """One transaction and what it will announce. Leaving the ``with`` block uncommitted rolls back.

    ``now`` is one moment for the whole unit, so that everything decided in it agrees.
    """

    def __init__(self, workshop: Workshop, actor: Actor, correlation: Correlation) -> None:
        self._workshop = workshop
        self.actor = actor
        self.correlation = correlation
        self.now: datetime = workshop.clock.now()
        self.session = Session(workshop.engine, expire_on_commit=False)
        self._touched: dict[int, Aggregate] = {}
        self._pending = _Announcements()
        self._after_commit: list[Callable[[], None]] = []
        event.listen(self.session, "before_flush", self._before_flush)

    @property
    def config(self) -> Any:
        """The service's frozen configuration."""
        return self._workshop.config

    @property
    def tables(self) -> KitTables:
        return self._workshop.tables

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def add(self, aggregate: Aggregate) -> None:
        """Keep a new aggregate."""
        self.session.add(aggregate)

    def get(self, kind: type[A], id: str, *, lock: bool = True) -> A | None:
        """The aggregate, locked until the end of the unit unless ``lock`` is false; None when there is none."""
        return self.session.get(kind, id, with_for_update=_LOCK if lock else None)

    def execute(self, statement: Any, parameters: Any = None) -> Any:
        """Run a Core statement in this transaction."""
        return self.session.execute(statement, parameters)

    def upsert(
        self, table: Table, values: Mapping[str, Any], *, key: Sequence[str] = ("id",), newer: str | None = "sequence"
    ) -> bool:
        """Insert a projection's row, or replace it unless its own ``newer`` is greater; whether it was written.

        The same number is the same state: writing it again mends what a mistake of ours had left (``restate``).
        """
        result = self.execute(_upsert(self._dialect, table, tuple(values), tuple(key), newer), values)
        return bool(result.rowcount)

    def insert(self, table: Table) -> Any:
        """The dialect's ``INSERT``, which knows ``ON CONFLICT``."""
        return _insert(self._dialect, table)

    @property
    def _dialect(self) -> str:
        return self._workshop.engine.dialect.name

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do ``act`` once the transaction is committed; it must not fail and not touch the database."""
        self._after_commit.append(act)

    def wake(self, loop: str) -> None:
        """Once committed, let the loop of that name look at once, where it runs in this process."""
        self.after_commit(lambda: self._workshop.wake(loop))

    def state(self, aggregate: Aggregate, contract: Contract, data: Mapping[str, Any]) -> None:
        """Tell the present state of an aggregate with its present sequence (``restate``)."""
        self._tell(contract, aggregate.id, aggregate.sequence, data)

    def note(
        self,
        kind: str,
        subject_kind: str,
        subject_id: str,
        *,
        ward: str | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """A journal line about something that is no aggregate of this service: a look, a parked event, an echo."""
        self._write(kind, (subject_kind, subject_id, 0), ward, detail or {})

    def harvest(self) -> None:
        """Turn the facts recorded so far into journal lines and events of the present correlation."""
        for aggregate in self._changed():
            for recorded in aggregate.recorded:
                self._announce(aggregate, recorded)
            aggregate.forget_recorded()

    def commit(self) -> None:
        """State, journal and outbox become one; then the relay is woken.

        Raises SQLAlchemy's ``StaleDataError`` when an aggregate was changed meanwhile.
        """
        self.harvest()
        with within(self._workshop.tracer, "commit", self.correlation.traceparent):
            waiting, shown = self._save()
        self._workshop.committed(waiting, shown)
        for act in self._after_commit:
            act()
        self._after_commit.clear()

    def _save(self) -> tuple[bool, bool]:
        """Commit; whether events wait to be told, and whether live boards show what changed."""
        self.session.flush()
        waiting, shown = bool(self._pending.outbox), self._show()
        if self._pending.journal:
            self.session.execute(insert(self.tables.journal), self._pending.journal)
        if self._pending.outbox:
            self.session.execute(insert(self.tables.outbox), self._pending.outbox)
        self.session.commit()
        self._pending = _Announcements()
        self._touched.clear()
        return waiting, shown

    def _show(self) -> bool:
        """Write what changed into the live log, after the state: then two changes of one thing stand in their order."""
        live, shown = self._workshop.live, self._pending.shown
        if live is None or not shown:
            return False
        rows = [live.row(changed, self.now) for changed in shown.values()]
        self.session.execute(insert(live.tables.changes), rows)
        return True

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        # The session forgets a flushed object nobody else holds, and its recorded facts with it.
        for changed in session.dirty:
            if isinstance(changed, Aggregate) and session.is_modified(changed) and not _numbered(changed):
                raise FactMissing(changed)
        self._changed()

    def _changed(self) -> list[Aggregate]:
        fresh: Iterable[Any] = (*self.session.new, *self.session.dirty)
        self._touched.update((id(each), each) for each in fresh if isinstance(each, Aggregate))
        return list(self._touched.values())

    def _announce(self, aggregate: Aggregate, recorded: Recorded) -> None:
        if self._workshop.live is not None and isinstance(aggregate, self._workshop.live.shown):
            self._pending.shown[aggregate.id] = aggregate
        fact, ward = recorded.fact, getattr(aggregate, "ward", None)
        self._write(fact.kind(), (aggregate.kind, aggregate.id, recorded.sequence), ward, to_json(fact.detail()))
        publication = self._workshop.publications.get(type(fact))
        if publication is None:
            return
        subject = publication.subject(aggregate, fact) if publication.subject else aggregate.id
        self._tell(publication.contract, subject, recorded.sequence, publication.data(aggregate, fact))

    def _write(self, kind: str, subject: tuple[str, str, int], ward: str | None, detail: Mapping[str, Any]) -> None:
        subject_kind, subject_id, sequence = subject
        self._pending.journal.append(
            {
                "at": self.now,
                "kind": kind,
                "subject_kind": subject_kind,
                "subject_id": subject_id,
                "sequence": sequence,
                "ward": ward,
                "actor_kind": self.actor.kind,
                "actor_id": self.actor.id,
                "actor_role": self.actor.role,
                "correlation_id": self.correlation.correlation_id,
                "causation_id": self.correlation.causation_id,
                "detail": dict(detail),
            }
        )

    def _tell(self, contract: Contract, subject: str, sequence: int, data: Mapping[str, Any]) -> None:
        told = Event(
            id=new_id(),
            source=f"/{self._workshop.service}",
            type=contract.type,
            subject=subject,
            time=self.now,
            sequence=sequence,
            data=contract.dump(data),
            correlation_id=self.correlation.correlation_id,
            causation_id=self.correlation.causation_id,
            traceparent=self.correlation.traceparent,
        )
        self._pending.outbox.append(
            {
                "event_id": told.id,
                "type": told.type,
                "subject": subject,
                "sequence": sequence,
                "body": told.to_bytes(),
                "created_at": self.now,
                "next_attempt_at": self.now,
            }
        )


def _insert(dialect: str, table: Table) -> Any:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _upsert(dialect: str, table: Table, names: tuple[str, ...], key: tuple[str, ...], newer: str | None) -> Any:
    """One statement a projection, made once: making it again for each event costs as much as running it."""
    new = _insert(dialect, table)
    changes = {name: new.excluded[name] for name in names if name not in key}
    condition = None if newer is None else new.excluded[newer] >= table.c[newer]
    upsert = new.on_conflict_do_update(index_elements=list(key), set_=changes, where=condition)
    # psycopg counts inserted rows only when asked to (SQLAlchemy says -1 otherwise).
    return upsert.execution_options(preserve_rowcount=True)


def _numbered(aggregate: Aggregate) -> bool:
    """Whether a fact was recorded since the aggregate was last flushed."""
    return bool(inspect(aggregate).attrs.sequence.history.has_changes())
