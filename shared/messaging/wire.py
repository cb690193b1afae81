"""pika's connection, which can also be dropped without the broker's help and write many frames at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pika.adapters.select_connection import SelectConnection

TOGETHER: Final = 96
"""Frames in one write: those of 32 small messages, and never more than 12 MB (a frame has 128 KB at most)."""


class Wire(SelectConnection):
    """A connection to one address of the broker."""

    _held: list[bytes] | None = None

    def abort(self) -> None:
        """Close the socket now; ``on_close_callback`` follows."""
        self._adapter_disconnect_stream()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is sent inside the block in few pieces.

        pika gives each of a message's three frames to the socket alone, which takes as long as all
        the rest of sending it.
        """
        self._held = []
        try:
            yield
        finally:
            self._write_held()
            self._held = None

    def _adapter_emit_data(self, data: bytes) -> None:
        if self._held is None:
            super()._adapter_emit_data(data)
            return
        self._held.append(data)
        if len(self._held) == TOGETHER:
            self._write_held()

    def _write_held(self) -> None:
        if self._held:
            super()._adapter_emit_data(b"".join(self._held))
            self._held.clear()
