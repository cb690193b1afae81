"""Who is counted as a stranger."""

from __future__ import annotations

from shared.web.auth import principal
from shared.web.callers import address_hash


def stranger() -> str | None:
    """The address that called, as it is counted; None for the ward's staff: half a ward's calls come from one desk."""
    return None if principal().holds("counter") else address_hash()
