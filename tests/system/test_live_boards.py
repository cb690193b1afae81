"""``python -m bench.streams``: boards are open at a cluster, and each change is on all of their screens, once.

How late is what it measures on a machine of its own; here it is only told that this machine has much else to do.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.waiting import PATIENCE

pytestmark = pytest.mark.xdist_group("cluster")

ROOT = Path(__file__).parents[2]
AT_ALL = str(PATIENCE)
"""Seconds."""
BOARDS = 30
"""More than the threads of a web process."""


def test_every_board_shows_each_change_of_its_ward_once_and_in_order() -> None:
    few = ("--boards", str(BOARDS), "--wards", "3", "--rate", "2", "--seconds", "4", "--within", AT_ALL)
    done = subprocess.run([sys.executable, "-m", "bench.streams", *few], cwd=ROOT, capture_output=True, text=True)
    said = {
        line.strip().rpartition("  ")[0].strip(): line.strip().rpartition("  ")[2] for line in done.stdout.splitlines()
    }
    assert said["boards open through the gateway, and still so at the end"] == f"{BOARDS}, {BOARDS}", done.stderr
    assert said["boards that saw not each of their changes once and in order"] == "0", done.stdout
    assert int(said["changes committed"].split()[0]) >= 8
    assert int(said["numbers on top that were read anew, by all boards together"]) > 0
    assert "from the commit to the row on the screen" in said
    assert done.returncode == 0, done.stdout
