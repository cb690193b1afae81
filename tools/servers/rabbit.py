"""A private RabbitMQ node from the system's packages: its own name, ports, data, cookie and port mapper.

``/usr/lib/rabbitmq/bin`` holds the node's real scripts; the wrappers Debian puts on the path change the user and
drop the environment that makes a node private.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import requests

from tools.servers.keeper import keeper
from tools.servers.missing import find_program
from tools.servers.own import OwnServer
from tools.servers.ports import free_port
from tools.waiting import until

SETTINGS = """
listeners.tcp.default = 127.0.0.1:{amqp}
management.tcp.ip = 127.0.0.1
management.tcp.port = {management}
management_agent.disable_metrics_collector = true
disk_free_limit.absolute = 50MB
raft.wal_max_size_bytes = 64000000
log.file.level = warning
log.console = false
"""

ENABLED_PLUGINS = "[rabbitmq_management]."

COUNT = """
Number = fun(Queue) ->
    {{ok, {{_, Found}}, _}} = ra:leader_query(amqqueue:get_pid(Queue), fun rabbit_fifo:query_messages_total/1),
    Found
end,
lists:sum(lists:map(Number, rabbit_amqqueue:list(<<"{vhost}">>))).
"""

AMQP_HEADER = b"AMQP\x00\x00\x09\x01"


class RabbitServer(OwnServer):
    """A node of our own: ``start``, ``stop``, ``kill``, ``create_vhost``, ``url``.

    It keeps its confirmed messages between ``stop`` or ``kill`` and the next ``start``, until ``remove``. In a
    ``folder`` that is named they outlive this process too; ``name`` is part of where they lie. ``settings`` are lines
    of rabbitmq.conf after our own, ``administrator`` is who those let in when it is not guest. Nodes of one cluster
    share ``mapper_port`` and ``cookie``.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        name: str | None = None,
        port: int | None = None,
        management_port: int | None = None,
        mapper_port: int | None = None,
        cookie: str | None = None,
        settings: str = "",
        administrator: tuple[str, str] = ("guest", "guest"),
    ) -> None:
        super().__init__()
        self.port, self.management_port = port or free_port(), management_port or free_port()
        self._distribution_port, self._mapper_port = free_port(), mapper_port or free_port()
        self.name = f"{name or f'outreach{self.port}'}@localhost"
        self.administrator = administrator
        self._bin = find_program("rabbitmq-server", "rabbitmq-server", "/usr/lib/rabbitmq/bin").parent
        self._lasting = folder is not None
        self._folder = folder or Path(tempfile.mkdtemp(prefix="outreach-rabbit-"))
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._mapper: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self.starts = 0
        """How often it was started."""
        own = SETTINGS.format(amqp=self.port, management=self.management_port)
        self._write("rabbitmq.conf", f"{own}{settings}")
        self._write("enabled_plugins", ENABLED_PLUGINS)
        if cookie is not None:
            self._share(cookie)

    def _write(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text)

    def _share(self, cookie: str) -> None:
        file = self._folder / ".erlang.cookie"
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        file.write_text(cookie)

    @property
    def environment(self) -> dict[str, str]:
        """What the node and ``rabbitmqctl`` must both be started with."""
        folder = self._folder
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),  # the cookie lies here
            "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(self._mapper_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "CONF_ENV_FILE": os.devnull,
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_NODENAME": self.name,
            "RABBITMQ_DIST_PORT": str(self._distribution_port),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }

    def start(self) -> None:
        """Start the node unless it runs, and wait until it speaks AMQP (5 to 6 s)."""
        if not self.running:
            if self._process is not None:
                keeper().release(self._process.pid)
            self._start_mapper()
            (self._folder / "pid").unlink(missing_ok=True)
            self._process = self._spawn(str(self._bin / "rabbitmq-server"))
            self.starts += 1
        until(self._answers, seconds=120)

    def _start_mapper(self) -> None:
        if self._mapper is None:
            epmd = find_program("epmd", "erlang-base")
            self._mapper = self._spawn(str(epmd), "-port", str(self._mapper_port), "-address", "127.0.0.1")

    def _spawn(self, *command: str) -> subprocess.Popen[bytes]:
        with (self._folder / "console").open("ab") as console:
            process = subprocess.Popen(
                command,
                env=self.environment,
                stdout=console,
                stderr=console,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        keeper().guard(process.pid, signal.SIGKILL, None if self._lasting else self._folder)
        return process

    def _answers(self) -> bool:
        """Listeners open last, so an answer to the protocol header means that the node is ready."""
        if not self.running:
            raise RuntimeError(f"RabbitMQ did not start: {(self._folder / 'console').read_text(errors='replace')}")
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(AMQP_HEADER)
                return connection.recv(1) == b"\x01"
        except OSError:
            return False

    def stop(self) -> None:
        """Stop as an administrator does: SIGTERM to the node, which closes its queues and exits.

        About 6 s, five of which the management plugin takes.
        """
        if self.running:
            self._being_ended = True
            os.kill(int((self._folder / "pid").read_text()), signal.SIGTERM)
            self._await_end()

    def kill(self, *, settled: bool = True) -> None:
        """Kill the node's processes at once, as a crash does.

        When ``settled`` the names of its queues are written to disk before, which RabbitMQ does by itself within half
        a second: a queue declared just before a crash would not come back (seen on 3.10), and tests that declare
        theirs a moment before are not about that. A node that has run for a while needs no such preparation.
        """
        if self.running and settled:
            self._being_ended = True
            self.control("eval", "[ok = dets:sync(T) || T <- dets:all()].")
        self._kill()

    def _kill(self) -> None:
        if self._process is not None and self.running:
            self._being_ended = True
            os.killpg(self._process.pid, signal.SIGKILL)
        self._await_end()

    def _await_end(self) -> None:
        if self._process is not None:
            self._process.wait(timeout=60)
            keeper().release(self._process.pid)
            self._process, self._being_ended = None, False

    def remove(self) -> None:
        """End the node and its port mapper at once and remove their data."""
        self._kill()
        self.let_go()
        shutil.rmtree(self._folder, ignore_errors=True)

    def let_go(self) -> None:
        """End the port mapper, which outlives the node it was started for because others may share it."""
        if self._mapper is not None:
            self._mapper.kill()
            self._mapper.wait(timeout=10)
            keeper().release(self._mapper.pid)
            self._mapper = None

    def control(self, *arguments: str) -> str:
        """The output of ``rabbitmqctl`` with ``arguments`` (a second or two: prefer :meth:`management`)."""
        command = [str(self._bin / "rabbitmqctl"), "--quiet", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(f"rabbitmqctl {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def management(self, method: str, path: str, body: object = None) -> requests.Response:
        """A request to the management API below ``/api``; raises on an error status."""
        address = f"http://127.0.0.1:{self.management_port}/api/{path}"
        answer = requests.request(method, address, json=body, auth=self.administrator, timeout=30)
        answer.raise_for_status()
        return answer

    def messages_in(self, vhost: str) -> int:
        """How many messages the quorum queues of ``vhost`` hold now, with those that wait for an acknowledgement.

        Their leaders are asked: what ``list_queues`` and the management API say of such a queue was true some seconds
        ago.
        """
        return int(self.control("eval", COUNT.format(vhost=vhost)))

    def create_vhost(self, name: str | None = None) -> str:
        """A new empty virtual host (a fresh name unless one is given); its URL."""
        name = name or f"test-{next(self._numbers)}"
        self.management("PUT", f"vhosts/{quote(name, safe='')}")
        return self.url(name)

    def delete_vhost(self, name: str) -> None:
        """Remove a virtual host with everything in it."""
        self.management("DELETE", f"vhosts/{quote(name, safe='')}")

    def url(self, vhost: str = "/", user: str | None = None, password: str = "") -> str:
        """The address of ``vhost`` for ``user`` (the administrator unless said otherwise)."""
        user, password = (user, password) if user is not None else self.administrator
        return f"amqp://{user}:{password}@127.0.0.1:{self.port}/{quote(vhost, safe='')}"
