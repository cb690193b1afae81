"""The whole network as its users meet it: addresses to call, and the phones messages arrive on.

Two shapes with one face: everything embedded in one process on SQLite, and six processes on
RabbitMQ and PostgreSQL. A story sees HTTP and the lines of ``messages.jsonl``, nothing else.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from shared.clock import HANOI
from tools.offsets import monday_morning_offset, offset_to
from tools.servers.ports import free_port
from tools.servers.postgres import PostgresServer
from tools.waiting import until

SERVICES = ("volunteers", "sessions", "notifications")
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
GATEWAY, SECRET = "file", "what-phones-answer"
"""Who hands over what people write back, and the secret it signs with."""


@dataclass
class Network:
    """Running processes. ``addresses`` maps each service to the URL its prefix lives under, ``launch`` starts them."""

    folder: Path
    environment: dict[str, str]
    launch: Callable[[Network], None] = lambda _network: None
    addresses: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The network's present moment, in local time."""
        offset = self.environment["OUTREACH_CLOCK_OFFSET"].removeprefix("PT").removesuffix("S")
        return datetime.now(HANOI) + timedelta(seconds=int(offset))

    def day(self, number: int, hour: int = 0, minute: int = 0) -> datetime:
        """That hour, local time, so many days after the network's present day."""
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=number, hours=hour, minutes=minute)

    def follow_rules(self, toml: str) -> None:
        """From the next start on the city's numbers are these."""
        file = self.folder / "rules.toml"
        file.write_text(toml, encoding="utf-8")
        self.environment["OUTREACH_RULES"] = str(file)

    def wake_up_at(self, moment: datetime) -> None:
        """Stop everything, and start it again when it has become ``moment``: what is kept is all that remains."""
        self.stop()
        self.processes.clear()
        self.environment["OUTREACH_CLOCK_OFFSET"] = offset_to(moment, datetime.now(UTC))
        self.run()

    def run(self) -> None:
        """Start everything, and wait until all services answer."""
        self.launch(self)
        self.wait_until_ready()

    @contextmanager
    def not_listening(self, service: str) -> Iterator[None]:
        """Meanwhile the service's worker stands still, as if it were slow; where all is one process nothing does."""
        worker = self.processes.get(f"{service}-worker")
        if worker is not None:
            worker.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            if worker is not None:
                worker.send_signal(signal.SIGCONT)

    def command(self, *words: str) -> str:
        """Run one of the project's commands to its end; its output."""
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"{' '.join(words)} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, name: str, *words: str, environment: Mapping[str, str] | None = None) -> None:
        """Start a process of the network; what it prints goes to ``<name>.log``."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env={**os.environ, **self.environment, **(environment or {})},
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> None:
        for service in self.addresses:
            until(lambda service=service: self._answers(service), seconds=START_SECONDS)  # type: ignore[misc]

    def stop(self) -> None:
        """End every process by SIGTERM, and by SIGKILL what does not listen."""
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def phone(self, number: str) -> Phone:
        """The phone with this E.164 number (or the mailbox with this address)."""
        return Phone(self.folder / "messages.jsonl", number)

    def _answers(self, service: str) -> bool:
        dead = [name for name, process in self.processes.items() if process.poll() is not None]
        assert not dead, f"{dead[0]} ended: {self.log(dead[0])[-3000:]}"
        try:
            return requests.get(f"{self.addresses[service]}/readyz", timeout=5).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False


@dataclass(frozen=True)
class Phone:
    """What one number has received, oldest first."""

    path: Path
    number: str

    def messages(self, template: str | None = None) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        lines = [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]
        return [line for line in lines if line["to"] == self.number and template in (None, line["template"])]

    def wait_for(self, template: str, number: int = 1) -> dict[str, Any]:
        """The ``number``-th message of this template, once it is there."""
        return until(lambda: self.messages(template)[number - 1 : number], seconds=60)[0]

    def code(self, template: str, number: int = 1) -> str:
        """The six digits in that message."""
        found = re.search(r"\b(\d{6})\b", self.wait_for(template, number)["text"])
        assert found, "the message holds no code"
        return found.group(1)


def embedded_network(folder: Path, rules: str | None = None) -> Network:
    """``python -m services``: one process, SQLite, the embedded broker; ``rules`` is the TOML of the city's numbers."""
    port = free_port()
    network = Network(folder, _environment(folder, port), lambda network: network.start("services", "services"))
    network.addresses = {service: f"http://127.0.0.1:{port}/{service}" for service in SERVICES}
    if rules is not None:
        network.follow_rules(rules)
    network.run()
    return network


def distributed_network(folder: Path, postgres: PostgresServer, rabbit_url: str, rules: str | None = None) -> Network:
    """Three web and three worker processes on RabbitMQ and PostgreSQL, the migrates run first."""
    network = migrated_network(folder, postgres, rabbit_url)
    network.launch = _start_apart
    if rules is not None:
        network.follow_rules(rules)
    network.run()
    return network


def _start_apart(network: Network) -> None:
    for service in SERVICES:
        start_web(network, service)
        start_worker(network, service)


def migrated_network(folder: Path, postgres: PostgresServer, rabbit_url: str) -> Network:
    """A network on RabbitMQ and PostgreSQL whose migrates have run, and nothing else ever."""
    network = Network(folder, _environment(folder, free_port()))
    network.environment["OUTREACH_BROKER_URL"] = rabbit_url
    for service in SERVICES:
        network.environment[f"{service.upper()}_DATABASE_URL"] = postgres.create_database()
    network.environment |= _keys(network)
    for service in SERVICES:
        network.command(f"services.{service}", "migrate")
    return network


def start_worker(network: Network, service: str) -> None:
    """Start the worker process of one service."""
    network.start(f"{service}-worker", f"services.{service}", "worker")


def start_web(network: Network, service: str) -> None:
    """Start the web process of one service, answering under its prefix as behind the gateway."""
    port = free_port()
    network.addresses[service] = f"http://127.0.0.1:{port}/{service}"
    arguments = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8", "--workers", "2"]
    app = f"services.{service}.app:create_app()"
    network.start(f"{service}-web", "gunicorn", *arguments, app, environment={"SCRIPT_NAME": f"/{service}"})


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {
        "OUTREACH_DATA_DIR": str(folder),
        "OUTREACH_PORT": str(port),
        "OUTREACH_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "OUTREACH_CLOCK_OFFSET": monday_morning_offset(),
        "NOTIFICATIONS_CHANNELS": f"file://{folder}/messages.jsonl",
        "NOTIFICATIONS_GATEWAYS": f"{GATEWAY}={SECRET}",
    }


def _keys(network: Network) -> dict[str, str]:
    """A signing key for volunteers and the key set for the others, as a deployment would set them."""
    from joserfc.jwk import OKPKey

    key = OKPKey.generate_key("Ed25519", parameters={"use": "sig", "alg": "Ed25519"}, auto_kid=True)
    return {
        "OUTREACH_SIGNING_KEY": json.dumps(key.as_dict(private=True)),
        "OUTREACH_JWKS": json.dumps({"keys": [key.as_dict(private=False)]}),
    }
