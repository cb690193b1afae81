"""The tables of the messaging kit."""

from __future__ import annotations

from shared.messaging.revisions.kit_0001 import upgrade

__all__ = ["down_revision", "revision", "upgrade"]

revision = "0001"
down_revision = None
