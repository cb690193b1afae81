"""All that the words of one message may speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.notifications.domain.known import Appointment, Pause, Person, Request, Topic, Ward


@dataclass(frozen=True)
class Telling:
    """All that the words of one message may speak of; a template uses its part of it.

    ``reader`` is who gets the message, ``resident`` who is helped, ``helpers`` who comes. ``code``
    is the six digits or the two words; ``until`` when a code or an offer ends; ``minutes`` and ``amount`` how long
    and how many. ``through_others`` says that the resident is told by whoever reads it. ``replies`` says that
    answers come back; ``prefix`` goes before each answer to this question, None where it cannot be answered so.
    ``with_hint`` adds how to stop messages.
    """

    template: str
    variant: str
    language: str
    now: datetime
    ward: Ward | None = None
    reader: Person | None = None
    resident: Person | None = None
    helpers: tuple[Person, ...] = ()
    topics: tuple[Topic, ...] = ()
    request: Request | None = None
    appointment: Appointment | None = None
    reference: str | None = None
    code: str | None = None
    until: datetime | None = None
    distance_m: int | None = None
    minutes: int | None = None
    amount: int | None = None
    pause: Pause | None = None
    through_others: bool = False
    replies: bool = False
    prefix: str | None = None
    with_hint: bool = False
