"""How people want to be reached, and numbers that want no messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from services.notifications.domain import facts
from shared.aggregate import Aggregate


class Reach(StrEnum):
    """By what somebody wants to be told: a text message first, e-mail first, or a call by a person."""

    TEXT = "text"
    EMAIL = "email"
    CALL = "call"


class Level(StrEnum):
    """How much somebody wants to be told: everything, or only what they have to know (no reminders, no thanks)."""

    ALL = "all"
    NEEDED = "needed"


@dataclass(frozen=True)
class Wish:
    """What one person has chosen; the default until they do."""

    reach: Reach = Reach.TEXT
    level: Level = Level.ALL


@dataclass(eq=False)
class Preferences(Aggregate):
    """The choices of one person."""

    kind: ClassVar[str] = "preferences"

    person_id: str
    reach: str = Reach.TEXT
    level: str = Level.ALL
    sequence: int = field(default=0)

    @property
    def id(self) -> str:
        return self.person_id

    @property
    def wish(self) -> Wish:
        return Wish(Reach(self.reach), Level(self.level))

    def choose(self, wish: Wish) -> None:
        """From now on they are told this much, and by this."""
        self.reach, self.level = wish.reach.value, wish.level.value
        self.record(facts.PreferencesChosen(self.reach, self.level))


@dataclass(eq=False)
class Number(Aggregate):
    """A telephone number and whether it wants messages: STOP belongs to it, not to who holds it.

    It has an id of its own, so that no journal line holds a number.
    """

    kind: ClassVar[str] = "number"

    number_id: str
    phone: str
    stopped_at: datetime | None = None
    sequence: int = field(default=0)

    @property
    def id(self) -> str:
        return self.number_id

    @property
    def stopped(self) -> bool:
        return self.stopped_at is not None

    def stop(self, now: datetime) -> bool:
        """No invitation and no reminder goes to this number any more; whether that is new."""
        if self.stopped:
            return False
        self.stopped_at = now
        self.record(facts.NumberStopped())
        return True

    def resume(self) -> bool:
        """Whoever holds the number wants messages again; whether that is new."""
        if not self.stopped:
            return False
        self.stopped_at = None
        self.record(facts.NumberResumed())
        return True
