"""``make cluster``: the production shape comes up behind nginx, stays up, stops cleanly and goes on where it was."""

from __future__ import annotations

import os
import re
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import psycopg
import pytest
import requests

from tests.deployment.compose import SERVICES
from tests.flows.network import Phone
from tests.kit.clusters import UNLIMITED, a_folder, descendants
from tools.cluster import Cluster, ClusterError
from tools.servers.keeper import is_running
from tools.servers.ports import free_port
from tools.waiting import until

pytestmark = pytest.mark.xdist_group("cluster")

ROOT = Path(__file__).parents[2]
STAFF = "+84912345678"
ADD_STAFF = ("python", "-m", "services.volunteers", "add-staff", "--name", "Cô Hạnh", "--phone", STAFF, "--city")
START_SECONDS = 180


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with a_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def left_behind(folder: Path) -> set[int]:
    """The processes of a ``make cluster`` that was stopped by Ctrl-C, after it was given its first staff member."""
    command = [sys.executable, "-m", "tools.cluster"]
    up = [*command, "up", "--folder", str(folder), "--port", str(free_port())]
    (folder / ".env").write_text("WEB_CONCURRENCY=1\n")
    with (folder / "said").open("w") as said:
        running = subprocess.Popen(up, cwd=ROOT, stdout=said, stderr=said)
    try:
        until(lambda: "Ready at" in (folder / "said").read_text() or running.poll() is not None, seconds=START_SECONDS)
        processes = descendants(running.pid)
        run = [*command, "run", "--folder", str(folder), "volunteers-worker", *ADD_STAFF]
        done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True)
        running.send_signal(signal.SIGINT)
        assert running.wait(START_SECONDS) == 0, (folder / "said").read_text()
    finally:
        running.kill()  # its keeper ends what it leaves
        running.wait()
    assert f"may sign in with {STAFF}" in done.stdout, done.stderr
    return processes


@pytest.fixture(scope="module")
def cluster(folder: Path, left_behind: set[int]) -> Iterator[Cluster]:
    """The same folder, started again with two workers a service."""
    assert left_behind
    settings = {**UNLIMITED, "NOTIFICATIONS_CHANNELS": f"file://{folder}/messages.jsonl"}
    cluster = Cluster.prepare(folder, workers=2, durable=False, environment=settings)
    cluster.start()
    yield cluster
    cluster.remove()


def test_one_stop_leaves_no_process(left_behind: set[int], folder: Path) -> None:
    assert len(left_behind) > 10
    until(lambda: not any(map(is_running, left_behind)), seconds=5)
    assert not [log for log in (folder / "logs").iterdir() if "and is killed" in log.read_text()]
    assert "Stopped. The next start goes on from" in (folder / "said").read_text()


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_answers_behind_nginx(cluster: Cluster, service: str) -> None:
    def nothing_is_amiss() -> bool:
        ready = requests.get(f"{cluster.address}/{service}/readyz", timeout=10)
        assert ready.status_code == 200, ready.text
        return bool(ready.json()["status"] == "ok")

    until(nothing_is_amiss)  # workers say that they are there within a few seconds
    document = requests.get(f"{cluster.address}/{service}/api/openapi.json", timeout=10).json()
    assert document["servers"][0]["url"].endswith(f"/{service}"), "the gateway says under which prefix it stands"
    metrics = requests.get(f"{cluster.processes[f'{service}-web'].address}/metrics", timeout=10).text
    assert "outreach_http_requests_total" in metrics


def test_the_next_start_goes_on_where_the_first_was_and_what_one_tells_reaches_a_phone(
    cluster: Cluster, folder: Path
) -> None:
    asked = requests.post(f"{cluster.address}/volunteers/api/v1/sign-in/code", json={"phone": STAFF}, timeout=10)
    assert asked.ok, asked.text
    assert Phone(folder / "messages.jsonl", STAFF).code("signin.code").isdigit()


def test_the_database_server_has_the_settings_of_its_container_and_admits_nobody_without_password(
    cluster: Cluster,
) -> None:
    with psycopg.connect(cluster.superuser_url()) as superuser:
        (connections,) = superuser.execute("SHOW max_connections").fetchone() or ("",)
        assert f"max_connections={connections}" in cluster.containers["postgres"].command
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{cluster.port_of('postgres')}/postgres")


def test_as_many_workers_run_as_were_asked_for_each_with_its_own_health_and_log(cluster: Cluster) -> None:
    for service in SERVICES:
        for worker in (cluster.processes[f"{service}-worker"], cluster.processes[f"{service}-worker-2"]):
            metrics = requests.get(f"{worker.address}/metrics", timeout=10).text
            assert "outreach_" in metrics
            assert "worker_started" in worker.log.read_text()


def test_the_handbook_looks_for_memory_where_it_is_told(cluster: Cluster) -> None:
    handbook = " ".join((ROOT / "docs/operating.md").read_text().split())
    (name,) = re.findall(r"look at `docker stats`, for workers also at how `(\w+)`", handbook)
    processes = {role: cluster.processes[f"sessions-{role}"] for role in ("web", "worker")}
    told = {role: requests.get(f"{each.address}/metrics", timeout=10).text for role, each in processes.items()}
    assert [role for role, text in told.items() if f"\n{name} " in text] == ["worker"]


