"""The secret in the address by which a calendar program reads somebody's visits."""

from __future__ import annotations

import secrets
from hashlib import sha256

SECRET_BYTES = 24
"""192 random bits: whoever has the link needs nothing else, so nobody may guess one."""


def draw_secret() -> str:
    """A secret for an address; only its hash is kept."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256 in hex."""
    return sha256(secret.encode()).hexdigest()
