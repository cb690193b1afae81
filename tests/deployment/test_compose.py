"""``docker compose up`` starts the production shape of the architecture sheet, in its order, with its secrets apart."""

from __future__ import annotations

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
from shared.web.keys import open_key_set, open_signing_key
from tests.deployment.compose import ROOT, SERVICES, composed, environment_of, parse

CONFIGS: dict[str, type[CommonConfig]] = {
    "volunteers": services.volunteers.config.Config,
    "sessions": services.sessions.config.Config,
    "notifications": services.notifications.config.Config,
}
OURS = [f"{service}-{role}" for service in SERVICES for role in ("web", "worker", "migrate")]


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
    assert urlsplit(migrate["OUTREACH_BROKER_URL"]).username == "migrate"


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
    names = [line.removesuffix("=") for line in example.splitlines() if line.endswith("=")]
    refused = parse(example)
    assert refused.returncode != 0
    assert all(f"required variable {name} is missing a value" in refused.stderr for name in names)


def test_every_container_of_ours_is_read_only_and_without_privileges() -> None:
    for name in OURS:
        container = composed()[name]
        assert (container["read_only"], container["cap_drop"]) == (True, ["ALL"])


def test_the_dockerfile_passes_its_linter() -> None:
    subprocess.run([Path(sys.executable).with_name("hadolint"), "Dockerfile"], cwd=ROOT, check=True)
