"""What somebody has answered so far, kept in the draft of their browser until it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response

from services.volunteers.pages.drafts import draft, drop_draft, keep_draft

KIND = "request"

Said = dict[str, str | list[str]]


@dataclass(frozen=True)
class Answers:
    """``said`` is what was typed, under the names of the API's fields; ``done`` the steps that were answered."""

    said: Said = field(default_factory=dict)
    done: tuple[str, ...] = ()

    @classmethod
    def kept(cls) -> Answers:
        """Those of this browser; none when nobody has begun."""
        data = draft(KIND)
        return cls() if data is None else cls(data["said"], tuple(data["done"]))

    def with_step(self, name: str, keys: Iterable[str], said: Mapping[str, str | list[str]]) -> Answers:
        """With one more step answered: what it asks (``keys``) is what was said now, and nothing else of before."""
        cleared = {key: value for key, value in self.said.items() if key not in set(keys)}
        given = {key: said[key] for key in keys if key in said}
        return Answers({**cleared, **given}, tuple(dict.fromkeys((*self.done, name))))

    def without_step(self, name: str) -> Answers:
        """To be asked again."""
        return Answers(self.said, tuple(each for each in self.done if each != name))

    def without(self, steps: Iterable[str], keys: Iterable[str]) -> Answers:
        """As if neither had been said: for answers that were another person's."""
        gone, unsaid = set(steps), set(keys)
        left = {key: value for key, value in self.said.items() if key not in unsaid}
        return Answers(left, tuple(each for each in self.done if each not in gone))

    def one(self, key: str) -> str:
        """What was typed into one field, empty for nothing."""
        chosen = self.all(key)
        return chosen[-1] if chosen else ""

    def all(self, key: str) -> list[str]:
        """Everything that was chosen."""
        value = self.said.get(key, [])
        chosen = [value] if isinstance(value, str) else value
        return [each for each in chosen if each.strip()]

    @property
    def for_another(self) -> bool:
        """Whether somebody asks for somebody else."""
        return self.one("who") in ("family", "other")

    def keep(self, answer: Response, *, anew: bool = False) -> Response:
        """Keep them, and have the browser keep their key; ``anew`` where somebody begins, perhaps after another."""
        data: dict[str, Any] = {"said": self.said, "done": list(self.done)}
        return keep_draft(answer, KIND, data, anew=anew)


def forget() -> None:
    """They were sent, or given up."""
    drop_draft(KIND)
