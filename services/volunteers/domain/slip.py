"""What names a request, where it stands, and the code that lets its holder follow it."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum

_CODE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""Base32 of RFC 4648: five bits a letter, and no 0, 1 or 8 that is mistaken for a letter."""


class RequestStatus(StrEnum):
    UNCONFIRMED = "unconfirmed"
    OPEN = "open"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    ESCALATED = "escalated"
    NEEDS_TIMES = "needs_times"
    DONE = "done"
    CANCELLED = "cancelled"
    SOLVED_BY_PHONE = "solved_by_phone"
    MOVED_TO_CLASS = "moved_to_class"
    REFERRED = "referred"
    GIVEN_UP = "given_up"


SEEKING = (RequestStatus.OPEN, RequestStatus.OFFERED, RequestStatus.ESCALATED)
"""While a yes counts, also a late one."""

ENDED = (
    RequestStatus.DONE,
    RequestStatus.CANCELLED,
    RequestStatus.SOLVED_BY_PHONE,
    RequestStatus.MOVED_TO_CLASS,
    RequestStatus.REFERRED,
    RequestStatus.GIVEN_UP,
)
"""Nothing more happens by itself."""

UNPROMISED = (RequestStatus.UNCONFIRMED, RequestStatus.SCHEDULED, RequestStatus.NEEDS_TIMES, *ENDED)
"""Where the ward's promise does not run: not trusted yet, kept, or waiting for the resident to say when."""

LIVING = tuple(status for status in RequestStatus if status not in ENDED)
PROMISED = tuple(status for status in RequestStatus if status not in UNPROMISED)
"""The opposites, for questions to the database: what is *not* in a list is found by reading every request there was."""

OTHERS_FIRST, CANCELLED = "others_first", "cancelled"
"""Why an offer was withdrawn."""


@dataclass(frozen=True)
class Slip:
    """What names a request: to us, to people (``reference``) and to the holder of its link."""

    request_id: str
    reference: str
    tracking_code: str


def reference_of(ward: str, year: int, number: int) -> str:
    """The number people read out: ward, year, how many-th there. ``"4-26-017"`` is the 17th of Ba Đình in 2026.

    Digits only, so that it can be said in any accent and typed on any phone; the ward comes first, so
    that no two wards share one; the year in the middle keeps it from looking like a date.
    """
    return f"{int(ward)}-{year % 100:02d}-{number:03d}"


def reference_typed(text: str) -> str:
    """The number of a slip as we write it, however its three parts were typed: ``4 25 17`` is ``4-25-017``."""
    parts = re.findall(r"[0-9]+", text)
    if len(parts) != 3 or any(len(part) > 5 for part in parts):
        return text.strip()
    ward, year, number = map(int, parts)
    return f"{ward}-{year:02d}-{number:03d}"


def new_tracking_code() -> str:
    """80 random bits as sixteen letters: who holds it may follow the request."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(16))


def tracking_hash(code: str) -> str:
    """What the other services know of a tracking code: its SHA-256, hex."""
    return hashlib.sha256(code.encode()).hexdigest()
