"""The request that was answered together, as the API takes it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from services.volunteers.domain.asking import ConsentHow, ConsentPurpose
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.suggesting import Suggesting
from services.volunteers.pages.resident.answers import Answers, Said
from services.volunteers.pages.resident.bodies import YES
from services.volunteers.pages.resident.steps import Step
from services.volunteers.pages.slots import windows_of
from services.volunteers.pages.words_consent import WEB, WEB_FOR_OTHERS, version_of

_PURPOSES = (ConsentPurpose.REMINDERS, ConsentPurpose.PHOTO, ConsentPurpose.CALL_30_DAYS)
_NOT_SENT = {"who", "agreed", "ward_name", "when", "visit", *(purpose.value for purpose in _PURPOSES)}


def as_sent(answers: Answers, steps: Iterable[Step], suggesting: Suggesting, rules: Rules, language: str) -> Said:
    """What was answered to the questions that were asked, under the names of the API; ``rules`` are the city's."""
    keys = [key for step in steps for key in step.keys]
    given = {key: answers.said[key] for key in keys if key in answers.said and key not in _NOT_SENT}
    return {**given, **_language(answers, language), **_windows(answers, keys, suggesting), **_consent(answers, rules)}


def _language(answers: Answers, language: str) -> Said:
    """Who reads the page in a language reads messages in it; of another person nobody knows."""
    return {"asked_by.language" if answers.for_another else "resident.language": language}


def _windows(answers: Answers, keys: Iterable[str], suggesting: Suggesting) -> Said:
    windows = windows_of(answers.all("when"), suggesting) if "when" in keys else []
    said: Said = {}
    for number, window in enumerate(windows):
        said[f"windows.{number}.start"] = window.start.isoformat()
        said[f"windows.{number}.end"] = window.end.isoformat()
    return said


def _consent(answers: Answers, rules: Rules) -> Said:
    agreed = [purpose.value for purpose in _PURPOSES if answers.one(purpose) == YES]
    read = WEB_FOR_OTHERS if answers.for_another else WEB
    return {
        "consent.version": version_of(read, rules),
        "consent.how": ConsentHow.WEB.value,
        "consent.purposes": [ConsentPurpose.VISIT.value, *agreed],
    }