@pytest.mark.parametrize("name", ["volunteers-web", "sessions-worker", "notifications-sender", "gateway", "mail"])
def test_a_killed_process_comes_back(cluster: Cluster, name: str) -> None:
    process = cluster.processes[name]
    killed, restarts = descendants(process.pid) | {process.pid}, process.restarts
    process.kill()
    until(lambda: process.restarts > restarts and process.is_ready())
    assert process.pid not in killed
    until(lambda: not any(map(is_running, killed)))


def test_a_gunicorn_that_is_killed_alone_takes_its_workers_with_it_and_comes_back(cluster: Cluster) -> None:
    process = cluster.processes["sessions-web"]
    workers, restarts = descendants(process.pid), process.restarts
    os.kill(process.pid, signal.SIGKILL)
    until(lambda: process.restarts > restarts and process.is_ready())
    until(lambda: not any(map(is_running, workers)))


def test_a_database_server_that_somebody_kills_comes_back(cluster: Cluster) -> None:
    def answers() -> bool:
        try:
            return requests.get(f"{cluster.address}/volunteers/readyz", timeout=10).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    killed = cluster.postgres.pid
    os.kill(killed, signal.SIGKILL)
    until(lambda: cluster.postgres.pid != killed)
    until(answers)


def test_a_service_without_web_process_costs_its_own_pages_and_people_are_told_in_both_languages(
    cluster: Cluster,
) -> None:
    cluster.processes["sessions-web"].stop()
    away = requests.get(f"{cluster.address}/sessions/agenda", headers={"Accept": "text/html"}, timeout=10)
    assert away.status_code == 503
    assert "Phần này đang tạm nghỉ" in away.text
    assert "short rest" in away.text
    assert requests.get(f"{cluster.address}/volunteers/readyz", timeout=10).ok
    cluster.start(without=cluster.migrates)


def test_a_process_that_stands_still_is_stopped_all_the_same(cluster: Cluster) -> None:
    worker = cluster.processes["sessions-worker-2"]
    worker.pause()
    worker.stop()
    assert not worker.running
    worker.start()
    until(worker.is_ready)


def test_a_message_by_e_mail_lies_in_the_mailbox(cluster: Cluster) -> None:
    with until(partial(a_client, cluster.port_of("mail"))) as client:
        client.sendmail("khong-tra-loi@outreach.example", ["an@outreach.example"], b"Subject: Chao\r\n\r\nXin chao\r\n")
    (mail,) = (cluster.folder / "mail/new").iterdir()
    assert "Subject: Chao" in mail.read_text()


def a_client(port: int) -> smtplib.SMTP | None:
    """One the mailbox has greeted; none while it is on its way up."""
    with suppress(ConnectionRefusedError):
        return smtplib.SMTP("127.0.0.1", port)
    return None


def test_a_second_cluster_in_the_same_folder_is_refused(cluster: Cluster, folder: Path) -> None:
    with pytest.raises(ClusterError, match=r"runs in .* already"):
        Cluster.prepare(folder).start()


def test_a_command_that_fails_says_why(cluster: Cluster) -> None:
    with pytest.raises(ClusterError, match="Name wards with --ward"):
        cluster.run("volunteers-worker", *ADD_STAFF[:-1])
    with pytest.raises(ClusterError, match=r"name one of .*volunteers-worker"):
        cluster.run("volunteer", *ADD_STAFF)


def test_encrypted_it_speaks_tls_with_a_certificate_of_its_own_and_sends_everybody_else_there() -> None:
    with a_folder() as folder:
        cluster = Cluster.prepare(folder, tls=True)
        try:
            cluster.start(without=[name for name in cluster.containers if name != "gateway"])
            healthy = requests.get(f"{cluster.address}/healthz", timeout=10, verify=str(cluster.certificate))
            assert (cluster.address[:8], healthy.text) == ("https://", "ok\n")
            plain = requests.get(f"http://127.0.0.1:{cluster.port_of('gateway')}/x", timeout=10, allow_redirects=False)
            assert (plain.status_code, plain.headers["Location"]) == (308, f"{cluster.address}/x")
        finally:
            cluster.remove()


def copies_of_queues(cluster: Cluster) -> dict[str, int]:
    """On how many nodes each queue stands, as the node that was asked knows it, which is told by the others."""
    told = cluster.rabbits[0].management("GET", "queues/outreach").json()
    return {queue["name"]: len(queue["online"]) for queue in told}


def test_three_nodes_form_one_broker_with_a_copy_of_each_queue_on_every_one() -> None:
    with a_folder() as folder:
        cluster = Cluster.prepare(folder, nodes=3, durable=False)
        ours = [name for name, container in cluster.containers.items() if container.ours and container.restarts]
        try:
            cluster.start(without=ours)
            on_three = {f"{service}.{kind}": 3 for service in SERVICES for kind in ("inbox", "dead")}
            until(lambda: copies_of_queues(cluster) == on_three)
        finally:
            cluster.remove()
