"""Figures for people: a bar while it goes on, lines at the end, and rows for a page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from bench.load.figures import Spread
from bench.load.run import Moment, Outcome

SAY_EVERY = 30.0
"""Seconds between two lines where there is no terminal to draw a bar on."""


@contextmanager
def progress(
    title: str, seconds: float, clock: Callable[[float], str] = lambda gone: f"{gone:.0f} s"
) -> Iterator[Callable[[Moment], None]]:
    """Shows how a stretch goes on: ``clock`` says what time it is in it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[now]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task, said = bar.add_task(title, total=seconds, now=""), [0.0]

        def show(moment: Moment) -> None:
            now = f"{clock(moment.seconds)}  {moment.asked} asked  p99 {_ms(moment.p99)}  {moment.late} waiting"
            bar.update(task, completed=min(moment.seconds, seconds), now=now)
            if not console.is_terminal and moment.seconds - said[0] >= SAY_EVERY:
                said[0] = moment.seconds
                click.echo(f"{title}: {now}", err=True)

        yield show


def compared(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What a request costs at each size, and how many times as much as at the first."""
    for outcome, times in zip(outcomes, dearer(outcomes), strict=True):
        yield (
            f"{outcome.title:<40} {1000 * outcome.cpu_each:>6.0f} ms of processor time a request ({times:.2f}×), "
            f"POST p50 {_ms(outcome.ask.p50)}, to the message p50 {_ms(outcome.to_message.p50)}"
        )


def dearer(outcomes: Sequence[Outcome]) -> list[float]:
    """How many times as much processor time a request takes as at the first size."""
    return [outcome.cpu_each / outcomes[0].cpu_each for outcome in outcomes]


def lines(outcome: Outcome) -> Iterator[str]:
    """Everything that was seen, for a terminal."""
    yield outcome.title
    for name, value in _summary(outcome):
        yield f"  {name:<44} {value}"
    yield f"  {'route':<66} {'calls':>6} {'p50':>8} {'p99':>8} {'most':>8}"
    for route, spread in outcome.routes.items():
        yield f"  {route:<66} {spread.count:>6} {_ms(spread.p50):>8} {_ms(spread.p99):>8} {_ms(spread.most):>8}"
    yield f"  {'process':<30} {'processor s':>12} {'ms a request':>13} {'MB warm':>8} {'MB':>7}"
    for name, cpu in outcome.cpu.items():
        each = 1000 * cpu / max(1, outcome.asked)
        warm, end = outcome.warm[name].memory, outcome.memory[name].memory
        yield f"  {name:<30} {cpu:>12.1f} {each:>13.1f} {warm:>8.0f} {end:>7.0f}"
    for what, times in sorted(outcome.refused.items()):
        yield f"  not done: {what}: {times}"


def _summary(outcome: Outcome) -> Iterator[tuple[str, str]]:
    yield "requests accepted", f"{outcome.asked}, {outcome.asked / outcome.seconds:.2f}/s"
    yield "POST /requests", _spread(outcome.ask)
    yield "request to the volunteer's message", _spread(outcome.to_message)
    yield "visits agreed", str(outcome.visits)
    yield "events told, heard", f"{outcome.events.told}, {outcome.events.heard}"
    yield "events heard a second", f"{outcome.heard / outcome.seconds:.1f}"
    yield "processor time a request, driver not counted", f"{1000 * outcome.cpu_each:.0f} ms"
    yield "in the dark (no answer before patience ended)", str(outcome.unsure)
    yield "turns of the crowd that failed", str(outcome.failed)


def _spread(spread: Spread) -> str:
    return f"p50 {_ms(spread.p50)}, p99 {_ms(spread.p99)}, most {_ms(spread.most)} of {spread.count}"


def _ms(seconds: float) -> str:
    return "–" if math.isnan(seconds) else f"{1000 * seconds:.0f} ms"
