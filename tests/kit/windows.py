"""A window of a browser, without the browser: it keeps cookies and sends forms as one does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VIETNAMESE_FIRST = "vi-VN,vi;q=0.9,en;q=0.5"


@dataclass
class Window:
    """Somebody at the pages of one service, who comes through the gateway; paths are those of the origin."""

    client: FlaskClient
    prefix: str = ""

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=self._headers(headers))

    def post(self, path: str, form: Mapping[str, Any] | None = None, **headers: str) -> TestResponse:
        """Send a form from a page of ours, unless the headers say otherwise."""
        sent = {"Sec-Fetch-Site": "same-origin", **headers}
        return self.client.post(path, data=dict(form or {}), headers=self._headers(sent))

    def follow(self, answer: TestResponse) -> TestResponse:
        """What a browser shows after this answer."""
        assert answer.status_code == 303, answer.text
        return self.get(answer.headers["Location"])

    def cookie(self, name: str) -> str | None:
        """What the browser keeps under this name."""
        kept = self.client.get_cookie(name)
        return None if kept is None else str(kept.value)

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        usual = {"Accept": "text/html", "Accept-Language": VIETNAMESE_FIRST, "X-Forwarded-Prefix": self.prefix}
        return {name: value for name, value in {**usual, **more}.items() if value}


def hidden(answer: TestResponse, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', answer.text)
    assert found, f"no hidden field {name} in {answer.text}"
    return found[1]


def visible(answer: TestResponse) -> str:
    """What people read of a page."""
    return unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", answer.text, flags=re.DOTALL))


def for_programs(answer: TestResponse) -> list[str]:
    """What of a page only programs understand: addresses of the API, names of its fields."""
    if answer.mimetype != "text/html":
        return []
    return re.findall(r"(?:GET|POST|PATCH|PUT) /\S*|\bJSON\b|\b[a-z]+(?:_[a-z]+)+\b", visible(answer))
