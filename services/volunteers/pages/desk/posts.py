"""Who holds which post, for the heads of their wards and the city."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from services.volunteers.pages.desk import words_people as words
from services.volunteers.pages.desk.blueprint import PEOPLE, staff_pages
from services.volunteers.queries.persons import list_staff
from services.volunteers.queries.wards import ward_names
from services.volunteers.schemas.persons import StaffQuery
from shared.errors import NotFound
from shared.web.auth import principal, roles
from shared.web.doors import reading
from shared.web.language import ENGLISH
from shared.web.pages import Form, page_language, render
from shared.web.pages.drawing import shown_phone
from shared.web.pages.times import capital, date_of
from shared.web.principal import ROLE_NAMES


@staff_pages.get("/people/staff")
@roles("head")
def staff() -> Response:
    """Who holds a post in one's wards"""
    form = Form.read(StaffQuery, request.args)
    if not form.ok:
        raise NotFound
    language = page_language()
    with reading() as connection:
        found = list_staff(connection, principal(), {"cursor": None, **form.values})
        wards = {ward["code"]: ward["name"] for ward in ward_names(connection)}
    return render(
        "volunteers/people/staff.html",
        words=words.STAFF,
        rows=[_row(each, wards, language) for each in found.items],
        next_url=f"{PEOPLE}/staff?cursor={found.next}" if found.next else None,
    )


def _row(person: Mapping[str, Any], wards: Mapping[str, str], language: str) -> list[dict[str, str]]:
    phone = shown_phone(person["phone"]) if person["phone"] else ""
    posts = "; ".join(_post(post, wards, language) for post in person["posts"])
    return [{"text": person["name"]}, {"text": phone}, {"text": posts}]


def _post(post: Any, wards: Mapping[str, str], language: str) -> str:
    where = ", ".join(wards.get(code, code) for code in post.wards) or words.STAFF["whole_city"].said(language)
    said = f"{capital(ROLE_NAMES[post.role][language == ENGLISH])} ({where})"
    if post.until is None:
        return said
    return words.STAFF["until"].said(language).format(post=said, day=date_of(post.until, language))
