"""Backups of all three services at one moment, and how they are put back (docs/operating.md).

``sqlite`` is the network in one process, ``postgres`` the network on PostgreSQL and RabbitMQ. A backup is a folder
named after the moment; it holds everything people have told the network, so keep it as you keep the databases.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from shared.config import Environment
from tools.backup import postgres as city
from tools.backup import sqlite as ward
from tools.backup.errors import BackupError
from tools.backup.holding import Server
from tools.backup.shelf import newest, read_label

CONTAINER = "docker compose exec -T postgres"
HERE = "postgresql://postgres@/postgres"

a_shelf = click.argument("shelf", type=click.Path(file_okay=False, path_type=Path))
a_backup = click.argument("backup", type=click.Path(exists=True, file_okay=False, path_type=Path))
of_cluster = click.option(
    "--cluster", type=click.Path(file_okay=False, path_type=Path), help="The folder of `make cluster`: var/cluster."
)


@click.group(help=__doc__)
def main() -> None: ...


@main.command()
@a_backup
def check(backup: Path) -> None:
    """Whether every file of BACKUP is there and what was written."""
    with sentences():
        label = read_label(backup)
    click.echo(f"Whole: {label['of']}, taken at {label['taken_at']}, {len(label['files'])} files.")


@main.group()
def sqlite() -> None:
    """The network in one process; its folder is OUTREACH_DATA_DIR (./var)."""


@sqlite.command("take")
@a_shelf
def take_sqlite(shelf: Path) -> None:
    """Put a backup into the folder SHELF while the network runs."""
    with sentences():
        ward.take(shelf, ward.databases(Environment.of_process()), _data_dir(), _progress)
    _told(shelf)


@sqlite.command("restore")
@a_backup
@click.option("--replace", is_flag=True, help="Keep databases that are there beside, under another name.")
def restore_sqlite(backup: Path, replace: bool) -> None:
    """Put BACKUP back while the network is stopped."""
    with sentences():
        ward.restore(backup, ward.databases(Environment.of_process()), _data_dir(), replace=replace)
    click.echo("Restored. Start the network: nothing else is to be done.")


@main.group()
def postgres() -> None:
    """The network on PostgreSQL and RabbitMQ."""


@postgres.command("take")
@a_shelf
@click.option("--via", default="", help=f'How PostgreSQL\'s programs are reached, such as "{CONTAINER}".')
@click.option("--url", default=HERE, show_default=True, help="The superuser's address of the server.")
@of_cluster
@click.option(
    "--let-events-travel",
    is_flag=True,
    help="Hold no events back. What is on its way when the copy ends is then known again by `restate` only.",
)
def take_postgres(shelf: Path, via: str, url: str, cluster: Path | None, let_events_travel: bool) -> None:
    """Put a backup into the folder SHELF while the network runs.

    Until the copy is made events wait in their outboxes: people go on working, messages leave a little later.
    """
    with sentences():
        server = Server(_address_of(cluster) if cluster else url, tuple(shlex.split(via)))
        taken = city.take(shelf, server, _progress, hold=not let_events_travel)
    _told(shelf)
    click.echo(f"Events waited for {taken.waited:.1f} s.")
    if taken.at_rest is False:
        click.echo("Some were still arriving then: after restoring, `restate` is what brings them back.")


@postgres.command("restore")
@a_backup
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="A new data folder for PostgreSQL.")
@of_cluster
def restore_postgres(backup: Path, data: Path | None, cluster: Path | None) -> None:
    """Put BACKUP back into a data folder that PostgreSQL, of the same major version, is started with afterwards.

    For containers docs/operating.md names the one line that unpacks it into the volume.
    """
    if (data is None) == (cluster is None):
        raise click.UsageError("Name either the folder of the data (--data) or that of a cluster (--cluster).")
    with sentences():
        if cluster is not None:
            city.restore_cluster(backup, cluster)
        elif data is not None:
            city.restore(backup, data)
    click.echo(
        "Restored. Start everything beside an EMPTY broker, then run `restate` of each service:\n"
        "  python -m services.volunteers restate, services.sessions restate"
    )


def _address_of(folder: Path) -> str:
    """The superuser's address of a cluster's server."""
    from tools.cluster.cluster import Cluster
    from tools.cluster.errors import ClusterError

    try:
        return Cluster.beside(folder).superuser_url()
    except ClusterError as error:
        raise BackupError(str(error)) from error


def _data_dir() -> Path:
    return Path(Environment.of_process().text("OUTREACH_DATA_DIR", "./var")).absolute()


def _progress(line: str) -> None:
    """One line that changes, where somebody looks; what is no progress stays."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{line}", nl=False, err=True)


def _told(shelf: Path) -> None:
    if sys.stderr.isatty():
        click.echo("", err=True)
    backup = newest(shelf)
    size = sum(path.stat().st_size for path in backup.iterdir())
    click.echo(f"{backup}: {size / (1 << 20):.1f} MB. Try it: python -m tools.backup check {backup}")


@contextmanager
def sentences() -> Iterator[None]:
    """What goes wrong is told in a sentence and not as a traceback."""
    try:
        yield
    except BackupError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
