"""``python -m tests.guards``: takes each guard away in a copy of the code, and sees its tests fail."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager

import click

from tests.guards.guard import BadPatch, Guard, all_guards
from tests.guards.plugin import ports_of
from tests.guards.trial import Trials, snapshot
from tools.servers.rabbit import RabbitServer


@click.command()
@click.argument("names", nargs=-1)
@click.option("--list", "only_list", is_flag=True, help="Only say which guard keeps which row, and who would notice.")
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1), help="How many copies at a time.")
@click.option("--patience", default=10.0, show_default=True, help="Seconds a test waits before it fails.")
def main(names: tuple[str, ...], only_list: bool, jobs: int, patience: float) -> None:
    """Take each guard away in a copy of the tracked files, and see the tests that its patch names fail.

    NAMES choose guards by a part of their names; all are tried when none is given. The tests are run once
    on the code as it is first: they have to pass. Exits with 1 when a patch does not fit any more, when a
    test stays green without its guard, or when it fails for another reason than a broken promise.
    """
    guards = [guard for guard in all_guards() if not names or any(name in guard.name for name in names)]
    if not guards:
        raise click.UsageError("No guard has such a name. See them with --list.")
    if only_list:
        click.echo("\n\n".join(map(in_words, guards)))
        return
    started = time.monotonic()
    with snapshot() as tree, a_broker() as ports:
        failed = try_all(Trials(tree, ports, patience), guards, jobs)
    click.echo(f"{len(guards)} guards in {time.monotonic() - started:.0f} s, {len(failed)} in doubt.")
    sys.exit(1 if failed else 0)


@contextmanager
def a_broker() -> Iterator[str]:
    """The ports of a RabbitMQ that all copies share, unless their tests stop it."""
    server = RabbitServer()
    try:
        server.start()
        yield ports_of(server)
    finally:
        server.remove()


def try_all(trials: Trials, guards: Sequence[Guard], jobs: int) -> list[str]:
    """See the tests pass, then fail without their guards; the names of the guards in doubt."""
    with ThreadPoolExecutor(jobs) as pool:
        if not all(pool.map(lambda fresh: pass_now(trials, guards, jobs, fresh), (True, False))):
            return [guard.name for guard in guards]
        trying = {pool.submit(try_one, trials, guard): guard for guard in guards}
        failed = []
        for number, done in enumerate(as_completed(trying), 1):
            guard, (kept, words) = trying[done], done.result()
            click.echo(f"[{number}/{len(guards)}] {'seen' if kept else 'IN DOUBT'}: {guard.name} {words}")
            if not kept:
                failed.append(guard.name)
        return failed


def pass_now(trials: Trials, guards: Sequence[Guard], jobs: int, fresh_broker: bool) -> bool:
    """Whether all named tests pass on the code as it is."""
    tests = sorted({test for guard in guards if guard.fresh_broker == fresh_broker for test in guard.tests})
    if not tests:
        return True
    endings = trials.unharmed(tests, fresh_broker=fresh_broker, workers=jobs)
    broken = [ending for ending in endings if ending.outcome != "passed"]
    for ending in broken:
        click.echo(f"With every guard in its place: {ending}")
    click.echo(f"{len(endings) - len(broken)} of {len(endings)} tests pass on the code as it is.")
    return not broken


def try_one(trials: Trials, guard: Guard) -> tuple[bool, str]:
    """Whether each test of ``guard`` breaks its promise without it, and that in words."""
    started = time.monotonic()
    try:
        endings = trials.without(guard)
    except BadPatch as error:
        return False, str(error)
    unmoved = [ending for ending in endings if not ending.broke_a_promise]
    if unmoved:
        return False, "is not missed: " + "; ".join(map(str, unmoved))
    return True, f"fails {len(endings)} of {len(endings)} ({time.monotonic() - started:.0f} s)"


def in_words(guard: Guard) -> str:
    rows = "".join(f"\n  row:   {row}" for row in guard.rows)
    tests = "".join(f"\n  fails: {test}" for test in guard.tests)
    return f"{guard.name}{rows}\n  guard: {guard.guard}{tests}"


if __name__ == "__main__":
    main()
