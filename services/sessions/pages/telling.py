"""A visit in words: what its page, its fragment and the agenda say of it. Pure; ``language`` is ``vi`` or ``en``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.sessions.domain.appointment import CANCELLED, COMPLETED, CONFIRMED, MISSED, SCHEDULED, UNDER_WAY
from services.sessions.domain.people import ASKED_BY, COUNTER, RESIDENT, STAFF, VOLUNTEER
from services.sessions.domain.travel import HOME, PHONE
from services.sessions.pages.words_visit import FACTS
from services.sessions.queries.visits import Visit
from shared.web.language import Sentence
from shared.web.pages.times import capital, moment_in_full
from shared.web.pages.wording import together, topics_said
from shared.web.pages.words import Words

Fact = dict[str, Any]

TONES = {
    SCHEDULED: "fixed",
    CONFIRMED: "done",
    UNDER_WAY: "asking",
    COMPLETED: "done",
    CANCELLED: "closed",
    MISSED: "bad",
}

WITH_CODE = (HOME, PHONE)
"""Where a visitor or caller has to say the code: at the ward's office nobody knocks."""

_VIEWS = ((VOLUNTEER, "helper"), (STAFF, "desk"), (RESIDENT, "household"), (ASKED_BY, "household"), (COUNTER, "desk"))


def view_of(parts: frozenset[str]) -> str:
    """Which page somebody sees who may have several parts: a signed-in post says more than a link in the browser.

    Whoever only leads a team sees the desk's, without whose visit it is.
    """
    return next((view for part, view in _VIEWS if part in parts), "desk")


def at_place(words: Words, place: str) -> Words:
    """``words`` of a visit at this place: nobody comes who only calls, and to the ward's office it is she who comes."""
    return {key: words.get(f"{key}:{place}", sentence) for key, sentence in words.items()}


def status_said(shown: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Where a visit stands, and in which tone."""
    key = f"status.{shown['status']}"
    by_whom = f"{key}.{shown['missed']}"
    of_place = f"{by_whom}:{shown['place']}"
    found = next(each for each in (of_place, by_whom, key) if each in FACTS)
    return FACTS[found].said(language), TONES[shown["status"]]


def facts_of(visit: Visit, words: Words, language: str, *, with_people: bool) -> list[Fact]:
    """The rows of the summary; ``with_people``: whose visit it is, for those who come and for the desk."""
    shown = visit.shown
    who = "who.phone" if shown["place"] == PHONE else "who"
    place = words[f"place.{shown['place']}"].said(language)
    rows = [
        ("when", capital(moment_in_full(shown["starts_at"], language))),
        (who, capital(together(visit.named(VOLUNTEER)).said(language))),
        ("topics", topics_said(shown["topics"], visit.topics, language)),
        ("place", ", ".join(filter(None, (place, visit.neighbourhood if with_people else None)))),
    ]
    if with_people:
        rows += [(part, ", ".join(visit.named(part))) for part in (RESIDENT, ASKED_BY)]
    return [{"key": words[key].said(language), "value": value} for key, value in rows if value]


def outcome_of(visit: Visit, words: Words, language: str) -> list[Fact]:
    """How it ended, as far as the reader is told (:func:`.queries.appointments.shown`)."""
    shown = visit.shown
    rows: list[tuple[str, str]] = []
    if shown["reason"]:
        rows.append(("why", words[f"reason.{shown['reason']}"].said(language)))
    if shown["minutes"] is not None:
        rows.append(("result", words["minutes"].said(language).format(n=shown["minutes"])))
    told = [{"key": words[key].said(language), "value": value} for key, value in rows]
    told += [_skill(visit, skill, words, language) for skill in shown["skills"] or ()]
    if shown["follow_up"]:
        wanted = topics_said(shown["follow_up"].topics, visit.topics, language)
        told.append({"key": words["follow_up"].said(language), "value": wanted})
    if shown["note"]:
        told.append({"key": words["note"].said(language), "value": shown["note"]})
    return told


def script_of(visit: Visit, words: Words, given_name: str) -> Sentence:
    """What is said at the door or on the phone, with the code in it."""
    script = words[f"door.{visit.shown['place']}.script"]
    filled = {"ten": given_name, "ma": visit.shown["visit_code"], "xh": visit.form, "Xh": capital(visit.form)}
    about = {code: topics_said(visit.shown["topics"], visit.topics, code) for code in ("vi", "en")}
    return Sentence(
        str(script).format(**filled, viec=about["vi"]),
        script.en.format(**filled, viec=about["en"]),
    )


def _skill(visit: Visit, skill: Any, words: Words, language: str) -> Fact:
    about = topics_said([skill.topic], visit.topics, language)
    name = visit.people.get(skill.participant_id, "") if len(visit.learners) > 1 else ""
    key = f"{name}: {about}" if name else about
    return {"key": key, "value": words[f"level.{skill.level}"].said(language)}
