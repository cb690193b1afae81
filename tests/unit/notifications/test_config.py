from __future__ import annotations

from pathlib import Path

import pytest

from services.notifications.channels import open_channels
from services.notifications.config import Config, FileAddress, Gateway, SmtpAddress, read_channels
from shared.config import Environment, WrongSetting

MAIL = "smtp://outreach:s%3Acret@mail.example.org:2525?from=phuong@example.org"


def read(**variables: str) -> Config:
    return Config.read(Environment(variables))


def test_messages_go_to_a_file_in_the_data_directory_unless_said_otherwise(tmp_path: Path) -> None:
    assert read(OUTREACH_DATA_DIR=str(tmp_path)).channels == (FileAddress(tmp_path / "messages.jsonl"),)


def test_channels_keep_the_order_they_are_written_in() -> None:
    file, mail = read_channels(f"file:///var/sms.jsonl; {MAIL}")
    assert file == FileAddress(Path("/var/sms.jsonl"))
    assert mail == SmtpAddress("mail.example.org", 2525, "starttls", "phuong@example.org", "outreach", "s:cret")


@pytest.mark.parametrize(
    ("address", "tls", "port"),
    [
        ("smtp://mail?from=a@example.org", "starttls", 587),
        ("smtp://mail?from=a@example.org&starttls=no", "none", 587),
        ("smtps://mail?from=a@example.org", "implicit", 465),
    ],
)
def test_mail_is_encrypted_unless_said_otherwise(address: str, tls: str, port: int) -> None:
    (mail,) = read_channels(address)
    assert isinstance(mail, SmtpAddress)
    assert (mail.tls, mail.port) == (tls, port)


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        (";", "name at least one channel"),
        ("pigeon://loft", "no channel is called 'pigeon'"),
        ("file://", "write file:///absolute/path.jsonl"),
        ("smtp://mail", "needs from="),
        ("smtp://mail?from=nobody", "needs from="),
        ("smtp://?from=a@example.org", "has no host"),
        ("smtp://mail/inbox?from=a@example.org", "a path"),
        ("smtp://mail:port?from=a@example.org", "cannot be read"),
        ("smtp://mail?from=a@example.org&starttls=maybe", "starttls is yes or no"),
        ("smtps://mail?from=a@example.org&starttls=yes", "without starttls="),
        ("smtp://mail?from=a@example.org&retries=9", "no option 'retries'"),
    ],
)
def test_a_wrong_channel_stops_the_process_with_what_to_write(wrong: str, remedy: str) -> None:
    with pytest.raises(WrongSetting, match=remedy) as stopped:
        read(NOTIFICATIONS_CHANNELS=wrong)
    assert stopped.value.name == "NOTIFICATIONS_CHANNELS"


def test_no_sentence_and_no_value_shows_a_password() -> None:
    with pytest.raises(WrongSetting) as stopped:
        read_channels("smtp://outreach:s3cret@mail")
    assert "s3cret" not in str(stopped.value)
    assert "s:cret" not in repr(read_channels(MAIL))


@pytest.mark.parametrize("name", ["OUTREACH_CLOCK_OFFSET", "OUTREACH_DEMO"])
def test_rehearsals_never_reach_people(name: str) -> None:
    value = {"OUTREACH_CLOCK_OFFSET": "PT3H", "OUTREACH_DEMO": "1"}[name]
    with pytest.raises(WrongSetting, match="file:// only"):
        read(**{name: value, "NOTIFICATIONS_CHANNELS": f"file:///var/sms.jsonl;{MAIL}"})


def test_a_rehearsal_into_files_is_allowed(tmp_path: Path) -> None:
    config = read(OUTREACH_DATA_DIR=str(tmp_path), OUTREACH_CLOCK_OFFSET="PT3H", OUTREACH_DEMO="1")
    assert config.demo
    assert config.clock_offset


def test_gateways_have_a_name_and_a_secret() -> None:
    config = read(NOTIFICATIONS_GATEWAYS="file=0123456789abcdef; mobile-1=fedcba9876543210=")
    assert config.gateway("mobile-1") == Gateway("mobile-1", "fedcba9876543210=")
    assert config.gateway("file") is not None
    assert config.gateway("another") is None


@pytest.mark.parametrize("wrong", ["file", "file=", "file=short", "File=0123456789abcdef", "a b=0123456789abcdef"])
def test_a_wrong_gateway_stops_the_process_with_what_to_write(wrong: str) -> None:
    with pytest.raises(WrongSetting, match="write name=secret") as stopped:
        read(NOTIFICATIONS_GATEWAYS=wrong)
    assert stopped.value.name == "NOTIFICATIONS_GATEWAYS"


def test_a_gateway_is_written_once() -> None:
    with pytest.raises(WrongSetting, match="once"):
        read(NOTIFICATIONS_GATEWAYS="file=0123456789abcdef;file=fedcba9876543210")


def test_no_gateways_secret_is_shown() -> None:
    with pytest.raises(WrongSetting) as stopped:
        read(NOTIFICATIONS_GATEWAYS="file=s3cret")
    assert "s3cret" not in str(stopped.value)
    assert "0123456789abcdef" not in repr(read(NOTIFICATIONS_GATEWAYS="file=0123456789abcdef"))


def test_answers_to_the_file_come_back_where_a_gateway_is_called_file() -> None:
    (silent,), (answered,) = (open_channels(read(NOTIFICATIONS_GATEWAYS=given)) for given in ("", "file=" + "s" * 16))
    assert (silent.route.replies, answered.route.replies) == (False, True)
