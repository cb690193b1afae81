"""What pytest needs beside the tests while guards are tried: a RabbitMQ that is there already, and a plain report."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.servers.rabbit import RabbitServer

REPORT = "OUTREACH_GUARDS_REPORT"
"""The file that gets a line of JSON for each phase of each test: test, phase, outcome, error, message."""

BROKER = "OUTREACH_GUARDS_BROKER"
"""Ports of the RabbitMQ to use (AMQP and management); each test run starts its own when this is not set."""


def ports_of(server: RabbitServer) -> str:
    """What :data:`BROKER` has to say for ``server`` to be lent."""
    return f"{server.port} {server.management_port}"


class LentServer(RabbitServer):
    """A node that belongs to somebody else: it is used, and neither started, stopped nor tidied up."""

    def __init__(self, ports: str) -> None:
        self.port, self.management_port = map(int, ports.split())
        self._numbers = itertools.count(os.getpid() * 1000)
        self.starts, self.administrator = 1, ("guest", "guest")

    @property
    def running(self) -> bool:
        return True

    def start(self) -> None:
        """It runs."""

    def stop(self) -> None:
        """Refused: others use it."""
        raise RuntimeError("This test stops the broker: say `Broker: its own` in the header of the patch.")

    def kill(self, *, settled: bool = True) -> None:
        """Refused as well."""
        self.stop()

    def delete_vhost(self, name: str) -> None:
        """Its owner removes the whole node."""

    def remove(self) -> None:
        """Its owner does."""


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> RabbitServer | None:
    """Hand out the lent node where a test run would start one."""
    ports = os.environ.get(BROKER)
    if fixturedef.argname != "rabbit_server" or not ports:
        return None
    server = LentServer(ports)
    fixturedef.cached_result = (server, fixturedef.cache_key(request), None)
    return server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Note how each phase of each test ended."""
    report: Any = yield
    error = call.excinfo
    line = {
        "test": item.nodeid,
        "phase": call.when,
        "outcome": report.outcome,
        "error": error.typename if error else None,
        "message": str(error.value).strip().splitlines()[0][:200] if error and str(error.value).strip() else "",
    }
    with Path(os.environ[REPORT]).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")
    return report
