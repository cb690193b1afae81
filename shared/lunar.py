"""The Vietnamese lunar calendar (âm lịch), as it is kept at UTC+7.

Source: Hồ Ngọc Đức, "Thuật toán tính âm lịch" (https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html),
after J. Meeus, *Astronomical Algorithms* (1998). Its rules: a month begins on the local day of the new
moon; the winter solstice lies in month 11; in a year with thirteen months the first one after month 11
in which the sun enters no major term is the leap month and repeats the number before it.

The Chinese calendar follows the same rules at UTC+8, so that in some years Tết falls on another day
(1985, 2007, 2030): a library for it will not do. Good for 1968–2199; earlier almanacs used other zones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import floor, pi, radians, sin

_UTC_PLUS_7 = 7 / 24
"""Local time of the calendar, in days."""

_EPOCH = 2415021.076998695
"""Julian date of the new moon numbered 0, 1 January 1900."""

_SYNODIC = 29.530588853
"""Days from one new moon to the next, on average."""

_ORDINAL = 1721425
"""What a Python ordinal lacks to the Julian day number: 1 January 2000 is 730120 and 2451545."""


_MONTHS = ("Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp")


@dataclass(frozen=True, order=True)
class LunarDate:
    """A day of the lunar calendar; a leap month follows the month whose number it repeats."""

    year: int
    month: int
    leap: bool
    day: int


def lunar(day: date) -> LunarDate:
    """``day`` in the Vietnamese calendar."""
    number = _number(day)
    start = _month_start(number)
    first = _month_eleven(day.year)
    if first >= start:
        first, following, year = _month_eleven(day.year - 1), first, day.year
    else:
        following, year = _month_eleven(day.year + 1), day.year + 1
    months = (start - first) // 29
    month, leap = _month(months, first, following)
    if month >= 11 and months < 4:
        year -= 1
    return LunarDate(year, month, leap, number - start + 1)


@lru_cache(maxsize=256)
def in_words(day: date) -> str:
    """ "23 tháng Mười âm lịch", "mùng 1 tháng Giêng âm lịch": the lunar day as people say it."""
    old = lunar(day)
    month = _MONTHS[old.month - 1] + (" nhuận" if old.leap else "")
    return f"{'mùng ' if old.day <= 10 else ''}{old.day} tháng {month} âm lịch"


def tet(year: int) -> date:
    """Mùng 1 Tết: the first day of lunar ``year``, in January or February of the same year."""
    day = date(year, 1, 20)
    while lunar(day) != LunarDate(year, 1, False, 1):
        day += timedelta(days=1)
    return day


def days_to_tet(day: date) -> int:
    """How many days ``day`` lies before the nearest Tết; 0 is mùng 1, negative afterwards."""
    around = (tet(day.year + more) for more in (0, 1))
    return min(((first - day).days for first in around), key=abs)


def _number(day: date) -> int:
    """The Julian day number."""
    return day.toordinal() + _ORDINAL


def _month(months: int, first: int, following: int) -> tuple[int, bool]:
    """Number of the month that begins ``months`` after month 11, and whether it is the leap one."""
    shift, leap = 11, False
    if following - first > 365:
        leap_at = _leap_offset(first)
        shift, leap = (10 if months >= leap_at else 11), months == leap_at
    return (months + shift - 1) % 12 + 1, leap


def _month_start(number: int) -> int:
    """The day on which the month of day ``number`` began."""
    k = floor((number - _EPOCH) / _SYNODIC)
    start = _new_moon_day(k + 1)
    return start if start <= number else _new_moon_day(k)


@lru_cache(maxsize=512)
def _month_eleven(year: int) -> int:
    """The day on which month 11 of ``year`` begins: the month of the winter solstice."""
    k = floor((_number(date(year, 12, 31)) - 2415021) / _SYNODIC)
    start = _new_moon_day(k)
    return _new_moon_day(k - 1) if _sun_sector(start) >= 9 else start


@lru_cache(maxsize=512)
def _leap_offset(month_eleven: int) -> int:
    """How many months after month 11 the leap month comes: the first in which the sun enters no major term."""
    k = floor((month_eleven - _EPOCH) / _SYNODIC + 0.5)
    offset = 1
    while offset < 13 and _sun_sector(_new_moon_day(k + offset)) != _sun_sector(_new_moon_day(k + offset + 1)):
        offset += 1
    return offset


def _sun_sector(number: int) -> int:
    """In which twelfth of its way the sun stands at local midnight when day ``number`` begins; 0 from the equinox."""
    return floor(_sun_longitude(number - 0.5 - _UTC_PLUS_7) / pi * 6)


@lru_cache(maxsize=4096)
def _new_moon_day(k: int) -> int:
    """The local day of the ``k``-th new moon after 1 January 1900."""
    return floor(_new_moon(k) + 0.5 + _UTC_PLUS_7)


def _sun_longitude(julian: float) -> float:
    """The sun's longitude in radians, 0 to 2π (Meeus, chapter 25, low accuracy)."""
    t = (julian - 2451545.0) / 36525
    anomaly = radians(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    centre = (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return radians(mean + centre) % (2 * pi)


def _new_moon(k: int) -> float:
    """The Julian date, universal time, of the ``k``-th new moon after 1 January 1900 (Meeus, chapter 49)."""
    t = k / 1236.85
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = radians(359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = radians(306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3)
    latitude = radians(21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3)
    return mean + _periodic(t, sun, moon, latitude) - _dynamical(t)


def _periodic(t: float, sun: float, moon: float, latitude: float) -> float:
    """What the anomalies of sun and moon add to the mean new moon, in days."""
    terms = (
        *((0.1734 - 0.000393 * t, sun), (0.0021, 2 * sun), (-0.4068, moon), (0.0161, 2 * moon), (-0.0004, 3 * moon)),
        *((0.0104, 2 * latitude), (-0.0051, sun + moon), (-0.0074, sun - moon), (0.0004, 2 * latitude + sun)),
        *((-0.0004, 2 * latitude - sun), (-0.0006, 2 * latitude + moon), (0.0010, 2 * latitude - moon)),
        (0.0005, 2 * moon + sun),
    )
    return sum(size * sin(angle) for size, angle in terms)


def _dynamical(t: float) -> float:
    """Dynamical less universal time, in days, from 1900 on."""
    return -0.000278 + 0.000265 * t + 0.000262 * t**2
