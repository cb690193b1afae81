"""Identifiers: UUID version 7 (RFC 9562), so that new rows land at the end of an index."""

from __future__ import annotations

import hashlib
import uuid

from uuid_utils.compat import uuid7


def new_id() -> str:
    """A new identifier, as text. Ids made later in one process sort later."""
    return str(uuid7())


def id_of_bytes(content: bytes) -> str:
    """The same identifier for the same bytes: names what carries no readable id of its own."""
    return str(uuid.UUID(bytes=hashlib.sha256(content).digest()[:16], version=8))
