"""Why a visit falls: what people say, and what a request that no longer stands means for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Every reason an appointment can be cancelled for; events carry them as they are written here."""

    NOT_NEEDED = "not_needed"
    ILL = "ill"
    BUSY = "busy"
    TRAVEL = "travel"
    WEATHER = "weather"
    SAFETY = "safety"
    MISTAKE = "mistake"
    OTHER = "other"
    PAUSE = "pause"
    SUSPENDED = "suspended"
    HANDED_BACK = "handed_back"
    REQUEST_CANCELLED = "request_cancelled"
    REQUEST_ENDED = "request_ended"


OF_NETWORK: tuple[Reason, ...] = (
    *(Reason.PAUSE, Reason.SUSPENDED, Reason.HANDED_BACK),
    *(Reason.REQUEST_CANCELLED, Reason.REQUEST_ENDED),
)
"""What nobody says by hand: it follows from something else."""

OF_PEOPLE: tuple[Reason, ...] = tuple(reason for reason in Reason if reason not in OF_NETWORK)


WHO_CANCELS: tuple[str, ...] = ("resident", "asked_by", "volunteer", "staff")


@dataclass(frozen=True)
class Cancellation:
    """``by`` is who cancels, one of :data:`WHO_CANCELS`.

    ``reopen``: the household still wants help, so another helper or time is looked for. ``volunteer_id``
    names the volunteer because of whom it falls, where it is one of them.
    """

    by: str
    reason: Reason
    reopen: bool
    volunteer_id: str | None = None


_OF_SOMEBODY = frozenset({Reason.SAFETY, Reason.ILL, Reason.BUSY, Reason.TRAVEL})
"""Reasons that say something of a person."""


@dataclass(frozen=True)
class Ending:
    """How a visit ended without a result: for a ``reason``, or because ``who`` was not there.

    ``late`` and ``reopen`` are said of a cancelled one only; ``volunteer_id`` is the one it is about, if one.
    """

    by: str
    volunteer_id: str | None = None
    reason: str | None = None
    late: bool | None = None
    reopen: bool | None = None
    who: str | None = None

    @property
    def reason_for_household(self) -> str | None:
        """The reason, as far as the household may read it: what keeps a helper away is theirs, and that somebody felt
        unsafe in a home is told to nobody in it, whoever said so."""
        own = self.by in ("resident", "asked_by") and self.reason != Reason.SAFETY
        return self.reason if own or self.reason not in _OF_SOMEBODY else None


CANCELLED = "cancelled"
ENDED: frozenset[str] = frozenset(
    {"done", CANCELLED, "solved_by_phone", "moved_to_class", "referred", "given_up"},
)
"""The ends of a request: after them nobody is to come."""

_WHY_REOPENED = {"suspended": (Reason.SUSPENDED, "staff"), "paused": (Reason.PAUSE, "staff")}


def because_of(status: str, reason: str | None, by: str | None) -> Cancellation:
    """What the newest ``status`` of a request makes of a visit whose offers no longer stand.

    ``reason`` and ``by`` are those of the event that told it; without a better one, whoever had
    accepted has given the task back.
    """
    if status == CANCELLED:
        return Cancellation(_who(by, "resident"), Reason.REQUEST_CANCELLED, reopen=False)
    if status in ENDED:
        return Cancellation(_who(by, "staff"), Reason.REQUEST_ENDED, reopen=False)
    why, usually = _WHY_REOPENED.get(reason or "", (Reason.HANDED_BACK, "volunteer"))
    return Cancellation(_who(by, usually), why, reopen=True)


def _who(by: str | None, usually: str) -> str:
    return by if by in WHO_CANCELS else usually
