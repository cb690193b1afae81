"""Lines of the queue as a row tells them. Pure: what the row is made of comes with the line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.volunteers.domain.asking import Place, Urgency
from services.volunteers.domain.line_words import REASONS
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.pages.desk.blueprint import QUEUE
from services.volunteers.pages.desk.words_board import ROW
from services.volunteers.pages.desk.words_facts import TONES, WORKING
from shared.web.language import ENGLISH, Sentence
from shared.web.pages.times import capital, moment_of
from shared.web.pages.wording import Topics, topics_said

Told = dict[str, Any]

_WITH_WAVE = (RequestStatus.OFFERED, RequestStatus.ESCALATED)
_WITH_REASON = (RequestStatus.ESCALATED, RequestStatus.NEEDS_TIMES, RequestStatus.CANCELLED, RequestStatus.GIVEN_UP)
_WITH_VISIT = (RequestStatus.SCHEDULED, RequestStatus.ACCEPTED, RequestStatus.DONE)


def row_told(line: Mapping[str, Any], topics: Topics, wards: Mapping[str, str], language: str) -> Told:
    """What ``volunteers/queue/_row.html`` shows of a line of :mod:`services.volunteers.queries.board`.

    ``wards`` names the wards where there are several to tell apart; ``order`` sorts as text as the board does.
    """
    status = line["status"]
    return {
        "id": line["id"],
        "href": f"{QUEUE}/{line['id']}",
        "order": f"{line['owed_at']:%Y%m%d%H%M%S%f}-{line['id']}",
        "reference": line["reference"],
        "name": line["resident"]["name"],
        "status": said(f"status.{status}", language),
        "tone": TONES.get(status, "closed"),
        "reason": reason_said(line, language),
        **_times(line, language),
        "topics": topics_said(line["topics"], topics, language),
        "where": _where(line, wards, language),
        "owner": said("owner", language, name=line["owner"]) if line["owner"] else None,
        "wave": line["progress"] if status in _WITH_WAVE else None,
    }


def _times(line: Mapping[str, Any], language: str) -> Told:
    """Since when, until when, and when somebody comes."""
    return {
        "urgent": line["urgency"] == Urgency.TODAY,
        "overdue": line["overdue"],
        "promise": _promise(line, language),
        "received": said("received", language, moment=moment_of(line["received_at"], language)),
        "visit": _visit(line, language),
    }


def working_said(span: timedelta, working_day: timedelta, language: str) -> str:
    """ "2 giờ làm việc": in minutes below an hour, in days from the ward's working day on."""
    if span >= working_day:
        unit, count = "days", span // working_day
    elif span >= timedelta(hours=1):
        unit, count = "hours", span // timedelta(hours=1)
    else:
        unit, count = "minutes", max(1, span // timedelta(minutes=1))
    return WORKING[unit][count != 1].said(language).format(n=count)


def reason_said(line: Mapping[str, Any], language: str) -> str | None:
    """Why it stands where it does, where that says something."""
    words = REASONS.get(str(line["reason"])) if line["status"] in _WITH_REASON else None
    return None if words is None else capital(words[1] if language == ENGLISH else words[0])


def said(key: str, language: str, **values: Any) -> str:
    """A word of a row."""
    sentence: Sentence = ROW[key]
    return sentence.said(language).format(**values)


def _promise(line: Mapping[str, Any], language: str) -> str | None:
    left: timedelta | None = line["left"]
    if left is None:
        return None
    working = working_said(abs(left), line["working_day"], language)
    return capital(said("overdue" if line["overdue"] else "left", language, working=working))


def _visit(line: Mapping[str, Any], language: str) -> str | None:
    starts: datetime | None = line["starts_at"]
    if line["status"] not in _WITH_VISIT:
        return None
    return said("visit", language, moment=moment_of(starts, language)) if starts else None


def _where(line: Mapping[str, Any], wards: Mapping[str, str], language: str) -> str:
    place = None if line["place"] == Place.HOME else said(f"place.{line['place']}", language)
    return ", ".join(filter(None, (place, line["neighbourhood"], wards.get(line["ward"]))))
