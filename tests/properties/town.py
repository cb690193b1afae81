"""A small town on the real kit: three services in one process, one clock that is moved by hand, a post that dawdles.

The services are whole: their HTTP doors, units of work, outboxes, relays, inboxes, timers and the
sender. Only the threads are missing, so that a test decides what happens next.
"""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Table

import services.notifications.app
import services.notifications.bootstrap
import services.notifications.config
import services.sessions.app
import services.sessions.bootstrap
import services.sessions.config
import services.volunteers.app
import services.volunteers.bootstrap
import services.volunteers.config
from services.notifications.sender import Sender
from services.volunteers.commands.staff import give_post
from services.volunteers.domain.person import Contact
from services.volunteers.domain.person import Post as OfficialPost
from services.volunteers.doorway.tokens import ISSUER
from shared.clock import HANOI, ManualClock
from shared.config import Environment
from shared.messaging.unit_of_work import Actor
from shared.service import Runtime
from shared.web.tokens import Issuer
from shared.web.tokens import Post as TokenPost
from tests.properties.post import Post

SERVICES = {
    "volunteers": (services.volunteers.bootstrap, services.volunteers.config, services.volunteers.app),
    "sessions": (services.sessions.bootstrap, services.sessions.config, services.sessions.app),
    "notifications": (services.notifications.bootstrap, services.notifications.config, services.notifications.app),
}
WARD = "00004"
MONDAY = datetime(2026, 5, 11, 8, 30, tzinfo=HANOI)
"""An ordinary Monday, far from Tết and from public holidays."""

GATEWAY, SECRET = "file", "a-secret-of-the-test"

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - where there is one: a town is forgotten with its test
"""Databases that nobody needs to find again after a power cut."""

_QUIET_ROUNDS = 60
"""More rounds of delivering and timing than any chain of events has links."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    etag: str | None


@dataclass
class Caller:
    """Somebody at the doors, by one ``Authorization`` header or none; paths begin with the service's name."""

    town: Town
    authorization: str | None = None
    claims: dict[str, Any] | None = None

    def get(self, path: str) -> Answer:
        return self._call("GET", path)

    def post(self, path: str, body: Any = None) -> Answer:
        return self._call("POST", path, json={} if body is None else body)

    def patch(self, path: str, body: Any) -> Answer:
        return self._call("PATCH", path, json=body, headers={"If-Match": self.get(path).etag})

    def put(self, path: str, body: Any) -> Answer:
        """Whatever stands there now."""
        return self._call("PUT", path, json=body, headers={"If-Match": "*"})

    def _call(self, method: str, path: str, headers: Any = None, **options: Any) -> Answer:
        service, _, rest = path.partition("/")
        own = {"Authorization": self._authorization()} if self.authorization else {}
        sent = self.town.clients[service].open(
            f"/api/v1/{rest}", method=method, headers={**own, **(headers or {})}, **options
        )
        assert sent.status_code < 500, f"{method} {path}: {sent.status_code} {sent.text}"
        return Answer(sent.status_code, sent.json if sent.data else None, sent.headers.get("ETag"))

    def _authorization(self) -> str | None:
        """The header; whoever signed in stays so over the weeks, as if they had typed a code again."""
        if self.claims and self.claims["exp"] <= self.town.now.timestamp():
            posts = [TokenPost(post["role"], frozenset(post["wards"])) for post in self.claims["posts"]]
            token, _ = self.town.issuer.issue(self.claims["sub"], posts)
            self.authorization, self.claims = f"Bearer {token}", _claims(token)
        return self.authorization


def _claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


