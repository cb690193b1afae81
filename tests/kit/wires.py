"""A wire to a server that can freeze: connected, and nothing comes through any more."""

from __future__ import annotations

import socket
import threading
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class FreezingWire:
    """Carries bytes between ``url`` here and the server of ``to``, until ``freeze``."""

    def __init__(self, to: str) -> None:
        there = urlsplit(to)
        self._there = (there.hostname or "", there.port or 0)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = to.replace(f":{there.port}/", f":{self._listening.getsockname()[1]}/")
        self._thawed = threading.Event()
        self._thawed.set()
        self._sockets = [self._listening]
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """From now on nothing arrives on either side."""
        self._thawed.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for each in self._sockets:
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
                there = socket.create_connection(self._there)
            except OSError:
                return
            self._sockets += [here, there]
            for source, target in ((here, there), (there, here)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                self._thawed.wait()
                target.sendall(data)
        except OSError:
            return
