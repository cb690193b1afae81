"""A topic is what one wants to be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from services.volunteers.domain.facts.wards import TopicChanged
from shared.aggregate import Aggregate


@dataclass(frozen=True)
class Skill:
    """One thing done alone at the end."""

    vi: str
    en: str


@dataclass(frozen=True)
class TopicData:
    """What the catalogue says of a topic. ``minutes`` is how long a visit for it takes; ``money`` topics are
    confirmed with the resident in person; a ``phone_solvable`` one can be dealt with in a call."""

    name_vi: str
    name_en: str
    minutes: int
    audience: tuple[str, ...]
    skills: tuple[Skill, ...]
    phone_solvable: bool
    money: bool


@dataclass(eq=False)
class Topic(Aggregate):
    """One entry of the catalogue; ``topic_id`` is a word such as ``vneid``, ``position`` its place from 1.

    ``edited`` once the city has changed it: what the service ships with replaces it no more.
    """

    kind: ClassVar[str] = "topic"

    topic_id: str
    data: TopicData
    position: int
    edited: bool = False
    sequence: int = 0

    @classmethod
    def enter(cls, topic_id: str, data: TopicData, position: int) -> Topic:
        topic = cls(topic_id, data, position)
        topic.record(TopicChanged())
        return topic

    @property
    def id(self) -> str:
        return self.topic_id

    def revise(self, data: TopicData, position: int) -> None:
        """Take what the service ships with now; nothing is recorded when it is the same, or the city's own stands."""
        kept = self.data if self.edited else data
        if (kept, position) != (self.data, self.position):
            self.data, self.position = kept, position
            self.record(TopicChanged())

    def edit(self, data: TopicData) -> None:
        """The city's own words and numbers; nothing is recorded when nothing changes."""
        if data != self.data:
            self.data, self.edited = data, True
            self.record(TopicChanged())


OTHER = "other"
"""The topic for whatever the catalogue does not name: every volunteer may be asked for it."""
