"""The three services as a run sets them up: in production's shape, or all in one process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.servers import Servers
from services.notifications import bootstrap as notifications
from services.notifications.config import Config as NotificationsConfig
from services.sessions import bootstrap as sessions
from services.sessions.config import Config as SessionsConfig
from services.volunteers import bootstrap as volunteers
from services.volunteers.config import Config as VolunteersConfig
from shared.config import Environment
from shared.contracts import OWNERS
from shared.messaging.embedded import EmbeddedBroker
from shared.service import Runtime
from tools.crowd import RULES

Settings = dict[str, str]
"""Environment variables."""


@contextmanager
def production(servers: Servers) -> Iterator[Settings]:
    """RabbitMQ and PostgreSQL, a database a service, migrated."""
    with ExitStack() as opened:
        settings = {"OUTREACH_BROKER_URL": opened.enter_context(servers.vhost()), **_from_one_address(servers.folder())}
        for owner in OWNERS:
            settings[f"{owner.upper()}_DATABASE_URL"] = opened.enter_context(servers.database())
        _migrate(settings)
        yield settings


def embedded(servers: Servers) -> Settings:
    """SQLite in a folder, migrated; events travel inside the process."""
    settings = _from_one_address(servers.folder())
    _migrate(settings)
    return settings


def on_postgres(servers: Servers, database: str) -> Settings:
    """Volunteers on PostgreSQL without a broker, for a web process, which speaks to none; migrated."""
    settings = {**_from_one_address(servers.folder()), "VOLUNTEERS_DATABASE_URL": database}
    _migrate(settings)
    return settings


def build(settings: Mapping[str, str], broker: EmbeddedBroker | None = None) -> dict[str, Runtime[Any]]:
    """The three services by name."""
    environment = Environment(settings)
    made: tuple[Runtime[Any], ...] = (
        volunteers.build(VolunteersConfig.read(environment), broker=broker),
        sessions.build(SessionsConfig.read(environment), broker=broker),
        notifications.build(NotificationsConfig.read(environment), broker=broker),
    )
    return {runtime.name: runtime for runtime in made}


def _from_one_address(folder: Path) -> Settings:
    """Where the files lie; whoever measures asks oftener in a second than strangers do in an hour."""
    rules = folder / "rules.toml"
    rules.write_text(RULES, encoding="utf-8")
    return {"OUTREACH_DATA_DIR": str(folder), "OUTREACH_RULES": str(rules)}


def _migrate(settings: Mapping[str, str]) -> None:
    for runtime in build(settings).values():
        runtime.migrate()
        runtime.close()
