"""``python -m tests.system.campaign``: a fault campaign against a cluster of its own."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from tests.system.campaign.disk import fill_the_disk
from tests.system.campaign.figures import Figures
from tests.system.campaign.kinds import KINDS
from tests.system.campaign.run import Settings, run_campaign

SHOWN = 20


@click.command()
@click.option("--minutes", type=click.FloatRange(min=0.1), default=2.0, show_default=True, help="How long to strike.")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed draws the same faults.")
@click.option("--nodes", type=click.Choice(["1", "3"]), default="1", show_default=True, help="RabbitMQ nodes.")
@click.option("--rate", type=click.FloatRange(min=0.01), default=1.0, show_default=True, help="Requests a second.")
@click.option("--fault", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="Only these faults.")
@click.option(
    "--disk", type=click.IntRange(min=0), default=5, show_default=True, help="How often the embedded disk is full."
)
@click.option("--folder", type=click.Path(path_type=Path), help="Where logs and data stay; a new one by default.")
def main(
    minutes: float, seed: int, nodes: str, rate: float, kinds: tuple[str, ...], disk: int, folder: Path | None
) -> None:
    """Interrupt the production shape in every way while a crowd uses it, and examine what is left.

    Starts a cluster of its own (docker-compose.yml without containers, every loop a process of its own) with a mail
    server that fails on command, lets a crowd that knows only HTTP live in it, strikes again and again, and measures
    after each fault how long a canary, one request from end to end, takes to pass. Then it waits until nothing moves
    and looks for what was promised and is lost, done twice, stuck, or known differently by two services. In the end
    the embedded default is tried by itself, with its disk full.

    It ends with a table for docs/reliability.md, and with status 1 when something does not hold.
    """
    place = folder or Path(tempfile.mkdtemp(prefix="outreach-campaign-"))
    place.mkdir(parents=True, exist_ok=True)
    click.echo(f"Logs and data: {place}")
    figures = run_campaign(Settings(minutes, seed, int(nodes), rate, kinds=kinds), place, click.echo)
    if disk:
        click.echo("The disk of the embedded default is filled …")
        recovered, figures.wrong["wrong where the disk was full"] = fill_the_disk(place / "embedded", disk, seed)
        figures.recovered += recovered
    click.echo(figures.table())
    sys.exit(_verdict(figures))


def _verdict(figures: Figures) -> int:
    for name, sentences in figures.wrong.items():
        for sentence in sentences[:SHOWN]:
            click.echo(f"{name}: {sentence}", err=True)
    for each in figures.late:
        click.echo(
            f"late: {each.kind} ({each.target}) took {each.seconds:.1f} s, {each.within:g} s are allowed", err=True
        )
    return 0 if figures.holds and not figures.late else 1


if __name__ == "__main__":
    main()
