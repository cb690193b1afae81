"""What this service hears of an appointment; sessions has the last word on time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """The fact of the appointment that is told."""

    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    STARTED = "started"
    OVERDUE = "overdue"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True)
class AppointmentNews:
    """One fact of one appointment; ``sequence`` is the appointment's number of it, ``by`` who did it.

    Of a cancelled one ``reason`` says why, and ``reopen`` whether another helper or time is to be looked for;
    of a missed one ``who`` was not there. ``volunteer_id`` is the one of a pair it is about, None for all.
    """

    appointment_id: str
    sequence: int
    offer_ids: tuple[str, ...]
    step: Step
    starts_at: datetime
    ends_at: datetime
    by: str | None
    reason: str | None = None
    reopen: bool = False
    who: str | None = None
    volunteer_id: str | None = None
