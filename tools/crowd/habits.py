"""How people behave: shares of one, and how long they take. Assumptions, not findings."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

Seconds = tuple[float, float]
"""From … to."""


@dataclass(frozen=True)
class Habits:
    """Half of all requests come through staff, as the ward's counter and telephone will; the others from a phone.

    Of volunteers who are asked a part says yes, a part no, a part says yes late; the rest is silent. Durations are
    seconds of the crowd's own time, already compressed.
    """

    by_staff: float = 0.5
    on_behalf: float = 0.2
    code_after: Seconds = (0.2, 1.0)

    yes: float = 0.40
    no: float = 0.25
    late_yes: float = 0.15
    answer_after: Seconds = (0.5, 4.0)
    late_after: Seconds = (5.0, 12.0)

    cancels_early: float = 0.05
    """Of residents, while somebody is still looked for or has just been found: cancels cross accepts."""
    cancel_after: Seconds = (0.5, 8.0)
    confirms: float = 0.6
    moves: float = 0.1
    cancels_visit: float = 0.05
    decide_after: Seconds = (0.5, 4.0)

    hands_back: float = 0.05
    completes: float = 0.85
    """Of volunteers with a visit; said as soon as the time is over, which the network does not insist on."""
    visit_after: Seconds = (3.0, 9.0)

    staff_look: float = 0.5
    """Looks at the queue and at the list for each request that comes in."""


def within(random: Random, seconds: Seconds) -> float:
    """Some time of this span."""
    return random.uniform(*seconds)