@dataclass
class Town:
    """The three services, their clock and their post."""

    folder: Path
    clock: ManualClock
    post: Post
    runtimes: dict[str, Runtime[Any]]
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def anyone(self) -> Caller:
        return Caller(self)

    def official(self, name: str, phone: str, role: str, *wards: str) -> Caller:
        """Somebody with a post, signed in."""
        with self.runtimes["volunteers"].unit(Actor("command", "add-staff")) as unit:
            person = give_post(unit, Contact(name, phone), OfficialPost(role, wards, MONDAY.date()))
            unit.commit()
        assert person.person_id
        return self.signed_in(phone)

    def signed_in(self, phone: str) -> Caller:
        """The holder of this phone, by the code that was sent to it."""
        assert self.anyone.post("volunteers/sign-in/code", {"phone": phone}).status == 202
        self.flow()
        code = next(each["code"] for each in reversed(self._codes(phone)))
        answer = self.anyone.post("volunteers/sign-in/token", {"phone": phone, "code": code})
        assert answer.status == 200, answer.body
        return Caller(self, f"Bearer {answer.body['token']}", _claims(answer.body["token"]))

    @property
    def issuer(self) -> Issuer:
        found: Issuer = self.clients["volunteers"].application.extensions[ISSUER]
        return found

    def holder(self, received: dict[str, Any]) -> Caller:
        """Whoever has a request's tracking code."""
        return Caller(self, f"Tracking {received['tracking_code']}")

    def relay(self) -> bool:
        """Every outbox to the post; whether anything was new there."""
        before = len(self.post.history)
        for runtime in self.runtimes.values():
            relay = runtime.relay()
            while relay.run_once():
                pass
        return len(self.post.history) > before

    def tick(self, service: str) -> int:
        """The timers of one service, each until it finds nothing; how much they took."""
        taken = 0
        runtime = self.runtimes[service]
        for timer in runtime.parts.timers:
            taken += self._run(runtime, timer)
        return taken

    def send(self) -> None:
        """Whatever may leave, leaves."""
        while self.sender.step():
            pass

    @property
    def sender(self) -> Sender:
        return Sender(self.runtimes["notifications"])

    def flow(self) -> None:
        """Deliver and send all there is, without a timer and without a second passing."""
        while self.relay() or self.post.deliver_all():
            self.retry()
        self.send()

    def retry(self) -> None:
        """Events that waited for others are tried again when their time has come."""
        for runtime in self.runtimes.values():
            runtime.dispatcher.retry_due()

    def quieten(self) -> None:
        """Let everything under way come to rest: post, retries, timers, messages, and a few minutes of the clock."""
        for _ in range(_QUIET_ROUNDS):
            self.flow()
            took = sum(self.tick(service) for service in self.runtimes)
            if not took and not self.relay() and not self._deferred():
                return
            self.clock.advance(timedelta(minutes=1))
        raise AssertionError("the town does not come to rest")

    def rows(self, service: str, table: str | Table) -> list[dict[str, Any]]:
        runtime = self.runtimes[service]
        found = runtime.parts.metadata.tables[table] if isinstance(table, str) else table
        with runtime.reading() as connection:
            return [dict(row) for row in connection.execute(found.select()).mappings()]

    def letters(self) -> list[dict[str, Any]]:
        """The lines of ``messages.jsonl``."""
        path = self.folder / "messages.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def _codes(self, phone: str) -> list[dict[str, str]]:
        told = (json.loads(body) for body in self.post.history if b"account.code_requested" in body)
        return [each["data"]["personal"] for each in told if each["data"]["personal"]["phone"] == phone]

    def _run(self, runtime: Runtime[Any], timer: Any) -> int:
        total = 0
        while True:
            with runtime.unit(Actor("timer", timer.name)) as unit:
                taken: int = timer.run(unit)
                unit.commit()
            total += taken
            if not taken:
                return total

    def _deferred(self) -> bool:
        return any(
            row["status"] == "deferred"
            for service, runtime in self.runtimes.items()
            for row in self.rows(service, runtime.parts.kit.inbox)
        )


def settings(folder: Path) -> dict[str, str]:
    """The environment of the town's services."""
    return {
        "OUTREACH_DATA_DIR": str(folder),
        "NOTIFICATIONS_CHANNELS": f"file://{folder}/messages.jsonl",
        "NOTIFICATIONS_GATEWAYS": f"{GATEWAY}={SECRET}",
    }


def runtimes_in(folder: Path, clock: ManualClock, post: Post) -> dict[str, Runtime[Any]]:
    """The three services on the SQLite files of ``folder``."""
    environment = settings(folder)
    return {
        name: bootstrap.build(config.Config.read(Environment(environment)), clock=clock, broker=post)
        for name, (bootstrap, config, _) in SERVICES.items()
    }


def migrated(folder: Path) -> Path:
    """A folder with the three databases as ``migrate`` leaves them once everybody has heard of it, to be copied."""
    clock, post = ManualClock(MONDAY.astimezone(UTC)), Post()
    town = Town(folder, clock, post, runtimes_in(folder, clock, post))
    for runtime in town.runtimes.values():
        runtime.migrate()
    town.flow()
    for runtime in town.runtimes.values():
        runtime.close()
    return folder


@contextmanager
def a_town(template: Path, folder: Path) -> Iterator[Town]:
    """A town on copies of the migrated databases, at 8:30 on a Monday; closed at the end."""
    shutil.copytree(template, folder)
    clock, post = ManualClock(MONDAY.astimezone(UTC)), Post()
    town = Town(folder, clock, post, runtimes_in(folder, clock, post))
    town.clients = {name: app.create_app(town.runtimes[name]).test_client() for name, (_, _, app) in SERVICES.items()}
    try:
        yield town
    finally:
        for runtime in town.runtimes.values():
            runtime.close()
        shutil.rmtree(folder)


@contextmanager
def a_place() -> Iterator[Path]:
    """An empty folder, in memory where there is such a place."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        yield Path(folder)
