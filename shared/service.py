"""What a service is made of, and the running of it: the same for all three."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine, MetaData

from shared import migrations
from shared.clock import Clock, SystemClock
from shared.config import CommonConfig, WrongSetting
from shared.correlation import Correlation, current_correlation
from shared.database import READ_ONLY, make_engine
from shared.exposition import build_info
from shared.health import Check
from shared.messaging import topology
from shared.messaging.consumer import KombuConsumer
from shared.messaging.dispatch import Dispatcher
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.housekeeping import housekeeping
from shared.messaging.live import LiveLog
from shared.messaging.live_watch import watch_of
from shared.messaging.loops import Loop
from shared.messaging.port import Publisher
from shared.messaging.publications import Publications, Restatement
from shared.messaging.publisher import PikaPublisher
from shared.messaging.readiness import heartbeat, readiness
from shared.messaging.relay import Relay
from shared.messaging.standing import Standing, standing
from shared.messaging.subscriptions import Subscriptions
from shared.messaging.tables import KitTables
from shared.messaging.timers import Timer, TimerTurn
from shared.messaging.unit_of_work import Actor, UnitOfWork, Workshop
from shared.messaging.wakeup import LIVE_CHANNEL, PostgresListener, PostgresNotifier
from shared.rights import keep_history
from shared.tracing import open_tracer

C = TypeVar("C", bound=CommonConfig)

HOUSEKEEPING = Timer("housekeeping", timedelta(hours=1), housekeeping)

GRACE_SECONDS = 8.0
"""How long stopping waits for the steps in hand; a supervisor's SIGKILL comes after ten seconds."""


