"""Identifiers: UUID version 7 (RFC 9562), so that new rows land at the end of an index."""

from __future__ import annotations

import hashlib
import uuid

from uuid_utils.compat import uuid7

_UNREADABLE = uuid.UUID("6c1de3f0-8b2b-4a5e-9a39-3f2a54e0a9d1")
"""Namespace (RFC 9562, version 5) of the ids of bytes without an id."""


def new_id() -> str:
    """A new identifier, as text. Ids made later in one process sort later."""
    return str(uuid7())


def id_of_bytes(content: bytes) -> str:
    """The same identifier for the same bytes: names what carries no readable id of its own."""
    return str(uuid.uuid5(_UNREADABLE, hashlib.sha256(content).hexdigest()))
