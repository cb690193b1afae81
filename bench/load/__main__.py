"""Lets a crowd of people who only know HTTP into a cluster of its own, and says what that took.

The crowd asks at its own pace, however slow the answers are (an open loop): a request counts from the
moment somebody wanted to make it. Driver, cluster and servers share this machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, count, takewhile
from random import Random

import click

from bench.load import report
from bench.load.arrivals import A_WARDS_DAY, PLACES, VOLUNTEERS_OF_A_WARD, arrivals, hour_at, length
from bench.load.run import Outcome, Run
from bench.load.saying import filling
from bench.load.stage import own_cluster
from tools.crowd import Habits
from tools.crowd.people import Ward

TWO_HOURS = timedelta(hours=2)
FLAT = 1.5
"""How many times as much a request may cost with ever more of them in the tables."""

workers = click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(min=1), help="Worker processes of each service."
)
seed = click.option("--seed", default=7, show_default=True, help="Everything random comes out of it.")


@click.group(help=__doc__)
def main() -> None:
    pass


@main.command()
@click.option("--of", "name", default="ward", show_default=True, type=click.Choice(list(PLACES)))
@click.option(
    "--factor", default=60.0, show_default=True, type=click.FloatRange(min=1), help="A minute takes a second."
)
@click.option("--requests", type=click.IntRange(min=1), help=f"Instead of {A_WARDS_DAY} a ward.")
@workers
@seed
def day(name: str, factor: float, requests: int | None, workers: int, seed: int) -> None:
    """A day from six in the morning to ten at night, compressed.

    People answer as slowly as they do, compressed alike: half of the volunteers who say yes do so within half an
    hour, offers end after two hours. What only a machine does is not compressed.
    """
    place, random = PLACES[name], Random(seed)  # noqa: S311 - dice, no secret
    due = list(arrivals(random, requests or place.requests, factor))
    with own_cluster(workers, TWO_HOURS / factor) as stage:
        run = Run(stage, wards=place.wards, volunteers=place.volunteers, seed=seed, habits=_habits(factor))
        long = length(factor)
        with report.progress(f"a {name}'s day", long, lambda gone: hour_at(gone, factor)) as show:
            outcome = run.stretch(f"A {name}'s day, {factor:g} times as fast", due, long, show)
        run.crowd.stop(patience=0)
    _tell(outcome)


@main.command()
@click.option("--rates", default="2,4,8,12,16", show_default=True, help="Requests a second, one step after another.")
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(min=5), help="How long a step takes.")
@click.option(
    "--limit", default=300.0, show_default=True, help="Milliseconds of p99 at which a rate is no longer carried."
)
@click.option("--wards", default=8, show_default=True, type=click.IntRange(1, 126))
@workers
@seed
def steps(rates: str, seconds: float, limit: float, wards: int, workers: int, seed: int) -> None:
    """Ever more requests a second, until POST /requests takes longer than --limit at the 99th percentile."""
    with own_cluster(workers) as stage:
        run = Run(stage, wards=wards, volunteers=wards * VOLUNTEERS_OF_A_WARD, seed=seed)
        for rate in map(float, rates.split(",")):
            outcome = _at(run, rate, seconds, seed)
            _tell(outcome)
            if not outcome.ask.p99 * 1000 < limit:
                click.echo(f"{rate:g} requests a second are more than is carried at p99 < {limit:g} ms.")
                break
        run.crowd.stop(patience=0)


@main.command()
@click.option("--rate", default=4.0, show_default=True, type=click.FloatRange(min=0.1), help="Requests a second.")
@click.option("--minutes", default=60.0, show_default=True, type=click.FloatRange(min=0.1))
@click.option("--wards", default=8, show_default=True, type=click.IntRange(1, 126))
@workers
@seed
def steady(rate: float, minutes: float, wards: int, workers: int, seed: int) -> None:
    """The same load for long: memory of each process early and at the end, and so whether anything grows."""
    with own_cluster(workers) as stage:
        run = Run(stage, wards=wards, volunteers=wards * VOLUNTEERS_OF_A_WARD, seed=seed)
        _tell(_at(run, rate, 60 * minutes, seed))
        run.crowd.stop(patience=0)


@main.command()
@click.option("--sizes", default="100,10000,1000000", show_default=True, help="Requests in the tables beforehand.")
@click.option("--rate", default=2.0, show_default=True, type=click.FloatRange(min=0.1), help="Requests a second.")
@click.option("--seconds", default=120.0, show_default=True, type=click.FloatRange(min=5), help="At each size.")
@click.option("--wards", default=32, show_default=True, type=click.IntRange(1, 126), help="Among which they lie.")
@click.option(
    "--season", default=160, show_default=True, type=click.IntRange(min=1), help="Requests that are multiplied."
)
@workers
@seed
def sizes(sizes: str, rate: float, seconds: float, wards: int, season: int, workers: int, seed: int) -> None:
    """What one request costs with ever more in the tables: years of the city, multiplied from what was lived."""
    with own_cluster(workers) as stage:
        run = Run(stage, wards=wards, volunteers=wards * VOLUNTEERS_OF_A_WARD, seed=seed)
        lived = _at(run, rate, season / rate, seed, "a season of one ward", run.crowd.scene.wards[0])
        there, outcomes = lived.asked, list[Outcome]()
        for size in map(int, sizes.split(",")):
            if size > there:
                there += stage.fill(size - there, filling(size))
            stage.rest()
            outcomes.append(_at(run, rate, seconds, seed, f"{size:,} requests in the tables"))
            there += outcomes[-1].asked
            _tell(outcomes[-1])
        run.crowd.stop(patience=0)
    click.echo("\n".join(report.compared(outcomes)))
    if max(report.dearer(outcomes)) > FLAT:
        raise click.ClickException(f"A request costs more than {FLAT} times as much with more of them in the tables.")


def _at(
    run: Run, rate: float, seconds: float, seed: int, title: str | None = None, ward: Ward | None = None
) -> Outcome:
    """A Poisson process of ``rate`` requests a second."""
    random = Random(seed)  # noqa: S311 - dice, no secret
    due = list(_poisson(random, rate, seconds))
    name = title or f"{rate:g} requests a second for {seconds:g} s"
    with report.progress(name, seconds) as show:
        return run.stretch(name, due, seconds, show, ward)


def _poisson(random: Random, rate: float, seconds: float) -> Iterator[float]:
    moments = accumulate(random.expovariate(rate) for _ in count())
    return takewhile(lambda moment: moment < seconds, moments)


def _habits(factor: float) -> Habits:
    """Minutes of people, compressed; typing in a code is not."""
    minute = 60 / factor
    return Habits(
        answer_after=(5 * minute, 55 * minute),
        late_after=(60 * minute, 110 * minute),
        cancel_after=(minute, 120 * minute),
        decide_after=(2 * minute, 60 * minute),
        visit_after=(60 * minute, 180 * minute),
    )


def _tell(outcome: Outcome) -> None:
    click.echo("\n".join(report.lines(outcome)) + "\n")


if __name__ == "__main__":
    main()
