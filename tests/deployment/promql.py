"""What Prometheus asks, taken apart: the metrics and labels of the alerts and of the dashboard."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import promql_parser
import yaml
from prometheus_client.parser import text_string_to_metric_families

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy/prometheus"
DASHBOARD = ROOT / "deploy/grafana/outreach.json"

OF_EVERYBODY = {"job", "instance", "le"}
"""Labels that Prometheus adds, and the one of every histogram's buckets."""


@cache
def alerts() -> list[dict[str, Any]]:
    """Every alert as its file has it."""
    return [rule for group in read(PROMETHEUS / "alerts.yml")["groups"] for rule in group["rules"]]


@cache
def panels() -> list[dict[str, Any]]:
    """Every panel of the dashboard that shows something."""
    dashboard = json.loads(DASHBOARD.read_text())
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def expressions() -> Iterator[tuple[str, str]]:
    """Whatever is asked: where, and what. Grafana fills in what begins with a dollar."""
    for rule in alerts():
        yield rule["alert"], rule["expr"]
    for panel in panels():
        for target in panel["targets"]:
            asked = target["expr"].replace("$__rate_interval", "5m").replace("$service", "sessions")
            yield panel["title"], asked


def labels_asked() -> dict[str, set[str]]:
    """Metric → the labels by which anything picks or groups it."""
    asked: dict[str, set[str]] = defaultdict(set)
    for _, expression in expressions():
        _note_labels(promql_parser.parse(expression), asked)
    return dict(asked)


def labels_given(text: str) -> dict[str, set[str]]:
    """Metric → the labels it has, of what a process answers at ``/metrics``."""
    given: dict[str, set[str]] = defaultdict(set)
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            given[sample.name] |= sample.labels.keys()
    return dict(given)


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text())


def _note_labels(expression: Any, asked: dict[str, set[str]]) -> None:
    def see(node: Any) -> bool:
        if isinstance(node, promql_parser.VectorSelector):
            asked[str(node.name)] |= {matcher.name for matcher in node.matchers.matchers}
        elif isinstance(node, promql_parser.AggregateExpr) and node.modifier is not None:
            for metric in _metrics_in(node.expr):
                asked[metric] |= set(node.modifier.labels)
        return True

    promql_parser.walk(expression, see)


def _metrics_in(expression: Any) -> set[str]:
    found: set[str] = set()

    def see(node: Any) -> bool:
        if isinstance(node, promql_parser.VectorSelector):
            found.add(str(node.name))
        return True

    promql_parser.walk(expression, see)
    return found
