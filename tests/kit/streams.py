"""Somebody who holds a live board's stream open and reads what comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass(frozen=True)
class Heard:
    """One event as a browser hears it; ``comment`` is what it does not tell its page."""

    name: str
    id: int
    data: dict[str, Any]
    comment: bool = False


class Listening:
    """The stream at an address, read event by event; leaving the ``with`` block closes it."""

    def __init__(self, client: FlaskClient, address: str, **headers: str) -> None:
        sent = {"Accept": "text/event-stream", **headers}
        self.answer: TestResponse = client.get(address, headers=sent, buffered=False)
        assert self.answer.status_code == 200, self.answer.json
        self._events = events(chunk.decode() for chunk in self.answer.iter_encoded())

    def next(self) -> Heard | None:
        """What comes next, whatever it is; None at the end."""
        return next(self._events, None)

    def change(self) -> dict[str, Any]:
        """The next change; signs of life are passed over."""
        for heard in self._events:
            if heard.name != "beat":
                assert heard.name == "change", heard
                assert heard.id == heard.data["position"]
                return heard.data
        raise AssertionError("the stream has ended")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.answer.close()


def events(chunks: Iterator[str]) -> Iterator[Heard]:
    """The events in a stream, by the rules of the HTML standard as far as our server uses them."""
    for chunk in chunks:
        for block in chunk.removesuffix("\n\n").split("\n\n"):
            lines = [line for line in block.split("\n") if line]
            fields = dict(line.split(": ", 1) for line in lines if not line.startswith(":"))
            if "data" in fields:
                comment = any(line.startswith(":") for line in lines)
                yield Heard(fields["event"], int(fields["id"]), json.loads(fields["data"]), comment)
