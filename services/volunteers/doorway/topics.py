"""What was sent about a topic, as its command takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.volunteers.domain.topic import Skill, Topic
from shared.errors import NotFound
from shared.web.doors import current_unit


def topic_called(topic_id: str) -> Topic:
    """A topic of the catalogue; raises :class:`NotFound`."""
    topic = current_unit().get(Topic, topic_id)
    if topic is None:
        raise NotFound
    return topic


def topic_changes(body: Mapping[str, Any]) -> dict[str, Any]:
    """What :class:`services.volunteers.schemas.catalogue.TopicBody` loaded."""
    changes = dict(body)
    if "skills" in changes:
        changes["skills"] = tuple(Skill(**skill) for skill in changes["skills"])
    return changes
