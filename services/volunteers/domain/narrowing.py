"""A ward may narrow the city's numbers and widen none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from services.volunteers.domain.rules import Rules
from shared.rules import DaySpan, Narrowing, in_order

Fault = tuple[str, tuple[str, str]]
"""A setting, and why it cannot be so, in Vietnamese and English."""


def wider_than(city: Rules, ward: Narrowing) -> Iterator[Fault]:
    """What of a ward's settings is wider than the city's, or no span. Quiet hours only ever add to the city's."""
    if ward.promise_days is not None and ward.promise_days > city.promise_days:
        yield (
            "promise_days",
            (
                f"Phường, xã chỉ được hứa sớm hơn thành phố: ghi từ 1 đến {city.promise_days} ngày.",
                f"A ward may only promise sooner than the city: write 1 to {city.promise_days} days.",
            ),
        )
    if ward.wave_size is not None and ward.wave_size > city.wave_size:
        yield (
            "wave_size",
            (
                f"Mỗi lượt chỉ được mời ít người hơn thành phố định: ghi từ 1 đến {city.wave_size}.",
                f"A ward may only ask fewer people at a time than the city does: write 1 to {city.wave_size}.",
            ),
        )
    if ward.notice_minutes is not None and timedelta(minutes=ward.notice_minutes) < city.notice:
        least = int(city.notice.total_seconds() // 60)
        yield (
            "notice_minutes",
            (
                f"Phường, xã chỉ được báo trước sớm hơn thành phố: ghi từ {least} phút.",
                f"A ward may only give longer notice than the city: write {least} minutes or more.",
            ),
        )
    if ward.opening_hours is not None and not _within(ward.opening_hours, city.opening_hours):
        hours = ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in city.opening_hours)
        yield (
            "opening_hours",
            (
                f"Giờ mở cửa phải theo thứ tự, không chồng nhau và nằm trong giờ của thành phố: {hours}.",
                f"Opening hours follow one another, do not overlap and lie within the city's: {hours}.",
            ),
        )
    for name in ("quiet_residents", "quiet_volunteers"):
        if any(start == end for start, end in getattr(ward, name) or ()):
            yield (name, ("Ghi giờ kết thúc khác giờ bắt đầu.", "Write an end that is not the start."))


def _within(spans: tuple[DaySpan, ...], city: tuple[DaySpan, ...]) -> bool:
    inside = all(any(start <= span[0] and span[1] <= end for start, end in city) for span in spans)
    return inside and in_order(spans)
