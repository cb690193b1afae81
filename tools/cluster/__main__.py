"""The production shape on this machine without containers, as docker-compose.yml says.

PostgreSQL, RabbitMQ, the three services' web and worker processes and nginx in front of them, on the loopback. The
next start goes on with what the folder keeps; removing the folder forgets everything.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from tools.cluster.cluster import Cluster
from tools.cluster.compose import ROOT, settings_in
from tools.cluster.errors import ClusterError
from tools.cluster.state import Shape
from tools.servers.missing import ServerMissing

FOLDER = ROOT / "var" / "cluster"
PORT, TLS_PORT = "OUTREACH_GATEWAY_PORT", "OUTREACH_GATEWAY_TLS_PORT"
SIGNALS = (signal.SIGTERM, signal.SIGINT)
ADD_STAFF = 'python -m services.volunteers add-staff --name "…" --phone 09… --ward 00004'

folder_option = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=FOLDER,
    show_default="var/cluster",
    help="Where data, secrets and logs are kept.",
)


@click.group(help=__doc__)
def main() -> None: ...


@main.command()
@folder_option
@click.option("--nodes", default=1, show_default=True, help="Nodes of RabbitMQ: 1 or 3 (compose.ha.yml).")
@click.option("--workers", default=1, show_default=True, help="Worker processes of each service.")
@click.option("--tls", is_flag=True, help="Encrypt what the gateway speaks (compose.tls.yml).")
@click.option(
    "--port",
    type=int,
    envvar=PORT,
    show_default="what .env in the folder says, or 8000",
    help="Where the gateway listens.",
)
@click.option(
    "--tls-port",
    type=int,
    envvar=TLS_PORT,
    show_default="what .env in the folder says, or 8443",
    help="Where it listens encrypted, with --tls.",
)
def up(folder: Path, nodes: int, workers: int, tls: bool, port: int | None, tls_port: int | None) -> None:
    """Start everything; Ctrl-C or SIGTERM stops it cleanly."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    with sentences():
        port = port or _port_in(folder, PORT, 8000)
        tls_port = tls_port or _port_in(folder, TLS_PORT, 8443)
        shape = Shape(nodes, workers, tls, port, tls_port if tls else None)
        cluster = Cluster(folder, shape, lambda name: click.echo(f"  {name}"))
        try:
            click.echo("Starting (half a minute; longer on a busy machine) …")
            cluster.start()
            _explain(cluster)
            threading.Event().wait()
        except KeyboardInterrupt:
            click.echo("\nStopping …")
            cluster.stop()
            click.echo(f"Stopped. The next start goes on from {_short(cluster.folder)}.")


def _port_in(folder: Path, setting: str, otherwise: int) -> int:
    said = settings_in(folder / ".env").get(setting) or str(otherwise)
    if not said.isdecimal():
        raise ClusterError(f"{setting}: write a free port, not {said}.")
    return int(said)


def _interrupt(*_: object) -> NoReturn:
    """The first signal stops everything, and no other disturbs that: it ends, because every wait in it does."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _explain(cluster: Cluster) -> None:
    run = f"{_short(Path(sys.executable))} -m tools.cluster run"
    folder = "" if cluster.folder == FOLDER else f" --folder {cluster.folder}"
    click.echo(
        f"\nReady at {cluster.address}/ (Ctrl-C stops it)\n"
        f"  first staff member  {run}{folder} volunteers-worker {ADD_STAFF}\n"
        f"  text messages       {_short(cluster.folder)}/volumes/messages/messages.jsonl\n"
        f"  e-mail              {_short(cluster.folder)}/mail/\n"
        f"  logs                {_short(cluster.folder)}/logs/"
    )


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


@main.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@folder_option
@click.argument("name")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def run(folder: Path, name: str, command: tuple[str, ...]) -> None:
    """Run COMMAND with the settings of the container NAME, such as volunteers-worker, while the cluster runs."""
    with sentences():
        click.echo(Cluster.beside(folder).run(name, *command), nl=False)


@contextmanager
def sentences() -> Iterator[None]:
    """What goes wrong is told in a sentence and not as a traceback."""
    try:
        yield
    except (ClusterError, ServerMissing) as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
