"""What somebody who writes ``make cluster`` wrongly is told, before anything is started."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tools.cluster.__main__ import main
from tools.servers.ports import free_port


def said(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["--nodes", "2"], "NODES: write 1 or 3, not 2."),
        (["--workers", "99"], "WORKERS: write a whole number from 1 to 16, not 99."),
        (["--workers", "many"], "'many' is not a valid integer"),
    ],
)
def test_a_wrong_argument_ends_with_what_to_write(tmp_path: Path, words: list[str], remedy: str) -> None:
    ended = said("up", "--folder", str(tmp_path / "cluster"), *words)
    assert ended.exit_code != 0
    assert remedy in ended.output
    assert not (tmp_path / "cluster").exists()


def test_a_port_in_use_is_named_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = said("up", "--folder", str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert ended.exit_code == 1
    assert "OUTREACH_GATEWAY_PORT: write a free port" in ended.output


@pytest.mark.parametrize("setting", ["OUTREACH_GATEWAY_PORT", "OUTREACH_GATEWAY_TLS_PORT"])
def test_ports_are_read_from_the_folder_where_neither_command_nor_environment_says_any(
    tmp_path: Path, setting: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (tmp_path / ".env").write_text(f"OUTREACH_GATEWAY_PORT={free_port()}\n{setting}={port}\n")
        ended = said("up", "--folder", str(tmp_path), "--tls")
    assert ended.exit_code == 1
    assert f"{setting}: write a free port, not {port}." in ended.output


def test_a_port_that_is_none_is_refused_with_what_to_write(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OUTREACH_GATEWAY_PORT=many\n")
    assert "OUTREACH_GATEWAY_PORT: write a free port, not many." in said("up", "--folder", str(tmp_path)).output


def test_a_command_beside_a_cluster_that_never_was_says_how_to_start_one(tmp_path: Path) -> None:
    ended = said("run", "--folder", str(tmp_path), "volunteers-worker", "python", "-V")
    assert ended.exit_code == 1
    assert "start one with `make cluster`" in ended.output


def test_it_explains_itself() -> None:
    told = said("up", "--help").output
    assert all(option in told for option in ("--folder", "--nodes", "--workers", "--tls", "--port"))
