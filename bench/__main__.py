"""Measures what the kit and the services do a second, each beside a reference in the same run.

Starts a RabbitMQ and a PostgreSQL of its own and leaves nothing behind. Ends with status 1 when a
ratio that is demanded does not hold.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bench import board, consumer, first_question, latency, memory, posting, relay, report
from bench.measure import Case, Outcome, Sample, measure
from bench.servers import Servers

BENCHMARKS = {
    each.name: each
    for each in (
        relay.BENCHMARK,
        consumer.PROJECTION,
        consumer.CEILING,
        latency.BENCHMARK,
        posting.BENCHMARK,
        memory.BENCHMARK,
        board.BENCHMARK,
        first_question.BENCHMARK,
    )
}


@click.command(help=__doc__)
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)), metavar="[NAME]...")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1), help="How often each case is run.")
@click.option("--quick", is_flag=True, help="Only see that everything runs: tiny numbers, and no ratio is judged.")
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Also write the figures to this page.")
def main(names: tuple[str, ...], rounds: int, quick: bool, write: Path | None) -> None:
    outcomes = []
    with Servers() as servers:
        for name in dict.fromkeys(names or BENCHMARKS):
            click.echo(f"{name} …", err=True)
            outcome = measure(BENCHMARKS[name], servers, rounds=rounds, quick=quick, progress=_progress)
            click.echo("\n".join(report.lines(outcome, judged=not quick)) + "\n")
            outcomes.append(outcome)
    if write is not None:
        write.write_text(report.page(outcomes, report.facts(rounds), judged=not quick))
    sys.exit(0 if quick or _all_hold(outcomes) else 1)


def _progress(case: Case, number: int, sample: Sample) -> None:
    figures = ", ".join(f"{value:,.1f} {measure}" for measure, value in sample.items())
    click.echo(f"  round {number}: {case.name}: {figures}", err=True)


def _all_hold(outcomes: list[Outcome]) -> bool:
    return all(verdict.holds is not False for outcome in outcomes for verdict in outcome.verdicts())


if __name__ == "__main__":
    main()
