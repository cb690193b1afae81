"""The event every benchmark sends: a volunteer's free times have changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from typing import Any

from shared.contracts import Event
from shared.contracts.volunteers import VOLUNTEER_AVAILABILITY_CHANGED
from shared.ids import new_id

TYPE = VOLUNTEER_AVAILABILITY_CHANGED.type
WARDS = ("00070", "00091", "00160", "00166", "00256", "00301", "00367")


def availabilities(number: int) -> Iterator[Event]:
    """``number`` events of as many volunteers."""
    for ward in islice(cycle(WARDS), number):
        yield availability(new_id(), ward)


def availability(volunteer_id: str, ward: str = WARDS[0]) -> Event:
    """The event as the volunteers service tells it: 668 bytes on the wire."""
    return Event(
        id=new_id(),
        source="/volunteers",
        type=TYPE,
        subject=volunteer_id,
        time=datetime.now(UTC),
        sequence=2,
        data=VOLUNTEER_AVAILABILITY_CHANGED.dump(_free_times(volunteer_id, ward)),
        correlation_id=new_id(),
    )


def _free_times(volunteer_id: str, ward: str) -> dict[str, Any]:
    return {
        "volunteer_id": volunteer_id,
        "status": "active",
        "affiliations": [{"kind": "digital_team", "team_id": None}],
        "wards": [ward],
        "weekly": [
            {"weekday": 1, "start": "18:00", "end": "21:00"},
            {"weekday": 5, "start": "08:00", "end": "11:30"},
        ],
        "absences": [],
        "max_open_tasks": 3,
    }
