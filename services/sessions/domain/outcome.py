"""What came of a visit, as its volunteer reports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import Window
from shared.clock import HANOI
from shared.errors import Invalid

LEVELS: tuple[str, ...] = ("alone", "prompted", "not_yet")
"""Tự làm được · làm được khi có người nhắc · chưa làm được."""


@dataclass(frozen=True)
class Skill:
    """How far one participant got with one topic. In a report nobody named means the resident."""

    participant_id: str | None
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

    def about(self, resident_id: str) -> Report:
        """The report with everybody named."""
        named = (replace(skill, participant_id=skill.participant_id or resident_id) for skill in self.skills)
        return replace(self, skills=tuple(named))


def check(report: Report, now: datetime, rules: Rules) -> None:
    """Raise :class:`Invalid` naming every field of the report that contradicts itself."""
    windows = report.follow_up.windows if report.follow_up else ()
    faults = [*_repeated(report.skills), *_wrong(windows, now, rules)]
    if faults:
        raise Invalid({field: [sentence] for field, sentence in faults})


Fault = tuple[str, tuple[str, str]]
"""A field's path and what is wrong with it, in Vietnamese and English."""


def _repeated(skills: Sequence[Skill]) -> Iterator[Fault]:
    seen: set[tuple[str | None, str]] = set()
    for number, skill in enumerate(skills):
        if (skill.participant_id, skill.topic) in seen:
            yield (
                f"skills.{number}.topic",
                ("Mỗi người, mỗi nội dung chỉ ghi một lần.", "Record each topic of each person once."),
            )
        seen.add((skill.participant_id, skill.topic))


def _wrong(windows: Sequence[Window], now: datetime, rules: Rules) -> Iterator[Fault]:
    for number, window in enumerate(windows):
        path = f"follow_up.windows.{number}.end"
        if window.end <= window.start:
            yield path, ("Giờ kết thúc phải sau giờ bắt đầu.", "The end must be after the start.")
        elif window.end <= now:
            yield path, ("Khoảng giờ này đã qua.", "This time has already passed.")
        elif window.end > now + rules.windows_ahead:
            yield path, ("Chỉ nhận lịch trong một năm tới.", "Only times within the next year are taken.")
        elif window.start.astimezone(HANOI).date() != window.end.astimezone(HANOI).date():
            yield path, ("Bắt đầu và kết thúc phải trong cùng một ngày.", "Start and end must be on one day.")
