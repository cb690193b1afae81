"""One task that was taken: what and when, what to say at the door, and what is never done."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from services.volunteers.pages.helping import words_tasks as words
from services.volunteers.pages.helping.blueprint import volunteer_pages
from services.volunteers.pages.helping.mine import Mine, my_task, words_of
from services.volunteers.pages.remembering import picture_to_say
from services.volunteers.queries import offers
from shared.web.auth import signed_in
from shared.web.doors import current_runtime, reading
from shared.web.pages import page_language, render
from shared.web.pages.offline import kept_today

REDLINES = tuple(key for key in words.TASK if key.startswith("redline."))


@volunteer_pages.get("/tasks/<uuid:request_id>")
@signed_in
def task(request_id: UUID) -> Response:
    """What I have taken"""
    mine = my_task(request_id)
    picture = _picture(mine)
    page = render(
        "volunteers/helping/task.html",
        words=words_of(mine),
        task=mine.telling.task(mine.found),
        seen_at=mine.telling.hour(),
        visit=mine.found["appointment_id"],
        redlines=REDLINES,
        picture=picture_to_say(picture, page_language()) if picture else None,
        ward=mine.ward,
    )
    return kept_today(page, mine.found["starts_at"])


def _picture(mine: Mine) -> str | None:
    """What to name at the door after the visit code, from when the address is shown."""
    found, rules = mine.found, current_runtime().config.rules
    with reading() as connection:
        return offers.picture_to_name(connection, found["volunteer_id"], found["request_id"], mine.telling.now, rules)
