"""``make load``: a crowd is let into a cluster of its own, and what it took is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("cluster")

ROOT = Path(__file__).parents[2]


def test_a_step_of_load_is_sent_and_what_it_took_is_told() -> None:
    step = ("--rates", "1", "--seconds", "5", "--wards", "1")
    done = subprocess.run(
        [sys.executable, "-m", "bench.load", "steps", *step], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    for what in ("in the dark (no answer before patience ended)", "turns of the crowd that failed"):
        assert [line.split()[-1] for line in lines if what in line] == ["0"]
    (accepted,) = [line for line in lines if "requests accepted" in line]
    assert int(accepted.split()[2].strip(",")) > 0
    assert not [line for line in lines if "not done: POST /volunteers/api/v1/requests " in line]
    assert [line for line in lines if "processor time a request" in line]
    assert [line for line in lines if "volunteers-worker" in line]
    assert [line for line in lines if "postgres" in line]
