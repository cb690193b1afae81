"""What is told of a request to who follows it: read in one go, and put into words without asking again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, Row

from services.volunteers.domain.slip import ENDED, PROMISED, SEEKING, RequestStatus
from services.volunteers.pages.resident import words_follow as words
from services.volunteers.pages.resident.blueprint import HELP
from services.volunteers.pages.resident.bodies import CANCELLED_BECAUSE
from services.volunteers.pages.resident.followed import Followed, followed
from services.volunteers.pages.resident.showing import topic_name
from services.volunteers.pages.wording import Ward, said_of, worded
from services.volunteers.queries import residents as queries
from services.volunteers.queries.catalogue import topics_by_id
from services.volunteers.queries.timeline import timeline
from shared.web.doors import current_runtime
from shared.web.language import Sentence
from shared.web.pages import page_language
from shared.web.pages.times import before, capital, moment_in_full, moment_of, part_of
from shared.web.pages.wording import together
from shared.web.pages.words import Words
from shared.web.principal import Principal

MOST_LINES, MOST_TIMES = 100, 5


@dataclass(frozen=True)
class Seen:
    """A request with all that its page tells at ``now``.

    ``looks`` is how often a volunteer looked how to reach them, ``others`` what else the same code opens, and ``lines``
    what happened so far.
    """

    slip: Followed
    now: datetime
    helpers: list[str]
    topics: list[Mapping[str, Any]]
    looks: int
    others: list[Row[Any]]
    lines: list[dict[str, Any]]


def see(connection: Connection, row: Row[Any]) -> Seen:
    """Read it."""
    topics = topics_by_id(connection)
    return Seen(
        slip=followed(connection, row),
        now=current_runtime().clock.now(),
        helpers=queries.helpers(connection, row.request_id),
        topics=[topics[topic] for topic in row.asking.topics if topic in topics],
        looks=queries.looks(connection, row.request_id),
        others=queries.others_of(connection, row),
        lines=_lines(connection, row),
    )


def told(seen: Seen, language: str) -> dict[str, Any]:
    """What its page shows."""
    slip, row = seen.slip, seen.slip.row
    due = before(row.due_at, seen.now, language) if row.status in PROMISED and row.due_at else ""
    said = worded(words.FOLLOW, slip.ward, ngay=due, looks=str(seen.looks), **slip.named)
    return {
        "words": said,
        "ward": slip.ward,
        "xh": slip.named["xh"],
        "said": status_said(row, slip.ward, words.STATUS, **slip.named),
        "reference": row.reference,
        "rows": _rows(seen, said, language),
        "told_by": bool(due),
        "looks": seen.looks,
        "lines": [{"when": capital(moment_of(line["at"], language)), "text": line["text"]} for line in seen.lines],
        "others": [{"reference": each.reference, "url": f"{HELP}/{each.reference}"} for each in seen.others],
        "base": slip.url,
        **_as_it_stands(row),
    }


def status_said(row: Row[Any], ward: Ward | None, said: Words, **named: str) -> Sentence:
    """Where it stands, in the resident's words."""
    at = {} if row.starts_at is None else _moments(row)
    if row.status == RequestStatus.SCHEDULED and not at:
        return said_of(said["accepted"], ward)
    closed = row.status == RequestStatus.CANCELLED and not _at_their_wish(row)
    status = RequestStatus.GIVEN_UP if closed else row.status
    return said_of(said[status], ward, noi=row.referred_to or "", **at, **named)


def _at_their_wish(row: Row[Any]) -> bool:
    """Whether they cancelled it themselves, or the ward did for a reason that only they could give."""
    return row.ended_by in ("resident", "asked_by") or row.reason in CANCELLED_BECAUSE[:-1]


def _as_it_stands(row: Row[Any]) -> dict[str, Any]:
    """What decides which parts of the page there are."""
    status, place = row.status, row.asking.place
    return {
        "unproven": status == RequestStatus.UNCONFIRMED and not row.phone_proven,
        "scheduled": status == RequestStatus.SCHEDULED,
        "visit": f"/sessions/appointments/{row.appointment_id}" if row.appointment_id else None,
        "at_home": place == "home",
        "by_phone": place == "phone",
        "has_code": place in ("home", "phone"),
        "needs_times": status == RequestStatus.NEEDS_TIMES,
        "seeking": status in SEEKING and place != "class",
        "ended": status in ENDED,
        "done": status in (RequestStatus.DONE, RequestStatus.SOLVED_BY_PHONE),
    }


def _rows(seen: Seen, said: Words, language: str) -> list[dict[str, Any]]:
    """What it is about, and once it is fixed who comes and when."""
    row, topics = seen.slip.row, [topic_name(topic).said(language) for topic in seen.topics]
    found: dict[str, Any] = {"topics": ", ".join(topics), "place": said[f"place.{row.asking.place}"].said(language)}
    if row.status in SEEKING and row.asking.windows:
        found["windows"] = _windows(seen, said, language)
    if row.status == RequestStatus.SCHEDULED and row.starts_at:
        found["when"] = capital(moment_in_full(row.starts_at, language))
    if row.referred_papers:
        found["papers"] = row.referred_papers
    if row.status in (RequestStatus.SCHEDULED, RequestStatus.ACCEPTED) and seen.helpers:
        found["who.call" if row.asking.place == "phone" else "who"] = together(seen.helpers).said(language)
    return [{"key": said[key].said(language), "value": value} for key, value in found.items()]


def _windows(seen: Seen, said: Words, language: str) -> Markup:
    """The times that suit; of many the first few."""
    windows = sorted(seen.slip.row.asking.windows)
    lines = [capital(part_of(window.start, seen.now, language)) for window in windows[:MOST_TIMES]]
    left = len(windows) - len(lines)
    more = [said["windows.more"].format(n=left).said(language)] if left else []
    return Markup("<br>").join([*lines, *more])


def _lines(connection: Connection, row: Row[Any]) -> list[dict[str, Any]]:
    """What happened, as whoever holds the link reads it, whoever else they are."""
    holder = Principal("tracking", tracking_hashes=(row.tracking_hash,))
    asked = {"limit": MOST_LINES, "cursor": None}
    return list(timeline(connection, holder, row.request_id, asked, page_language()).items)


def _moments(row: Row[Any]) -> dict[str, Sentence]:
    return {"luc": Sentence(moment_of(row.starts_at, "vi"), moment_of(row.starts_at, "en"))}
