"""Which process stands for which container: ours run as they are, nginx from the system, a mailbox for the catcher."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Template

from tools.cluster.compose import ROOT, Container
from tools.cluster.errors import ClusterError
from tools.cluster.places import Moved
from tools.cluster.process import Plan
from tools.cluster.state import Shape, State, gateway_address
from tools.servers.missing import find_program
from tools.static_tree import lay_out

INSIDE = 8000
"""Where a web process listens in its container (deploy/gunicorn.conf.py)."""

GATEWAY = "outreach-gateway"
"""The image of nginx with the static files of this version."""

TEMPLATES = "/etc/nginx/templates/"
"""What its image fills with the environment."""

SMTP = 1025
AMQP, POSTGRES = 5672, 5432


@dataclass
class StandIns:
    """Makes plans of containers: the same commands and settings, at the places this machine has for them."""

    folder: Path
    containers: Mapping[str, Container]
    shape: Shape
    state: State

    @cached_property
    def moved(self) -> Moved:
        """Names and addresses between containers, as they are called here."""
        names = {each.address: "127.0.0.1" for each in self.containers.values() if each.address}
        for name, container in self.containers.items():
            if is_web(container):  # behind a name, because there may be several
                names[f"{name}:{INSIDE}"] = f"{name}:{self.web_port}"
            for inside in (POSTGRES, AMQP, SMTP):
                names[f"{name}:{inside}"] = f"127.0.0.1:{self.state.port(name)}"
        return Moved(names)

    @cached_property
    def web_port(self) -> int:
        """Every web process listens on this port, each at a loopback address of its own."""
        return self.state.port("web")

    def addresses(self, name: str) -> list[str]:
        """The loopback addresses of a web container's replicas."""
        web = [each for each, container in sorted(self.containers.items()) if is_web(container)]
        return [f"127.0.{number}.{web.index(name) + 1}" for number in range(1, self.replicas(name) + 1)]

    def replicas(self, name: str) -> int:
        """How many processes stand for this container."""
        container = self.containers[name]
        return max(container.replicas, self.shape.workers) if name.endswith("-worker") else container.replicas

    def plans(self, container: Container) -> Iterator[Plan]:
        """One plan for each replica."""
        for number in range(self.replicas(container.name)):
            name = container.name if number == 0 else f"{container.name}-{number + 1}"
            if container.ours:
                yield self._ours(container, name, number)
            elif container.image == GATEWAY:
                yield self._gateway(container, name)
            elif container.image.startswith("axllent/mailpit:"):
                yield self._mailbox(container, name)
            else:
                raise ClusterError(f"{name}: nothing stands for the image {container.image!r} without containers.")

    def _ours(self, container: Container, name: str, number: int) -> Plan:
        environment = self.environment(container, name)
        health = None
        if is_web(container):
            address = f"{self.addresses(container.name)[number]}:{self.web_port}"
            settings = ROOT / "deploy/gunicorn.conf.py"
            environment["GUNICORN_CMD_ARGS"] = f"--config {settings} --bind {address}"
            health = f"http://{address}"
        for variable in environment:
            if variable.endswith("_WORKER_PORT"):
                port = self.state.port(name)
                environment[variable] = str(port)
                health = f"http://127.0.0.1:{port}"
        return self._plan(
            container, name, container.command, {**environment, **self.shape.environment}, health, "/readyz"
        )

    def environment(self, container: Container, name: str) -> dict[str, str]:
        """What the container ``name`` is told, with the places and addresses of this machine."""
        places = {inside: str(outside) for inside, outside in self._places(container, name).items()}
        path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}"
        given = self.moved.with_names(places).all(container.environment)
        return {"PATH": path, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1", **given}

    def _places(self, container: Container, name: str) -> dict[str, Path]:
        volumes = {inside: self.folder / "volumes" / volume for inside, volume in container.volumes.items()}
        mounts = {
            inside: outside or self.folder / "scratch" / name / inside.strip("/").replace("/", "-")
            for inside, outside in container.mounts.items()
        }
        return {**volumes, **mounts}

    @property
    def volumes(self) -> set[Path]:
        """The folders in which processes of ours keep what they write."""
        ours = [container for container in self.containers.values() if container.ours]
        return {self.folder / "volumes" / volume for each in ours for volume in each.volumes.values()}

    def scratch(self, container: Container, name: str) -> list[Path]:
        """What is empty at each start."""
        places = self._places(container, name)
        return [places[inside] for inside, outside in container.mounts.items() if outside is None]

    def _gateway(self, container: Container, name: str) -> Plan:
        """nginx of this machine with the command of its container."""
        lay_out(self.folder / "files")
        moved = self._fill_templates(container, name)
        program, *words, switches = container.command
        command = [str(find_program(program, "nginx", "/usr/sbin")), *map(moved, words), _in_the_foreground(switches)]
        address = gateway_address(self.shape, self.state)
        return self._plan(container, name, command, {"PATH": os.defpath}, address, "/healthz")

    def _fill_templates(self, container: Container, name: str) -> Moved:
        """Write its settings as its image does; where everything it names lies here."""
        filled, into = self.folder / "nginx", container.environment["NGINX_ENVSUBST_OUTPUT_DIR"]
        filled.mkdir(mode=0o700, exist_ok=True)
        found = [(Path(inside).stem, file) for inside, file in container.mounts.items() if inside.startswith(TEMPLATES)]
        places = {inside: str(outside) for inside, outside in self._places(container, name).items()}
        places |= {f"{into}/{template}": str(filled / template) for template, _ in found}
        moved = Moved({**places, container.environment["OUTREACH_STATIC"]: str(self.folder / "files")})
        for template, file in found:
            text = Template(file.read_text() if file else "").safe_substitute(self._gateway_values(container))
            (filled / template).write_text(moved(text))
        return moved

    def _gateway_values(self, container: Container) -> dict[str, str]:
        here = {
            "OUTREACH_LISTEN": f"127.0.0.1:{self.state.port('gateway')}",
            "OUTREACH_LISTEN_TLS": f"127.0.0.1:{self.state.port('gateway-tls')}",
            "OUTREACH_RESOLVER": f"127.0.0.1:{self.state.port('names')}",
        }
        chosen = {name: value for name, value in self.shape.environment.items() if name in container.environment}
        return self.moved.all(container.environment) | here | chosen

    def _mailbox(self, container: Container, name: str) -> Plan:
        box = self.folder / "mail"
        words = ["-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{self.state.port(name)}"]
        handler = ["--class", "aiosmtpd.handlers.Mailbox", str(box)]
        return self._plan(container, name, [sys.executable, *words, *handler], {"LANG": "C.UTF-8"}, None, "/")

    def _plan(
        self,
        container: Container,
        name: str,
        command: tuple[str, ...] | list[str],
        environment: dict[str, str],
        health: str | None,
        ready: str,
    ) -> Plan:
        return Plan(
            name=name,
            command=command,
            environment=environment,
            folder=ROOT,
            log=self.folder / "logs" / f"{name}.log",
            restarts=container.restarts,
            grace=container.grace,
            ends_by=signal.SIGQUIT if container.image == GATEWAY else signal.SIGTERM,  # as its image says
            scratch=self.scratch(container, name),
            health=health,
            ready=ready,
            certificate=self.folder / "certificates" / "fullchain.pem" if self.shape.tls else None,
        )


def is_web(container: Container) -> bool:
    """Whether it is a web process of ours."""
    return container.ours and container.command[:1] == ("gunicorn",)


def _in_the_foreground(switches: str) -> str:
    """nginx's ``-g``; for root no other user, whom our folder would not let in."""
    return f"{switches} user root;" if os.geteuid() == 0 else switches
