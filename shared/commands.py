"""The commands every service has: worker, relay, consume, timers, migrate, restate, rules, parked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from shared.errors import OutreachError
from shared.messaging import parked as kept
from shared.messaging.port import BrokerUnavailable
from shared.messaging.restate import restate as restate_all
from shared.messaging.topology import TopologyRefused
from shared.messaging.unit_of_work import Actor
from shared.migrations import TableInUse
from shared.rules_file import rules_text
from shared.service import Runtime
from shared.worker import run_worker

Build = Callable[[], Runtime[Any]]

PAGE = 500
"""Parked events given back in one transaction."""


@contextmanager
def database_of(name: str) -> Iterator[None]:
    """What a command does with the database of a service: one that is away, or empty, is told in a sentence."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        reason = next(iter(str(error.orig).splitlines()), type(error).__name__)
        raise click.ClickException(
            f"The database of {name} cannot be used ({reason}). Is {name.upper()}_DATABASE_URL right, "
            f"and did `python -m services.{name} migrate` run?"
        ) from error


class _ServiceGroup(click.Group):
    """The commands of one service."""

    def invoke(self, context: click.Context) -> Any:
        with database_of(self.name or ""):
            return super().invoke(context)


def service_commands(name: str, build: Build) -> click.Group:
    """The command group of a service; ``build`` reads the settings and is called only when a command runs."""

    @click.group(
        name=name, cls=_ServiceGroup, help=f"Run and look after the {name} service. Settings come from the environment."
    )
    def group() -> None: ...

    _add_worker_commands(group, build)
    _add_migrate(group, build)
    _add_restate(group, build)
    _add_rules(group, build)
    group.add_command(_parked_group(build))
    return group


def _add_worker_commands(group: click.Group, build: Build) -> None:
    def run(*loops: str) -> None:
        runtime = build()
        if runtime.config.embedded:
            raise click.ClickException(
                "OUTREACH_BROKER_URL is embedded://, where events travel inside one process: run `python -m services`, "
                "or set OUTREACH_BROKER_URL to the address of a RabbitMQ."
            )
        sys.exit(0 if run_worker(runtime, *loops) else 1)

    @group.command(help="Everything the service does in the background: consume, relay, timers and its own loops.")
    def worker() -> None:
        run()

    @group.command(help="Only send the outbox to the broker.")
    def relay() -> None:
        run("relay", "listener")

    @group.command(help="Only take events from the broker, and try deferred ones again.")
    def consume() -> None:
        run("consumer", "retries")

    @group.command(help="Only what happens because time passes.")
    def timers() -> None:
        run("timers")


def _add_migrate(group: click.Group, build: Build) -> None:
    @group.command(help="Bring the database up to date, load shipped data, declare exchange, queues and bindings.")
    def migrate() -> None:
        runtime = build()
        try:
            runtime.migrate()
        except (BrokerUnavailable, TopologyRefused, TableInUse) as error:
            raise click.ClickException(str(error)) from error
        click.echo(
            f"{runtime.name}: the database is up to date{'' if runtime.config.embedded else ', the queues stand'}."
        )


def _add_rules(group: click.Group, build: Build) -> None:
    @group.command(help="Show the numbers in force, as the file named by OUTREACH_RULES writes them.")
    def rules() -> None:
        runtime = build()
        click.echo(rules_text(runtime.name, runtime.config.rules), nl=False)


def _add_restate(group: click.Group, build: Build) -> None:
    @group.command(help="Tell the present state of everything again, for projections that must be rebuilt.")
    @click.option(
        "--overrule",
        is_flag=True,
        help="This database was restored to an earlier moment than the others: what it says counts, "
        "also where the others have heard newer things that it has lost.",
    )
    def restate(overrule: bool) -> None:
        runtime = build()
        shown = sys.stdout.isatty()
        for restatement in runtime.parts.restatements:
            told = 0
            for page in restate_all(restatement, lambda: runtime.unit(Actor("command", "restate")), overrule=overrule):
                told += page
                if shown:
                    click.echo(f"\r{restatement.contract.type}: {told}", nl=False)
            click.echo(("\r" if shown else "") + f"{restatement.contract.type}: {told}")


def _parked_group(build: Build) -> click.Group:
    @click.group(name="parked", help="Events nobody could handle: look at them, give them back, or give them up.")
    def parked() -> None: ...

    _add_looking(parked, build)
    _add_deciding(parked, build)
    return parked


def _add_looking(parked: click.Group, build: Build) -> None:
    @parked.command(name="list", help="Parked events, with the reason each was parked.")
    @click.option("--reason", help="Only those parked for this reason (unreadable, invalid, handler_failed, …).")
    def list_(reason: str | None) -> None:
        runtime = build()
        with runtime.reading() as connection:
            rows = kept.list_parked(connection, runtime.parts.kit, reason=reason, limit=1000)
        for row in rows:
            click.echo(f"{row['event_id']}  {row['reason']}  {row['type'] or '?'}  {row['last_error'] or ''}")
        click.echo(f"{len(rows)} parked." if rows else "No event is parked.")

    @parked.command(help="One parked event with its bytes. They may hold personal data.")
    @click.argument("event_id")
    def show(event_id: str) -> None:
        runtime = build()
        with runtime.reading() as connection:
            row = _or_say(lambda: kept.show_parked(connection, runtime.parts.kit, event_id))
        for name in ("event_id", "type", "subject", "received_at", "attempts", "reason", "last_error"):
            click.echo(f"{name}: {row[name]}")
        click.echo(bytes(row["body"] or b"").decode("utf-8", "backslashreplace"))


def _add_deciding(parked: click.Group, build: Build) -> None:
    @parked.command(help="Give events back to their handlers.")
    @click.argument("event_ids", nargs=-1)
    @click.option("--all", "all_", is_flag=True, help="All parked events (of --reason, when given).")
    @click.option("--reason", help="With --all: only those parked for this reason.")
    def replay(event_ids: tuple[str, ...], all_: bool, reason: str | None) -> None:
        if bool(event_ids) == all_:
            raise click.UsageError("Name the events to replay, or say --all.")
        click.echo(f"{_replay(build(), event_ids, all_, reason)} given back; the worker takes them at once.")

    @parked.command(help="Give up on an event. Its bytes are deleted; that cannot be undone.")
    @click.argument("event_id")
    def discard(event_id: str) -> None:
        runtime = build()
        with runtime.unit(Actor("command", "parked discard")) as unit:
            _or_say(lambda: kept.discard(unit, event_id))
            unit.commit()
        click.echo("Discarded.")


def _replay(runtime: Runtime[Any], event_ids: tuple[str, ...], all_: bool, reason: str | None) -> int:
    total = 0
    for chosen in _pages_of_parked(runtime, reason) if all_ else [event_ids]:
        with runtime.unit(Actor("command", "parked replay")) as unit:
            total += kept.replay(unit, chosen)
            unit.commit()
    return total


def _pages_of_parked(runtime: Runtime[Any], reason: str | None) -> Iterator[tuple[str, ...]]:
    """Each parked event once, also when the worker has parked it again meanwhile."""
    after = None
    while True:
        with runtime.reading() as connection:
            rows = kept.list_parked(connection, runtime.parts.kit, reason=reason, limit=PAGE, after=after)
        if not rows:
            return
        after = rows[-1]["event_id"]
        yield tuple(row["event_id"] for row in rows)


def _or_say(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except OutreachError as error:
        raise click.ClickException(error.sentence("en")) from error
