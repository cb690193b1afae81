"""What watches: whatever the alerts and the dashboard ask for is really told by a running process."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from sqlite3 import connect

import promql_parser
import pytest
import requests

from tests.deployment.compose import ROOT, SERVICES, composed
from tests.deployment.promql import (
    DASHBOARD,
    OF_EVERYBODY,
    PROMETHEUS,
    expressions,
    labels_asked,
    labels_given,
    panels,
    read,
)
from tests.flows.client import Client
from tests.flows.network import Network, embedded_network
from tests.flows.people import REQUESTS, a_member_of_staff, a_request, mornings
from tools.servers.missing import find_program
from tools.servers.ports import free_port
from tools.servers.rabbit import RabbitServer
from tools.waiting import until

WATCHING = "compose.watching.yml"
OF_OTHERS = {  # told by programs that are not ours; RabbitMQ's are asked of a real node below
    "up": {"process"},  # Prometheus itself, and the name it found the target by
    "probe_success": set(),  # blackbox exporter
    "probe_ssl_earliest_cert_expiry": set(),
    "node_filesystem_avail_bytes": {"device", "fstype", "mountpoint"},  # node exporter
    "node_filesystem_size_bytes": {"device", "fstype", "mountpoint"},
    "node_cpu_seconds_total": {"cpu", "mode"},
}
LABELS = OF_EVERYBODY | {
    *("service", "type", "ending", "answer", "status", "method", "route", "timer", "outcome", "loop", "channel"),
    *("version", "python", "implementation", "major", "minor", "patchlevel", "generation"),
}
NAME, PHONE = "Nguyễn Thị Lan", "+84912000003"


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """One process that has lived a little: a call, its events, a message, and an event nobody can read."""
    network = embedded_network(tmp_path_factory.mktemp("watched"))
    try:
        a_member_of_staff(network)
        Client(network).post(REQUESTS, a_request(NAME, PHONE, mornings(network, 1, 2, 3)), expect=201)
        network.phone(PHONE).code("request.code")
        _defer_what_nobody_can_read(network)
        until(lambda: "outreach_events_retried_total{" in told(network, "sessions"))
        until(lambda: "outreach_messages_decided_total{" in told(network, "notifications"))
        # Loops say that they run a moment after the service answers.
        until(lambda: all("outreach_heartbeat_age_seconds{" in told(network, service) for service in SERVICES))
        yield network
    finally:
        network.stop()


def _defer_what_nobody_can_read(network: Network) -> None:
    with closing(connect(network.folder / "sessions.sqlite3", isolation_level=None)) as database:
        database.execute(
            "INSERT INTO inbox (event_id, status, received_at, attempts, next_attempt_at, body)"
            " VALUES ('e-1', 'deferred', '2026-01-01 00:00:00', 1, '2026-01-01 00:00:00', ?)",
            (b"no event",),
        )


def told(network: Network, service: str) -> str:
    answer = requests.get(f"{network.addresses[service]}/metrics", timeout=10)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(("where", "expression"), list(expressions()))
def test_what_is_asked_is_promql(where: str, expression: str) -> None:
    assert promql_parser.parse(expression) is not None, where


def test_every_metric_and_label_that_is_asked_for_is_told_by_a_running_process(network: Network) -> None:
    asked = {metric: labels for metric, labels in labels_asked().items() if not metric.startswith("rabbitmq_")}
    given = OF_OTHERS | _told_by_us(network)
    unknown = {metric: labels - given.get(metric, set()) - OF_EVERYBODY for metric, labels in asked.items()}
    assert [metric for metric in asked if metric not in given] == []
    assert {metric: labels for metric, labels in unknown.items() if labels} == {}


def _told_by_us(network: Network) -> dict[str, set[str]]:
    """Metric → labels, of the three services together."""
    given: dict[str, set[str]] = {}
    for service in SERVICES:
        for metric, labels in labels_given(told(network, service)).items():
            given[metric] = given.get(metric, set()) | labels
    return given


def test_whatever_we_measure_is_shown_or_alarms(network: Network) -> None:
    ours = {
        metric for metric in _told_by_us(network) if metric.startswith("outreach_") and not metric.endswith("_created")
    }
    measured = {re.sub("_(bucket|count|sum)$", "", metric) for metric in ours}
    asked = {re.sub("_(bucket|count|sum)$", "", metric) for metric in labels_asked()}
    assert measured - asked == set()


def test_metrics_name_nobody_and_nothing_of_which_there_are_many(network: Network) -> None:
    for service in SERVICES:
        text = told(network, service)
        assert set().union(*labels_given(text).values()) <= LABELS
        values = re.findall(r'="([^"]*)"', text)
        assert not [value for value in values if "Lan" in value or PHONE[3:] in value]
        assert not [value for value in values if re.search("[0-9a-f]{8}-[0-9a-f]{4}", value)]
        assert len(text.splitlines()) < 5000


def test_rabbitmq_tells_what_the_alerts_ask_of_it() -> None:
    port = free_port()
    server = RabbitServer(settings=f"\nprometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = {port}\n")
    plugins = find_program("rabbitmq-plugins", "rabbitmq-server", "/usr/lib/rabbitmq/bin")
    words = [str(plugins), "enable", "--offline", "rabbitmq_prometheus"]
    subprocess.run(words, env=server.environment, check=True, capture_output=True)
    try:
        server.start()
        server.create_vhost("outreach")
        server.management(
            "PUT", "queues/outreach/sessions.dead", {"durable": True, "arguments": {"x-queue-type": "quorum"}}
        )
        wanted = {metric: labels for metric, labels in labels_asked().items() if metric.startswith("rabbitmq_")}
        until(lambda: wanted.keys() <= _told_by_rabbitmq(port).keys())  # it counts every five seconds
        given = _told_by_rabbitmq(port)
        assert {metric for metric, labels in wanted.items() if not labels <= given[metric] | OF_EVERYBODY} == set()
    finally:
        server.remove()


def _told_by_rabbitmq(port: int) -> dict[str, set[str]]:
    """As Prometheus' two jobs ask for it."""
    jobs = {job["job_name"]: job for job in read(PROMETHEUS / "prometheus.yml")["scrape_configs"]}
    given: dict[str, set[str]] = {}
    for job in (jobs["rabbitmq"], jobs["queues"]):
        address = f"http://127.0.0.1:{port}{job.get('metrics_path', '/metrics')}"
        given |= labels_given(requests.get(address, job.get("params"), timeout=10).text)
    return given


