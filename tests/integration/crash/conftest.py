"""Every row of the crash table is tried on a library whose processes are real and can be killed at any step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.crash_site import CrashSite
from tests.kit.processes import Site


@pytest.fixture
def crash_site(postgres_url: str, rabbit_url: str, tmp_path: Path) -> Iterator[CrashSite]:
    """A library without queues: for tests of what happens before they are declared as they should be."""
    site = CrashSite(Site(postgres_url, rabbit_url, tmp_path))
    yield site
    site.close()


@pytest.fixture
def library(crash_site: CrashSite) -> CrashSite:
    """A library that was migrated, with no worker yet."""
    crash_site.migrate()
    return crash_site
