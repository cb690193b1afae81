"""What people send, well-formed and possible at the network's present time."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from shared.clock import HANOI
from tests.flows.network import Network

WARD, OTHER_WARD = "00004", "00008"
CONSENT = {"version": "2026-01", "how": "web", "purposes": ["visit", "reminders"]}

_numbers = count(1)


def a_number() -> str:
    """A mobile number nobody else in these tests has: codes are counted by number."""
    return f"+8491300{next(_numbers):04d}"


def the_present(network: Network) -> datetime:
    """What the network's clock shows, local time."""
    offset = network.environment["OUTREACH_CLOCK_OFFSET"].removeprefix("PT").removesuffix("S")
    return datetime.now(HANOI) + timedelta(seconds=int(offset))


def mornings(network: Network, days: int) -> list[dict[str, str]]:
    """The mornings from tomorrow on."""
    today = the_present(network).replace(hour=0, minute=0, second=0, microsecond=0)
    dates = [today + timedelta(days=number) for number in range(1, days + 1)]
    return [a_span(date.replace(hour=8), date.replace(hour=11, minute=30)) for date in dates]


def a_span(start: datetime, end: datetime) -> dict[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat()}


def a_request(network: Network, **changes: Any) -> dict[str, Any]:
    """Somebody asks for themselves."""
    return {
        "resident": {"name": "Nguyễn Thị Lan", "phone": a_number(), "phone_owner": "self", "birth_year": 1957},
        "ward": WARD,
        "address": "số 12, ngõ 34 phố Đội Cấn",
        "location": {"lat": 21.0386, "lon": 105.8380},
        "place": "home",
        "topics": ["vneid"],
        "windows": mornings(network, days=10),
        "consent": CONSENT,
        **changes,
    }


def an_application(**changes: Any) -> dict[str, Any]:
    """Somebody wants to help."""
    return {
        "name": "Trần Thu Hà",
        "phone": a_number(),
        "birth_year": 1998,
        "affiliations": [{"kind": "community_team"}],
        "wards": [WARD],
        "location": {"lat": 21.0380, "lon": 105.8370},
        "topics": ["vneid", "public_services"],
        "languages": ["vi"],
        "weekly": [{"weekday": day, "start": "08:00", "end": "11:30"} for day in range(7)],
        "max_open_tasks": 20,
        "consent": CONSENT,
        **changes,
    }