def test_every_process_is_asked_and_prometheus_reaches_it() -> None:
    processes = composed("compose.ha.yml", WATCHING)
    mine = set(processes["prometheus"]["networks"])
    named = {
        name
        for job in read(PROMETHEUS / "prometheus.yml")["scrape_configs"]
        for found in job.get("dns_sd_configs", [])
        for name in found["names"]
    }
    ours = {name for name in processes if name.endswith(("-web", "-worker", "-sender"))}
    assert named == ours | {"rabbitmq", "rabbitmq-2", "rabbitmq-3"}
    assert not [name for name in named if not mine & set(processes[name]["networks"])]


def test_each_worker_answers_on_the_port_that_is_asked() -> None:
    jobs = {job["job_name"]: job for job in read(PROMETHEUS / "prometheus.yml")["scrape_configs"]}
    (found,) = jobs["worker"]["dns_sd_configs"]
    for name in found["names"]:
        assert composed()[name]["environment"][f"{name.partition('-')[0].upper()}_WORKER_PORT"] == str(found["port"])


def test_what_watches_listens_on_this_machine_only_and_changes_nothing() -> None:
    watchers = composed(WATCHING).keys() - composed().keys()
    assert watchers == {"prometheus", "grafana", "prober", "machine"}
    for name in watchers:
        watcher = composed(WATCHING)[name]
        assert (watcher["read_only"], watcher["cap_drop"]) == (True, ["ALL"])
        assert all(port["host_ip"] == "127.0.0.1" for port in watcher.get("ports", []))
        assert "limits" in watcher["deploy"]["resources"]
        binds = [mount for mount in watcher["volumes"] if mount["type"] == "bind"]
        assert all(mount["read_only"] for mount in binds)


def test_grafana_finds_our_dashboard_and_our_prometheus() -> None:
    grafana = composed(WATCHING)["grafana"]
    (provider,) = read(ROOT / "deploy/grafana/provisioning/dashboards/outreach.yml")["providers"]
    places = {mount["target"]: mount["source"] for mount in grafana["volumes"]}
    assert places[f"{provider['options']['path']}/outreach.json"] == str(DASHBOARD)
    (source,) = read(ROOT / "deploy/grafana/provisioning/datasources/prometheus.yml")["datasources"]
    assert {panel["datasource"]["uid"] for panel in panels()} == {source["uid"]}
    assert set(grafana["networks"]) & set(composed(WATCHING)["prometheus"]["networks"])


def test_every_panel_has_its_own_place_and_a_title_that_says_what_it_shows() -> None:
    everything = json.loads(DASHBOARD.read_text())["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in everything]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in everything}) == len(everything)
    assert len({panel["title"] for panel in everything}) == len(everything)


def test_where_traces_are_wanted_every_process_sends_them_with_the_packages_for_it() -> None:
    traced = composed("compose.tracing.yml")
    ours = [name for name in composed() if name.endswith(("-web", "-worker", "-sender"))]
    for name in ours:
        assert traced[name]["environment"]["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://traces:4318"
        assert traced[name]["build"]["args"] == {"TRACING": "yes"}
        assert set(traced[name]["networks"]) & set(traced["traces"]["networks"])
    assert "requirements-tracing.txt" in (ROOT / "Dockerfile").read_text()
    assert "!requirements-tracing.txt" in (ROOT / ".dockerignore").read_text()
