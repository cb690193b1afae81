"""How the reader of a page is addressed, as in messages: their own choice, else by age, else bác."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from services.volunteers.pages.resident.answers import Answers
from services.volunteers.queries import residents as queries
from shared.address import ANH_CHI, form_for_helped, form_for_others
from shared.web.pages.times import capital, today

Named = dict[str, str]
"""``{xh}`` and, at the beginning of a sentence, ``{Xh}``."""


def named(form: str) -> Named:
    return {"xh": form, "Xh": capital(form)}


def who_answers(answers: Answers, now: datetime) -> Named:
    """Who fills in the form: as soon as they have said how, so; who asks for another is anh/chị."""
    if answers.for_another:
        return named(ANH_CHI)
    year = answers.one("resident.birth_year")
    born = int(year) if year.isdecimal() else None
    return named(form_for_helped(answers.one("resident.address_form"), born, today(now).year))


def who_follows(connection: Connection, row: Row[Any], now: datetime) -> Named:
    """Who reads about a request: who asked for another, or who is to be helped."""
    if row.asked_by_id is not None:
        form, _ = queries.addressed(connection, row.asked_by_id)
        return named(form_for_others(form))
    form, born = queries.addressed(connection, row.resident_id)
    return named(form_for_helped(form, born, today(now).year))
