"""An aggregate records what became true, on the very line where it becomes true.

The unit of work collects the recorded facts when it commits: each becomes a line in the
journal and, when ``publications.py`` names a contract for it, a row in the outbox.
"""

from __future__ import annotations

import re
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar

_PERSONAL = "personal"


def personal(**options: Any) -> Any:
    """A dataclass field of a fact that holds personal data: it never reaches the journal or a log."""
    return field(metadata={_PERSONAL: True}, **options)


@dataclass(frozen=True)
class Fact:
    """Something that became true of one aggregate. Subclasses are frozen dataclasses in ``domain/facts.py``."""

    @classmethod
    @cache
    def kind(cls) -> str:
        """The fact's name in the journal: ``OfferMade`` is ``offer_made``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def detail(self) -> dict[str, Any]:
        """The fact's own fields without personal data, for the journal."""
        shown: tuple[Field[Any], ...] = tuple(f for f in fields(self) if not f.metadata.get(_PERSONAL))
        return {f.name: getattr(self, f.name) for f in shown}


@dataclass(frozen=True)
class Recorded:
    """A fact with the number it has in its aggregate's life."""

    sequence: int
    fact: Fact


class Aggregate:
    """A cluster of entities that changes as one.

    ``sequence`` counts the facts of the aggregate's whole life, one a fact, also for two facts
    in one commit. It is the optimistic version too: nothing changes without a fact, and the
    unit of work refuses a changed aggregate that recorded none.

    Subclasses are ``@dataclass(eq=False)`` with the field ``sequence: int = 0``. The recorded
    facts are kept lazily, because an object loaded from the database has not run ``__init__``.
    """

    kind: ClassVar[str]
    """The aggregate's name in the journal."""

    sequence: int

    @property
    def id(self) -> str:
        """The aggregate's identifier."""
        raise AttributeError(f"{type(self).__name__} says which of its fields is its id")

    def record(self, fact: Fact) -> None:
        """Remember that ``fact`` has just become true."""
        self.sequence += 1
        self.__dict__.setdefault("_recorded", []).append(Recorded(self.sequence, fact))

    @property
    def recorded(self) -> tuple[Recorded, ...]:
        """What became true since the aggregate was made or loaded, oldest first."""
        return tuple(self.__dict__.get("_recorded", ()))

    def forget_recorded(self) -> None:
        """Called by the unit of work once the facts are written."""
        self.__dict__.pop("_recorded", None)
