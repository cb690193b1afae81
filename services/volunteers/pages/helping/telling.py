"""Offers and tasks as cards tell them: what, where, when, how far. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.volunteers.domain.asking import Place, Urgency
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.windows import Window
from services.volunteers.pages.helping.blueprint import TASKS
from services.volunteers.pages.helping.words_tasks import DUTY, TELLING
from services.volunteers.pages.said import distance_said
from shared.clock import HANOI
from shared.web.pages.times import capital, day_of, hour_of, moment_of, span_of, today
from shared.web.pages.wording import topics_said
from shared.web.pages.words import KIT

Names = Mapping[str, Mapping[str, Any]]

_HOURS_FROM = 120
"""Minutes from which the time to answer is told in hours."""

_SOON = timedelta(minutes=60)
"""An answer that is due within this time is told more strongly."""


@dataclass(frozen=True)
class Telling:
    """What cards need beside what they tell of: the catalogue and the kinds of wards by id, the hour, the language."""

    topics: Names
    units: Mapping[str, str]
    now: datetime
    language: str

    def offer(self, offer: Mapping[str, Any]) -> dict[str, Any]:
        """A card of something that needs an answer; how long there is for it stands on top."""
        urgent = offer["urgency"] == Urgency.TODAY
        facts = (
            ("pin", self._where(offer)),
            ("calendar", self._times(offer["windows"])),
            ("clock", self._said("takes", n=offer["minutes"])),
        )
        return {
            "id": offer["id"],
            "title": self.title(offer),
            "facts": _facts(*facts),
            "tags": [*([(self._said("tag.today"), "attention")] if urgent else []), self._left(offer["expires_at"])],
            "urgent": urgent,
        }

    def task(self, task: Mapping[str, Any]) -> dict[str, Any]:
        """A card of something taken."""
        starts = task["starts_at"]
        facts = (
            ("calendar", capital(moment_of(starts, self.language)) if starts else self._times(task["windows"])),
            ("pin", self._where(task)),
            ("clock", self._said("takes", n=task["minutes"])),
            ("info", self._said("slip", reference=task["reference"])),
        )
        return {
            "request_id": task["request_id"],
            "title": self.title(task),
            "facts": _facts(*facts),
            "tag": self._tag(task),
            "is_today": starts is not None and today(starts) == today(self.now),
            "pages": _pages(task),
            "at_home": task["place"] == Place.HOME,
        }

    def hour(self) -> str:
        """The hour it is."""
        return hour_of(self.now, self.language)

    def title(self, offer: Mapping[str, Any]) -> str:
        """What somebody needs help with."""
        return topics_said(offer["topics"], self.topics, self.language)

    def _where(self, offer: Mapping[str, Any]) -> str:
        unit = KIT[f"unit.{self.units[offer['ward']]}"].said(self.language)
        place = self._said(f"place.{offer['place']}", dv=unit)
        if offer["place"] != Place.HOME:
            return place
        away = distance_said(offer["distance_m"], self.language)
        return ", ".join(filter(None, (place, offer["neighbourhood"], away)))

    def _times(self, windows: Sequence[Window]) -> str:
        """The coming ones; days with the same hours are told together."""
        days: dict[str, list[str]] = {}
        for window in sorted(window for window in windows if window.end > self.now):
            day = day_of(window.start.astimezone(HANOI).date(), self.language)
            days.setdefault(span_of(window.start, window.end, self.language), []).append(day)
        either = self._said("or")
        said = [f"{hours}{self._said('on')}{either.join(listed)}" for hours, listed in days.items()]
        return capital(f";{either}".join(said)) if said else self._said("unplaced")

    def _left(self, until: datetime) -> tuple[str, str]:
        """How long there is to answer, and how strongly that is told."""
        left = until - self.now
        minutes = int(left.total_seconds() // 60)
        if minutes < 1:
            return self._said("left_none"), "waiting"
        tone = "attention" if left < _SOON else "asking"
        if minutes < _HOURS_FROM:
            return self._said("left_minutes", n=minutes), tone
        return self._said("left_hours", n=minutes // 60), tone

    def _tag(self, task: Mapping[str, Any]) -> tuple[str, str]:
        starts, ends = task["starts_at"], task["ends_at"]
        if starts is None:
            return self._said("tag.unplaced"), "waiting"
        if ends is not None and ends < self.now:
            return self._said("tag.past"), "attention"
        if today(starts) == today(self.now):
            return self._said("tag.now"), "attention"
        return self._said("tag.fixed"), "fixed"

    def _said(self, key: str, **values: Any) -> str:
        return TELLING[key].said(self.language).format(**values)


def _pages(task: Mapping[str, Any]) -> list[str]:
    """What a phone keeps of a visit of today: the task, and the part that sessions adds to its page."""
    visit = task["appointment_id"]
    return [f"{TASKS}/{task['request_id']}", *([f"/sessions/appointments/{visit}/fragment"] if visit else [])]


def is_asked(offer: Mapping[str, Any]) -> bool:
    """Whether it still waits for an answer."""
    return bool(offer["status"] == OfferStatus.PENDING)


def away_said(until: datetime | None, language: str) -> str | None:
    """Until when somebody is away: through a whole day, as people say it, where it ends at midnight."""
    if until is None:
        return None
    local = until.astimezone(HANOI)
    if (local.hour, local.minute) == (0, 0):
        last = datetime.fromtimestamp(local.timestamp() - 1, HANOI)
        return DUTY["duty.away_day"].said(language).format(day=day_of(last.date(), language))
    return DUTY["duty.away_moment"].said(language).format(moment=moment_of(until, language))


def _facts(*facts: tuple[str, str]) -> list[dict[str, str]]:
    return [{"icon": icon, "text": text} for icon, text in facts]
