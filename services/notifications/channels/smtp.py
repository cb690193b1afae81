"""E-mail over SMTP (RFC 5321), with TLS unless the settings say otherwise."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

import structlog

from services.notifications.config import SmtpAddress
from services.notifications.domain.letter import EMAIL, Failure, Letter, Route

log = structlog.get_logger(__name__)

TIMEOUT = 15.0
"""Seconds for each answer of the server; a whole delivery has eight, which is less than a lease."""


class SmtpChannel:
    """One connection a letter. The ``Message-ID`` is made from the letter's, so that a repeat can be recognised."""

    route = Route("smtp", EMAIL, brief=False)

    def __init__(self, address: SmtpAddress) -> None:
        self._address = address
        self._domain = parseaddr(address.sender)[1].rpartition("@")[2]

    def send(self, letter: Letter) -> Failure | None:
        try:
            mail = self._mail(letter)
        except (ValueError, IndexError, MessageError):  # what the standard library raises for what is no address
            return Failure("bad_address", for_good=True)
        try:
            connection = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            # Also a refused login: that is for the operator to mend, and says nothing about the person.
            log.warning("smtp_unavailable", host=self._address.host, error=f"{type(error).__name__}: {error}")
            return Failure("unavailable")
        try:
            return _deliver(connection, mail)
        finally:
            _leave(connection)

    def _connect(self) -> smtplib.SMTP:
        address = self._address
        tls = ssl.create_default_context()
        if address.tls == "implicit":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(address.host, address.port, timeout=TIMEOUT, context=tls)
        else:
            connection = smtplib.SMTP(address.host, address.port, timeout=TIMEOUT)
        try:
            if address.tls == "starttls":
                connection.starttls(context=tls)
            if address.user is not None:
                connection.login(address.user, address.password or "")
        except BaseException:
            connection.close()
            raise
        return connection

    def _mail(self, letter: Letter) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._address.sender
        mail["To"] = Address(addr_spec=letter.to)
        mail["Subject"] = letter.subject
        mail["Date"] = format_datetime(letter.at)
        mail["Message-ID"] = f"<{letter.message_id}@{self._domain}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine answers it
        mail.set_content(letter.text)
        mail["Content-Language"] = letter.language
        return mail


def _deliver(connection: smtplib.SMTP, mail: EmailMessage) -> Failure | None:
    try:
        connection.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(max(code for code, _ in error.recipients.values()))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPNotSupportedError) as error:
        log.warning("smtp_sender_refused", error=type(error).__name__)
        return Failure("sender_refused")
    except (OSError, smtplib.SMTPException):
        # The connection broke or fell silent before the last answer: the server may have taken the mail.
        return Failure("no_answer", may_have_left=True)
    return None


def _refused(code: int) -> Failure:
    """RFC 5321, 4.2.1: 4yz may succeed later, 5yz will not."""
    return Failure("refused", for_good=True) if code >= 500 else Failure("try_later")


def _leave(connection: smtplib.SMTP) -> None:
    """Say goodbye; the outcome is known already, whatever the answer."""
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()
