"""The private PostgreSQL and RabbitMQ of a cluster, prepared as their containers are by ``deploy/``."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from pwd import getpwnam

import psycopg
from psycopg import sql

from tools.cluster.compose import Container
from tools.cluster.errors import ClusterError, CommandFailed
from tools.cluster.places import Moved
from tools.cluster.state import State
from tools.servers.missing import find_program
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer

PREPARE = "/docker-entrypoint-initdb.d/"
"""What the postgres image runs once, on an empty volume."""

SETTINGS = "/etc/rabbitmq/conf.d/"
"""What the rabbitmq image reads beside its own settings."""

POSTGRES = "postgres"

Server = PostgresServer | RabbitServer

LOOK = 0.1
"""Seconds between two looks at whether a server still lives."""

DEFINITIONS = "/etc/outreach/definitions.sh"


def postgres(container: Container, folder: Path, port: int, *, durable: bool) -> PostgresServer:
    """The database server of ``container``, which keeps its data in ``folder``; it is not started."""
    if not (folder / "prepared").exists():  # begun and not ended: nobody has used it yet
        shutil.rmtree(folder, ignore_errors=True)
    if os.geteuid() == 0:
        _let_through(folder.parent)
    password = container.environment["POSTGRES_PASSWORD"]
    return PostgresServer(folder, port=port, durable=durable, password=password, switches=container.command[1:])


def prepare(container: Container, server: PostgresServer) -> None:
    """Databases and roles, by the scripts the container's image runs on an empty volume."""
    psql = find_program("psql", "postgresql", "/usr/lib/postgresql/*/bin")
    as_in_the_image = {"POSTGRES_USER": "postgres", "POSTGRES_DB": "postgres"}
    here = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PATH": f"{psql.parent}:{os.environ['PATH']}"}
    admitted = {"PGPASSWORD": container.environment["POSTGRES_PASSWORD"]}  # in the container it comes by the socket
    environment = {**container.environment, **as_in_the_image, **here, **admitted}
    for inside, script in sorted(container.mounts.items()):
        if inside.startswith(PREPARE) and script is not None:
            done = subprocess.run([script], env=environment, capture_output=True, text=True)
            if done.returncode != 0:
                raise CommandFailed(str(script), done.stdout + done.stderr)


def forget(server: PostgresServer, folder: Path) -> None:
    """Make the server what it was before :func:`prepare`, which is due again."""
    (folder / "prepared").unlink(missing_ok=True)
    with psycopg.connect(server.url(), autocommit=True) as connection:
        databases = connection.execute(
            "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'"
        )
        roles = connection.execute("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> 'postgres'")
        for (name,) in databases.fetchall():
            server.drop_database(name)
        for (name,) in roles.fetchall():
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def forget_messages(server: RabbitServer, folder: Path) -> None:
    """Make the broker what it is after its first start: users and rights, an empty virtual host."""
    definitions = json.loads((folder / "definitions.json").read_text())
    for vhost in definitions["vhosts"]:
        server.delete_vhost(vhost["name"])
    server.management("POST", "definitions", definitions)


def _let_through(folder: Path) -> None:
    """PostgreSQL refuses root and runs as user ``postgres``, who has to pass through the folders above its data."""
    group = getpwnam("postgres").pw_gid
    for place in (folder, *folder.parents):
        status = place.stat()
        open_to_all, open_to_group = status.st_mode & stat.S_IXOTH, status.st_mode & stat.S_IXGRP
        if open_to_all or (status.st_gid == group and open_to_group):
            continue
        if place not in (folder, folder.parent):
            raise ClusterError(f"PostgreSQL runs as user postgres, whom {place} keeps out. Write FOLDER=/srv/cluster.")
        os.chown(place, -1, group)
        place.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXGRP)


