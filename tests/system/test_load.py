"""``make load``: a crowd is let into a cluster of its own, and what it took is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("cluster")

ROOT = Path(__file__).parents[2]


def test_a_request_is_priced_with_few_and_with_more_of_them_in_the_tables() -> None:
    sizes = ("--sizes", "8,200", "--season", "8", "--wards", "1", "--rate", "1", "--seconds", "6")
    done = subprocess.run(
        [sys.executable, "-m", "bench.load", "sizes", *sizes], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split(" requests")[0] for line in lines if "processor time a request (" in line] == ["8", "200"]
    for what in ("in the dark (no answer before patience ended)", "turns of the crowd that failed"):
        assert [line.split()[-1] for line in lines if what in line] == ["0", "0"]
    assert [line for line in lines if "volunteers-worker" in line]
    assert [line for line in lines if "postgres" in line]
