"""A form that was sent: what it says, what is wrong with it, and what was typed, to be filled in again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import marshmallow as ma
from werkzeug.datastructures import MultiDict

from shared.errors import Invalid
from shared.web.language import Sentence
from shared.web.messages import flattened
from shared.web.pages.commanding import ONCE
from shared.web.pages.languages import page_language
from shared.web.pages.reading import Reader, Sent

Said = Mapping[str, "str | Sequence[str]"]

_ITEM = re.compile(r"\.[0-9]+")


@dataclass
class Form:
    """``values`` is what a schema of the API made of it, nothing when something is wrong.

    ``errors`` maps the name of a field to sentences, the same as the API says; ``said`` is what was typed, by name.
    """

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    said: dict[str, str | list[str]] = field(default_factory=dict)

    @classmethod
    def blank(cls) -> Form:
        """A form nobody has filled in yet."""
        return cls()

    @classmethod
    def filled(cls, said: Said) -> Form:
        """A form to be shown with what was said before (``said`` of an earlier one)."""
        return cls(said=_said(_sent(said)))

    @classmethod
    def read(
        cls,
        schema: ma.Schema | type[ma.Schema],
        sent: MultiDict[str, str] | Said,
        *,
        say: Mapping[str, Sentence] | None = None,
    ) -> Form:
        """Read what was sent, with a schema of the API. ``say`` has a sentence of its own for some fields."""
        opened = schema() if isinstance(schema, type) else schema
        texts = _sent(sent)
        reader = Reader(texts)
        form = cls(said=_said(texts))
        try:
            form.values = opened.load(reader.body(opened))
        except ma.ValidationError as error:
            form._take(error, reader, say or {})
        return form

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.errors

    def value(self, name: str, default: str = "") -> str:
        """What was typed into one field."""
        chosen = self.chosen(name)
        return chosen[-1] if chosen else default

    def chosen(self, name: str) -> list[str]:
        """What was chosen of several."""
        said = self.said.get(name, [])
        return [said] if isinstance(said, str) else said

    def refuse(self, error: Invalid, say: Mapping[str, Sentence] | None = None) -> None:
        """Add what the domain says of single fields; ``say`` has a page's own sentence where programs are told.

        Of a list all items go by one name: ``windows.0.end`` is ``windows.end``.
        """
        own = say or {}
        for name, sentences in error.errors(page_language()).items():
            said = own.get(_ITEM.sub("", name))
            self.errors.setdefault(name, []).extend([said.said(page_language())] if said else sentences)

    def refuse_field(self, name: str, sentence: Sentence) -> None:
        """Add one sentence about one field."""
        self.errors.setdefault(name, []).append(sentence.said(page_language()))

    def _take(self, error: ma.ValidationError, reader: Reader, say: Mapping[str, Sentence]) -> None:
        for path, sentences in flattened(error.messages, page_language()).items():
            name = reader.path_sent(path)
            said = [say[name].said(page_language())] if name in say else sentences
            kept = self.errors.setdefault(name, [])
            kept += [sentence for sentence in said if sentence not in kept]


def _sent(sent: MultiDict[str, str] | Said) -> Sent:
    """Every text in NFC, with line ends as everywhere else, under its name."""
    several = sent.to_dict(flat=False) if isinstance(sent, MultiDict) else sent
    lists = {name: [texts] if isinstance(texts, str) else texts for name, texts in several.items()}
    return {
        name: [unicodedata.normalize("NFC", text).replace("\r\n", "\n") for text in texts]
        for name, texts in lists.items()
        if name != ONCE
    }


def _said(sent: Sent) -> dict[str, str | list[str]]:
    return {name: texts[0] if len(texts) == 1 else list(texts) for name, texts in sent.items()}
