"""The whole network as its users meet it: addresses to call, and the phones messages arrive on.

Two shapes with one face: everything embedded in one process on SQLite (here), and the cluster behind nginx
(``clustered.py``). A story sees HTTP and the lines of ``messages.jsonl``, nothing else.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import requests

from shared.clock import HANOI
from shared.contracts import OWNERS
from tools.offsets import monday_morning_offset
from tools.servers.keeper import keeper
from tools.servers.ports import free_port
from tools.waiting import until

SERVICES = OWNERS
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
STOP_SECONDS = 60
GATEWAY, SECRET = "file", "what-phones-answer"
"""Who hands over what people write back, and the secret it signs with."""


def _offset_to(moment: datetime, now: datetime) -> str:
    return f"PT{int((moment - now).total_seconds())}S"


class Network(ABC):
    """Running processes. ``addresses`` maps each service to the URL its prefix lives under; ``environment`` is what
    they are told, and messages arrive in ``folder``."""

    def __init__(self, folder: Path, address: str, rules: str | None = None) -> None:
        """``rules`` is the TOML of the city's numbers."""
        self.folder = folder
        self.addresses = {service: f"{address}/{service}" for service in SERVICES}
        self.environment = {
            "OUTREACH_CLOCK_OFFSET": monday_morning_offset(),
            "NOTIFICATIONS_CHANNELS": f"file://{folder}/messages.jsonl",
            "NOTIFICATIONS_GATEWAYS": f"{GATEWAY}={SECRET}",
        }
        if rules is not None:
            self.follow_rules(rules)

    @abstractmethod
    def run(self) -> None:
        """Start everything, and wait until all services answer."""

    @abstractmethod
    def stop(self) -> None:
        """End every process of ours, as a supervisor does."""

    @abstractmethod
    def command(self, *words: str) -> str:
        """Run one of the project's commands (``services.volunteers add-staff …``) to its end; its output."""

    @abstractmethod
    def not_listening(self, service: str) -> AbstractContextManager[None]:
        """Meanwhile the service's worker stands still, as if it were slow; where all is one process nothing does."""

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
        self.environment["OUTREACH_CLOCK_OFFSET"] = _offset_to(moment, datetime.now(UTC))
        self.run()

    def phone(self, number: str) -> Phone:
        """The phone with this E.164 number (or the mailbox with this address)."""
        return Phone(self.folder / "messages.jsonl", number)


class EmbeddedNetwork(Network):
    """``python -m services``: one process, SQLite, the embedded broker."""

    def __init__(self, folder: Path, rules: str | None = None) -> None:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        super().__init__(folder, address, rules)
        own = {"OUTREACH_DATA_DIR": str(folder), "OUTREACH_PORT": str(port), "OUTREACH_PUBLIC_URL": address}
        self.environment |= own
        self._log = folder / "services.log"
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "services"],
                cwd=ROOT,
                env=self._variables,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        keeper().guard(self._process.pid)
        try:
            for address in self.addresses.values():
                until(partial(self._answers, address), seconds=START_SECONDS)
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """The process that everything else here is a child of."""
        assert self._process is not None
        return self._process.pid

    @property
    def _variables(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def _answers(self, address: str) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"It ended: {self._log.read_text(errors='replace')[-3000:]}"
        try:
            return requests.get(f"{address}/readyz", timeout=5).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    def stop(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # also what it has started, which would hold its port
            process.wait()
        keeper().release(process.pid)

    def command(self, *words: str) -> str:
        command = [sys.executable, "-m", *words]
        done = subprocess.run(command, cwd=ROOT, env=self._variables, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{' '.join(words)} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def not_listening(self, service: str) -> Iterator[None]:
        assert service in SERVICES
        yield


@dataclass(frozen=True)
class Phone:
    """What one number has received, oldest first."""

    path: Path
    number: str

    def messages(self, template: str | None = None) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        written, _, _half_a_line = self.path.read_bytes().rpartition(b"\n")
        lines = [json.loads(line) for line in written.splitlines()]
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
    """A running network of one process; ``rules`` is the TOML of the city's numbers."""
    network = EmbeddedNetwork(folder, rules)
    network.run()
    return network
