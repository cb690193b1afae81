"""A new SQLite file is opened by several at the same moment, as when the processes of a ward start together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from shared.database import make_engine

OPENERS = 8
FILES = 60


def test_whoever_opens_a_new_file_with_others_waits_and_is_not_refused(tmp_path: Path) -> None:
    ready = Barrier(OPENERS)

    def open_(file: Path) -> str:
        engine = make_engine(f"sqlite:///{file}")
        ready.wait(timeout=60)
        with engine.connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        engine.dispose()
        return str(mode)

    with ThreadPoolExecutor(OPENERS) as openers:
        for number in range(FILES):
            file = tmp_path / f"{number}.sqlite3"
            assert set(openers.map(open_, [file] * OPENERS)) == {"wal"}
