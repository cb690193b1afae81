"""Offers and tasks as cards tell them: what, where, when, how far. Pure but for the language of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.volunteers.domain.asking import Place, Urgency
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.windows import Window
from services.volunteers.pages.helping.words_tasks import DUTY, TELLING
from shared.clock import HANOI
from shared.web.language import ENGLISH
from shared.web.pages.times import capital, day_of, hour_of, moment_of, today

Told = dict[str, Any]
Names = Mapping[str, Mapping[str, Any]]

_HOURS_FROM = 120
"""Minutes from which the time to answer is told in hours."""


def offer_told(offer: Mapping[str, Any], topics: Names, now: datetime, language: str) -> Told:
    """A card of something that needs an answer."""
    urgent = offer["urgency"] == Urgency.TODAY
    facts = [
        _fact("pin", _where(offer, language)),
        _fact("calendar", _times(offer["windows"], now, language)),
        _fact("topic", _what_it_takes(offer, language)),
        _fact("clock", _left(offer["expires_at"], now, language)),
    ]
    tag = (_said("tag.today", language), "attention") if urgent else None
    return {"id": offer["id"], "title": title_of(offer, topics, language), "facts": facts, "tag": tag, "urgent": urgent}


def task_told(task: Mapping[str, Any], topics: Names, now: datetime, language: str) -> Told:
    """A card of something taken."""
    starts = task["starts_at"]
    when = capital(moment_of(starts, language)) if starts else _times(task["windows"], now, language)
    facts = [
        _fact("calendar", when),
        _fact("pin", _where(task, language)),
        _fact("topic", _what_it_takes(task, language)),
        _fact("info", _said("slip", language, reference=task["reference"])),
    ]
    return {
        "request_id": task["request_id"],
        "title": title_of(task, topics, language),
        "facts": facts,
        "tag": _tag(task, now, language),
        "at_home": task["place"] == Place.HOME,
    }


def is_asked(offer: Mapping[str, Any]) -> bool:
    """Whether it still waits for an answer."""
    return bool(offer["status"] == OfferStatus.PENDING)


def title_of(offer: Mapping[str, Any], topics: Names, language: str) -> str:
    """What somebody needs help with."""
    names = (topics[each][f"name_{language}"] if each in topics else each for each in offer["topics"])
    return ", ".join(names)


def away_said(until: datetime | None, language: str) -> str | None:
    """Until when somebody is away: through a whole day, as people say it, where it ends at midnight."""
    if until is None:
        return None
    local = until.astimezone(HANOI)
    if (local.hour, local.minute) == (0, 0):
        last = datetime.fromtimestamp(local.timestamp() - 1, HANOI)
        return DUTY["duty.away_day"].said(language).format(day=day_of(last.date(), language))
    return DUTY["duty.away_moment"].said(language).format(moment=moment_of(until, language))


def _where(offer: Mapping[str, Any], language: str) -> str:
    place = _said(f"place.{offer['place']}", language)
    if offer["place"] != Place.HOME:
        return place
    return ", ".join(filter(None, (place, offer["neighbourhood"], _distance(offer["distance_m"], language))))


def _distance(metres: int | None, language: str) -> str:
    if metres is None:
        return ""
    if metres < 1000:
        return _said("away_m", language, n=max(metres, 100))
    kilometres = f"{metres / 1000:.1f}".removesuffix(".0")
    return _said("away_km", language, n=kilometres if language == ENGLISH else kilometres.replace(".", ","))


def _times(windows: Sequence[Window], now: datetime, language: str) -> str:
    """The coming ones; days with the same hours are told together."""
    days: dict[str, list[str]] = {}
    for window in sorted(window for window in windows if window.end > now):
        day = day_of(window.start.astimezone(HANOI).date(), language)
        days.setdefault(_hours(window, language), []).append(day)
    either = _said("or", language)
    said = [f"{hours}{_said('on', language)}{either.join(listed)}" for hours, listed in days.items()]
    return capital(f";{either}".join(said)) if said else _said("unplaced", language)


def _hours(window: Window, language: str) -> str:
    """ "8 giờ đến 10 giờ sáng": the part of the day once, when both ends lie in it."""
    starts, ends = hour_of(window.start, language), hour_of(window.end, language)
    if starts.rsplit(" ", 1)[1] == ends.rsplit(" ", 1)[1]:
        starts = hour_of(window.start, language, part=False)
    return _said("hours", language, start=starts, end=ends)


def _what_it_takes(offer: Mapping[str, Any], language: str) -> str:
    return _said("takes", language, n=offer["minutes"])


def _left(until: datetime, now: datetime, language: str) -> str:
    minutes = int((until - now).total_seconds() // 60)
    if minutes < 1:
        return _said("left_none", language)
    if minutes < _HOURS_FROM:
        return _said("left_minutes", language, n=minutes)
    return _said("left_hours", language, n=minutes // 60)


def _tag(task: Mapping[str, Any], now: datetime, language: str) -> tuple[str, str]:
    starts, ends = task["starts_at"], task["ends_at"]
    if starts is None:
        return _said("tag.unplaced", language), "waiting"
    if ends is not None and ends < now:
        return _said("tag.past", language), "attention"
    if today(starts) == today(now):
        return _said("tag.now", language), "attention"
    return _said("tag.fixed", language), "fixed"


def _fact(icon: str, text: str) -> dict[str, str]:
    return {"icon": icon, "text": text}


def _said(key: str, language: str, **values: Any) -> str:
    return TELLING[key].said(language).format(**values)
