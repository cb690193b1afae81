"""``docker-compose.yml`` as the real parser reads it."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from shared.contracts import OWNERS
from tools.draw_secrets import fill
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer

ROOT = Path(__file__).parents[2]
SERVICES = OWNERS


def parse(environment: str, *beside: str) -> subprocess.CompletedProcess[str]:
    """What ``docker-compose config`` answers when ``environment`` is the text of ``.env``; ``beside`` adds files."""
    program = str(Path(sys.executable).with_name("docker-compose"))
    with NamedTemporaryFile("w", suffix=".env") as file:
        file.write(environment)
        file.flush()
        files = [word for name in ("docker-compose.yml", *beside) for word in ("--file", name)]
        command = [program, "--env-file", file.name, *files, "config", "--format", "json"]
        return subprocess.run(command, cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True)


@cache
def composed(*beside: str) -> dict[str, Any]:
    """Its services by name, with fresh secrets."""
    settings = fill((ROOT / ".env.example").read_text()) + "OUTREACH_CERTIFICATES=/etc/certificates\n"
    done = parse(settings, *beside)
    assert done.returncode == 0, done.stderr
    services: dict[str, Any] = json.loads(done.stdout)["services"]
    return services


def environment_of(name: str, *beside: str) -> dict[str, str]:
    """The environment the container ``name`` gets."""
    given: dict[str, str] = composed(*beside)[name]["environment"]
    return given


def definitions(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What the rabbitmq container prints for RabbitMQ to load when it has ``environment``."""
    script = ROOT / "deploy/rabbitmq/definitions.sh"
    return subprocess.run(["sh", script], env=environment, capture_output=True, text=True)


def database_url(server: PostgresServer, database: str, role: str) -> str:
    """The address of ``database`` for ``role`` (a service or ``<service>_owner``) with the role's password."""
    service, _, owner = role.partition("_")
    name = f"{service}_{'OWNER' if owner else 'DATABASE'}_PASSWORD".upper()
    return server.url(database, user=role, password=environment_of("postgres")[name])


def broker_url(server: RabbitServer, user: str) -> str:
    """The address of the network's virtual host for ``user`` with the user's password."""
    password = environment_of("rabbitmq")[f"{user.upper()}_BROKER_PASSWORD"]
    return server.url("outreach", user=user, password=password)