def rabbit(
    container: Container, folder: Path, *, nodes: list[str], port: int, management_port: int, mapper_port: int
) -> RabbitServer:
    """The node of ``container``, which keeps its data in ``folder``; it is not started. ``nodes`` are all there are."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    definitions = folder / "definitions.json"
    places = Moved(
        {inside: str(outside) for inside, outside in container.mounts.items() if outside is not None}
        | {"/tmp/definitions.json": str(definitions)}  # noqa: S108 - the container's
        | {f"rabbit@{node}": f"{node}@localhost" for node in nodes}
    )
    _define(container, Path(places(DEFINITIONS)), definitions)
    files = [file for inside, file in sorted(container.mounts.items()) if inside.startswith(SETTINGS) and file]
    return RabbitServer(
        folder,
        name=container.name,
        port=port,
        management_port=management_port,
        mapper_port=mapper_port,
        cookie=container.environment.get("BROKER_COOKIE"),
        settings="\n".join(places(file.read_text()) for file in files),
        administrator=("operator", container.environment["OPERATOR_BROKER_PASSWORD"]),
    )


def _define(container: Container, script: Path, file: Path) -> None:
    """Users and rights, written at every start."""
    environment = {"PATH": os.environ["PATH"], **container.environment}
    done = subprocess.run(["/bin/sh", script], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise CommandFailed(str(script), done.stderr)
    file.touch(mode=0o600)
    file.write_text(done.stdout)


class Servers:
    """The database server and the nodes of the broker, by the names of their containers; made when first needed."""

    def __init__(self, folder: Path, containers: Mapping[str, Container], state: State, *, durable: bool) -> None:
        images = ("postgres:", "rabbitmq:")
        self.names = sorted(name for name, each in containers.items() if each.image.startswith(images))
        self._folder, self._containers, self._state, self._durable = folder, containers, state, durable
        self._begun: dict[str, Server] = {}
        self._watchman: Watchman | None = None

    @cached_property
    def postgres(self) -> PostgresServer:
        """The database server."""
        folder, port = self._folder / POSTGRES, self._state.port(POSTGRES)
        return postgres(self._containers[POSTGRES], folder, port, durable=self._durable)

    @cached_property
    def nodes(self) -> dict[str, RabbitServer]:
        """The nodes of the broker."""
        names = [name for name in self.names if name != POSTGRES]
        return {
            name: rabbit(
                self._containers[name],
                self._folder / name,
                nodes=names,
                port=self._state.port(name),
                management_port=self._state.port(f"{name}-management"),
                mapper_port=self._state.port("mapper"),
            )
            for name in names
        }

    def start(self, name: str) -> None:
        """Start one, and prepare what its image prepares; returns when it answers.

        Raises :class:`ClusterError` with what the server says when it cannot be started.
        """
        try:
            server = self._begun.setdefault(name, self.postgres if name == POSTGRES else self.nodes[name])
            server.start()
        except (RuntimeError, AssertionError) as error:
            raise ClusterError(f"{name}: {error}") from error
        prepared = self._folder / name / "prepared"
        if name == POSTGRES and not prepared.exists():
            prepare(self._containers[name], self.postgres)
            prepared.touch()

    def stop(self, name: str) -> None:
        """Stop one as an administrator does."""
        if name in self._begun:
            self._begun[name].stop()

    def let_go(self) -> None:
        """End what outlives a stop."""
        for server in self._begun.values():
            server.let_go()

    def forget(self) -> None:
        """Make those that were started what they are after their first start."""
        for name, server in self._begun.items():
            server.start()
            if name == POSTGRES:
                forget(self.postgres, self._folder / name)
        if self._begun.keys() & self.nodes.keys():
            first = next(iter(self.nodes))
            forget_messages(self.nodes[first], self._folder / first)

    def remove(self) -> None:
        """End all at once and remove what they keep."""
        for server in self._begun.values():
            server.remove()

    def watch(self) -> None:
        """From now on one that dies is started again."""
        self._watchman = self._watchman or Watchman(self._begun)

    @property
    def watched(self) -> bool:
        """Whether :meth:`watch` holds."""
        return self._watchman is not None

    def watch_no_more(self) -> None:
        """What dies stays dead."""
        if self._watchman is not None:
            self._watchman.stop()
            self._watchman = None


class Watchman:
    """Starts a server again that died, as ``restart: unless-stopped`` does. One that was stopped or killed through
    its own methods stays as it is: whoever did that decides."""

    def __init__(self, servers: Mapping[str, Server]) -> None:
        self._servers = servers
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchman", daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK):
            for server in list(self._servers.values()):
                if server.died:
                    with suppress(RuntimeError, AssertionError):  # it is tried again at the next look
                        server.start()

    def stop(self) -> None:
        """Whatever dies from now on stays dead."""
        self._stopping.set()
        self._thread.join()
