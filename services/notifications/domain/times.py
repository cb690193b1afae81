"""Days and hours as people say them: "9h sáng thứ Ba 1/12", never "14:00" (words for people, section 1).

Every moment is aware; it is read on the clock of Hà Nội. ``brief`` shortens the weekday to "T7" or "CN".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.clock import HANOI

_DAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_BRIEF_DAYS = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PARTS = {"sáng": "morning", "trưa": "midday", "chiều": "afternoon", "tối": "evening", "đêm": "night"}

MOMENT = timedelta(microseconds=1)

_WHOLE_DAY = timedelta(hours=5)
"""A window longer than this is no longer a morning or an afternoon."""


@dataclass(frozen=True)
class Window:
    """A span in which a visit would suit."""

    start: datetime
    end: datetime


def part_of_day(at: datetime) -> str:
    """The Vietnamese part of the day: sáng to 10:59, trưa to 12:59, chiều to 17:59, tối; đêm is midnight."""
    hour = at.astimezone(HANOI).hour
    for before, part in ((1, "đêm"), (11, "sáng"), (13, "trưa"), (18, "chiều")):
        if hour < before:
            return part
    return "tối"


def hour(at: datetime, language: str) -> str:
    """ "2h30 chiều" or "2:30 pm"."""
    local = at.astimezone(HANOI)
    twelve = (local.hour - 1) % 12 + 1
    if language == "en":
        return f"{twelve}{f':{local.minute:02}' if local.minute else ''} {'am' if local.hour < 12 else 'pm'}"
    return f"{twelve}h{f'{local.minute:02}' if local.minute else ''} {part_of_day(at)}"


def day(at: datetime, language: str, *, brief: bool = False) -> str:
    """ "thứ Ba 1/12" or "Tuesday 1 Dec"; brief "T3 1/12" or "Tue 1 Dec"."""
    local = at.astimezone(HANOI)
    return f"{_weekday(local, language, brief)} {_date(local.date(), language)}"


def moment(at: datetime, language: str, *, brief: bool = False) -> str:
    """ "9h sáng thứ Ba 1/12" or "9 am Tuesday 1 Dec"."""
    return f"{hour(at, language)} {day(at, language, brief=brief)}"


def deadline(at: datetime, now: datetime, language: str, *, brief: bool = False) -> str:
    """A moment near ``now``: "1h30 chiều nay", "9h30 tối mai", and from the day after tomorrow the whole of it."""
    away = _days(at, now)
    if away not in (0, 1):
        return moment(at, language, brief=brief)
    near = {"vi": ("nay", "mai"), "en": ("today", "tomorrow")}[language][away]
    return f"{hour(at, language)} {near}"


def recent(at: datetime, now: datetime, language: str) -> str:
    """A moment that has passed: "9h sáng nay", "9h sáng hôm qua", and further back the whole of it."""
    near = {"vi": {0: "nay", -1: "hôm qua"}, "en": {0: "today", -1: "yesterday"}}[language].get(_days(at, now))
    return f"{hour(at, language)} {near}" if near else moment(at, language)


def that_day(at: datetime, now: datetime, language: str) -> str:
    """ "hôm nay", or "hôm đó" of a day that has just been named."""
    return {"vi": ("hôm nay", "hôm đó"), "en": ("today", "that day")}[language][_days(at, now) != 0]


def past_day(at: datetime, now: datetime, language: str) -> str:
    """ "hôm nay", "hôm qua", "ngày 1/12"."""
    said = {"vi": {0: "hôm nay", -1: "hôm qua"}, "en": {0: "today", -1: "yesterday"}}[language].get(_days(at, now))
    on = _date(at.astimezone(HANOI).date(), language)
    return said or {"vi": f"ngày {on}", "en": f"on {on}"}[language]


def span_of_days(start: datetime, end: datetime, language: str) -> tuple[str, str]:
    """The first and the last day touched by a span that ends before ``end``: ("5/12", "7/12")."""
    last = end.astimezone(HANOI) - MOMENT
    return _date(start.astimezone(HANOI).date(), language), _date(last.date(), language)


def before(due: datetime, now: datetime, language: str, *, brief: bool = False) -> str:
    """What follows "trước" for a promise: "5h chiều nay", and further off the day after it, "thứ Sáu 4/12".

    A promise for Thursday at five is kept before Friday; "before Thursday" would be another one.
    """
    if due.astimezone(HANOI).date() <= now.astimezone(HANOI).date():
        return deadline(due, now, language, brief=brief)
    return day(due + timedelta(days=1), language, brief=brief)


def occasion(windows: Sequence[Window], now: datetime, language: str, *, brief: bool = False) -> str:
    """When a visit would suit, for who may go: "sáng thứ Ba 1/12", and "từ sáng …" when later windows suit too.

    Windows already over are left out; with none left the last one given is named.
    """
    ahead = sorted((w for w in windows if w.end > now), key=lambda w: w.start) or list(windows[-1:])
    said = list(dict.fromkeys(_occasion(w, language, brief) for w in ahead))
    since = {"vi": "từ", "en": "from"}[language]
    return said[0] if len(said) == 1 else f"{since} {said[0]}"


def minutes_left(until: datetime, now: datetime) -> int:
    """Whole minutes to ``until``, rounded, at least 1."""
    return max(1, round((until - now).total_seconds() / 60))


def _occasion(window: Window, language: str, brief: bool) -> str:
    local = window.start.astimezone(HANOI)
    if window.end - window.start > _WHOLE_DAY:
        return day(window.start, language, brief=brief)
    part = part_of_day(window.start)
    weekday, calendar_day = _weekday(local, language, brief), _date(local.date(), language)
    if language == "en":
        return f"{weekday} {_PARTS[part]} {calendar_day}"
    return f"{part} {weekday} {calendar_day}"


def _days(at: datetime, now: datetime) -> int:
    """How many days of the calendar ``at`` is after ``now``."""
    return (at.astimezone(HANOI).date() - now.astimezone(HANOI).date()).days


def _weekday(local: datetime, language: str, brief: bool) -> str:
    return (_BRIEF_DAYS if brief else _DAYS)[language][local.weekday()]


def _date(on: date, language: str) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]}" if language == "en" else f"{on.day}/{on.month}"
