"""What people read, in English: the same keys and places as the Vietnamese."""

from __future__ import annotations

from services.notifications.domain.words.en import requests, staff, tasks, visits

TEXTS = {**requests.TEXTS, **visits.TEXTS, **tasks.TEXTS, **staff.TEXTS}
ENDINGS = {**requests.ENDINGS, **visits.ENDINGS, **tasks.ENDINGS}
SUBJECTS = {**requests.SUBJECTS, **visits.SUBJECTS, **tasks.SUBJECTS, **staff.SUBJECTS}
"""Subject lines, for e-mail; a variant with a line of its own goes before its template."""

PHRASES: dict[str, str] = {
    "minutes": "{n} minutes",
    "minute": "{n} minute",
    "hours": "{n} hours",
    "hour": "{n} hour",
    "hours and minutes": "{hours} {minutes}",
    "visits": "{n} visits",
    "visit": "{n} visit",
    "times": "{n} times",
    "time": "{n} time",
    "staff": "{dv} staff",
    "own slip": "you sent",
    "distance": ", {m} away",
    "that visit": " at {luc}",
    "and": " and ",
    "use": "using {topic}",
    "about": "{topic}",
    "something else": "something else",
    "more topics": "{topic} and more",
    "remind": "reminder for",
    "have reminded": "please remind",
    "one day": "on {first}",
    "some days": "from {first} to {last}",
    "flood": "flooding",
    "storm": "a storm",
    "heat": "the heat",
    "power": "a power cut",
    "stop by answer": "To stop messages: reply DUNG",
    "stop by call": "To stop messages: call {sdt}",
}
"""Small parts the values above are made of."""
