"""What there is to keep: the wards one may change, and for the city the topics."""

from __future__ import annotations

from flask import Response

from services.volunteers.pages.settings.blueprint import SETTINGS, settings_pages
from services.volunteers.pages.settings.words import START
from services.volunteers.queries.catalogue import catalogue
from services.volunteers.queries.wards import ward_names
from shared.web.auth import principal, roles
from shared.web.doors import reading
from shared.web.pages import page_language, render


@settings_pages.get("/settings")
@roles("staff")
def start() -> Response:
    """The wards whose staff one is, and the topics for the city"""
    who, language = principal(), page_language()
    mine = who.wards_of("staff")
    with reading() as connection:
        wards = [ward for ward in ward_names(connection) if ward["code"] in mine]
        topics = catalogue(connection) if who.holds("city") else []
    return render(
        "volunteers/settings/start.html",
        words=START,
        wards=[{"name": ward["name"], "url": f"{SETTINGS}/wards/{ward['code']}"} for ward in wards],
        topics=[{"name": topic[f"name_{language}"], "url": f"{SETTINGS}/topics/{topic['id']}"} for topic in topics],
    )
