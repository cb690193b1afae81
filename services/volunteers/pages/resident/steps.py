"""The questions in their order: which are asked, what comes next, what is still missing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from services.volunteers.domain.asking import Place
from services.volunteers.pages.asking_times import WhenPage
from services.volunteers.pages.resident import bodies
from services.volunteers.pages.resident import words_ask as words
from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.resident.blueprint import HELP
from services.volunteers.pages.words_common import PHONE_NUMBER
from shared.web.fields import Body
from shared.web.language import Sentence

CHECK = f"{HELP}/check"

Asked = Callable[[Answers], bool]


def always(_answers: Answers) -> bool:
    """Everybody is asked."""
    return True


def for_another(answers: Answers) -> bool:
    """Who asks for somebody else."""
    return answers.for_another


def at_home(answers: Answers) -> bool:
    """Who is to be visited."""
    return answers.one("place") == Place.HOME


def with_times(answers: Answers) -> bool:
    """Everybody but who wants the class: they are offered its hours."""
    return answers.one("place") != Place.CLASS


@dataclass(frozen=True)
class Step:
    """One question page: ``keys`` are the fields it fills, ``say`` what it says of them when they are wrong."""

    name: str
    body: type[Body]
    keys: tuple[str, ...]
    asked: Asked = always
    say: Mapping[str, Sentence] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{HELP}/{self.name}"


_ONE, _LISTED, _NAME = words.CHOOSE_ONE, words.CHOOSE_LISTED, words.NAME

ORDER: tuple[Step, ...] = (
    Step("who", bodies.WhoPage, ("who",), say={"who": _ONE}),
    Step("agreed", bodies.AgreedPage, ("agreed",), for_another, {"agreed": _ONE}),
    Step("topics", bodies.TopicPage, ("topics",), say={"topics": words.CHOOSE_TOPIC}),
    Step("device", bodies.DevicePage, ("resident.device",), say={"resident.device": _ONE}),
    Step("place", bodies.PlacePage, ("place",), say={"place": _ONE}),
    Step("ward", bodies.WardPage, ("ward", "ward_name"), say={"ward_name": words.WARD_UNKNOWN}),
    Step("neighbourhood", bodies.NeighbourhoodPage, ("neighbourhood",), at_home),
    Step("address", bodies.AddressPage, ("address", "landmark", "met_by"), at_home),
    Step("when", WhenPage, ("when",), with_times),
    Step("needs", bodies.NeedsPage, ("needs", "wishes", "note"), say={"needs": _LISTED, "wishes": _LISTED}),
    Step(
        "name",
        bodies.NamePage,
        ("resident.name", "resident.address_form", "resident.birth_year"),
        say={"resident.name": _NAME, "resident.address_form": _ONE, "resident.birth_year": words.YEAR},
    ),
    Step(
        "phone",
        bodies.PhonePage,
        ("resident.phone", "resident.phone_owner"),
        say={"resident.phone": PHONE_NUMBER, "resident.phone_owner": _ONE},
    ),
    Step("relation", bodies.RelationPage, ("asked_by.relation",), for_another, {"asked_by.relation": _ONE}),
    Step(
        "asker",
        bodies.AskerPage,
        ("asked_by.name", "asked_by.phone"),
        for_another,
        {"asked_by.name": _NAME, "asked_by.phone": PHONE_NUMBER},
    ),
    Step(
        "consent",
        bodies.ConsentPage,
        ("visit", "reminders", "call_30_days", "photo"),
        say=dict.fromkeys(("visit", "reminders", "call_30_days", "photo"), _ONE),
    ),
    Step("picture", bodies.PicturePage, ("picture",), at_home, {"picture": _LISTED}),
)

STEPS: Mapping[str, Step] = {step.name: step for step in ORDER}


def asked(answers: Answers) -> list[Step]:
    """The questions for somebody who has answered so far."""
    return [step for step in ORDER if step.asked(answers)]


def missing(answers: Answers) -> Step | None:
    """The first question that was not answered yet."""
    return next((step for step in asked(answers) if step.name not in answers.done), None)


def after(step: Step, answers: Answers, *, to_check: bool) -> str:
    """Where somebody goes on who has answered ``step``; ``to_check`` when they came to change one answer."""
    if to_check:
        left = missing(answers)
        return CHECK if left is None else f"{left.path}?from=check"
    follows = [later for later in ORDER[ORDER.index(step) + 1 :] if later.asked(answers)]
    return follows[0].path if follows else CHECK


def before(step: Step, answers: Answers, *, to_check: bool) -> str:
    """Where "Quay lại" leads."""
    if to_check:
        return CHECK
    earlier = ORDER[: ORDER.index(step)]
    asked_earlier = [each for each in earlier if each.asked(answers)]
    return asked_earlier[-1].path if asked_earlier else HELP


def step_of(field_name: str) -> Step | None:
    """The question that fills this field of the request."""
    name = "when" if field_name.startswith("windows") else field_name
    return next((step for step in ORDER if any(_fills(key, name) for key in step.keys)), None)


def _fills(key: str, name: str) -> bool:
    return name == key or name.startswith(f"{key}.")
