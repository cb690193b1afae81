"""What is said on the way, at every tenth of it: where there is no stretch to draw a bar for."""

from __future__ import annotations

from collections.abc import Callable

import click


def settling(volunteers: int) -> Callable[[int], None]:
    """Told how many volunteers have moved in."""
    tenths = _tenths()

    def tell(settled: int) -> None:
        if tenths("", settled / volunteers):
            click.echo(f"{settled} of {volunteers} volunteers have moved in", err=True)

    return tell


def filling(size: int) -> Callable[[str, float], None]:
    """Told how much of a service's database is filled."""
    tenths = _tenths()

    def tell(service: str, share: float) -> None:
        if tenths(service, share):
            click.echo(f"filling up to {size:,} requests: {service} {int(10 * share)}0 %", err=True)

    return tell


def _tenths() -> Callable[[str, float], bool]:
    """Whether one more tenth of ``what`` is over."""
    said: dict[str, int] = {}

    def another(what: str, share: float) -> bool:
        before, now = said.get(what, 0), int(10 * share)
        said[what] = now
        return now > before

    return another
