"""What was really committed, when, and when whoever merely listens to the database knew: the reference."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import psycopg

from shared.messaging.wakeup import LIVE_CHANNEL

_COMMITTED = """
SELECT changes.position, changes.subject_id, changes.sequence, changes.ward,
       extract(epoch FROM pg_xact_commit_timestamp(journal.xmin))::float
  FROM live_changes AS changes
  JOIN journal ON journal.subject_id = changes.subject_id AND journal.sequence = changes.sequence
               AND journal.subject_kind = 'request'
 WHERE changes.position > %s ORDER BY changes.position
"""
"""The line itself is written again when it gets its number; the journal's, of the same transaction, never is."""

_NEW = "SELECT id, subject_id, sequence FROM live_changes WHERE id > %s ORDER BY id"


@dataclass(frozen=True)
class Committed:
    """One change: its number, whose it is, and when it was committed (wall-clock seconds of the server)."""

    position: int
    subject: tuple[str, int]
    ward: str
    at: float


def last_position(url: str) -> int:
    """The number given last."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT coalesce(max(position), 0) FROM live_changes").fetchone()
    return int(row[0]) if row else 0


def committed(url: str, after: int) -> list[Committed]:
    """Every numbered change after ``after``, in the order of the numbers."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(_COMMITTED, [after]).fetchall()
    return [Committed(position, (subject, sequence), ward, at) for position, subject, sequence, ward, at in rows]


class BareListener:
    """A connection that is called by ``NOTIFY`` and reads the new lines, with nothing between it and the database."""

    def __init__(self, url: str) -> None:
        self.heard: dict[tuple[str, int], float] = {}
        self._url = url
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="bare-listener", daemon=True)

    def __enter__(self) -> BareListener:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(10)

    def _listen(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"LISTEN {LIVE_CHANNEL}")
            last = 0
            while not self._stop.is_set():
                for _ in connection.notifies(timeout=0.2, stop_after=1):
                    break
                for number, subject, sequence in connection.execute(_NEW, [last]).fetchall():
                    last = number
                    self.heard.setdefault((subject, sequence), time.time())
