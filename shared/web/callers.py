"""Where a call comes from, as it is kept where strangers are counted."""

from __future__ import annotations

import hashlib
import ipaddress

from flask import request

_HOUSEHOLD_V6 = 64
"""What one subscriber is given of IPv6, in bits: who owns it owns every address in it."""


def address_hash() -> str:
    """The SHA-256 of the caller's address; of IPv6 only of what names the subscriber."""
    address = request.remote_addr or ""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        known = None
    if known is not None and known.version == 6:
        address = str(ipaddress.ip_network((known, _HOUSEHOLD_V6), strict=False))
    return hashlib.sha256(address.encode()).hexdigest()
