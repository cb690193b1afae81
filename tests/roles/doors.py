"""Every page of every service, opened by everybody: by the cookies of a browser, and from a page of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from werkzeug.test import TestResponse

from shared.web.pages import Pages
from shared.web.pages.signing import SIGN_IN
from tests.kit.windows import Window
from tests.properties.town import Town

_VARIABLE = re.compile(r"<(?:([^:<>]+):)?(\w+)>")
_ANYTHING = {
    "uuid": str(UUID(int=0)),
    "int": "1",
    "date": "2026-05-11",
    "slip": "4-26-017",
    "string(length=5)": "00004",
}
_COOKIES = {"Bearer": "outreach_session", "Tracking": "outreach_tracking"}


@dataclass(frozen=True)
class Page:
    """One page and what is done there: looked at (GET) or sent (POST)."""

    service: str
    method: str
    rule: str

    @property
    def path(self) -> str:
        """As the document writes it."""
        return _VARIABLE.sub(r"{\2}", self.rule)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def pages_of(town: Town) -> list[Page]:
    """Every page of the three applications."""
    return [
        Page(service, method, rule.rule)
        for service, client in town.clients.items()
        for rule in client.application.url_map.iter_rules()
        if isinstance(client.application.blueprints.get(rule.endpoint.split(".")[0]), Pages)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def is_let_in(town: Town, page: Page, authorization: str | None) -> bool:
    """Whether somebody may open the page at all. What it is about is not there: who may ask is asked first."""
    answer = opened(town, page, authorization)
    return answer.status_code not in (401, 403) and not _led_away(page, answer.headers.get("Location", ""))


def opened(town: Town, page: Page, authorization: str | None) -> TestResponse:
    """What the page shows somebody; what is sent to it is an empty form."""
    window = Window(town.clients[page.service].application.test_client(), f"/{page.service}")
    if authorization is not None:
        scheme, _, secret = authorization.partition(" ")
        window.client.set_cookie(_COOKIES[scheme], secret)
    path = f"/{page.service}" + _VARIABLE.sub(lambda found: _ANYTHING.get(found[1] or "", "x"), page.rule)
    answer = window.get(path) if page.method == "GET" else window.post(path)
    assert answer.status_code < 500, f"{page}: {answer.status_code} {answer.text}"
    answer.close()  # a file that is sent stays open until somebody has read it
    return answer


def _led_away(page: Page, location: str) -> bool:
    """To the sign-in, which itself leads from step to step."""
    return location.partition("?")[0] == SIGN_IN and not page.rule.startswith("/sign-in")
