"""The phones of everybody: lines of ``messages.jsonl``, read as they are written."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

LOOK_EVERY = 0.02
"""Seconds between two looks at the file; what is measured by arrival is exact to this."""


@dataclass(frozen=True)
class Message:
    """One message on a phone. ``at`` is the network's time when it left, ``came`` ours (monotonic seconds)."""

    message_id: str
    to: str
    template: str
    text: str
    about_kind: str
    about_id: str
    at: datetime
    came: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, line: dict[str, Any]) -> Message:
        about, at = line["about"], datetime.fromisoformat(line["at"])
        return cls(line["message_id"], line["to"], line["template"], line["text"], about["kind"], about["id"], at)


Hearing = Callable[[Message], None]


class Phones:
    """Hands every new line to whoever has that number. ``everybody`` hears all of them."""

    def __init__(self, path: Path, everybody: Hearing = lambda _message: None) -> None:
        self._path = path
        self._everybody = everybody
        self._owners: dict[str, Hearing] = {}
        self._read = path.stat().st_size if path.exists() else 0
        self._rest = b""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="phones", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def give(self, number: str, owner: Hearing) -> None:
        """From now on ``owner`` hears what arrives at this number."""
        self._owners[number] = owner

    def arrive(self, message: Message) -> None:
        """A message is there; to be called by whoever receives them in another way than by the file, too."""
        self._everybody(message)
        owner = self._owners.get(message.to)
        if owner is not None:
            owner(message)

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            for line in self._new_lines():
                self.arrive(Message.of(json.loads(line)))

    def _new_lines(self) -> list[bytes]:
        if not self._path.exists():
            return []
        with self._path.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        self._read += len(new)
        *lines, self._rest = (self._rest + new).split(b"\n")
        return lines
