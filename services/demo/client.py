"""An HTTP client of the network: all the demo knows of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import click
import requests

SECONDS = 20
STARTING_SECONDS = 90


class Client:
    """Calls the API at one origin, signed in or not. Paths begin with the service's prefix."""

    def __init__(self, origin: str, authorization: str | None = None) -> None:
        self.origin = origin
        self._session = requests.Session()
        if authorization:
            self._session.headers["Authorization"] = authorization

    def signed_in(self, phone: str) -> Client:
        """The same origin as the person with this phone; the demo answers the code instead of sending it."""
        code = self.post("/volunteers/api/v1/sign-in/code", {"phone": phone}).get("demo_code")
        if code is None:
            raise click.ClickException(
                f"{phone} got no demo code: the server runs without OUTREACH_DEMO=1, or nobody has that number."
            )
        answer = self.post("/volunteers/api/v1/sign-in/token", {"phone": phone, "code": code})
        return Client(self.origin, f"Bearer {answer['token']}")

    def get(self, path: str) -> dict[str, Any]:
        return self._call("GET", path)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._call("POST", path, json=body)

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Change what was read just now."""
        etag = self._session.get(self.origin + path, timeout=SECONDS).headers["ETag"]
        return self._call("PATCH", path, json=body, headers={"If-Match": etag})

    def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        headers = {"Accept-Language": "en", **options.pop("headers", {})}
        answer = self._session.request(method, self.origin + path, timeout=SECONDS, headers=headers, **options)
        if not answer.ok:
            raise click.ClickException(f"{method} {path} answered {answer.status_code}: {answer.text}")
        body: dict[str, Any] = answer.json() if answer.content else {}
        return body


def wait_until_ready(origin: str) -> None:
    """Return when every service answers; a sentence when none does for a minute and a half."""

    def ready() -> bool:
        try:
            paths = ("volunteers", "sessions", "notifications")
            return all(requests.get(f"{origin}/{path}/readyz", timeout=5).ok for path in paths)
        except requests.ConnectionError:
            return False

    wait_for(ready, f"{origin} does not answer. Start it with: make run", seconds=STARTING_SECONDS)


def wait_for(condition: Callable[[], Any], remedy: str, *, seconds: float = SECONDS) -> Any:
    """The first truthy answer of ``condition``; ``remedy`` as an error when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise click.ClickException(remedy)
        time.sleep(0.2)
