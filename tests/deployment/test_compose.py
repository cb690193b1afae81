"""``docker compose up`` starts the production shape of the architecture sheet, in its order, with its secrets apart."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import services.notifications.config
import services.sessions.config
import services.volunteers.config
from shared.config import CommonConfig, Environment
from shared.database import BOARDS, MAX_OVERFLOW, POOL_SIZE
from shared.web.keys import open_key_set, open_signing_key
from tests.deployment.compose import ROOT, SERVICES, composed, environment_of, parse
from tools.draw_secrets import fill

CONFIGS: dict[str, type[CommonConfig]] = {
    "volunteers": services.volunteers.config.Config,
    "sessions": services.sessions.config.Config,
    "notifications": services.notifications.config.Config,
}
HA = "compose.ha.yml"
NODES = ["rabbitmq", "rabbitmq-2", "rabbitmq-3"]
SENDER = "notifications-sender"
OURS = [*(f"{service}-{role}" for service in SERVICES for role in ("web", "worker", "migrate")), SENDER]


def test_it_is_three_services_and_what_they_stand_on() -> None:
    around = {"gateway", "postgres", "rabbitmq", "mail"}
    assert composed().keys() == {*OURS, *around}
    assert composed()["rabbitmq"]["image"] == "rabbitmq:4-management"
    assert composed()["postgres"]["image"] == "postgres:17"


@pytest.mark.parametrize("service", SERVICES)
def test_each_process_runs_its_command(service: str) -> None:
    commands = {role: shlex.join(composed()[f"{service}-{role}"]["command"]) for role in ("web", "worker", "migrate")}
    assert commands == {
        "web": f"gunicorn 'services.{service}.app:create_app()'",
        "worker": f"python -m services.{service} worker",
        "migrate": f"python -m services.{service} migrate",
    }


def test_messages_are_sent_by_a_process_of_their_own_beside_the_worker() -> None:
    assert shlex.join(composed()[SENDER]["command"]) == "python -m services.notifications send"
    assert environment_of(SENDER) == environment_of("notifications-worker")
    assert composed()[SENDER]["volumes"] == composed()["notifications-worker"]["volumes"]


@pytest.mark.parametrize("name", [name for name in OURS if not name.endswith("-migrate")])
def test_nothing_runs_before_all_three_migrates_have_ended_well(name: str) -> None:
    awaited = {other: how["condition"] for other, how in composed()[name]["depends_on"].items()}
    assert awaited == {f"{service}-migrate": "service_completed_successfully" for service in SERVICES}


@pytest.mark.parametrize("service", SERVICES)
def test_a_migrate_waits_for_servers_that_answer(service: str) -> None:
    awaited = {other: how["condition"] for other, how in composed()[f"{service}-migrate"]["depends_on"].items()}
    assert awaited == {"postgres": "service_healthy", "rabbitmq": "service_healthy"}
    assert composed()[f"{service}-migrate"]["restart"] == "no"


@pytest.mark.parametrize("name", OURS)
def test_the_settings_of_each_container_are_accepted_by_its_service(name: str) -> None:
    service = name.partition("-")[0]
    config = CONFIGS[service].read(Environment(environment_of(name)))
    assert not config.embedded
    assert not config.on_sqlite
    assert not config.demo


@pytest.mark.parametrize("name", OURS)
def test_every_container_goes_by_the_numbers_of_the_same_file(name: str) -> None:
    assert environment_of(name)["OUTREACH_RULES"] == "deploy/rules.toml"
    (file,) = (mount for mount in composed()[name]["volumes"] if mount["target"].endswith("/deploy/rules.toml"))
    assert (Path(file["source"]), file["read_only"]) == (ROOT / "deploy/rules.toml", True)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_signs_in_as_itself_and_only_migrate_as_somebody_who_may_change_tables_and_queues(
    service: str,
) -> None:
    for role in ("web", "worker"):
        given = environment_of(f"{service}-{role}")
        assert urlsplit(given[f"{service.upper()}_DATABASE_URL"]).username == service
        assert urlsplit(given["OUTREACH_BROKER_URL"]).username == service
        assert f"{service.upper()}_MIGRATE_DATABASE_URL" not in given
    migrate = environment_of(f"{service}-migrate")
    assert urlsplit(migrate[f"{service.upper()}_MIGRATE_DATABASE_URL"]).username == f"{service}_owner"
    assert urlsplit(migrate["OUTREACH_BROKER_URL"]).username == f"{service}_migrate"


def test_only_the_web_process_of_volunteers_holds_the_key_that_signs() -> None:
    assert [name for name in OURS if "OUTREACH_SIGNING_KEY" in environment_of(name)] == ["volunteers-web"]


def test_what_volunteers_signs_the_others_can_check(tmp_path: Path) -> None:
    given = environment_of("volunteers-web")["OUTREACH_SIGNING_KEY"]
    key = open_signing_key(given, data_dir=tmp_path, embedded=False)
    for service in ("sessions", "notifications"):
        known = open_key_set(environment_of(f"{service}-web")["OUTREACH_JWKS"], data_dir=tmp_path, embedded=False)
        assert [one.thumbprint() for one in known.keys] == [key.kid]
        assert not any(one.is_private for one in known.keys)


def test_a_secret_that_is_missing_is_asked_for_by_name() -> None:
    example = (ROOT / ".env.example").read_text()
    names = {line.removesuffix("=") for line in example.splitlines() if line.endswith("=")}
    refused = parse(example)
    assert refused.returncode != 0
    assert all(f"required variable {name} is missing a value" in refused.stderr for name in names - {"BROKER_COOKIE"})
    without_cookie = parse(fill(example.replace("BROKER_COOKIE=", "")), HA)
    assert "required variable BROKER_COOKIE is missing a value" in without_cookie.stderr


def test_every_container_but_the_servers_is_read_only_and_without_privileges() -> None:
    for files in ((), (HA,), ("compose.tls.yml",)):
        for name in (*OURS, "gateway", "mail"):
            container = composed(*files)[name]
            assert (container["read_only"], container["cap_drop"]) == (True, ["ALL"]), name
            assert container["security_opt"] == ["no-new-privileges:true"], name
            assert not container.get("privileged"), name
            assert "cap_add" not in container, name


def test_nothing_of_that_runs_as_root() -> None:
    """Ours and the gateway as the images say, the mail catcher as compose says, because its image says nothing."""
    stages = re.split(r"^FROM ", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)[1:]
    images = [next(stage for stage in stages if " AS gateway\n" in stage), stages[-1]]
    users = [re.findall(r"^USER (.+)$", stage, re.MULTILINE)[-1:] for stage in images]
    assert users == [["101"], ["10001"]]
    assert {composed()[name].get("user") for name in (*OURS, "gateway")} == {None}
    user, _, group = composed()["mail"]["user"].partition(":")
    assert int(user) > 0
    assert int(group) > 0


def test_what_leaks_ends_alone_every_container_has_a_limit() -> None:
    for name, container in composed(HA).items():
        limits = container["deploy"]["resources"]["limits"]
        assert int(limits["memory"]) <= 2 * 2**30, name
        assert limits["pids"] > 0, name


@pytest.mark.parametrize("files", [(), (HA,)], ids=["one node", "three nodes"])
def test_postgresql_takes_as_many_connections_as_all_processes_may_open(files: tuple[str, ...]) -> None:
    """Also while they are upgraded, when each service's migrate runs beside them."""
    each = POOL_SIZE + MAX_OVERFLOW + 1  # and the one that wakes relays, or is woken (shared/messaging/wakeup.py)
    of_boards = BOARDS.size + BOARDS.overflow + 1  # and the one that is called when there is news
    opened = 0
    for name in OURS:
        processes = int(environment_of(name, *files)["WEB_CONCURRENCY"]) if name.endswith("-web") else 1
        most_of_one = each + of_boards if name == "volunteers-web" else each
        opened += most_of_one * processes * composed(*files)[name].get("deploy", {}).get("replicas", 1)
    postgres = composed(*files)["postgres"]
    (most,) = [word.removeprefix("max_connections=") for word in postgres["command"] if "max_connections" in word]
    beside = 3 + 8  # for the superuser only, and what a backup and a person who looks need
    assert opened + beside <= int(most) < postgres["deploy"]["resources"]["limits"]["pids"]
    said = f"PostgreSQL takes {most} connections, and every process may open {each}, a web process of volunteers"
    said += f" {each + of_boards}:"
    assert said in " ".join((ROOT / "docs/operating.md").read_text().split())


