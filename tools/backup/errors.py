"""What a backup can stumble over."""

from __future__ import annotations


class BackupError(Exception):
    """It could not be taken or put back; the sentence says why and what to do."""
