"""The private PostgreSQL and RabbitMQ of a cluster, prepared as their containers are by ``deploy/``."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path
from pwd import getpwnam

from tools.cluster.compose import Container
from tools.cluster.errors import ClusterError, CommandFailed
from tools.cluster.places import Moved
from tools.servers.missing import find_program
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer

PREPARE = "/docker-entrypoint-initdb.d/"
"""What the postgres image runs once, on an empty volume."""

SETTINGS = "/etc/rabbitmq/conf.d/"
"""What the rabbitmq image reads beside its own settings."""

DEFINITIONS = "/etc/outreach/definitions.sh"


def postgres(container: Container, folder: Path, port: int, *, durable: bool) -> PostgresServer:
    """The database server of ``container``, which keeps its data in ``folder``; it is not started."""
    if not (folder / "prepared").exists():  # begun and not ended: nobody has used it yet
        shutil.rmtree(folder, ignore_errors=True)
    if os.geteuid() == 0:
        _let_through(folder.parent)
    return PostgresServer(folder, port=port, durable=durable)


def prepare(container: Container, server: PostgresServer, folder: Path) -> None:
    """Databases and roles, once, by the scripts the container's image runs on an empty volume."""
    if (folder / "prepared").exists():
        return
    psql = find_program("psql", "postgresql", "/usr/lib/postgresql/*/bin")
    as_in_the_image = {"POSTGRES_USER": "postgres", "POSTGRES_DB": "postgres"}
    here = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PATH": f"{psql.parent}:{os.environ['PATH']}"}
    environment = {**container.environment, **as_in_the_image, **here}
    for inside, script in sorted(container.mounts.items()):
        if inside.startswith(PREPARE) and script is not None:
            done = subprocess.run([script], env=environment, capture_output=True, text=True)
            if done.returncode != 0:
                raise CommandFailed(str(script), done.stdout + done.stderr)
    (folder / "prepared").touch()


def _let_through(folder: Path) -> None:
    """PostgreSQL refuses root and runs as user ``postgres``, who has to pass through the folders above its data."""
    group = getpwnam("postgres").pw_gid
    for place in (folder, *folder.parents):
        status = place.stat()
        open_to_all, open_to_group = status.st_mode & stat.S_IXOTH, status.st_mode & stat.S_IXGRP
        if open_to_all or (status.st_gid == group and open_to_group):
            continue
        if place not in (folder, folder.parent):
            raise ClusterError(f"PostgreSQL runs as user postgres, whom {place} keeps out: name a folder elsewhere.")
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
