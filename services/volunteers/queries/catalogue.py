"""The catalogue of topics, for anyone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from services.volunteers.domain.topic import Topic
from services.volunteers.tables import topics
from shared.errors import NotFound
from shared.web.paging import Page, page


def list_topics(connection: Connection, query: Mapping[str, Any]) -> Page:
    """The catalogue, in its order."""
    return page(connection, select(topics), query, by=topics.c.position, id=topics.c.topic_id, shown=topic_shown)


def topics_by_id(connection: Connection) -> dict[str, dict[str, Any]]:
    """The catalogue, to look a topic up."""
    return {topic["id"]: topic for topic in catalogue(connection)}


def catalogue(connection: Connection) -> list[dict[str, Any]]:
    """The whole of it in its order, for pages."""
    return [topic_shown(row) for row in connection.execute(select(topics).order_by(topics.c.position))]


def topic(connection: Connection, topic_id: str) -> Row[Any]:
    """One topic's row; raises :class:`NotFound`."""
    found = connection.execute(select(topics).where(topics.c.topic_id == topic_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def topic_shown(row: Row[Any] | Topic) -> dict[str, Any]:
    """A topic as anyone may see it."""
    data = row.data
    names = ("name_vi", "name_en", "minutes", "audience", "skills", "phone_solvable", "money")
    return {"id": row.topic_id, **{name: getattr(data, name) for name in names}}
