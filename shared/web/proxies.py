"""Behind which proxy, under which prefix: believed only from those we trust.

An app does not know its prefix. A dispatcher in the same process sets ``SCRIPT_NAME``; a proxy
sends ``X-Forwarded-Prefix``. Headers of anybody else are thrown away, so that nobody chooses the
address we think they come from.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from shared.config import WrongSetting

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

UNIX = "unix"
"""In ``OUTREACH_TRUSTED_PROXIES``: whoever comes through a unix socket."""

_FORWARDED = tuple(f"HTTP_X_FORWARDED_{name}" for name in ("FOR", "PROTO", "HOST", "PORT", "PREFIX"))
_PREFIX = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?")


class TrustedProxies:
    """WSGI middleware: one trusted proxy in front is believed, headers from elsewhere are dropped."""

    def __init__(self, app: WSGIApplication, trusted: Sequence[str]) -> None:
        self._plain = app
        self._behind_proxy = ProxyFix(self._under_prefix, x_for=1, x_proto=1, x_host=1, x_port=1, x_prefix=1)
        self._unix = UNIX in trusted
        self._networks = tuple(_network(entry) for entry in trusted if entry != UNIX)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._trusts(environ.get("REMOTE_ADDR", "")):
            for name in _FORWARDED:
                environ.pop(name, None)
            return self._plain(environ, start_response)
        if not _PREFIX.fullmatch(environ.get("HTTP_X_FORWARDED_PREFIX", "")):
            del environ["HTTP_X_FORWARDED_PREFIX"]
        return self._behind_proxy(environ, start_response)

    def _under_prefix(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # A proxy may pass the address on whole or without the prefix: both are understood.
        prefix, path = environ.get("SCRIPT_NAME", "").rstrip("/"), environ.get("PATH_INFO", "")
        environ["SCRIPT_NAME"] = prefix
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            environ["PATH_INFO"] = path[len(prefix) :] or "/"
        return self._plain(environ, start_response)

    def _trusts(self, address: str) -> bool:
        if not address:
            return self._unix
        try:
            parsed = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(parsed, "ipv4_mapped", None) or parsed
        return any(mapped in network for network in self._networks)


def _network(entry: str) -> Network:
    try:
        return ipaddress.ip_network(entry, strict=False)
    except ValueError as error:
        remedy = f"write addresses or networks such as 127.0.0.1 10.0.0.0/8, or unix, not {entry!r}."
        raise WrongSetting("OUTREACH_TRUSTED_PROXIES", remedy) from error
