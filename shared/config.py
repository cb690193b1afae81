"""Settings come from the environment, are read once, and a wrong one stops the process with its remedy."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

import isodate
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

EMBEDDED = "embedded://"
TRACES = "OTEL_EXPORTER_OTLP_ENDPOINT"
LONGEST_OFFSET = timedelta(days=36_500)
"""A century either way: a clock cannot be moved out of the calendar."""


class WrongSetting(SystemExit):
    """A setting that cannot be used; as an exit it prints one sentence instead of a traceback."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"{name}: {remedy}")
        self.name = name


@dataclass(frozen=True)
class Environment:
    """The environment of the process, read with remedies."""

    variables: Mapping[str, str]

    @classmethod
    def of_process(cls) -> Environment:
        return cls(dict(os.environ))

    def text(self, name: str, default: str) -> str:
        """The text of a variable; unset and empty mean ``default``."""
        return self.variables.get(name, "").strip() or default

    def optional(self, name: str) -> str | None:
        return self.text(name, "") or None

    def integer(self, name: str, default: int, *, least: int, most: int) -> int:
        given = self.text(name, str(default))
        if not re.fullmatch(r"[0-9]{1,9}", given) or not least <= int(given) <= most:
            raise WrongSetting(name, f"write a whole number from {least} to {most}, not {given!r}.")
        return int(given)

    def boolean(self, name: str) -> bool:
        given = self.text(name, "0").lower()
        if given not in ("0", "1", "true", "false", "yes", "no"):
            raise WrongSetting(name, f"write 1 or 0, not {given!r}.")
        return given in ("1", "true", "yes")

    def duration(self, name: str) -> timedelta:
        """An ISO 8601 duration with an optional sign, such as ``-PT3H20M``; unset is no time at all."""
        given = self.text(name, "PT0S")
        try:
            parsed = isodate.parse_duration(given)
        except (isodate.ISO8601Error, OverflowError):
            parsed = None
        if not isinstance(parsed, timedelta) or abs(parsed) > LONGEST_OFFSET:
            raise WrongSetting(name, f"write an ISO 8601 duration in days or less, such as -PT3H20M, not {given!r}.")
        return parsed


@dataclass(frozen=True, kw_only=True)
class CommonConfig:
    """What every service is told; a service's own ``Config`` adds to it.

    ``database_url`` and ``migrate_database_url`` are SQLAlchemy URLs (psycopg 3 for PostgreSQL),
    ``streams`` is how many live boards one process feeds, each of which holds a thread, and
    ``beat_seconds`` how long one is silent.
    ``broker_urls`` is empty for the embedded broker; ``traces`` is the address that takes spans, None for nobody.
    ``version`` is what this build is called.
    """

    service: str
    data_dir: Path
    database_url: str
    migrate_database_url: str
    broker_urls: tuple[str, ...]
    clock_offset: timedelta
    public_url: str
    port: int
    worker_port: int
    trusted_proxies: tuple[str, ...]
    demo: bool
    streams: int = 12
    beat_seconds: int = 15
    version: str = "unreleased"
    traces: str | None = None

    @property
    def embedded(self) -> bool:
        """Whether events travel inside this process, without RabbitMQ."""
        return not self.broker_urls

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @classmethod
    def read(cls, environment: Environment | None = None) -> Self:
        """Read the settings of this service; raises :class:`WrongSetting`."""
        raise WrongSetting("Config", "each service reads its own settings in its config.py.")

    @staticmethod
    def common(service: str, environment: Environment) -> dict[str, object]:
        """The common settings by field name, for a service's ``read``."""
        data_dir = _data_dir(environment)
        prefix = service.upper()
        database_url = _database_url(f"{prefix}_DATABASE_URL", environment, f"sqlite:///{data_dir}/{service}.sqlite3")
        migrate_url = _database_url(f"{prefix}_MIGRATE_DATABASE_URL", environment, database_url)
        broker_urls = _broker_urls(environment)
        demo = environment.boolean("OUTREACH_DEMO")
        if demo and (broker_urls or not database_url.startswith("sqlite")):
            raise WrongSetting("OUTREACH_DEMO", "the demo runs on SQLite and embedded:// only; leave it unset here.")
        return {
            "service": service,
            "data_dir": data_dir,
            "database_url": database_url,
            "migrate_database_url": migrate_url,
            "broker_urls": broker_urls,
            "clock_offset": environment.duration("OUTREACH_CLOCK_OFFSET"),
            "public_url": _public_url(environment),
            "port": environment.integer("OUTREACH_PORT", 8000, least=1, most=65535),
            "worker_port": environment.integer(f"{prefix}_WORKER_PORT", 0, least=0, most=65535),
            "trusted_proxies": tuple(
                environment.text("OUTREACH_TRUSTED_PROXIES", "127.0.0.1").replace(",", " ").split()
            ),
            "demo": demo,
            "streams": environment.integer("OUTREACH_PROCESS_STREAMS", 400, least=0, most=1000),
            "beat_seconds": environment.integer("OUTREACH_STREAM_BEAT", 15, least=1, most=60),
            "version": _version(environment),
            "traces": _traces(environment),
        }


