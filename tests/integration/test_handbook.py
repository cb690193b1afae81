"""Whatever ``/readyz`` can say has its paragraph in the operator's handbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.notifications.bootstrap import build as notifications
from services.notifications.config import Config as NotificationsConfig
from services.sessions.bootstrap import build as sessions
from services.sessions.config import Config as SessionsConfig
from services.volunteers.bootstrap import build as volunteers
from services.volunteers.config import Config as VolunteersConfig
from shared.config import Environment
from shared.health import Check
from shared.messaging.embedded import EmbeddedBroker
from shared.worker import worker_checks
from tests.deployment.test_alerts import anchors
from tests.servers.copies import migrated

HANDBOOK = Path(__file__).parents[2] / "docs/operating.md"
SERVICES = [(volunteers, VolunteersConfig), (sessions, SessionsConfig), (notifications, NotificationsConfig)]


@pytest.mark.parametrize(("build", "config"), SERVICES, ids=["volunteers", "sessions", "notifications"])
def test_every_readiness_line_says_in_the_handbook_what_it_means_and_what_to_do(
    build: Any, config: Any, tmp_path: Path
) -> None:
    runtime = build(config.read(Environment({"OUTREACH_DATA_DIR": str(tmp_path)})), broker=EmbeddedBroker())
    lines = [*runtime.readiness()]  # without a database
    migrated(runtime)
    runtime.start()
    lines += worker_checks(runtime)
    runtime.stop()
    assert len({line.name for line in lines}) > 8
    assert {_anchor(line) for line in lines} <= anchors(HANDBOOK)


def _anchor(line: Check) -> str:
    return "loop" if line.name.startswith("loop ") else line.name.replace(" ", "-")
