"""The settings of notifications, read once from the environment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from services.notifications.domain.rules import Rules
from shared.config import CommonConfig, Environment, WrongSetting
from shared.rules_file import read_rules

SERVICE = "notifications"
CHANNELS = "NOTIFICATIONS_CHANNELS"
GATEWAYS = "NOTIFICATIONS_GATEWAYS"

_FILE_REMEDY = "write file:///absolute/path.jsonl"
_SMTP_REMEDY = (
    "write smtp://user:password@host:587?from=address (starttls=no without TLS), or smtps://…:465?from=address"
)


@dataclass(frozen=True)
class FileAddress:
    """A file that stands for text messages: one JSON line a message."""

    path: Path


@dataclass(frozen=True)
class SmtpAddress:
    """A mail server; ``tls`` is ``starttls``, ``implicit`` or ``none``."""

    host: str
    port: int
    tls: str
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


ChannelAddress = FileAddress | SmtpAddress


@dataclass(frozen=True)
class Gateway:
    """Who may hand over replies and receipts: a name in the address, and the secret its calls are signed with."""

    name: str
    secret: str = field(repr=False)


FILE_GATEWAY = "file"
"""The gateway that brings back what is answered to lines of the file channel."""


@dataclass(frozen=True, kw_only=True)
class Config(CommonConfig):
    """The common settings, the channels in the order in which they are tried, who may sign tokens (JWKS), the rules,
    and the gateways that may hand over replies and receipts.
    """

    channels: tuple[ChannelAddress, ...]
    jwks: str | None = None
    rules: Rules = field(default_factory=Rules)
    gateways: tuple[Gateway, ...] = ()

    def gateway(self, name: str) -> Gateway | None:
        """The gateway of this name."""
        return next((gateway for gateway in self.gateways if gateway.name == name), None)

    @classmethod
    def read(cls, environment: Environment | None = None) -> Self:
        environment = environment or Environment.of_process()
        common: dict[str, Any] = cls.common(SERVICE, environment)
        default = f"file://{common['data_dir']}/messages.jsonl"
        channels = read_channels(environment.text(CHANNELS, default))
        rules = read_rules(environment, SERVICE, Rules)
        gateways = read_gateways(environment.text(GATEWAYS, ""))
        jwks = environment.optional("OUTREACH_JWKS")
        config = cls(**common, channels=channels, jwks=jwks, rules=rules, gateways=gateways)
        config.refuse_rehearsals_that_reach_people()
        return config

    def refuse_rehearsals_that_reach_people(self) -> None:
        """Another time, or a demo, only where no message leaves the machine."""
        if all(isinstance(channel, FileAddress) for channel in self.channels):
            return
        if self.clock_offset:
            raise WrongSetting("OUTREACH_CLOCK_OFFSET", f"leave it unset, or let {CHANNELS} name file:// only.")
        if self.demo:
            raise WrongSetting("OUTREACH_DEMO", f"leave it unset, or let {CHANNELS} name file:// only.")


def read_channels(value: str) -> tuple[ChannelAddress, ...]:
    """The channels of ``NOTIFICATIONS_CHANNELS``; raises :class:`WrongSetting` with the remedy."""
    written = [part.strip() for part in value.split(";") if part.strip()]
    if not written:
        raise WrongSetting(CHANNELS, f"name at least one channel: {_FILE_REMEDY}, or {_SMTP_REMEDY}.")
    return tuple(_channel(part) for part in written)


def read_gateways(value: str) -> tuple[Gateway, ...]:
    """The gateways of ``NOTIFICATIONS_GATEWAYS``; raises :class:`WrongSetting` with the remedy."""
    gateways = tuple(_gateway(part.strip()) for part in value.split(";") if part.strip())
    names = [gateway.name for gateway in gateways]
    if len(set(names)) < len(names):
        raise WrongSetting(GATEWAYS, "write each gateway once.")
    return gateways


def _gateway(written: str) -> Gateway:
    # What was written is not repeated in the sentence: it holds a secret.
    name, _, secret = written.partition("=")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name) or not re.fullmatch(r"[!-:<-~]{16,200}", secret):
        remedy = "small letters, digits and dashes for the name, 16 signs or more without spaces for the secret"
        raise WrongSetting(GATEWAYS, f"write name=secret, several separated by ;: {remedy}.")
    return Gateway(name, secret)


def _channel(written: str) -> ChannelAddress:
    scheme = written.partition("://")[0]
    if scheme == "file":
        return _file(written)
    if scheme in ("smtp", "smtps"):
        return _smtp(written)
    raise WrongSetting(CHANNELS, f"no channel is called {scheme!r}: {_FILE_REMEDY}, or {_SMTP_REMEDY}.")


def _file(written: str) -> FileAddress:
    path = written.removeprefix("file://")
    if not path or path.endswith("/"):
        raise WrongSetting(CHANNELS, f"{_FILE_REMEDY}, not {written!r}.")
    return FileAddress(Path(path).absolute())


def _smtp(written: str) -> SmtpAddress:
    # A wrong address is not repeated in the sentence: it may hold a password.
    try:
        url = urlsplit(written)
        options = dict(parse_qsl(url.query, strict_parsing=True))
        port = url.port
    except ValueError as error:
        raise WrongSetting(CHANNELS, f"the address of a mail server cannot be read: {_SMTP_REMEDY}.") from error
    sender = options.pop("from", "")
    if not url.hostname or url.path.strip("/"):
        raise WrongSetting(CHANNELS, f"the mail server has no host, or a path: {_SMTP_REMEDY}.")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(sender)[1]):
        raise WrongSetting(CHANNELS, f"the mail server needs from= with an e-mail address: {_SMTP_REMEDY}.")
    tls = _tls(url, options)
    if options:
        raise WrongSetting(CHANNELS, f"a mail server has no option {sorted(options)[0]!r}: {_SMTP_REMEDY}.")
    return SmtpAddress(
        host=url.hostname,
        port=port or (465 if tls == "implicit" else 587),
        tls=tls,
        sender=sender,
        user=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
    )


def _tls(url: SplitResult, options: dict[str, str]) -> str:
    starttls = options.pop("starttls", None)
    if url.scheme == "smtps" and starttls is not None:
        raise WrongSetting(CHANNELS, f"smtps:// is TLS from the first byte, without starttls=: {_SMTP_REMEDY}.")
    if starttls not in (None, "yes", "no"):
        raise WrongSetting(CHANNELS, f"starttls is yes or no, not {starttls!r}: {_SMTP_REMEDY}.")
    if url.scheme == "smtps":
        return "implicit"
    return "none" if starttls == "no" else "starttls"
