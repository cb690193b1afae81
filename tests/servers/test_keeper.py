"""Servers end with the test process, even when it was killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.servers.keeper import Keeper, is_running, keeper
from tools.servers.missing import ServerMissing, find_program
from tools.waiting import until

A_TEST_RUN = """
import pathlib, signal, subprocess, sys
from tools.servers.keeper import keeper
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the suite runs in a shell's background
child = subprocess.Popen(["sleep", "600"], start_new_session=True)
keeper().guard(child.pid, folder=pathlib.Path(sys.argv[1]))
print(child.pid, flush=True)
sys.stdin.read()
"""

ONE_THAT_ENDS = """
import os
from tools.servers.keeper import keeper
pid = os.posix_spawnp("sleep", ["sleep", "600"], os.environ, setsid=True)
keeper().guard(pid)
print(pid)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda how: how.name)
def test_what_a_killed_test_run_started_is_ended_and_its_folder_removed(tmp_path: Path, how: signal.Signals) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    run = subprocess.Popen(
        [sys.executable, "-c", A_TEST_RUN, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with run:
        assert run.stdout is not None
        server = int(run.stdout.readline())
        assert is_running(server)
        run.send_signal(how)
        until(lambda: not is_running(server) and not folder.exists())


def test_what_was_released_is_left_alone(tmp_path: Path) -> None:
    mine = subprocess.Popen(["sleep", "600"], start_new_session=True)
    script = A_TEST_RUN + f"\nkeeper().guard({mine.pid})\nkeeper().release({mine.pid})\n"
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "none")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    until(lambda: not is_running(int(done.stdout)))
    assert mine.poll() is None
    mine.kill()
    mine.wait()


def test_a_test_run_that_ends_waits_for_the_end_of_what_it_started_and_has_nothing_to_warn_of() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "always::ResourceWarning", "-c", ONE_THAT_ENDS],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not is_running(int(done.stdout))


def test_what_is_started_when_the_keeper_has_gone_is_ended_at_once() -> None:
    gone = Keeper()
    gone.close()
    late = subprocess.Popen(["sleep", "600"], start_new_session=True)
    gone.guard(late.pid)
    assert late.wait(60) == -signal.SIGKILL
    gone.release(late.pid)


def test_a_missing_server_is_an_error_that_names_the_package() -> None:
    with pytest.raises(ServerMissing, match="apt-get install rabbitmq-server"):
        find_program("no-such-rabbitmq-server", "rabbitmq-server", "/usr/lib/rabbitmq/bin")


def test_the_keeper_is_one_for_the_whole_process() -> None:
    assert keeper() is keeper()
