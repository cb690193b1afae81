"""``docker-compose.yml`` as the real parser reads it."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from tools.draw_secrets import fill

ROOT = Path(__file__).parents[2]
SERVICES = ("volunteers", "sessions", "notifications")


def parse(environment: str) -> subprocess.CompletedProcess[str]:
    """What ``docker-compose config`` answers when ``environment`` is the text of ``.env``."""
    program = str(Path(sys.executable).with_name("docker-compose"))
    with NamedTemporaryFile("w", suffix=".env") as file:
        file.write(environment)
        file.flush()
        command = [program, "--env-file", file.name, "config", "--format", "json"]
        return subprocess.run(command, cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True)


@cache
def composed() -> dict[str, Any]:
    """Its services by name, with fresh secrets."""
    done = parse(fill((ROOT / ".env.example").read_text()))
    assert done.returncode == 0, done.stderr
    services: dict[str, Any] = json.loads(done.stdout)["services"]
    return services


def environment_of(name: str) -> dict[str, str]:
    """The environment the container ``name`` gets."""
    given: dict[str, str] = composed()[name]["environment"]
    return given
