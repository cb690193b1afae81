"""A gateway that signs what it hands over, and callers at the API of notifications."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from services.notifications.app import create_app
from shared.ids import new_id
from shared.web.keys import open_signing_key
from shared.web.tokens import Issuer, Post
from tests.integration.notifications_wiring import Notifications, hear, notifications_on, outgoing, send_all
from tests.unit.notifications.builders import NOW

SECRET = "a secret of sixteen signs"
GATEWAYS = {"NOTIFICATIONS_GATEWAYS": f"file={SECRET.replace(' ', '-')}"}
_KEY = SECRET.replace(" ", "-").encode()


@dataclass
class Phones:
    """People's telephones: what they write comes back through the gateway called ``file``."""

    runtime: Notifications
    folder: Path
    client: FlaskClient
    number: int = field(default=0)

    def write(self, phone: str, text: str, *, id: str | None = None) -> Any:
        """Somebody writes; the next id unless one is given."""
        self.number += 1
        return self.hand_over("inbound/file", {"id": id or str(self.number), "from": phone, "text": text})

    def receipt(self, message_id: str, status: str = "delivered") -> Any:
        return self.hand_over("receipts/file", {"message_id": message_id, "status": status})

    def hand_over(self, path: str, body: Any, signature: str | None = None) -> Any:
        raw = json.dumps(body).encode()
        return self.client.post(
            f"/api/v1/{path}",
            data=raw,
            headers={"Content-Type": "application/json", "X-Signature": signature or signed(raw)},
        )

    def calling(self, *posts: Post, person_id: str | None = None) -> Caller:
        """Somebody signed in, with these posts."""
        key = open_signing_key(None, data_dir=self.runtime.config.data_dir, embedded=True)
        token, _ = Issuer(key, self.runtime.clock).issue(person_id or new_id(), posts)
        return Caller(self.client, {"Authorization": f"Bearer {token}"})

    def staff(self, *wards: str) -> Caller:
        return self.calling(Post("staff", frozenset(wards)))

    def tracking(self, code: str) -> Caller:
        return Caller(self.client, {"Authorization": f"Tracking {code}"})

    def hear(self, *events: Any) -> None:
        """Hear these, and let everything leave that is due."""
        hear(self.runtime, *events)
        send_all(self.runtime)

    def replies(self) -> list[dict[str, Any]]:
        """What has been told of answers."""
        return [event.data for event in outgoing(self.runtime) if event.type == "notifications.reply.received.v1"]


@dataclass
class Caller:
    """Somebody at the API."""

    client: FlaskClient
    headers: dict[str, str]

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, body: Any) -> Any:
        return self.client.post(f"/api/v1{path}", json=body, headers=self.headers)

    def put(self, path: str, body: Any, etag: str | None) -> Any:
        matching = {"If-Match": etag} if etag else {}
        return self.client.put(f"/api/v1{path}", json=body, headers={**self.headers, **matching})


def signed(raw: bytes) -> str:
    return "sha256=" + hmac.new(_KEY, raw, hashlib.sha256).hexdigest()


@contextmanager
def phones_on(database_url: str, folder: Path, *, now: datetime = NOW, **more: str) -> Iterator[Phones]:
    """The service with a gateway that brings answers back."""
    with notifications_on(database_url, folder, now=now, **{**GATEWAYS, **more}) as runtime:
        yield Phones(runtime, folder, create_app(runtime).test_client())
