"""The pages of volunteers beside the apps of their phone."""

from __future__ import annotations

from flask import Response, jsonify

from services.volunteers.pages.helping.blueprint import TASKS, volunteer_pages
from services.volunteers.pages.helping.words_tasks import TASKS as WORDS
from shared.web.auth import anyone
from shared.web.pages import page_language
from shared.web.pages.words import KIT
from shared.web.static import static_url


@volunteer_pages.get("/tasks.webmanifest")
@anyone
def manifest() -> Response:
    """What a phone needs to put the tasks beside its apps"""
    language = page_language()
    png = {"type": "image/png", "purpose": "any maskable"}
    icons = [
        {"src": static_url("icon.svg"), "type": "image/svg+xml", "purpose": "any", "sizes": "any"},
        {"src": static_url("volunteers/icon-512.png"), **png, "sizes": "512x512"},
        {"src": static_url("volunteers/icon-192.png"), **png, "sizes": "192x192"},
    ]
    answer: Response = jsonify(
        id=TASKS,
        name=f"{KIT['name'].said(language)}: {WORDS['title'].said(language)}",
        short_name=WORDS["title"].said(language),
        lang=language,
        start_url=TASKS,
        scope="/volunteers/",
        display="minimal-ui",
        background_color="#fffaf1",
        theme_color="#0b4a7a",
        icons=icons,
    )
    answer.mimetype = "application/manifest+json"
    return answer
