"""``/demo``: who may be signed in as, and how. It exists only while the demo runs."""

from __future__ import annotations

from flask import Flask, Response

from services.demo.people import PEOPLE
from services.demo.words import WORDS
from shared.web.origin import PUBLIC_URL
from shared.web.pages import Pages, page_language, render
from shared.web.pages.drawing import shown_phone
from shared.web.pages.rendering import furnish


def demo_page(public_url: str, messages: str) -> Flask:
    """A page of its own, so that no service knows of the demo's people."""
    app = Flask("services.demo", static_folder=None, template_folder=None)
    app.config[PUBLIC_URL] = public_url
    furnish(app)
    app.register_blueprint(_pages(public_url, messages))
    return app


def _pages(public_url: str, messages: str) -> Pages:
    pages = Pages("demo_pages", "services.demo")

    @pages.get("/")
    def people() -> Response:
        parts = {person.phone: person.part if page_language() == "vi" else person.part_en for person in PEOPLE}
        return render(
            "demo.html",
            words=WORDS,
            rows=[[person.name, shown_phone(person.phone), parts[person.phone]] for person in PEOPLE],
            first=PEOPLE[0].phone,
            last=PEOPLE[-1].phone,
            url=public_url,
            messages=messages,
        )

    return pages
