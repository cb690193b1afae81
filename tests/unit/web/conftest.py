"""A running example of the web kit, on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.clock import ManualClock
from tests.unit.web.library import Library, a_library_app


@pytest.fixture
def clock() -> ManualClock:
    """Half past eight in the morning of a Monday in Hà Nội."""
    return ManualClock(datetime(2025, 12, 1, 1, 30, tzinfo=UTC))


@pytest.fixture
def library(tmp_path: Path, clock: ManualClock) -> Iterator[Library]:
    made = a_library_app(f"sqlite:///{tmp_path / 'library.sqlite'}", tmp_path, clock)
    yield made
    made.runtime.stop()
