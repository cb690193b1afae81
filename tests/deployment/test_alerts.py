"""Alerts: they fire on what they are for and are silent before, and each says what to do and where the rest stands."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deployment.compose import composed
from tests.deployment.promql import PROMETHEUS, ROOT, alerts, read
from tools.servers.missing import find_program

SERIES = Path(__file__).with_name("made_up_series.yml")
SYMPTOMS = {  # what has to wake somebody, and by which alert
    "a process that is gone": "ProcessGone",
    "a node of the broker that is gone": "BrokerNodeGone",
    "a prober that is gone": "NobodyLooks",
    "the oldest outbox row": "OutboxDoesNotEmpty",
    "a silent worker": "WorkerSilent",
    "parked events": "EventsParked",
    "conflicts": "Conflicts",
    "dead letters": "DeadLetters",
    "people nobody could reach": "NobodyReached",
    "the share of errors": "AnswersFail",
    "slow answers": "AnswersSlow",
    "overdue promises that grow": "PromisesOverdueGrow",
    "codes that are guessed": "CodesGuessed",
    "visit codes that are guessed": "VisitCodesGuessed",
    "a disk that fills": "DiskFills",
    "a certificate that ends": "CertificateEnds",
}


def promtool(*words: str, folder: Path = PROMETHEUS) -> None:
    program = find_program("promtool", "prometheus")
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("words", [("check", "rules", "alerts.yml"), ("check", "config", "prometheus.yml")])
def test_prometheus_takes_the_files(words: tuple[str, ...]) -> None:
    promtool(*words)


def test_each_symptom_has_its_alert() -> None:
    assert set(SYMPTOMS.values()) <= {rule["alert"] for rule in alerts()}


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: rule["alert"])
def test_an_alert_says_what_it_is_what_to_do_and_where_more_stands(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("page", "ticket")
    said = rule["annotations"]
    assert said.keys() == {"summary", "what_to_do", "runbook"}
    assert all(text.endswith((".", "?")) for text in (said["summary"], said["what_to_do"]))
    file, _, anchor = said["runbook"].partition("#")
    assert anchor in anchors(ROOT / file)


def test_a_line_of_the_log_that_an_alert_names_says_which_of_those_it_fired_for() -> None:
    written = log_lines()
    for rule in alerts():
        for line in re.findall(r"(\w+_\w+) lines", rule["annotations"]["what_to_do"]):
            said = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"])) - {"service", "instance"}
            assert said <= written.get(line, set()), rule["alert"]


def log_lines() -> dict[str, set[str]]:
    """Event → what is said with it, of every line our code writes to its log."""
    calls = [
        call
        for folder in ("shared", "services")
        for file in (ROOT / folder).rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args
        if isinstance(call.func.value, ast.Name) and call.func.value.id == "log"
    ]
    events = {call.args[0].value: call for call in calls if isinstance(call.args[0], ast.Constant)}
    return {str(event): {word.arg or "" for word in call.keywords} for event, call in events.items()}


def test_whatever_is_found_by_name_is_missed_by_name() -> None:
    """Its target goes with its name, and with the target what Prometheus would say of it."""
    jobs = {job["job_name"]: job for job in read(PROMETHEUS / "prometheus.yml")["scrape_configs"]}
    expressions = {rule["alert"]: rule["expr"] for rule in alerts()}
    for job, alert in {"web": "ProcessGone", "worker": "ProcessGone", "rabbitmq": "BrokerNodeGone"}.items():
        assert {"source_labels": ["__meta_dns_name"], "target_label": "process"} in jobs[job]["relabel_configs"]
        (found,) = jobs[job]["dns_sd_configs"]
        always = set(found["names"]) & composed().keys()  # compose.ha.yml adds nodes
        assert {name for name in always if f'absent(up{{process="{name}"}})' in expressions[alert]} == always


def test_each_alert_is_tried_silent_and_firing() -> None:
    tried = [(trial["alertname"], bool(trial["exp_alerts"])) for case in cases() for trial in case["alert_rule_test"]]
    assert set(tried) == {(rule["alert"], fires) for rule in alerts() for fires in (True, False)}


def test_alerts_fire_on_what_they_are_for_and_are_silent_before(tmp_path: Path) -> None:
    rules = read(PROMETHEUS / "alerts.yml")
    for group in rules["groups"]:
        for rule in group["rules"]:
            del rule["annotations"]  # promtool would want each sentence again beside each series
    (tmp_path / "alerts.yml").write_text(yaml.safe_dump(rules))
    (tmp_path / "series.yml").write_text(SERIES.read_text())
    promtool("test", "rules", "series.yml", folder=tmp_path)


def cases() -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = read(SERIES)["tests"]
    return made


def anchors(file: Path) -> set[str]:
    """The headings of a Markdown file as links name them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
