"""Opens live boards on a cluster of its own, changes the queue, and says how late screens show it.

A board is a stream, the row of each change within half a second of it, and every five seconds at most the numbers on
top, as in a browser; all come through the gateway. The delay counts from the commit, as PostgreSQL noted it, and is set
beside that of a bare connection which the database calls. Ends with status 1 when a change was lost, seen twice or out
of order, a board did not stay open, or a change took longer than --within to a screen.

Not as in an office: all boards come from one address, so the gateway's limits of one address are lifted; each has a
session of its own; each question is HTTP/1.0 on a fresh connection; no board goes and comes back, and none reads its
whole list anew. Driver, cluster and servers share this machine.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from bench.load.figures import Spread
from bench.load.machine import Taken, cpu_between
from bench.streams.boards import Board, Boards
from bench.streams.city import Desks, Offices, Readers, a_city
from bench.streams.truth import BareListener, Committed, committed, last_position
from tools.waiting import until

PROMISED = 2.0
"""Seconds within which a change is on every screen, on a machine that has nothing else to do."""

PATIENCE = 60


@dataclass(frozen=True)
class Seen:
    """What all boards together saw of what was committed; the last three are seconds since the commit."""

    boards: int
    changes: int
    wrong: int
    counted: int
    bare: Spread
    told: Spread
    shown: Spread


@click.command(help=__doc__)
@click.option("--boards", default=200, show_default=True, type=click.IntRange(1, 400))
@click.option(
    "--wards", default=40, show_default=True, type=click.IntRange(1, 126), help="Boards are of these in turns."
)
@click.option("--rate", default=2.0, show_default=True, type=click.FloatRange(min=0.1), help="Requests a second.")
@click.option("--seconds", default=120.0, show_default=True, type=click.FloatRange(min=1))
@click.option("--within", default=PROMISED, show_default=True, type=click.FloatRange(min=0.1), help="Seconds at most.")
def main(boards: int, wards: int, rate: float, seconds: float, within: float) -> None:
    with a_city() as stage:
        url, offices = stage.databases["volunteers"], Offices(stage.cluster, wards)
        turns = [offices.wards[place % len(offices.wards)] for place in range(boards)]
        with Boards(stage.address, [Board(ward, offices.staff_of(ward)) for ward in turns]) as opened:
            until(lambda: opened.open == boards, seconds=PATIENCE)
            with BareListener(url) as bare, Readers(stage.address, offices) as readers:
                before, first, began = stage.taken(), last_position(url), time.monotonic()
                Desks(stage.address, offices, rate).work(seconds)
                took = time.monotonic() - began
                truth = _settled(url, first, opened)
            cpu, memory = cpu_between(before, stage.taken()), stage.taken()
            still_open = opened.open
        seen = _judge(opened, truth, bare.heard)
    _say(seen, still_open, took, Spread.of(readers.taken), cpu, memory)
    sys.exit(0 if still_open == boards and not seen.wrong and seen.shown.most < within else 1)


def _settled(url: str, first: int, opened: Boards) -> list[Committed]:
    """All that was committed, once every board shows it and nothing comes after it any more; or patience ends."""
    give_up, last = time.monotonic() + PATIENCE, -1
    truth = committed(url, first)
    while time.monotonic() < give_up:
        of_ward = {board.ward: 0 for board in opened.all}
        for change in truth:
            if change.ward in of_ward:
                of_ward[change.ward] += 1
        if len(truth) == last and opened.seen == sum(of_ward[board.ward] for board in opened.all):
            break
        last = len(truth)
        time.sleep(3)
        truth = committed(url, first)
    return truth


def _judge(boards: Boards, truth: Sequence[Committed], bare: dict[tuple[str, int], float]) -> Seen:
    at = {change.position: change.at for change in truth}
    wrong, told, shown = 0, list[float](), list[float]()
    for board in boards.all:
        wanted = [change.position for change in truth if change.ward == board.ward]
        wrong += [position for position, _ in board.heard] != wanted or set(board.shown) != set(wanted)
        told += [moment - at[position] for position, moment in board.heard if position in at]
        shown += [moment - at[position] for position, moment in board.shown.items() if position in at]
    floor = [bare[change.subject] - change.at for change in truth if change.subject in bare]
    counted = boards.counted
    return Seen(len(boards.all), len(truth), wrong, counted, Spread.of(floor), Spread.of(told), Spread.of(shown))


def _say(
    seen: Seen, still_open: int, took: float, pages: Spread, cpu: dict[str, float], memory: dict[str, Taken]
) -> None:
    for name, value in _lines(seen, still_open, took, pages):
        click.echo(f"  {name:<62} {value}")
    for name, spent in list(cpu.items())[:6]:
        click.echo(f"  {name:<62} {100 * spent / took:.0f} % of a core, {memory[name].memory:.0f} MB")


def _lines(seen: Seen, still_open: int, took: float, pages: Spread) -> Iterator[tuple[str, str]]:
    yield "boards open through the gateway, and still so at the end", f"{seen.boards}, {still_open}"
    yield "changes committed", f"{seen.changes} in {took:.0f} s"
    yield "boards that saw not each of their changes once and in order", str(seen.wrong)
    yield "numbers on top that were read anew, by all boards together", str(seen.counted)
    yield "reference: from the commit to a bare connection that is called", _spread(seen.bare)
    yield "from the commit to the board's stream", _spread(seen.told)
    yield "from the commit to the row on the screen", _spread(seen.shown)
    yield "ratio of the last to the reference, p50", f"{seen.shown.p50 / seen.bare.p50:.1f}×"
    yield "the board's first page meanwhile", _spread(pages)


def _spread(spread: Spread) -> str:
    return f"p50 {_ms(spread.p50)}, p99 {_ms(spread.p99)}, most {_ms(spread.most)} of {spread.count}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"


if __name__ == "__main__":
    main()
