"""The campaign's mail server knows how many mails it took without its client hearing so."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.system.campaign.mail import HANGING_UP, REFUSING, SLOW, MailServer
from tools.waiting import until

SENDER, RECIPIENT = "khong-tra-loi@outreach.example", "an@outreach.example"
MAIL = "Message-ID: <letter-1@outreach.example>\r\n\r\nChào bác\r\n".encode()
NO_TIME, LONG = 0.0, 600.0


@contextmanager
def a_server(patience: float) -> Iterator[MailServer]:
    """One whose clients are taken to wait so many seconds for an answer."""
    server = MailServer(patience)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def a_client_of_a_held_mail(server: MailServer) -> Iterator[smtplib.SMTP]:
    """It has sent a mail and waits to hear whether it was taken."""
    with server.being(SLOW):
        client = smtplib.SMTP("127.0.0.1", server.port, timeout=60)
        client.ehlo()
        client.mail(SENDER)
        client.rcpt(RECIPIENT)
        client.putcmd("data")
        assert client.getreply()[0] == 354
        client.send(MAIL + b".\r\n")
        until(lambda: server.held)
        yield client
    client.close()


@pytest.mark.parametrize(("patience", "unsaid"), [(NO_TIME, 1), (LONG, 0)], ids=["gave up", "was killed"])
def test_a_mail_whose_client_gave_up_may_come_again_and_one_that_was_killed_is_counted_by_its_killer(
    patience: float, unsaid: int
) -> None:
    with a_server(patience) as server, a_client_of_a_held_mail(server) as client:
        client.close()
        until(lambda: not server.held)
        assert (server.taken, server.unsaid) == ({"letter-1": 1}, unsaid)


@pytest.mark.parametrize(("patience", "unsaid"), [(NO_TIME, 1), (LONG, 0)], ids=["too late", "in time"])
def test_an_answer_that_comes_when_a_client_may_have_given_up_is_not_taken_for_heard(
    patience: float, unsaid: int
) -> None:
    with a_server(patience) as server:
        with a_client_of_a_held_mail(server):
            pass  # until it is released
        until(lambda: not server.held)
        assert server.unsaid == unsaid


@pytest.mark.parametrize(("manner", "unsaid"), [(HANGING_UP, 1), (REFUSING, 0)])
def test_only_a_mail_that_was_taken_may_come_again(manner: str, unsaid: int) -> None:
    with a_server(LONG) as server, smtplib.SMTP("127.0.0.1", server.port, timeout=60) as client:
        with server.being(manner), pytest.raises((OSError, smtplib.SMTPException)):
            client.sendmail(SENDER, [RECIPIENT], MAIL)
        assert server.unsaid == unsaid
