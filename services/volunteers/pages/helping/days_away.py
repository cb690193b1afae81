"""Through which day somebody, or a whole team, is away: what the forms for it have in common."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from services.volunteers.pages.helping.words_offering import AVAILABILITY as WORDS
from shared.clock import HANOI
from shared.web.fields import Body, LocalDate
from shared.web.pages import Form
from shared.web.pages.times import day_of, today

_LONGEST = timedelta(days=366)
_OFFERED = (7, 14)
"""Days from today that are buttons of their own."""


class AwayBody(Body):
    """The last day away."""

    until = LocalDate(required=True)


def away_sent(sent: Any, now: datetime) -> Form:
    """The form with the last day away; it is today or later, and within a year."""
    form = Form.read(AwayBody, sent, say={"until": WORDS["away_missing"]})
    last = form.values.get("until")
    if last is not None and last < today(now):
        form.refuse_field("until", WORDS["away_past"])
    elif last is not None and last > today(now) + _LONGEST:
        form.refuse_field("until", WORDS["away_far"])
    return form


def end_of(day: date) -> datetime:
    """The midnight after a day in Hà Nội."""
    return datetime.combine(day + timedelta(days=1), time(), HANOI)


def soon(now: datetime, language: str) -> list[dict[str, str]]:
    """The buttons: away for a week, for two."""
    return [_button(today(now) + timedelta(days=days), language) for days in _OFFERED]


def _button(day: date, language: str) -> dict[str, str]:
    text = WORDS["away_week"].said(language).format(day=day_of(day, language))
    return {"until": day.isoformat(), "text": text}