@dataclass(frozen=True)
class Parts:
    """The parts of one service, as its ``bootstrap.py`` lays them out."""

    name: str
    metadata: MetaData
    kit: KitTables
    publications: Publications
    subscriptions: Subscriptions
    migrations: Path
    timers: tuple[Timer, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    seed: Callable[[UnitOfWork], None] | None = None
    """Data the service ships with; runs at every ``migrate`` and changes only what is missing."""
    loops: Callable[[Runtime[Any]], list[Loop]] = lambda _runtime: []
    """Loops beside the common ones, such as the sender of messages."""
    checks: Callable[[Runtime[Any]], list[Check]] = lambda _runtime: []
    """Readiness lines beside the common ones."""
    standing: Callable[[Connection, datetime], list[Standing]] = lambda _connection, _now: []
    """Numbers of ``/metrics`` beside the common ones."""
    live: LiveLog | None = None
    """What its live boards show, where it has any."""


class Runtime(Generic[C]):
    """A service with its configuration, database, clock and broker. Making one connects to nothing."""

    def __init__(self, parts: Parts, config: C, clock: Clock, broker: EmbeddedBroker | None) -> None:
        self.parts = parts
        self.name = parts.name
        self.config = config
        self.clock = clock
        self.engine: Engine = make_engine(config.database_url)
        self.tracer = open_tracer(parts.name, config.version, config.traces)
        self.dispatcher = Dispatcher(parts.name, parts.subscriptions, self._open_unit, clock, self.tracer)
        self._broker = broker
        self._notifier = self._make_notifier()
        self.live = watch_of(parts.name, self.engine, parts.live, config.database_url)
        self._running: dict[str, Loop] = {}
        self._workshop = Workshop(
            parts.name,
            self.engine,
            clock,
            config,
            parts.kit,
            parts.publications,
            self._after_commit,
            self.wake,
            self.tracer,
            parts.live,
        )
        if broker is not None:
            broker.subscribe(parts.name, self.dispatcher.types, self.dispatcher.deliver)

    def unit(self, actor: Actor) -> UnitOfWork:
        """A unit of work in the present correlation."""
        return self._open_unit(actor, current_correlation())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads: it never waits for a writer, and no writer waits for it."""
        engine = self.engine if self.live is None else self.live.engine
        with engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            yield connection

    def readiness(self) -> list[Check]:
        """The lines of ``/readyz``."""
        checks = readiness(self.reading, self.parts.kit, self.parts.migrations, self.clock.now())
        failing = any(check.status == "failing" for check in checks)
        return checks if failing else checks + self.parts.checks(self)

    def standing(self) -> list[Standing]:
        """The numbers of ``/metrics`` that nobody counts: they are asked of the database and the loops."""
        said = "Whether this loop of the process works now (1) or is in trouble (0)."
        threads = (*self.running, *(() if self.live is None else self.live.loops))
        loops = [Standing("outreach_loop_up", said, not loop.trouble, {"loop": loop.name}) for loop in threads]
        return [build_info(self.config.version), *loops, *self._standing_in_database()]

    def _standing_in_database(self) -> list[Standing]:
        name, said = "outreach_database_up", "Whether the database answers."
        try:
            with self.reading() as connection:
                now, parts = self.clock.now(), self.parts
                common = standing(connection, parts.kit, parts.live, now)
                return [*common, *parts.standing(connection, now), Standing(name, said, 1)]
        except Exception:  # noqa: BLE001 - whatever it is, nothing is known
            return [Standing(name, said, 0)]

    def migrate(self) -> None:
        """Bring the schema up to date, load what the service ships with, declare its queues."""
        engine = self._migration_engine()
        try:
            migrations.upgrade(engine, self.parts.migrations)
            self._keep_history(engine)
        finally:
            if engine is not self.engine:
                engine.dispose()
        if not self.config.embedded:
            former = self.parts.subscriptions.former
            topology.declare(self.config.broker_urls, self.name, self.dispatcher.types, former)
        if self.parts.seed is not None:
            with self.unit(Actor("command", "migrate")) as unit:
                self.parts.seed(unit)
                unit.commit()

    def _keep_history(self, owner: Engine) -> None:
        """Where the service signs in as another role than its migrations, it adds to its journal and no more."""
        role, migrates = self.engine.url.username, owner.url.username
        if owner.dialect.name == "postgresql" and role and role != migrates:
            keep_history(owner, role)

    def loops(self, *names: str) -> list[Loop]:
        """The worker's loops by name (``relay`` ``consumer`` ``timers`` …); all of them when none is named."""
        made = [*self._messaging_loops(), *self.parts.loops(self)]
        return [loop for loop in made if not names or loop.name in names]

    def start(self, *names: str) -> None:
        """Start the loops named, or all, each in its thread."""
        loops = self.loops(*names)
        self._running = {loop.name: loop for loop in loops}
        beat = Loop("heartbeat", lambda: self._beat(loops), idle=5.0)
        for loop in (*loops, beat):
            self._running[loop.name] = loop
            loop.start()

    def stop(self) -> bool:
        """Finish what is in hand and close; whether everything ended in time (:data:`GRACE_SECONDS`)."""
        loops = list(self._running.values())
        for loop in loops:
            loop.stop()
        deadline = time.monotonic() + GRACE_SECONDS
        ended = [loop.join(max(0.0, deadline - time.monotonic())) for loop in loops]
        self._running = {}
        self.close()
        return all(ended)

    def close(self) -> None:
        """Close every connection this process holds; the runtime may be used again."""
        if self.live is not None:
            self.live.close()
        if self._notifier is not None:
            self._notifier.stop()
        self.engine.dispose()
        self.tracer.close()

    def wake(self, name: str) -> None:
        """Let one of this process's loops look at once."""
        if name in self._running:
            self._running[name].wake()

    @property
    def running(self) -> tuple[Loop, ...]:
        return tuple(self._running.values())

    def relay(self, publisher: Publisher | None = None) -> Relay:
        """A relay of this service's outbox."""
        chosen = publisher or self._broker or PikaPublisher(self.config.broker_urls)
        return Relay(self.name, self.engine, self.parts.kit.outbox, chosen, self.clock, tracer=self.tracer)

    def _open_unit(self, actor: Actor, correlation: Correlation) -> UnitOfWork:
        return UnitOfWork(self._workshop, actor, correlation)

    def _after_commit(self, events_wait: bool, boards_change: bool) -> None:
        if boards_change:
            self._call_boards()
        if not events_wait:
            return
        if "relay" in self._running:
            self.wake("relay")
        elif self._notifier is not None:
            self._notifier.notify()

    def _call_boards(self) -> None:
        if self._notifier is not None:
            self._notifier.notify(LIVE_CHANNEL)
        elif self.live is not None:
            self.live.wake()

    def _make_notifier(self) -> PostgresNotifier | None:
        return PostgresNotifier(self.config.database_url) if self.engine.dialect.name == "postgresql" else None

    def _migration_engine(self) -> Engine:
        if self.config.migrate_database_url == self.config.database_url:
            if self.config.on_sqlite:
                self._make_folder()
            return self.engine
        return make_engine(self.config.migrate_database_url)

    def _make_folder(self) -> None:
        """The folder of the SQLite file. A new one is for its owner only: names and numbers of people lie in it."""
        folder = Path(self.engine.url.database or "").parent
        setting = "OUTREACH_DATA_DIR" if folder == self.config.data_dir else f"{self.name.upper()}_DATABASE_URL"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            reason = None if os.access(folder, os.W_OK | os.X_OK) else "Permission denied"
        except OSError as error:
            reason = error.strerror
        if reason:
            raise WrongSetting(setting, f"name a folder that can be written, not {str(folder)!r} ({reason}).")

    def _messaging_loops(self) -> list[Loop]:
        timers = (*self.parts.timers, HOUSEKEEPING)
        turn = TimerTurn(self.name, timers, self.clock, self._open_unit, self.tracer)
        made = [
            Loop("retries", lambda: self.dispatcher.retry_due() > 0, idle=0.5),
            Loop("timers", turn.step, idle=1.0),
        ]
        # A process without a broker, such as a lone sender beside the embedded network, relays nothing.
        if self._broker is not None or not self.config.embedded:
            made.append(Loop("relay", self.relay().run_once, idle=0.5))
        if not self.config.embedded:
            made.append(self._consumer_loop())
        if self._notifier is not None:
            made.append(self._listener_loop())
        return made

    def _consumer_loop(self) -> Loop:
        consumer = KombuConsumer(
            self.config.broker_urls, self.name, self.dispatcher.deliver, lambda: database_answers(self.engine)
        )

        def consume() -> bool:
            consumer.run(loop.stopping)
            return False

        loop = Loop("consumer", consume, pulse=lambda: consumer.last_connected, trouble=lambda: consumer.trouble)
        return loop

    def _listener_loop(self) -> Loop:
        listener = PostgresListener(
            self.config.database_url, lambda: self.wake("relay"), lambda: loop.stopping.is_set()
        )
        loop = Loop("listener", listener.listen, pulse=lambda: listener.last_heard)
        return loop

    def _beat(self, loops: list[Loop]) -> bool:
        with self.unit(Actor("timer", "heartbeat")) as unit:
            heartbeat(unit, loops)
            unit.commit()
        return False


def database_answers(engine: Engine) -> bool:
    """Whether a new statement gets an answer now."""
    try:
        with engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            connection.exec_driver_sql("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever it is, the database did not answer
        return False
    return True


def open_runtime(
    parts: Parts, config: C, *, clock: Clock | None = None, broker: EmbeddedBroker | None = None
) -> Runtime[C]:
    """Put a service together; ``broker`` is shared by the services of one process when events travel embedded."""
    return Runtime(parts, config, clock or SystemClock(config.clock_offset), broker)
