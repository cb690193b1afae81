"""A person with a browser, a script or an app: somebody who only knows HTTP."""

from __future__ import annotations

from typing import Any

import requests

from tests.flows.network import Network

SECONDS = 30


class Client:
    """Calls the network with one ``Authorization`` header, or none. Paths begin with the service's prefix."""

    def __init__(self, network: Network, authorization: str | None = None) -> None:
        self._network = network
        self._session = requests.Session()
        if authorization:
            self._session.headers["Authorization"] = authorization

    def get(self, path: str, *, expect: int = 200) -> dict[str, Any]:
        return self._call("GET", path, expect=expect)

    def post(self, path: str, body: dict[str, Any] | None = None, *, expect: int) -> dict[str, Any]:
        return self._call("POST", path, json=body or {}, expect=expect)

    def try_to_post(self, path: str, body: dict[str, Any] | None = None) -> int:
        """The status of the answer, whatever it is."""
        return self._session.post(self._url(path), json=body or {}, timeout=SECONDS).status_code

    def patch(self, path: str, body: dict[str, Any], *, etag: str) -> dict[str, Any]:
        return self._call("PATCH", path, json=body, headers={"If-Match": etag}, expect=200)

    def etag(self, path: str) -> str:
        return self._session.get(self._url(path), timeout=SECONDS).headers["ETag"]

    def _call(self, method: str, path: str, *, expect: int, **options: Any) -> dict[str, Any]:
        answer = self._session.request(method, self._url(path), timeout=SECONDS, **options)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text}"
        body: dict[str, Any] = answer.json() if answer.content else {}
        return body

    def _url(self, path: str) -> str:
        service = path.split("/")[1]
        return self._network.addresses[service] + path.removeprefix(f"/{service}")
