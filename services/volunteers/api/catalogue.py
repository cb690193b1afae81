"""The catalogue of topics; the city keeps it."""

from __future__ import annotations

from typing import Any

from services.volunteers.commands.catalogue import edit_topic
from services.volunteers.doorway.topics import topic_called, topic_changes
from services.volunteers.queries import catalogue
from services.volunteers.schemas.catalogue import TopicBody, TopicSchema
from services.volunteers.schemas.common import TOPIC_IDS
from shared.web.api import Blueprint
from shared.web.auth import anyone, roles
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, reading
from shared.web.paging import Page, Paged, page_of

blp = Blueprint("topics", __name__, description="What one can learn.")

Answer = tuple[dict[str, Any], dict[str, str]]

TOPIC = "/topics/<string(maxlength=40):topic_id>"
TOPIC_ID = {"name": "topic_id", "in": "path", "required": True, "schema": {"type": "string", "enum": list(TOPIC_IDS)}}


@blp.route("/topics")
@blp.response(200, page_of(TopicSchema))
@anyone
@blp.arguments(Paged, location="query")
def list_topics(query: dict[str, Any]) -> Page:
    """The catalogue of what one can learn"""
    with reading() as connection:
        return catalogue.list_topics(connection, query)


@blp.route(TOPIC, parameters=[TOPIC_ID])
@blp.response(200, TopicSchema)
@anyone
def get_topic(topic_id: str) -> Answer:
    """One topic; its ETag is what a change names"""
    with reading() as connection:
        topic = catalogue.topic(connection, topic_id)
    return catalogue.topic_shown(topic), etag(topic.sequence)


@blp.route(TOPIC, methods=["PATCH"], parameters=[TOPIC_ID])
@command
@blp.response(200, TopicSchema)
@roles("city")
@blp.arguments(TopicBody)
def change_topic(body: dict[str, Any], topic_id: str) -> Answer:
    """Change a topic's words and numbers; what the service ships with replaces it no more"""
    topic = topic_called(topic_id)
    check_if_match(topic.sequence)
    edit_topic(topic, topic_changes(body))
    return catalogue.topic_shown(topic), etag(topic.sequence)
