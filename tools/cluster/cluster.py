"""The cluster: servers, migrates, processes and the gateway, in the order ``depends_on`` names."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Self

from tools.cluster import compose
from tools.cluster.certificates import certificate_in
from tools.cluster.compose import ROOT, Container
from tools.cluster.errors import ClusterError, CommandFailed, NotReady
from tools.cluster.names import Names
from tools.cluster.process import Process
from tools.cluster.servers import Servers
from tools.cluster.standins import StandIns, is_web
from tools.cluster.state import Shape, State, gateway_address, is_free
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer
from tools.waiting import until

START_SECONDS = 120
TRIES = 3
"""How often a process may end while the cluster starts: one that cannot start ends each time."""

Tell = Callable[[str], None]


class Cluster:
    """The production shape in ``folder``; what it keeps there outlives this object and this process."""

    def __init__(self, folder: Path, shape: Shape, tell: Tell | None = None) -> None:
        self.folder = folder.resolve()
        self.shape = shape
        self._tell = tell or (lambda _line: None)
        for place in (self.folder, self.folder / "logs"):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._state = State(self.folder)
        self._state.lock()
        self.secrets = self.folder / ".env"
        compose.draw_secrets(self.secrets)
        self.containers = self._read()
        self._servers = Servers(self.folder, self.containers, self._state, durable=shape.durable)
        self._standins = StandIns(self.folder, self.containers, shape, self._state)
        self.migrates: dict[str, Process] = {}
        self.processes: dict[str, Process] = {}
        self._replicas: dict[str, list[Process]] = {}
        for volume in self._standins.volumes:
            volume.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._make_processes()
        self._names = Names(self._addresses_of, self._state.port("names"))
        self._given_up = threading.Event()

    @classmethod
    def prepare(cls, folder: Path, **shape: Any) -> Self:
        """A cluster that is not started: ``nodes``, ``workers``, ``tls``, ``port``, ``files``, ``durable`` and
        ``environment`` as :class:`Shape` explains them."""
        return cls(folder, Shape(**shape))

    @classmethod
    def beside(cls, folder: Path) -> Self:
        """The cluster that runs in ``folder`` by another process, for commands with its settings."""
        kept = State(folder).shape if folder.exists() else None
        if kept is None:
            raise ClusterError(f"No cluster was ever started in {folder}: start one with `make cluster`.")
        made = cls(folder, Shape(**kept))
        made._state.unlock()
        return made

    def _read(self) -> dict[str, Container]:
        ports = {"gateway": self.shape.port, "gateway-tls": self.shape.tls_port}
        for name, port in ports.items():
            if port is not None:
                self._state.use(name, port)
        if self.shape.tls:
            certificate_in(self.folder / "certificates")
        settings = {
            "OUTREACH_PUBLIC_URL": self.address,
            "OUTREACH_CERTIFICATES": str(self.folder / "certificates"),
        }
        return compose.read(self.secrets, self.shape.all_files, settings)

    def _make_processes(self) -> None:
        for name, container in self.containers.items():
            if name not in self._servers.names:
                made = [Process(plan) for plan in self._standins.plans(container)]
                self._replicas[name] = made
                into = self.processes if container.restarts else self.migrates
                into.update({process.name: process for process in made})

    @property
    def address(self) -> str:
        """Where people reach it, without a path."""
        return gateway_address(self.shape, self._state)

    @property
    def certificate(self) -> Path | None:
        """Whom a client has to believe when the cluster is encrypted."""
        return self.folder / "certificates" / "fullchain.pem" if self.shape.tls else None

    @property
    def postgres(self) -> PostgresServer:
        """The database server."""
        return self._servers.postgres

    @property
    def rabbits(self) -> list[RabbitServer]:
        """The nodes of the broker, in the order of their names."""
        return list(self._servers.nodes.values())

    def port_of(self, name: str) -> int:
        """The loopback port at which ``mail``, ``postgres`` or ``rabbitmq`` listens."""
        return self._state.port(name)

    def database_url(self, service: str) -> str:
        """The database of ``service`` for the role its processes have."""
        return self._standins.moved(self.containers[f"{service}-worker"].environment[f"{service.upper()}_DATABASE_URL"])

    def superuser_url(self, service: str = "postgres") -> str:
        """The database of ``service`` for the one who may do everything."""
        return self.postgres.url(service)

    def change(self, environment: Mapping[str, str]) -> None:
        """From its next start on, every process of ours has these settings over those it was prepared with, instead
        of what was changed before."""
        for name, container in self.containers.items():
            for process in self._replicas.get(name, []) if container.ours else []:
                process.environment = {**process.plan.environment, **environment}

    def start(self, *, without: Collection[str] = ()) -> None:
        """Start everything that does not run, except the containers named; returns when all says that it is ready.

        Raises :class:`ClusterError` when something does not come up; what was started is stopped then.
        """
        try:
            self._begin()
            self._names.start()
            for level in self._levels():
                self._together(self._start_one, [name for name in level if name not in without])
            self._servers.watch()
            self._together(self._await, [process for process in self.processes.values() if process.started])
        except BaseException:
            self.stop()
            raise

    def _begin(self) -> None:
        again = self._state.locked and self._servers.watched
        if not self._state.lock():
            raise ClusterError(f"A cluster runs in {self.folder} already: stop that one first.")
        wanted = {"OUTREACH_GATEWAY_PORT": self.shape.port, "OUTREACH_GATEWAY_TLS_PORT": self.shape.tls_port}
        for setting, port in wanted.items():
            if not again and port is not None and not is_free(port):
                raise ClusterError(f"{setting}: write a free port, not {port}.")
        self._state.keep(self.shape)
        self._given_up.clear()

    def _addresses_of(self, name: str) -> Sequence[str]:
        """What the cluster's resolver answers: only what runs has an address."""
        if name not in self.containers or not is_web(self.containers[name]):
            return []
        replicas = zip(self._standins.addresses(name), self._replicas[name], strict=True)
        return [address for address, process in replicas if process.running]

    def _levels(self) -> Iterable[list[str]]:
        """Containers that may start at the same time, each list after those before it."""
        order = TopologicalSorter({name: container.awaits.keys() for name, container in self.containers.items()})
        order.prepare()
        while order.is_active():
            level = sorted(order.get_ready())
            yield level
            order.done(*level)

    def _together(self, act: Callable[[Any], None], things: Collection[Any]) -> None:
        with ThreadPoolExecutor(max(1, len(things))) as pool:
            try:
                for done in [pool.submit(act, thing) for thing in things]:
                    done.result()
            except BaseException:
                self._give_up()
                raise

    def _give_up(self) -> None:
        """Nobody need wait any longer for what is under way."""
        self._given_up.set()
        for process in self.migrates.values():
            process.ask_to_stop()

    def _start_one(self, name: str) -> None:
        if name in self._servers.names:
            self._servers.start(name)
        for process in self._replicas.get(name, []):
            process.start()
            if process.name in self.migrates and process.wait() != 0:
                raise NotReady(name, process.log)
        self._tell(name)

    def _await(self, process: Process) -> None:
        before = process.restarts

        def ready() -> bool:
            if process.restarts - before >= TRIES:
                raise NotReady(process.name, process.log)
            return process.is_ready() or self._given_up.is_set()

        try:
            until(ready, seconds=START_SECONDS)
        except AssertionError as error:
            raise NotReady(process.name, process.log) from error

    def stop(self, *, leaving: Collection[str] = ()) -> None:
        """Stop everything except the containers named, what was started last first: each is asked to end, and killed
        when it does not."""
        if not self._state.locked:
            return
        if not leaving:
            self._leave()
        for level in reversed(list(self._levels())):
            self._together(self._stop_one, [name for name in level if name not in leaving])
        if not leaving:
            self._servers.let_go()
            self._state.unlock()

    def _leave(self) -> None:
        self._names.stop()
        self._servers.watch_no_more()

    def _stop_one(self, name: str) -> None:
        for process in self._replicas.get(name, []):
            process.ask_to_stop()
        for process in self._replicas.get(name, []):
            process.stop()
        if name in self._servers.names:
            self._servers.stop(name)

    def forget(self) -> None:
        """End every process at once and remove all that was kept; database and broker run on, empty."""
        self._kill_processes()
        self._servers.forget()
        for place in ("volumes", "mail"):
            shutil.rmtree(self.folder / place, ignore_errors=True)
        for volume in self._standins.volumes:
            volume.mkdir(mode=0o700, parents=True)

    def remove(self) -> None:
        """End everything at once and remove the folder."""
        self._kill_processes()
        self._leave()
        self._servers.remove()
        self._state.unlock()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _kill_processes(self) -> None:
        for process in self.processes.values():
            if process.started:
                process.ask_to_stop()
                process.kill()
                process.stop()

    def run(self, name: str, *command: str) -> str:
        """Run a command with the settings of a container, as ``docker compose run`` does; its output.

        Raises :class:`CommandFailed` with what it said when it ends with another status than 0.
        """
        if name not in self.containers or not self.containers[name].ours:
            ours = ", ".join(sorted(name for name, container in self.containers.items() if container.ours))
            raise ClusterError(f"There is no {name!r} to run a command as: name one of {ours}.")
        given = self._replicas[name][0].environment
        free_ports = {variable: "0" for variable in given if variable.endswith("_WORKER_PORT")}
        done = subprocess.run(command, cwd=ROOT, env={**given, **free_ports}, capture_output=True, text=True)
        if done.returncode != 0:
            raise CommandFailed(" ".join(command), done.stdout + done.stderr)
        return done.stdout
