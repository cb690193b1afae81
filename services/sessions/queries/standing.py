"""How sessions stand: whether somebody guesses visit codes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from services.sessions.domain.rules import CodeChecks
from services.sessions.storage.visit_codes import wrong_together
from shared.messaging.standing import Standing

LATELY = timedelta(hours=1)


def standing(connection: Connection, now: datetime) -> list[Standing]:
    """The numbers of sessions."""
    wrong = wrong_together(connection.execute, now - LATELY)
    said = "Wrong visit codes tried within an hour in the ward where most were."
    return [Standing("outreach_wrong_visit_codes", said, max(wrong.values(), default=0))]


def guessed_in(connection: Connection, ward: str, now: datetime, rules: CodeChecks) -> bool:
    """Whether so many wrong codes were lately tried in the ward that its staff are to know."""
    return wrong_together(connection.execute, now - rules.period, ward).get(ward, 0) >= rules.together
