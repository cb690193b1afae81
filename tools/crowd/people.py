"""Names, numbers and what people fill in. Nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from shared.clock import HANOI
from shared.rules import Tet

Body = dict[str, Any]

STAFF, VOLUNTEERS, RESIDENTS, ASKERS = "+8491", "+8494", "+8497", "+8498"
"""Beginnings of mobile numbers; seven digits follow."""

_NUMBERS, _STRIDE = 10**7, 7919
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Trịnh")
_MIDDLE = ("Thị", "Văn", "Đức", "Thu", "Minh", "Ngọc", "Hữu", "Thanh", "Quang", "Kim")
_GIVEN = ("Lan", "Hà", "Long", "Mai", "Phúc", "Nhàn", "Tâm", "Dũng", "Hoa", "Bình", "Sơn", "Yến", "Tuấn", "Hạnh")
TOPICS = ("vneid", "public_services", "scams", "ihanoi", "video_calls", "phone")
CONSENT = {"version": "2026-01", "how": "web", "purposes": ["visit", "reminders"]}
_NEARBY = 0.006
"""Degrees: about 650 m each way."""
_MORNING, _AFTERNOON = (8, 11.5), (14, 17.5)


@dataclass(frozen=True)
class Ward:
    """A ward as ``GET /wards`` tells it."""

    code: str
    lat: float
    lon: float


class Population:
    """People out of one seed. ``now`` is the network's time at the crowd's start, for the days they name."""

    def __init__(self, seed: int) -> None:
        self._first = Random(seed).randrange(_NUMBERS)  # noqa: S311 - dice, no secret
        self._known: dict[str, int] = {}

    def number(self, kind: str) -> str:
        """A number nobody had before; the same seed gives the same numbers in the same order."""
        so_far = self._known.get(kind, 0)
        self._known[kind] = so_far + 1
        return f"{kind}{(self._first + so_far * _STRIDE) % _NUMBERS:07}"


def a_name(random: Random) -> str:
    return " ".join(random.choice(part) for part in (_FAMILY, _MIDDLE, _GIVEN))


def an_application(random: Random, ward: Ward, phone: str) -> Body:
    """A volunteer of the ward who is free every day and takes many tasks: a small crowd stands for a large one."""
    return {
        "name": a_name(random),
        "phone": phone,
        "birth_year": random.randint(1960, 2004),
        "affiliations": [{"kind": "community_team"}],
        "wards": [ward.code],
        "location": _near(random, ward),
        "topics": list(TOPICS),
        "languages": ["vi"],
        "weekly": [{"weekday": day, "start": "07:30", "end": "18:00"} for day in range(7)],
        "max_open_tasks": 20,
        "consent": {**CONSENT, "purposes": ["visit"]},
    }


def a_request(random: Random, ward: Ward, phone: str, now: datetime) -> Body:
    """Help at home on some of the next days; ``now`` is the network's time."""
    return {
        "resident": {
            "name": a_name(random),
            "phone": phone,
            "phone_owner": "self",
            "birth_year": random.randint(1938, 1966),
        },
        "ward": ward.code,
        "address": f"số {random.randint(1, 200)}, ngõ {random.randint(1, 99)}",
        "landmark": "cạnh nhà văn hóa",
        "location": _near(random, ward),
        "place": "home",
        "topics": [random.choice(TOPICS)],
        "windows": some_windows(random, now),
        "consent": CONSENT,
    }


def an_asker(random: Random, phone: str) -> Body:
    return {"name": a_name(random), "phone": phone, "relation": random.choice(("child", "grandchild", "neighbour"))}


def some_windows(random: Random, now: datetime) -> list[Body]:
    """Three to six half days, two days to two weeks ahead, none around Tết."""
    today = now.astimezone(HANOI).replace(hour=0, minute=0, second=0, microsecond=0)
    ahead = [today + timedelta(days=day) for day in range(2, 60)]
    days = [day for day in ahead if not Tet().nothing_on(day.date())][:12]
    chosen = sorted(random.sample(days, random.randint(3, 6)))
    return [_span(day, random.choice((_MORNING, _AFTERNOON))) for day in chosen]


def _span(day: datetime, hours: tuple[float, float]) -> Body:
    start, end = (day + timedelta(hours=hour) for hour in hours)
    return {"start": start.isoformat(), "end": end.isoformat()}


def _near(random: Random, ward: Ward) -> Body:
    return {
        "lat": round(ward.lat + random.uniform(-_NEARBY, _NEARBY), 6),
        "lon": round(ward.lon + random.uniform(-_NEARBY, _NEARBY), 6),
    }
