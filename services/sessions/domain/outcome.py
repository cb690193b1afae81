"""What came of a visit, as its volunteer reports it."""

from __future__ import annotations

from dataclasses import dataclass

from services.sessions.domain.spans import Window

LEVELS: tuple[str, ...] = ("alone", "prompted", "not_yet")
"""Tự làm được · làm được khi có người nhắc · chưa làm được."""


@dataclass(frozen=True)
class Skill:
    """How far one participant got with one topic."""

    participant_id: str
    topic: str
    level: str


@dataclass(frozen=True)
class FollowUp:
    """Another visit is wanted: for these topics, inside one of these windows (none known yet: empty)."""

    topics: tuple[str, ...]
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class Report:
    """The volunteer's report. ``minutes`` is how long the visit took; ``note`` is free text, hence personal."""

    minutes: int
    skills: tuple[Skill, ...] = ()
    follow_up: FollowUp | None = None
    note: str | None = None
