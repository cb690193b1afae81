"""Figures for people: lines on the terminal, and a page in Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from bench.measure import Outcome, Spread, Verdict

PACKAGES = ("celery", "kombu", "pika", "psycopg", "SQLAlchemy", "Flask", "gunicorn")


def lines(outcome: Outcome, *, judged: bool) -> Iterator[str]:
    """The outcome of one benchmark on a terminal."""
    rows = [(case, _figures(spread), measure) for case, measure, spread in outcome.spreads()]
    rows += [(_named(each), f"{_figures(each.ratio)}×", _demand(each, judged)) for each in outcome.verdicts()]
    name, figures = (max(len(row[column]) for row in rows) for column in (0, 1))
    yield outcome.benchmark.title
    for row in rows:
        yield f"  {row[0]:<{name}}  {row[1]:>{figures}}  {row[2]}".rstrip()


def page(outcomes: Sequence[Outcome], facts: Sequence[str], *, judged: bool) -> str:
    """Everything as one Markdown page."""
    parts = ["# Benchmarks", "", "Written by `python -m bench --write`. Median (least to most) of the rounds.", ""]
    parts += [f"* {fact}" for fact in facts]
    for outcome in outcomes:
        parts += ["", f"## {outcome.benchmark.title}", "", "| | figures | |", "| --- | ---: | --- |"]
        parts += [f"| {case} | {_figures(spread)} | {measure} |" for case, measure, spread in outcome.spreads()]
        if outcome.benchmark.comparisons:
            parts += ["", "| ratio | figures | demanded |", "| --- | ---: | --- |"]
            parts += [_row(verdict, judged) for verdict in outcome.verdicts()]
    return "\n".join(parts) + "\n"


def facts(rounds: int) -> list[str]:
    """What the figures were measured on."""
    return [
        f"{rounds} rounds, {os.cpu_count()} cores for client, broker and database together",
        f"{platform.machine()}, Linux {platform.release().partition('-')[0]}, Python {platform.python_version()}",
        ", ".join(f"{name} {version(name)}" for name in PACKAGES),
    ]


def _row(verdict: Verdict, judged: bool) -> str:
    return f"| {_named(verdict)} | {_figures(verdict.ratio)}× | {_demand(verdict, judged)} |"


def _named(verdict: Verdict) -> str:
    comparison = verdict.comparison
    return f"{comparison.ours} / {comparison.reference}, {comparison.measure}"


def _demand(verdict: Verdict, judged: bool) -> str:
    demand = verdict.comparison.demand
    if not demand:
        return ""
    if not judged:
        return f"{demand}: not judged"
    return f"{demand}: {'holds' if verdict.holds else 'MISSED'}"


def _figures(spread: Spread) -> str:
    return f"{_number(spread.median)} ({_number(spread.least)} to {_number(spread.most)})"


def _number(value: float) -> str:
    """Three significant digits, thousands with a comma."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
