"""The mail channel against a real SMTP server."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.notifications.channels import smtp
from services.notifications.channels.smtp import SmtpChannel
from services.notifications.config import SmtpAddress, read_channels
from services.notifications.domain.letter import Failure, Letter
from tests.integration.mail_server import MailServer, mail_server
from tests.unit.notifications.builders import a_letter


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def mail(**changes: str) -> Letter:
    return replace(a_letter(to="lan@example.org", channel="smtp"), **changes)  # type: ignore[arg-type] # texts only


def channel(address: str) -> SmtpChannel:
    (read,) = read_channels(address)
    assert isinstance(read, SmtpAddress)
    return SmtpChannel(read)


def test_a_letter_arrives_as_it_was_written(server: MailServer) -> None:
    assert channel(server.address()).send(mail()) is None
    (taken,) = server.taken
    assert (taken["To"], taken["From"]) == ("lan@example.org", "ba-dinh@example.org")
    assert taken["Subject"] == "P. Ba Đình đã nhận phiếu 4-26-017"
    assert taken["Content-Language"] == "vi"
    assert taken.get_content().strip() == "P. Ba Đình đã nhận phiếu 4-26-017 của bác Lan."


def test_a_letter_sent_twice_is_recognised_by_its_id(server: MailServer) -> None:
    for _ in range(2):
        channel(server.address()).send(mail())
    assert [taken["Message-ID"] for taken in server.taken] == ["<message@example.org>"] * 2


@pytest.mark.parametrize("stage", ["to_recipient", "to_data"])
@pytest.mark.parametrize(
    ("reply", "failure"),
    [("550 nobody here", Failure("refused", for_good=True)), ("451 later", Failure("try_later"))],
)
def test_a_refusal_is_for_good_or_for_now_as_the_server_says(
    server: MailServer, stage: str, reply: str, failure: Failure
) -> None:
    setattr(server, stage, reply)
    assert channel(server.address()).send(mail()) == failure


def test_a_server_that_is_away_took_nothing() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"smtp://127.0.0.1:{nobody.getsockname()[1]}?starttls=no&from=a@example.org"
        assert channel(address).send(mail()) == Failure("unavailable")


def test_a_server_that_hangs_up_before_it_answers_may_have_taken_it(server: MailServer) -> None:
    server.hangs_up = True
    assert channel(server.address()).send(mail()) == Failure("no_answer", may_have_left=True)
    assert len(server.taken) == 1


def test_a_server_that_falls_silent_is_not_waited_for_for_ever(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.falls_silent = True
    monkeypatch.setattr(smtp, "TIMEOUT", 3)
    assert channel(server.address()).send(mail()) == Failure("no_answer", may_have_left=True)


@pytest.mark.parametrize("nobody", ["lan", "lan@", "a b@example.org", "lan@example.org\nBcc: all@example.org"])
def test_what_is_no_address_is_refused_before_anybody_is_asked(server: MailServer, nobody: str) -> None:
    assert channel(server.address()).send(mail(to=nobody)) == Failure("bad_address", for_good=True)
    assert server.taken == []


def test_the_server_is_trusted_by_its_certificate_before_a_password_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, tls = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tls) as server:
        assert channel(server.address(options="", login="outreach:s%3Acret@")).send(mail()) is None
        assert server.encrypted == [True]
        assert server.logins == [(b"outreach", b"s:cret")]


def test_a_server_nobody_vouches_for_gets_neither_password_nor_mail(tmp_path: Path) -> None:
    _, tls = a_certificate(tmp_path)
    with mail_server(tls) as server:
        failure = channel(server.address(options="", login="outreach:s%3Acret@")).send(mail())
        assert failure == Failure("unavailable")
        assert (server.logins, server.taken) == ([], [])


def test_a_server_without_tls_gets_no_mail_unless_the_settings_say_so(server: MailServer) -> None:
    assert channel(server.address(options="")).send(mail()) == Failure("unavailable")
    assert server.taken == []


def test_a_wrong_password_is_the_operators_matter_and_no_refusal_of_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, tls = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tls) as server:
        failure = channel(server.address(options="", login="outreach:wrong@")).send(mail())
        assert failure == Failure("unavailable")


def a_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that vouches for itself, and a server's context with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, private)
    return certificate, tls
