"""A task of one's own, as its pages need it, and the sentences they say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from services.volunteers.pages.helping import words_tasks as words
from services.volunteers.pages.helping.blueprint import TASKS
from services.volunteers.pages.helping.telling import Telling
from services.volunteers.pages.wording import Ward, ruled, ward_called, worded
from services.volunteers.queries import offers
from services.volunteers.queries.catalogue import topics_by_id
from services.volunteers.queries.people import active_volunteer, names_of
from services.volunteers.queries.wards import ward_rows
from shared.address import form_for_helped, given_name
from shared.web.auth import principal
from shared.web.doors import current_runtime, reading
from shared.web.language import ENGLISH, VIETNAMESE, Sentence
from shared.web.pages import page_language
from shared.web.pages.times import capital, today
from shared.web.pages.words import Words


@dataclass(frozen=True)
class Mine:
    """The offer by which somebody holds a request, how it is told, and who goes to whom.

    ``helped`` is how the resident chose to be addressed, and their year of birth.
    """

    found: dict[str, Any]
    telling: Telling
    name: str
    helped: tuple[str | None, int | None]
    ward: Ward | None


def my_task(request_id: UUID) -> Mine:
    """Raises :class:`NotFound` unless it is a task of the caller's."""
    with reading() as connection:
        volunteer_id = active_volunteer(connection, principal().person_id)
        found = offers.task(connection, volunteer_id, str(request_id))
        telling, _ = telling_of(connection, [found])
        name = names_of(connection, [volunteer_id])[volunteer_id]
        helped = offers.helped(connection, str(request_id))
    return Mine(found, telling, name, helped, ward_called(found["ward"]))


def telling_of(connection: Connection, shown: Iterable[dict[str, Any]]) -> tuple[Telling, dict[str, Any]]:
    """How to tell of these offers and tasks, and the wards they are in."""
    topics = topics_by_id(connection)
    wards = ward_rows(connection, (each["ward"] for each in shown))
    units = {code: row.data.unit for code, row in wards.items()}
    return Telling(topics, units, current_runtime().clock.now(), page_language()), wards


def task_url(request_id: UUID) -> str:
    """Where the task is shown."""
    return f"{TASKS}/{request_id}"


def words_of(mine: Mine) -> Words:
    """The sentences of a task, with its ward, what it is about, and how to address who is helped."""
    chosen, born = mine.helped
    form = form_for_helped(chosen, born, today(mine.telling.now).year)
    viec = Sentence(*(replace(mine.telling, language=each).title(mine.found) for each in (VIETNAMESE, ENGLISH)))
    filled: dict[str, Sentence | str] = {"ten": given_name(mine.name), "viec": viec, "xh": form, "Xh": capital(form)}
    return worded(words.TASK, mine.ward, ma="…", **filled, **ruled(current_runtime().config.rules))
