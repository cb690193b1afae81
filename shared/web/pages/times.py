"""Days and hours as pages say them: "9 giờ sáng thứ Ba, 1/12", "9 a.m. on Tuesday, 1 December" (words, section 1).

Every moment is aware and read on the clock of Hà Nội; ``language`` is ``"vi"`` or ``"en"``. What is near ``now`` is
said as people say it: "sáng mai". Messages have shorter forms of their own, as they pay for every letter.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shared.clock import HANOI
from shared.lunar import in_words

_DAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PARTS = {"sáng": "morning", "trưa": "midday", "chiều": "afternoon", "tối": "evening", "đêm": "night"}


def today(now: datetime) -> date:
    """The day it is in Hà Nội."""
    return now.astimezone(HANOI).date()


def hour_of(at: datetime, language: str, *, part: bool = True) -> str:
    """ "9 giờ sáng", "2 giờ 30 chiều"; "9 a.m.", "2:30 p.m."; without ``part`` "2 giờ 30"."""
    local = at.astimezone(HANOI)
    twelve = (local.hour - 1) % 12 + 1
    if language == "en":
        said = f"{twelve}{f':{local.minute:02}' if local.minute else ''}"
        return f"{said} {'a.m.' if local.hour < 12 else 'p.m.'}" if part else said
    said = f"{twelve} giờ{f' {local.minute:02}' if local.minute else ''}"
    return f"{said} {_part_of_day(local.hour)}" if part else said


def date_of(day: date, language: str) -> str:
    """ "1/12", "1 December"."""
    return f"{day.day} {_MONTHS[day.month - 1]}" if language == "en" else f"{day.day}/{day.month}"


def day_of(day: date, language: str) -> str:
    """ "thứ Ba, 1/12", "Tuesday, 1 December"."""
    return f"{_DAYS[language][day.weekday()]}, {date_of(day, language)}"


def moment_of(at: datetime, language: str) -> str:
    """ "9 giờ sáng thứ Ba, 1/12", "9 a.m. on Tuesday, 1 December"."""
    on = day_of(at.astimezone(HANOI).date(), language)
    return f"{hour_of(at, language)}{' on' if language == 'en' else ''} {on}"


def moment_in_full(at: datetime, language: str) -> str:
    """:func:`moment_of` with the lunar day, which many go by: "9 giờ sáng thứ Ba, 1/12 (23 tháng Mười âm lịch)"."""
    said = moment_of(at, language)
    return said if language == "en" else f"{said} ({in_words(at.astimezone(HANOI).date())})"


def part_of(at: datetime, now: datetime, language: str) -> str:
    """A morning or an afternoon: "sáng nay", "sáng mai, 2/12", "chiều thứ Năm, 4/12"; "this afternoon"."""
    local = at.astimezone(HANOI)
    part, day, away = _part_of_day(local.hour), local.date(), (local.date() - today(now)).days
    if language == "en":
        near = {0: f"this {_PARTS[part]}", 1: f"tomorrow {_PARTS[part]}, {date_of(day, language)}"}
        return near.get(away) or f"{_DAYS['en'][day.weekday()]} {_PARTS[part]}, {date_of(day, language)}"
    near = {0: f"{part} nay", 1: f"{part} mai, {date_of(day, language)}"}
    return near.get(away) or f"{part} {day_of(day, language)}"


def hours_between(start: datetime, end: datetime, language: str) -> str:
    """ "8 giờ 30 đến 10 giờ 30", "8:30 to 10:30 a.m."."""
    if language == "en":
        return f"{hour_of(start, language, part=False)} to {hour_of(end, language)}"
    return f"{hour_of(start, language, part=False)} đến {hour_of(end, language, part=False)}"


def span_of(start: datetime, end: datetime, language: str) -> str:
    """ "8 giờ đến 10 giờ sáng", "8 to 10 a.m.": the part of the day once, when both ends lie in it."""
    starts, ends = hour_of(start, language), hour_of(end, language)
    if starts.rsplit(" ", 1)[1] == ends.rsplit(" ", 1)[1]:
        starts = hour_of(start, language, part=False)
    return f"{starts} to {ends}" if language == "en" else f"{starts} đến {ends}"


def before(due: datetime, now: datetime, language: str) -> str:
    """What follows "trước" for a promise: "5 giờ chiều nay", and further off the day after it, "thứ Sáu, 5/12".

    A promise for Thursday at five is kept before Friday; "before Thursday" would be another one.
    """
    day = today(due)
    if day <= today(now):
        return f"{hour_of(due, language)} {'today' if language == 'en' else 'nay'}"
    return day_of(day + timedelta(days=1), language)


def capital(text: str) -> str:
    """``text`` at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _part_of_day(hour: int) -> str:
    return next(
        (part for until, part in ((1, "đêm"), (11, "sáng"), (13, "trưa"), (18, "chiều")) if hour < until), "tối"
    )
