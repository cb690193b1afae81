"""A topic's words and numbers, for the city."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from services.volunteers.commands.catalogue import edit_topic
from services.volunteers.doorway.topics import topic_called, topic_changes
from services.volunteers.pages.settings.blueprint import SETTINGS, VERSION, is_stale, settings_pages
from services.volunteers.pages.settings.words import TOPIC
from services.volunteers.queries import catalogue as queries
from services.volunteers.schemas.catalogue import TopicBody
from shared.web.auth import roles
from shared.web.doors import reading
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other

TOPIC_PAGE = "/settings/topics/<string(maxlength=40):topic_id>"

MOST_SKILLS = 5
_NEEDED = ("name_vi", "name_en", "minutes")
"""What a topic is never without; the API leaves as it is what is left out."""


@settings_pages.get(TOPIC_PAGE)
@roles("city")
def topic(topic_id: str) -> Response:
    """One topic"""
    return _show(topic_id, Form.blank(), saved=just_done() == "saved")


@settings_pages.post(TOPIC_PAGE)
@page_command
@roles("city")
def change_topic(topic_id: str) -> Response:
    """Change a topic's words and numbers"""
    found, form = topic_called(topic_id), Form.read(TopicBody, request.form)
    if is_stale(form, found.sequence):
        return _show(topic_id, Form.blank(), 412, refusal=TOPIC["stale"].said(page_language()))
    for name in _NEEDED:
        if not form.value(name).strip():
            form.refuse_field(name, TOPIC["write"])
    if not form.ok:
        return _show(topic_id, form, 422)
    edit_topic(found, topic_changes(form.values))
    return see_other(f"{SETTINGS}/topics/{topic_id}?done=saved")


def _show(topic_id: str, form: Form, status: int = 200, *, refusal: str | None = None, saved: bool = False) -> Response:
    with reading() as connection:
        row = queries.topic(connection, topic_id)
    shown = queries.topic_shown(row)
    return render(
        "volunteers/settings/topic.html",
        status,
        words=TOPIC,
        form=form,
        title=shown[f"name_{page_language()}"],
        topic=shown,
        skills=[_skill(shown["skills"], index) for index in range(MOST_SKILLS)],
        version={VERSION: row.sequence},
        url=f"{SETTINGS}/topics/{topic_id}",
        settings=SETTINGS,
        refusal=refusal,
        saved=saved,
    )


def _skill(skills: Any, index: int) -> dict[str, Any]:
    kept = skills[index] if index < len(skills) else None
    return {"number": index + 1, "vi": kept.vi if kept else "", "en": kept.en if kept else ""}
