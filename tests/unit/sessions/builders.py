"""Memorable values for the tests of sessions: the clock stands at 8:30 on Monday 7 December 2026 in Hà Nội."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from services.sessions.domain.appointment import Appointment, Need
from services.sessions.domain.placing import Booking, Calendar, Wish
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import WeeklySpan, Window, local
from services.sessions.domain.travel import Spot, cell_of

MONDAY = date(2026, 12, 7)
NOW = local(MONDAY, time(8, 30))

LAN = "0198a000-0000-7000-8000-00000000000a"
MINH = "0198a000-0000-7000-8000-00000000000b"
HOA = "0198a000-0000-7000-8000-00000000000c"
SON = "0198a000-0000-7000-8000-00000000000d"
OFFER = "0198a000-0000-7000-8000-0000000000f1"
OTHER_OFFER = "0198a000-0000-7000-8000-0000000000f2"

BA_DINH = cell_of(21.0358, 105.8342)
HA_DONG = cell_of(20.9710, 105.7788)
AT_HOME = Spot("home", BA_DINH)
RULES = Rules()


def at(clock: str, days: int = 0) -> datetime:
    """``at("9:15", 1)``: a quarter past nine on Tuesday."""
    hours, minutes = clock.split(":")
    return local(MONDAY + timedelta(days=days), time(int(hours), int(minutes)))


def span(start: str, end: str, days: int = 0) -> Window:
    return Window(at(start, days), at(end, days))


def always() -> Calendar:
    return Calendar(weekly=tuple(WeeklySpan(day, time(0), time(0)) for day in range(7)))


def busy(*windows: Window, spot: Spot = AT_HOME) -> Calendar:
    return Calendar(booked=tuple(Booking(window, spot) for window in windows))


def a_wish(*windows: Window, minutes: int = 60, spot: Spot = AT_HOME, urgency: str = "normal") -> Wish:
    return Wish(windows, timedelta(minutes=minutes), spot, urgency)


def a_need(participants: tuple[str, ...] = ()) -> Need:
    return Need(
        request_id="0198a000-0000-7000-8000-0000000000e1",
        resident_id=LAN,
        asked_by_id=SON,
        participants=participants,
        ward="00004",
        spot=AT_HOME,
        topics=("vneid",),
        tracking_hash="ab" * 32,
    )


def an_appointment(offers: dict[str, str] | None = None, need: Need | None = None) -> Appointment:
    """Scheduled for nine o'clock on Tuesday; its first fact is forgotten, as if it had been loaded."""
    offers = offers or {OFFER: MINH}
    appointment = Appointment.schedule(
        "0198a000-0000-7000-8000-0000000000d1",
        need or a_need(),
        offers,
        span("9:00", "10:00", 1),
        "hoa sen, con cá",
        "event",
        RULES,
    )
    appointment.forget_recorded()
    return appointment
