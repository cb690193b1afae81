"""``python -m services demo``: load the sample ward into a running network and say how to look at it."""

from __future__ import annotations

import subprocess
import sys

import click

from services.demo.client import Client, wait_until_ready
from services.demo.load import load
from services.demo.people import CITY, PEOPLE, STAFF, WARD
from services.volunteers.config import Config
from shared.clock import SystemClock


@click.command(help="Load the sample ward through the API of a running network, and print how to sign in.")
def demo() -> None:
    config = Config.read()
    if not config.demo:
        raise click.ClickException(
            "OUTREACH_DEMO is not set: the demo is loaded only where the server is one (make run)."
        )
    wait_until_ready(config.public_url)
    click.echo("Loading the demo ward through the API …")
    if not load(Client(config.public_url), SystemClock(config.clock_offset).now()):
        click.echo("  it was loaded before")
    _explain(config)


def add_demo_staff() -> None:
    """The first people who may sign in as staff: only a command can make them, as in any installation."""
    for person, where in ((STAFF, ("--ward", WARD)), (CITY, ("--city",))):
        words = ["add-staff", "--name", person.name, "--phone", person.phone, *where]
        done = subprocess.run(  # noqa: S603 - our own command, our own arguments
            [sys.executable, "-m", "services.volunteers", *words], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise click.ClickException(done.stderr.strip() or done.stdout.strip())


def _explain(config: Config) -> None:
    click.secho(f"\n  Open {config.public_url}/", bold=True)
    click.echo(f"  The API: {config.public_url}/volunteers/api/docs (and /sessions, /notifications)")
    click.echo(f"  The demo's people and how to sign in: {config.public_url}/demo")
    click.echo(f"  Their phones: {config.data_dir / 'messages.jsonl'}\n")
    for person in PEOPLE:
        click.echo(f"  {person.phone}  {person.name}, {person.part_en}")
    click.echo("\n  Ctrl-C stops everything; `make run` starts it again where it was.")
