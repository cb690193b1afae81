"""``docker-compose.yml`` as the real parser reads it: containers with their commands, settings and order."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tools.cluster.errors import ClusterError
from tools.draw_secrets import fill

ROOT = Path(__file__).resolve().parents[2]
GRACE = 10.0
"""Seconds between SIGTERM and SIGKILL where compose names none, as Docker has it."""

CHOSEN_HERE = {"OUTREACH_PUBLIC_URL", "OUTREACH_GATEWAY_PORT"}
"""What ``.env.example`` says of an address: here it is the loopback's, at the port of ``make cluster``."""

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0}


@dataclass(frozen=True)
class Container:
    """One service of the file, as far as a process can be like its container."""

    name: str
    image: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    awaits: Mapping[str, str]
    """What must have been reached before it starts: other container → ``service_healthy`` and so on."""
    restarts: bool
    grace: float
    """Seconds it is given to end by itself."""
    replicas: int
    mounts: Mapping[str, Path | None]
    """Where it finds files: place inside → file or folder here; ``None`` for a volume or a tmpfs of its own."""
    volumes: Mapping[str, str]
    """Place inside → name of the volume that keeps what it writes there."""
    address: str | None
    """Its own address, where the file gives it one."""

    @classmethod
    def read(cls, name: str, told: Mapping[str, Any]) -> Self:
        """From one entry of ``services`` in the answer of ``docker-compose config``."""
        volumes = told.get("volumes") or ()
        binds = {each["target"]: Path(each["source"]) for each in volumes if each["type"] == "bind"}
        networks = (network or {} for network in (told.get("networks") or {}).values())
        return cls(
            name=name,
            image=told.get("image", ""),
            command=tuple(told.get("command") or ()),
            environment={key: value or "" for key, value in (told.get("environment") or {}).items()},
            awaits={other: how["condition"] for other, how in (told.get("depends_on") or {}).items()},
            restarts=told.get("restart", "no") != "no",
            grace=_seconds(told.get("stop_grace_period", f"{GRACE:g}s")),
            replicas=(told.get("deploy") or {}).get("replicas", 1),
            mounts={**binds, **{place.partition(":")[0]: None for place in told.get("tmpfs") or ()}},
            volumes={each["target"]: each["source"] for each in volumes if each["type"] == "volume"},
            address=next((each["ipv4_address"] for each in networks if "ipv4_address" in each), None),
        )

    @property
    def ours(self) -> bool:
        """Whether it runs this project's code."""
        return self.image == "outreach"


def _seconds(duration: str) -> float:
    return sum(float(number) * _UNITS[unit] for number, unit in re.findall(r"([0-9.]+)([hms])", duration))


def settings_in(file: Path) -> dict[str, str]:
    """The lines ``NAME=value`` of a file such as ``.env``; none where there is no such file."""
    lines = file.read_text().splitlines() if file.exists() else []
    told = (line.partition("=") for line in lines if "=" in line and line[0] != "#")
    return {name: value.strip("'\"") for name, _, value in told}


def draw_secrets(file: Path) -> None:
    """Write every secret of ``.env.example`` to ``file``; one that is there is never drawn again.

    Left out is what a cluster chooses by itself (:data:`CHOSEN_HERE`).
    """
    known = file.read_text() if file.exists() else ""
    names = settings_in(file).keys() | CHOSEN_HERE
    drawn = fill((ROOT / ".env.example").read_text()).splitlines()
    new = [line for line in drawn if "=" in line and line[0] != "#" and line.partition("=")[0] not in names]
    file.touch(mode=0o600)
    file.write_text("\n".join([known.rstrip("\n"), *new]).lstrip("\n") + "\n")


def parse(
    secrets: Path, files: Sequence[str] = ("docker-compose.yml",), settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What ``docker-compose config`` answers with the variables of the file ``secrets``, and ``settings`` over them."""
    program = str(Path(sys.executable).with_name("docker-compose"))
    named = [word for file in files for word in ("--file", file)]
    command = [program, *named, "--env-file", str(secrets), "config", "--format", "json"]
    environment = {"PATH": os.environ.get("PATH", ""), **(settings or {})}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def read(secrets: Path, files: Sequence[str], settings: Mapping[str, str]) -> dict[str, Container]:
    """The containers by name; raises :class:`ClusterError` with what the parser says."""
    done = parse(secrets, files, settings)
    if done.returncode != 0:
        raise ClusterError(f"{' and '.join(files)} cannot be read: {done.stderr.strip()}")
    told = json.loads(done.stdout.replace("$$", "$"))["services"]  # a dollar is doubled, to be read once more
    return {name: Container.read(name, entry) for name, entry in told.items()}
