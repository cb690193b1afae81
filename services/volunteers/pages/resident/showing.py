"""How a question page is shown: its choices, its words, the way back and the way on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, request

from services.volunteers.domain.asking import Device, Need, Relation, Wish
from services.volunteers.domain.person import AddressForm, PhoneOwner
from services.volunteers.pages.remembering import picture_options
from services.volunteers.pages.resident import words_ask
from services.volunteers.pages.resident.addressing import who_answers
from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.resident.steps import Step, before
from services.volunteers.pages.wording import Ward, ruled, ward_called, worded
from services.volunteers.queries.catalogue import catalogue
from shared.web.doors import current_runtime, reading
from shared.web.language import Sentence
from shared.web.pages import Form, page_language, render
from shared.web.pages.times import capital
from shared.web.pages.words import Words
from shared.web.static import static_url

Option = dict[str, Any]

_FAMILY = ("child", "grandchild", "spouse", "sibling", "parent", "relative")
_NEIGHBOURS = ("neighbour", "friend", "team_leader", "social_worker", "other")

# Of "none" and "unknown" one is asked: who has no phone may not be sure either.
_DEVICES = (Device.TOUCH, Device.BUTTONS, Device.LANDLINE, Device.SHARED, Device.UNKNOWN)
_WISHES = (Wish.WOMAN, Wish.MAN, Wish.PAIR, Wish.FAMILY_PRESENT)

_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "who": ("who", ("me", "family", "other")),
    "agreed": ("agreed", ("yes", "no")),
    "device": ("resident.device", _DEVICES),
    "place": ("place", ("home", "ward_office", "phone", "class")),
}
"""Questions that are one choice: the field, and its values."""


def to_check() -> bool:
    """Whether somebody came from the check page to change one answer."""
    return request.args.get("from") == "check"


def words_for(answers: Answers, ward: Ward | None) -> Words:
    """The questions' words for who asks, and for the kind of unit."""
    chosen = {**words_ask.ASK, **words_ask.FOR_OTHERS} if answers.for_another else words_ask.ASK
    runtime = current_runtime()
    named = who_answers(answers, runtime.clock.now())
    return worded(chosen, ward, **named, **ruled(runtime.config.rules))


def question(step: Step, answers: Answers, form: Form, status: int = 200, **values: Any) -> Response:
    """The page of one question."""
    ward = ward_called(answers.one("ward"))
    words = words_for(answers, ward)
    template = "choice" if step.name in (*_CHOICES, "relation") else step.name
    usual: dict[str, Any] = {
        "for_another": answers.for_another,
        "xh": who_answers(answers, current_runtime().clock.now())["xh"],
        "title": words.get(step.name) or words_ask.ASK["ward"],
        "back": before(step, answers, to_check=to_check()),
        "action": f"{step.path}?from=check" if to_check() else step.path,
    }
    shown = {**usual, **_more(step, answers, words), **values}
    return render(f"volunteers/resident/ask_{template}.html", status, words=words, form=form, ward=ward, **shown)


def options(words: Words, prefix: str, values: Iterable[str]) -> list[Option]:
    """Each value with its word."""
    said = page_language()
    return [{"value": str(value), "text": words[f"{prefix}.{value}"].said(said)} for value in values]


def _more(step: Step, answers: Answers, words: Words) -> dict[str, Any]:
    """What the template of this question needs beside its words."""
    if step.name in _CHOICES:
        field, values = _CHOICES[step.name]
        return _one_of(step, field, options(words, step.name, values), words)
    if step.name == "relation":
        return _one_of(step, "asked_by.relation", _relations(answers, words), words)
    made = _MORE.get(step.name)
    return made(words) if made else {}


def _one_of(step: Step, field: str, listed: list[Option], words: Words) -> dict[str, Any]:
    return {"field": field, "options": listed, "hint": words.get(f"{step.name}.hint")}


def _relations(answers: Answers, words: Words) -> list[Option]:
    values = _NEIGHBOURS if answers.one("who") == "other" else _FAMILY
    return options(words, "relation", (Relation(value) for value in values))


def topic_options() -> list[Option]:
    """The catalogue in its order, each with its picture."""
    with reading() as connection:
        topics = catalogue(connection)
    return [
        {"value": topic["id"], "text": topic_name(topic).said(page_language()), "picture": picture_of(topic["id"])}
        for topic in topics
    ]


def topic_names(language: str) -> dict[str, str]:
    """What help is given with, by id."""
    with reading() as connection:
        return {topic["id"]: topic_name(topic).said(language) for topic in catalogue(connection)}


def topic_name(topic: Mapping[str, Any]) -> Sentence:
    return Sentence(topic["name_vi"], topic["name_en"])


def picture_of(topic_id: str) -> str:
    """The address of a topic's picture; what the city has added since has the picture of "something else"."""
    try:
        return static_url(f"pictures/topics/{topic_id}.svg")
    except FileNotFoundError:
        return static_url("pictures/topics/other.svg")


def _needs(words: Words) -> dict[str, Any]:
    return {"needs": options(words, "needs", Need), "wishes": options(words, "wishes", _WISHES)}


def _owners(words: Words) -> dict[str, Any]:
    values = [owner for owner in PhoneOwner if f"phone_owner.{owner}" in words]
    return {"owners": options(words, "phone_owner", values)}


def _forms(_words: Words) -> dict[str, Any]:
    return {"forms": [{"value": form.value, "text": capital(form.value)} for form in AddressForm]}


_MORE = {
    "topics": lambda _words: {"topics": topic_options()},
    "needs": _needs,
    "phone": _owners,
    "name": _forms,
    "picture": lambda _words: {"pictures": picture_options(page_language())},
}
