"""What this service hears of an appointment; sessions has the last word on time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """The fact of the appointment that is told."""

    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    STARTED = "started"
    COMPLETED = "completed"


@dataclass(frozen=True)
class AppointmentNews:
    """One fact of one appointment; ``sequence`` is the appointment's number of it, ``by`` who did it."""

    appointment_id: str
    sequence: int
    offer_ids: tuple[str, ...]
    step: Step
    starts_at: datetime
    ends_at: datetime
    by: str | None
