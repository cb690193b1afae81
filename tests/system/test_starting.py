"""What somebody who starts the network, or one of its commands, is told when it cannot start."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import services.sessions.__main__
import services.volunteers.__main__
from services.__main__ import main
from tools.servers.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
ADD_STAFF = ("add-staff", "--name", "Đỗ Thị Hoa", "--phone", "0912000101", "--ward", "00004")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"OUTREACH_DATA_DIR": str(tmp_path / "var"), "OUTREACH_PORT": str(free_port())}


def started(environment: dict[str, str], **changed: str) -> Result:
    """What ``python -m services`` ended with: each of these environments keeps it from serving."""
    return CliRunner().invoke(main, env={**environment, **changed})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("OUTREACH_SIGNING_KEY", "secret"),
        ("OUTREACH_JWKS", '{"keys": []}'),
        ("OUTREACH_TRUSTED_PROXIES", "gateway"),
        ("OUTREACH_CLOCK_OFFSET", "P99999999D"),
    ],
)
def test_a_wrong_setting_ends_the_network_instead_of_being_tried_for_ever(
    environment: dict[str, str], setting: str, value: str
) -> None:
    ended = started(environment, **{setting: value})
    assert ended.exit_code == 1
    assert f"{setting}: write " in ended.output
    assert "Serving" not in ended.output


def test_a_wrong_setting_ends_a_web_process_of_production_too(environment: dict[str, str]) -> None:
    gunicorn = ("gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", "127.0.0.1:0", "services.sessions.app:create_app()")
    ended = subprocess.run(
        [sys.executable, "-m", *gunicorn],
        env={**os.environ, **environment, "OUTREACH_TRUSTED_PROXIES": "gateway"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "OUTREACH_TRUSTED_PROXIES: write addresses" in ended.stderr


def test_a_port_in_use_is_named_before_anything_is_changed(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = started(environment, OUTREACH_PORT=str(taken.getsockname()[1]))
    assert ended.exit_code == 1
    assert "OUTREACH_PORT: write a free port" in ended.output
    assert not Path(environment["OUTREACH_DATA_DIR"]).exists()


def test_a_folder_that_cannot_be_made_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = started(environment, OUTREACH_DATA_DIR=str(tmp_path / "file"))
    assert ended.exit_code == 1
    assert "OUTREACH_DATA_DIR: name a folder" in ended.output


def test_a_folder_whose_name_no_address_can_hold_is_refused(environment: dict[str, str], tmp_path: Path) -> None:
    ended = started(environment, OUTREACH_DATA_DIR=str(tmp_path / "what?"))
    assert ended.exit_code == 1
    assert "without ? and ;" in ended.output
    assert not list(tmp_path.iterdir())


def test_the_folder_of_peoples_data_is_for_its_owner_only(environment: dict[str, str]) -> None:
    assert CliRunner().invoke(services.volunteers.__main__.main, ["migrate"], env=environment).exit_code == 0
    assert stat.S_IMODE(Path(environment["OUTREACH_DATA_DIR"]).stat().st_mode) == 0o700


def test_a_command_without_its_database_says_what_is_missing(environment: dict[str, str]) -> None:
    for command, words in (
        (services.volunteers.__main__.main, ADD_STAFF),
        (services.sessions.__main__.main, ("restate",)),
    ):
        ended = CliRunner().invoke(command, list(words), env=environment)
        assert ended.exit_code == 1
        assert "migrate` run?" in ended.output


def test_add_staff_names_the_option_that_is_wrong(environment: dict[str, str]) -> None:
    wrong = [*ADD_STAFF[:4], "0912", *ADD_STAFF[5:]]
    ended = CliRunner().invoke(services.volunteers.__main__.main, wrong, env=environment)
    assert ended.exit_code == 2
    assert "Invalid value for --phone" in ended.output
