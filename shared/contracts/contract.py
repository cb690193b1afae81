"""A contract: the type of an event and the shape of its data, with one owner.

Contracts never change meaning. Fields are added, never renamed; readers ignore fields they do
not know; a breaking change is a new major version told beside the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from shared.contracts.envelope import UnreadableEvent


class Shape(Schema):
    """The base of all event shapes: tolerant of fields added later."""

    class Meta:
        unknown = EXCLUDE


class Moment(fields.AwareDateTime):
    """A moment on the wire: RFC 3339 with its offset."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="iso", **options)


@dataclass(frozen=True, eq=False)
class Contract:
    """One type of event; ``why`` is the line that says when it is told and why one would care."""

    type: str
    shape: Schema
    why: str

    @property
    def owner(self) -> str:
        """The service that alone tells it."""
        return self.type.partition(".")[0]

    def dump(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """``data`` in JSON values."""
        dumped: dict[str, Any] = self.shape.dump(data)
        return dumped

    def load(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """``data`` as handlers want it (moments parsed); raises :class:`UnreadableEvent` naming the fields."""
        try:
            loaded: dict[str, Any] = self.shape.load(data)
        except ValidationError as error:
            raise UnreadableEvent(f"{self.type}: {error.messages}") from error
        return loaded


class Catalogue(dict[str, Contract]):
    """The contracts of one owner by type."""

    def __init__(self, owner: str) -> None:
        super().__init__()
        self.owner = owner

    def add(self, name: str, shape: Schema, why: str, *, major: int = 1) -> Contract:
        """Declare ``<owner>.<name>.v<major>``."""
        contract = Contract(f"{self.owner}.{name}.v{major}", shape, why)
        if contract.type in self:
            raise ValueError(f"{contract.type} is declared twice; a change of meaning is a new major version")
        self[contract.type] = contract
        return contract