def _data_dir(environment: Environment) -> Path:
    path = Path(environment.text("OUTREACH_DATA_DIR", "./var")).absolute()
    if re.search(r"[?;]", str(path)):  # the one begins a URL's query, the other the next channel
        raise WrongSetting("OUTREACH_DATA_DIR", f"name a folder without ? and ; in its path, not {str(path)!r}.")
    return path


def _database_url(name: str, environment: Environment, default: str) -> str:
    given = environment.text(name, default)
    remedy = "write postgresql://user:password@host/database or sqlite:////absolute/path."
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise WrongSetting(name, remedy) from error
    if url.get_backend_name() not in ("postgresql", "sqlite") or not url.database:
        raise WrongSetting(name, remedy)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _broker_urls(environment: Environment) -> tuple[str, ...]:
    given = environment.text("OUTREACH_BROKER_URL", EMBEDDED)
    if given == EMBEDDED:
        return ()
    urls = tuple(part.strip() for part in given.split(";") if part.strip())
    if not urls or not all(re.match(r"amqps?://[^/\s]+", url) for url in urls):
        raise WrongSetting(
            "OUTREACH_BROKER_URL", "write embedded://, or amqp://user:password@host:5672/ (several separated by ;)."
        )
    return urls


def _public_url(environment: Environment) -> str:
    port = environment.text("OUTREACH_PORT", "8000")
    given = environment.text("OUTREACH_PUBLIC_URL", f"http://localhost:{port}").rstrip("/")
    if not re.fullmatch(r"https?://[^/\s]+", given):
        raise WrongSetting("OUTREACH_PUBLIC_URL", f"write http://host or https://host without a path, not {given!r}.")
    return given


def _version(environment: Environment) -> str:
    given = environment.text("OUTREACH_VERSION", "unreleased")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,39}", given):
        raise WrongSetting("OUTREACH_VERSION", f"write up to 40 letters, digits and . _ + -, not {given!r}.")
    return given


def _traces(environment: Environment) -> str | None:
    """Where spans go, by the variables OpenTelemetry defines: the base, or the whole address for traces alone.

    Source: OpenTelemetry specification 1.x, "OTLP Exporter Configuration".
    """
    whole, base = environment.optional(f"{TRACES[:-8]}TRACES_ENDPOINT"), environment.optional(TRACES)
    given = whole or base
    if given is None or environment.text("OTEL_SDK_DISABLED", "false").lower() == "true":
        return None
    if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", given):
        raise WrongSetting(TRACES, f"write http://host:4318 of an OTLP receiver, or leave it unset, not {given!r}.")
    protocol = environment.text("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    if protocol != "http/protobuf":
        raise WrongSetting("OTEL_EXPORTER_OTLP_PROTOCOL", f"write http/protobuf or leave it unset, not {protocol!r}.")
    return whole or f"{given.rstrip('/')}/v1/traces"
