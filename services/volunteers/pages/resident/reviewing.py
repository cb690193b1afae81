"""The check page: every answer in a line, with the way to change it. It asks nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from markupsafe import Markup, escape

from services.volunteers.pages.remembering import picture_drawn
from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.resident.bodies import YES
from services.volunteers.pages.resident.steps import asked
from services.volunteers.pages.slots import ANY, said_slot
from services.volunteers.pages.wording import Ward
from shared.web.fields import Phone
from shared.web.pages.drawing import shown_phone
from shared.web.pages.times import capital
from shared.web.pages.words import Words


@dataclass(frozen=True)
class Review:
    """Says each answer in the words of its question (``ask``) and of the page (``words``).

    ``topics`` are the names of what help is given with, by id; ``ward`` is the one that was named.
    """

    answers: Answers
    ask: Words
    words: Words
    topics: Mapping[str, str]
    ward: Ward | None
    now: datetime
    language: str

    def lines(self, step: str) -> list[str]:
        """What was answered to one question, a line each."""
        said = self._SAID.get(step)
        return said(self) if said else self._words_of(step, step)

    def word(self, key: str, **values: str) -> str:
        return self.words[key].format(**values).said(self.language)

    def chosen(self, key: str) -> str:
        return self.ask[key].said(self.language) if key in self.ask else ""

    def _words_of(self, field: str, prefix: str) -> list[str]:
        return [self.chosen(f"{prefix}.{value}") for value in self.answers.all(field)]

    def _topics(self) -> list[str]:
        return [self.topics.get(topic, topic) for topic in self.answers.all("topics")]

    def _ward(self) -> list[str]:
        return [str(self.ward["name"])] if self.ward else []

    def _neighbourhood(self) -> list[str]:
        return [self.answers.one("neighbourhood") or self.word("unknown")]

    def _address(self) -> list[str]:
        answers = self.answers
        near = [self.word("near", text=answers.one("landmark"))] if answers.one("landmark") else []
        met = [self.word("met_by", text=answers.one("met_by"))] if answers.one("met_by") else []
        return [*answers.one("address").splitlines(), *near, *met]

    def _when(self) -> list[str]:
        slots = self.answers.all("when")
        return [self.chosen("when.any") if slot == ANY else said_slot(slot, self.now, self.language) for slot in slots]

    def _needs(self) -> list[str]:
        found = [*self._words_of("needs", "needs"), *self._words_of("wishes", "wishes")]
        return [*found, *self.answers.one("note").splitlines()] or [self.word("nothing")]

    def _name(self) -> list[str]:
        answers, year = self.answers, self.answers.one("resident.birth_year")
        called = f"{answers.one('resident.address_form')} {answers.one('resident.name')}".strip()
        return [capital(called), *([self.word("born", year=year)] if year else [])]

    def _phone(self) -> list[str]:
        owner = self.chosen(f"phone_owner.{self.answers.one('resident.phone_owner')}")
        return [_phone(self.answers.one("resident.phone")), owner]

    def _asker(self) -> list[str]:
        return [self.answers.one("asked_by.name"), _phone(self.answers.one("asked_by.phone"))]

    def _consent(self) -> list[str]:
        purposes = ("visit", "reminders", "call_30_days", "photo")
        answers = {each: self.word("yes" if self.answers.one(each) == YES else "no") for each in purposes}
        return [self.word(f"to.{each}", answer=answer) for each, answer in answers.items()]

    def _picture(self) -> list[str]:
        chosen = self.answers.one("picture")
        return [picture_drawn(chosen, self.language) if chosen else self.word("no_picture")]

    _SAID: ClassVar[Mapping[str, Callable[[Review], list[str]]]] = {
        "topics": _topics,
        "device": lambda self: self._words_of("resident.device", "device"),
        "ward": _ward,
        "neighbourhood": _neighbourhood,
        "address": _address,
        "when": _when,
        "needs": _needs,
        "name": _name,
        "phone": _phone,
        "relation": lambda self: self._words_of("asked_by.relation", "relation"),
        "asker": _asker,
        "consent": _consent,
        "picture": _picture,
    }


def rows_of(said: Review) -> list[dict[str, Any]]:
    """The rows of the summary, in the order of the questions."""
    return [
        {
            "key": said.word(step.name),
            "value": Markup("<br>").join(escape(line) for line in said.lines(step.name)),
            "change": f"{step.path}?from=check",
        }
        for step in asked(said.answers)
    ]


def _phone(typed: str) -> str:
    """The number as people write it, however it was typed."""
    return shown_phone(str(Phone().deserialize(typed)))
