"""``/demo``: who may be signed in as, and how. It exists only while the demo runs."""

from __future__ import annotations

from flask import Flask, render_template, request

from services.demo.people import PEOPLE
from shared.web.docs import PAGE_POLICY
from shared.web.language import language
from shared.web.static import static_url

LANGUAGES = ("vi", "en")


def demo_page(public_url: str, messages: str) -> Flask:
    """A page of its own, so that no service knows of the demo's people."""
    app = Flask("services.demo", static_folder=None)

    @app.get("/")
    def people() -> tuple[str, dict[str, str]]:
        asked = request.args.get("lang")
        said = asked if asked in LANGUAGES else language()
        page = render_template(
            "demo.html", people=PEOPLE, language=said, url=public_url, messages=messages, static_url=static_url
        )
        return page, {"Content-Security-Policy": PAGE_POLICY, "Vary": "Accept-Language"}

    return app
