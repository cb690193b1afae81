"""What a household sends to ``POST /requests``, each from a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from shared.clock import HANOI

PATH = "/api/v1/requests"
"""Below the prefix of volunteers."""

_NUMBERS = count(1_000_000)


def requests_for_help(number: int) -> Iterator[dict[str, Any]]:
    """``number`` bodies of residents who ask for themselves; no phone appears twice in a process."""
    morning = datetime.combine(datetime.now(HANOI) + timedelta(days=7), time(8), HANOI)
    windows = [morning + timedelta(days=day) for day in range(3)]
    for _ in range(number):
        yield {
            "resident": {"name": "Nguyễn Thị Lan", "phone": f"+8491{next(_NUMBERS)}", "birth_year": 1951},
            "ward": "00004",
            "address": "số 12, ngõ 34",
            "landmark": "cạnh nhà văn hóa",
            "location": {"lat": 21.0386, "lon": 105.8380},
            "place": "home",
            "topics": ["vneid"],
            "windows": [
                {"start": start.isoformat(), "end": (start + timedelta(hours=3)).isoformat()} for start in windows
            ],
            "consent": {"version": "2026-01", "how": "web", "purposes": ["visit", "reminders"]},
        }
