"""What a cluster's folder keeps from one start to the next: its shape, its ports, and who uses it now."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from tools.cluster.errors import ClusterError
from tools.servers.ports import free_port

COMPOSE = ("docker-compose.yml",)
SEVERAL_NODES = "compose.ha.yml"
ENCRYPTED = "compose.tls.yml"


@dataclass(frozen=True)
class Shape:
    """What a cluster is made of. ``environment`` is put over the settings of every process of ours."""

    nodes: int = 1
    workers: int = 1
    tls: bool = False
    port: int | None = None
    """Where the gateway listens; drawn once when it is not said."""
    tls_port: int | None = None
    """Where it does so encrypted, with ``tls``; the other port then only sends people here."""
    files: Sequence[str] = COMPOSE
    durable: bool = True
    """Whether PostgreSQL waits for the disk."""
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.nodes not in (1, 3):
            raise ClusterError(f"NODES: write 1 or 3, not {self.nodes}.")
        if not 1 <= self.workers <= 16:
            raise ClusterError(f"WORKERS: write a whole number from 1 to 16, not {self.workers}.")

    @property
    def all_files(self) -> list[str]:
        """The compose files, each once."""
        more = [SEVERAL_NODES] * (self.nodes > 1) + [ENCRYPTED] * self.tls
        return list(dict.fromkeys([*self.files, *more]))


class State:
    """The file ``cluster.json`` and the lock beside it."""

    def __init__(self, folder: Path) -> None:
        self._file, self._lock_file = folder / "cluster.json", folder / "lock"
        self._lock: IO[str] | None = None
        kept = json.loads(self._file.read_text()) if self._file.exists() else {}
        self._ports: dict[str, int] = kept.get("ports", {})
        self._asked: set[str] = set()
        self.shape: dict[str, Any] | None = kept.get("shape")

    def lock(self) -> bool:
        """Whether nobody else uses the folder now; from here on nobody else can, until :meth:`unlock`."""
        if self._lock is None:
            lock = self._lock_file.open("w")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.close()
                return False
            self._lock = lock
        return True

    @property
    def locked(self) -> bool:
        """Whether the folder is ours."""
        return self._lock is not None

    def unlock(self) -> None:
        """Somebody else may use the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def keep(self, shape: Shape) -> None:
        """Write down what runs here, for commands that are started beside it."""
        text = json.dumps({"shape": asdict(shape), "ports": self._ports}, indent=2)
        written = self._file.with_suffix(".new")
        written.touch(mode=0o600)
        written.write_text(f"{text}\n")
        os.replace(written, self._file)

    def port(self, name: str) -> int:
        """The port kept for ``name``; another one where somebody has taken it meanwhile and the folder is ours."""
        if name not in self._asked:
            kept = self._ports.get(name)
            if kept is None or (self._lock is not None and not is_free(kept)):
                self._ports[name] = free_port()
            self._asked.add(name)
        return self._ports[name]

    def use(self, name: str, port: int) -> int:
        """Keep ``port`` for ``name``."""
        self._asked.add(name)
        self._ports[name] = port
        return port


def gateway_address(shape: Shape, state: State) -> str:
    """Where people reach the gateway, without a path."""
    scheme, listener = ("https", "gateway-tls") if shape.tls else ("http", "gateway")
    return f"{scheme}://127.0.0.1:{state.port(listener)}"


def is_free(port: int) -> bool:
    """Whether nobody listens on the loopback port."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
