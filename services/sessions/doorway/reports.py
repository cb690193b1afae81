"""What a report says of a visit."""

from __future__ import annotations

from typing import Any

from services.sessions.domain.outcome import FollowUp, Report, Skill
from services.sessions.domain.spans import Window


def report_of(body: dict[str, Any]) -> Report:
    """What a report says, as its schema loaded it."""
    follow_up = body["follow_up"]
    return Report(
        minutes=body["minutes"],
        skills=tuple(Skill(**skill) for skill in body["skills"]),
        follow_up=None if follow_up is None else _follow_up(follow_up),
        note=body["note"],
    )


def _follow_up(body: dict[str, Any]) -> FollowUp:
    return FollowUp(tuple(body["topics"]), tuple(Window(**window) for window in body["windows"]))
