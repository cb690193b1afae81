"""Why something happened to a request or an offer: codes that people choose from, and codes of our own."""

from __future__ import annotations

from enum import StrEnum


class CancelReason(StrEnum):
    """Why nobody is to come any more."""

    NOT_NEEDED = "not_needed"
    ILL = "ill"
    MOVED_AWAY = "moved_away"
    SOLVED_OTHERWISE = "solved_otherwise"
    MISTAKE = "mistake"
    DUPLICATE = "duplicate"
    NO_ANSWER = "no_answer"
    OTHER = "other"

    @classmethod
    def of_visit(cls, reason: str | None) -> CancelReason:
        """What the reason of a cancelled visit says of the request; what it has no word for is ``other``."""
        return cls(reason) if reason in list(cls) else cls.OTHER


class HandBackReason(StrEnum):
    """Why a volunteer asks for somebody else to go."""

    ILL = "ill"
    BUSY = "busy"
    TRAVEL = "travel"
    FAMILY = "family"
    OTHER = "other"


class SuspendReason(StrEnum):
    """Why a volunteer visits nobody for now."""

    COMPLAINT = "complaint"
    MISCONDUCT = "misconduct"
    PAPERS = "papers"
    OWN_WISH = "own_wish"
    OTHER = "other"


class ReopenedBecause(StrEnum):
    """Why helpers are looked for again."""

    UNPLACED = "unplaced"
    HANDED_BACK = "handed_back"
    VISIT_CANCELLED = "visit_cancelled"
    VOLUNTEER_MISSED = "volunteer_missed"
    SUSPENDED = "suspended"
    PAUSED = "paused"
    STAFF = "staff"
    WINDOWS = "windows"


class EscalatedBecause(StrEnum):
    """Why a person of the ward takes over."""

    WAVES_USED_UP = "waves_used_up"
    NOBODY_ELIGIBLE = "nobody_eligible"
    NO_TIME_FITS = "no_time_fits"
    PROMISE_PASSED = "promise_passed"
    RESIDENT_MISSED = "resident_missed"


class NeedsTimesBecause(StrEnum):
    """Why somebody has to say when it suits."""

    WINDOWS_PAST = "windows_past"
    FOLLOW_UP = "follow_up"
    PAUSED = "paused"