def test_every_container_that_stays_says_whether_it_is_well() -> None:
    """Ours by the image's own check (deploy/healthy.py), the others by theirs."""
    assert 'CMD ["python", "healthy.py"]' in (ROOT / "Dockerfile").read_text()
    for name, container in composed(HA).items():
        if name.endswith("-migrate"):
            assert container["healthcheck"]["disable"]
        elif name not in OURS:
            assert container["healthcheck"]["test"], name


def test_with_three_nodes_every_process_of_ours_knows_all_three_and_runs_twice() -> None:
    for name in OURS:
        role = name.partition("-")[2]
        user = name.partition("-")[0] + ("_migrate" if role == "migrate" else "")
        config = CONFIGS[name.partition("-")[0]].read(Environment(environment_of(name, HA)))
        assert [(urlsplit(url).hostname, urlsplit(url).username) for url in config.broker_urls] == [
            (node, user) for node in NODES
        ]
        assert composed(HA)[name].get("deploy", {}).get("replicas", 1) == (1 if role == "migrate" else 2)


def test_nothing_is_declared_before_all_three_nodes_can_hold_a_copy() -> None:
    for service in SERVICES:
        awaited = composed(HA)[f"{service}-migrate"]["depends_on"]
        assert all(awaited[node]["condition"] == "service_healthy" for node in NODES)


def test_the_three_nodes_find_each_other_by_name_and_share_a_secret_but_no_data() -> None:
    known = (ROOT / "deploy/rabbitmq/cluster.conf").read_text()
    nodes = {node: composed(HA)[node] for node in NODES}
    assert all(f"= rabbit@{container['hostname']}\n" in known for container in nodes.values())
    assert len({container["environment"]["BROKER_COOKIE"] for container in nodes.values()}) == 1
    data = [
        volume["source"]
        for container in nodes.values()
        for volume in container["volumes"]
        if volume["target"] == "/var/lib/rabbitmq"
    ]
    assert data == NODES
    assert [node for node, container in nodes.items() if container.get("ports")] == ["rabbitmq"]
    assert "depends_on" not in nodes["rabbitmq-2"], "after a stop of all, the first up needs the others"


def test_the_dockerfile_passes_its_linter() -> None:
    subprocess.run([Path(sys.executable).with_name("hadolint"), "Dockerfile"], cwd=ROOT, check=True)
