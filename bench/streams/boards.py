"""Boards as browsers hold them open: a stream each, the row of each change as it comes, and the numbers on top."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

STREAM, ROW, COUNTS = "/volunteers/api/v1/queue/stream", "/volunteers/queue/{id}/row", "/volunteers/queue/counts"

SPREAD, NUMBERS = 0.5, 5.0
"""Seconds, both as in ``live.js``: within which a board asks for what it was told of, and between two questions for the
numbers on top."""


@dataclass
class Board:
    """One window: whose, of which ward, and what it was told (wall-clock seconds)."""

    ward: str
    token: str
    status: int = 0
    heard: list[tuple[int, float]] = field(default_factory=list)
    shown: dict[int, float] = field(default_factory=dict)
    counted: int = 0
    ended: int = 0


class Boards:
    """All windows, looked at by one thread: leaving the ``with`` block closes them."""

    def __init__(self, address: str, boards: Sequence[Board]) -> None:
        where = urlsplit(address)
        self._host, self._port = str(where.hostname), int(where.port or 80)
        self.all = boards
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="boards", daemon=True)

    def __enter__(self) -> Boards:
        self._thread.start()
        # Held, for the loop itself holds no task: one that waits for its own reader is garbage to Python.
        self._looking = [asyncio.run_coroutine_threadsafe(self._look(board), self._loop) for board in self.all]
        return self

    def __exit__(self, *_error: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)

    @property
    def open(self) -> int:
        """How many have been answered and listen."""
        return sum(board.status == 200 and not board.ended for board in self.all)

    @property
    def counted(self) -> int:
        """How often the numbers on top were read anew, by all of them together."""
        return sum(board.counted for board in self.all)

    @property
    def seen(self) -> int:
        """How many changes all of them have on their screens together."""
        return sum(len(board.shown) for board in self.all)

    async def _look(self, board: Board) -> None:
        """One stream, without coming back: what is measured is whether it stays."""
        reader, writer = await self._ask(f"{STREAM}?ward={board.ward}", board, "text/event-stream")
        changes: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        screen = asyncio.create_task(self._screen(board, changes))
        try:
            board.status = await _status(reader)
            async for name, data in _events(reader):
                if name == "change":
                    board.heard.append((data["position"], time.time()))
                    changes.put_nowait(data)
        finally:
            board.ended += 1
            screen.cancel()
            writer.close()

    async def _screen(self, board: Board, changes: asyncio.Queue[dict[str, Any]]) -> None:
        drawn = asyncio.Event()
        await asyncio.gather(self._draw(board, changes, drawn), self._count(board, drawn))

    async def _draw(self, board: Board, changes: asyncio.Queue[dict[str, Any]], drawn: asyncio.Event) -> None:
        """As live.js: not all boards at once, and each request once, however often it has changed meanwhile."""
        while True:
            waiting = [await changes.get()]
            await asyncio.sleep(random.uniform(0, SPREAD))  # noqa: S311 - nothing is kept secret by it
            while not changes.empty():
                waiting.append(changes.get_nowait())
            for subject in dict.fromkeys(change["request_id"] for change in waiting):
                if await self._read(f"{ROW.format(id=subject)}?ward={board.ward}", board) in (200, 404):
                    now = time.time()
                    board.shown.update({c["position"]: now for c in waiting if c["request_id"] == subject})
            drawn.set()

    async def _count(self, board: Board, drawn: asyncio.Event) -> None:
        """The numbers on top after rows have come, but not at each."""
        while True:
            await drawn.wait()
            drawn.clear()
            await asyncio.sleep(random.uniform(0, SPREAD))  # noqa: S311 - nothing is kept secret by it
            board.counted += await self._read(f"{COUNTS}?ward={board.ward}", board) == 200
            await asyncio.sleep(NUMBERS)

    async def _read(self, path: str, board: Board) -> int:
        """The status of a fragment that was read to its end."""
        reader, writer = await self._ask(path, board, "text/html")
        status = await _status(reader)
        await reader.read()
        writer.close()
        return status

    async def _ask(self, path: str, board: Board, accept: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """HTTP/1.0: the answer ends with its connection, and comes without frames around it."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        head = {
            "Host": f"{self._host}:{self._port}",
            "Accept": accept,
            "Cookie": f"outreach_session={board.token}",
            "Sec-Fetch-Site": "same-origin",
        }
        said = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        writer.write(f"GET {path} HTTP/1.0\r\n{said}\r\n".encode())
        await writer.drain()
        return reader, writer

    async def _close(self) -> None:
        tasks = [task for task in asyncio.all_tasks(self._loop) if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1])


async def _events(reader: asyncio.StreamReader) -> Any:
    """The stream's events, until it ends."""
    fields: dict[str, str] = {}
    while line := (await reader.readline()).decode():
        if line != "\n":
            name, _, value = line.rstrip("\n").partition(": ")
            fields[name] = value
        elif fields:
            if "data" in fields:
                yield fields["event"], json.loads(fields["data"])
            fields = {}
