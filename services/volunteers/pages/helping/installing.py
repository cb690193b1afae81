"""The pages of volunteers beside the apps of their phone, and what is read there without a network."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, jsonify

from services.volunteers.pages.helping.blueprint import TASKS, volunteer_pages
from services.volunteers.pages.helping.words_tasks import AWAY
from services.volunteers.pages.helping.words_tasks import TASKS as WORDS
from shared.web.auth import anyone
from shared.web.pages import page_language, render
from shared.web.pages.words import KIT
from shared.web.static import ROOT, static_url

WORKER_POLICY = "default-src 'none'; connect-src 'self'"
"""Content-Security-Policy of the service worker: it asks this origin, and loads nothing else."""

_APP: Mapping[str, str] = {
    "id": TASKS,
    "start_url": TASKS,
    "scope": "/volunteers/",
    "display": "minimal-ui",
    "background_color": "#fffaf1",
    "theme_color": "#0b4a7a",
}


@volunteer_pages.get("/tasks.webmanifest")
@anyone
def manifest() -> Response:
    """What a phone needs to put the tasks beside its apps"""
    language = page_language()
    title = WORDS["title"].said(language)
    name = f"{KIT['name'].said(language)}: {title}"
    answer: Response = jsonify(name=name, short_name=title, lang=language, icons=_icons(), **_APP)
    answer.mimetype = "application/manifest+json"
    return answer


def _icons() -> list[dict[str, str]]:
    png = {"type": "image/png", "purpose": "any maskable"}
    return [
        {"src": static_url("icon.svg"), "type": "image/svg+xml", "purpose": "any", "sizes": "any"},
        {"src": static_url("volunteers/icon-512.png"), **png, "sizes": "512x512"},
        {"src": static_url("volunteers/icon-192.png"), **png, "sizes": "192x192"},
    ]


@volunteer_pages.get("/worker.js")
@anyone
def worker() -> Response:
    """What keeps today's visits on a phone; under this address, because a worker sees only pages below its own"""
    answer = Response((ROOT / "volunteers" / "worker.js").read_text("utf-8"), mimetype="text/javascript")
    answer.headers["Content-Security-Policy"] = WORKER_POLICY
    # A phone must hear of a new one: it is asked for at every visit, and is a few kilobytes.
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@volunteer_pages.get("/tasks/offline")
@anyone
def away() -> Response:
    """What a phone shows where there is no network and it kept nothing; its worker asks for it as nobody"""
    return render("volunteers/helping/away.html", words=AWAY)
