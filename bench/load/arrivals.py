"""When people ask: a day's requests by the hour, for a ward, a district and the city. Assumptions, stated here.

Twenty requests a ward and day: Hà Nội has about 8.7 million people in 126 wards and communes, some 14 % of
them over sixty, which makes 9,600 elderly people a ward. If each third of them asks for help once in six months
that is 9,600 / 3 / 180 = 18 requests a day. A district is what the thirty districts before July 2025
were: four of today's units. Nobody has measured this yet; ``--requests`` sets another number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

A_WARDS_DAY = 20
VOLUNTEERS_OF_A_WARD = 20

FIRST_HOUR = 6
BY_HOUR = (1, 3, 9, 13, 12, 8, 3, 4, 10, 11, 8, 5, 3, 4, 4, 2)
"""Parts of a hundred from six in the morning to ten at night: two humps while the counters are open, with a quiet
noon, and a small one in the evening, when grandchildren ask."""

HOUR = 3600.0


@dataclass(frozen=True)
class Place:
    """How much of the city asks."""

    name: str
    wards: int

    @property
    def requests(self) -> int:
        return self.wards * A_WARDS_DAY

    @property
    def volunteers(self) -> int:
        return self.wards * VOLUNTEERS_OF_A_WARD


PLACES = {place.name: place for place in (Place("ward", 1), Place("district", 4), Place("city", 126))}


def arrivals(random: Random, requests: int, factor: float) -> Iterator[float]:
    """Seconds from the beginning of the compressed day at which somebody asks, in order.

    Each hour is a Poisson process of its own rate, so that people come in bunches as they do; the day has about
    ``requests`` of them and lasts ``len(BY_HOUR)`` hours divided by ``factor``.
    """
    for hour, share in enumerate(BY_HOUR):
        rate = requests * share / sum(BY_HOUR) / HOUR
        moment = random.expovariate(rate)
        while moment < HOUR:
            yield (hour * HOUR + moment) / factor
            moment += random.expovariate(rate)


def length(factor: float) -> float:
    """Seconds the compressed day takes."""
    return len(BY_HOUR) * HOUR / factor


def hour_at(seconds: float, factor: float) -> str:
    """What a clock in the compressed day shows."""
    minutes = int(seconds * factor // 60)
    return f"{FIRST_HOUR + minutes // 60:02}:{minutes % 60:02}"
