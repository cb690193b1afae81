"""What a form sends, which is text under flat names, as the JSON that a schema of the API reads.

``resident.name`` is a field within a field, ``windows.0.start`` one of a list; a name that comes several times
(checkboxes) is a list. Blank means "left out".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import marshmallow as ma

from shared.web import fields

Sent = Mapping[str, Sequence[str]]

LEFT_OUT = object()
_YES, _NO = ("true", "on", "yes"), ("false", "no")


@dataclass
class Reader:
    """Reads one form; ``rows`` remembers under which number each row of a list came (None: under no number)."""

    sent: Sent
    rows: dict[str, list[int | None]] = field(default_factory=dict)

    def body(self, schema: ma.Schema, prefix: str = "") -> dict[str, Any]:
        """What is meant for ``schema``; what it does not know is left aside (buttons have names too)."""
        keys = {f.data_key or name: f for name, f in schema.load_fields.items()}
        found = {key: self._value(each, f"{prefix}{key}") for key, each in keys.items()}
        return {key: value for key, value in found.items() if value is not LEFT_OUT}

    def path_sent(self, path: str) -> str:
        """The name under which the field came that a schema calls ``path``."""
        found: list[str] = []
        inner = ""
        for part in path.split("."):
            rows = self.rows.get(inner, [])
            inner = f"{inner}.{part}" if inner else part
            if part.isdigit() and int(part) < len(rows):
                number = rows[int(part)]
                found += [] if number is None else [str(number)]
            else:
                found.append(part)
        return ".".join(found)

    def _value(self, of: Any, path: str) -> Any:
        if isinstance(of, ma.fields.Nested):
            return self._rows(of, path, self._inner(of.schema)) if of.many else self._nested(of, path)
        if isinstance(of, ma.fields.List):
            if isinstance(of.inner, ma.fields.Nested):
                return self._rows(of, path, self._inner(of.inner.schema))
            return self._several(of, path)
        return _scalar(of, self.sent, path)

    def _inner(self, schema: ma.Schema) -> Callable[[str], Any]:
        return lambda path: self.body(schema, f"{path}.")

    def _nested(self, of: ma.fields.Nested, path: str) -> Any:
        below = [texts for name, texts in self.sent.items() if name.startswith(f"{path}.")]
        if any(text.strip() for texts in below for text in texts):
            return self.body(of.schema, f"{path}.")
        if of.required:
            return {}  # so that each of its fields says what is missing
        return None if below and of.allow_none else LEFT_OUT

    def _rows(self, of: Any, path: str, read: Callable[[str], Any]) -> Any:
        pattern = re.compile(rf"{re.escape(path)}\.([0-9]{{1,3}})(?:\.|$)")
        matches = {name: pattern.match(name) for name in self.sent}
        written = [
            int(match[1]) for name, match in matches.items() if match and any(text.strip() for text in self.sent[name])
        ]
        numbers = sorted(set(written))
        self.rows[path] = [*numbers]
        if numbers or any(matches.values()) or path in self.sent:
            return [read(f"{path}.{number}") for number in numbers]
        return LEFT_OUT

    def _several(self, of: Any, path: str) -> Any:
        if path not in self.sent:
            return self._rows(of, path, lambda each: _scalar(of.inner, self.sent, each))
        chosen = [text for text in self.sent[path] if text.strip()]
        self.rows[path] = [None] * len(chosen)
        return [_scalar(of.inner, {path: [text]}, path) for text in chosen]


def _scalar(of: Any, sent: Sent, path: str) -> Any:
    if path not in sent:
        return LEFT_OUT
    if isinstance(of, fields.YesNo | ma.fields.Boolean):
        return _yes_or_no(sent[path])
    text = sent[path][-1] if sent[path] else ""
    if not text.strip():
        return None if of.allow_none else LEFT_OUT
    return next((read(text.strip()) for kind, read in _READERS if isinstance(of, kind)), text)


def _yes_or_no(texts: Sequence[str]) -> Any:
    written = [text.strip() for text in texts if text.strip()]
    if any(text in _YES for text in written):  # a box that is ticked follows a hidden "false"
        return True
    if not written:
        return LEFT_OUT
    return False if written[-1] in _NO else written[-1]


def _integer(text: str) -> Any:
    return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else text


def _number(text: str) -> Any:
    return float(text.replace(",", ".")) if re.fullmatch(r"-?[0-9]{1,9}(?:[.,][0-9]{1,15})?", text) else text


def _date(text: str) -> str:
    """``1/12/2025`` as ``2025-12-01``; other text as it is."""
    match = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text)
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else text


def _time(text: str) -> str:
    """``8h30``, ``8:30`` and ``8h`` as ``08:30`` and ``08:00``; other text as it is."""
    match = re.fullmatch(r"([0-9]{1,2})\s?(?:[:h.]\s?([0-9]{2})?|giờ)", text)
    return f"{match[1]:0>2}:{match[2] or '00'}" if match else text


def _moment(text: str) -> str:
    """What a browser's own picker of moments writes has no offset: it is Hà Nội's."""
    return f"{text}:00+07:00" if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", text) else text


_READERS: tuple[tuple[type[Any] | tuple[type[Any], ...], Callable[[str], Any]], ...] = (
    ((fields.Integer, ma.fields.Integer), _integer),
    ((fields.Number, ma.fields.Float), _number),
    (fields.LocalDate, _date),
    (fields.LocalTime, _time),
    (fields.Moment, _moment),
)
