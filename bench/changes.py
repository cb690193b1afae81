"""Volunteers who change their free times, one after another at a steady pace."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as clock
from typing import Any

from services.volunteers.domain.asking import Consent
from services.volunteers.domain.person import Contact, Person
from services.volunteers.domain.volunteer import Offering, Profile, Volunteer
from services.volunteers.domain.windows import Weekly
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor
from shared.service import Runtime

PER_SECOND = 25
"""A calm day: far below what anything here can do, so that nothing waits in a queue."""

VOLUNTEER = Actor("person", "p-1", "volunteer")
WEEKENDS = tuple(Weekly(weekday, clock(8), clock(11, 30)) for weekday in (5, 6))
EVENINGS = tuple(Weekly(weekday, clock(18), clock(21)) for weekday in (1, 5))


def apply(volunteers: Runtime[Any], number: int) -> list[str]:
    """``number`` people apply; their ids."""
    with volunteers.unit(VOLUNTEER) as unit:
        ids = [new_id() for _ in range(number)]
        for person_id in ids:
            unit.add(Person.register(person_id, Contact(f"Nguyễn Thị {person_id[-12:]}", None)))
        unit.session.flush()  # a volunteer is a person first
        for person_id in ids:
            unit.add(_application(person_id))
        unit.commit()
    return ids


def change(volunteers: Runtime[Any], volunteer_id: str) -> float:
    """One of them is free in the evenings now; when that was committed, in ``time.monotonic`` seconds."""
    with volunteers.unit(VOLUNTEER) as unit:
        volunteer = unit.get(Volunteer, volunteer_id)
        assert volunteer is not None
        volunteer.offer(evenings(volunteer.offering))
        unit.commit()
        return time.monotonic()


def evenings(offering: Offering) -> Offering:
    """The same, but free in the evenings."""
    return replace(offering, weekly=EVENINGS)


def steadily(act: Callable[[str], object], ids: Sequence[str]) -> None:
    """``act`` on each of ``ids``, :data:`PER_SECOND`, however long each takes."""
    start = time.monotonic()
    for number, each in enumerate(ids):
        time.sleep(max(0.0, start + number / PER_SECOND - time.monotonic()))
        act(each)


def _application(volunteer_id: str) -> Volunteer:
    profile = Profile(wards=("00004",), affiliations=(), languages=("vi",), birth_year=1990)
    consent = Consent("2026-01", "web", ("visit", "reminders"))
    return Volunteer.apply(volunteer_id, profile, Offering(("vneid",), WEEKENDS, 3), consent, datetime.now(UTC))
