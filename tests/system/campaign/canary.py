"""How recovery is measured: a canary, one request that goes from end to end.

Recovery is the time from the end of a fault (a process killed: the moment of the kill; one stopped: when it goes on;
a server: when it answers again) until a request entered after it over HTTP

* was answered with 201,
* was heard by sessions (its row is there) and led to offers (a timer of volunteers ran),
* is in the inbox that notifications shows to the holder of its tracking code,
* was confirmed on the resident's phone and in the asker's mailbox,

and the web process of each service answered through the gateway. So a canary passes through every process there is:
web, relay, consumer and timers of volunteers, consumers of the other two, and the sender by both channels.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import requests

from shared.clock import HANOI
from tools.crowd.phones import Message

LOOK_EVERY = 0.05
"""Seconds between two looks: what is measured is exact to this."""
ANSWER_WITHIN = 5.0
GIVE_UP = 180.0
"""Seconds after which whatever did not recover is taken to be stuck."""

REQUESTS, VISITS, INBOX = "/volunteers/api/v1/requests", "/sessions/api/v1/appointments", "/notifications/api/v1/inbox"

SESSIONS, NOTIFICATIONS = "sessions to hear of it", "the inbox of notifications"
OFFERS, WEB = "offers (a timer of volunteers)", "the web of sessions"
PHONE, MAIL = "the message on the phone", "the message in the mailbox"
FLOW = (SESSIONS, NOTIFICATIONS)
"""What shows that events flow, whatever else there is to do."""
ALL = (*FLOW, OFFERS, WEB, PHONE, MAIL)

_CONSENT = {"version": "2026-01", "how": "web", "purposes": ["visit", "reminders"]}


class Stuck(AssertionError):
    """Something did not recover; the text says what a canary still waited for."""


class Ear:
    """What has arrived on phones: to be given to the crowd as ``hear``."""

    def __init__(self) -> None:
        self._heard: dict[tuple[str, str], str] = {}

    def __call__(self, message: Message) -> None:
        self._heard[message.to, message.template] = message.text

    def text(self, phone: str, template: str) -> str | None:
        """The last message of this template on this phone."""
        return self._heard.get((phone, template))


@dataclass(frozen=True)
class Asked:
    """A canary on its way."""

    request_id: str
    tracking_code: str
    phone: str
    email: str


class Canary:
    """Asks at ``address`` as a member of staff with ``token`` of one of ``wards`` (code → latitude, longitude).

    ``heard_by_sessions`` looks whether sessions knows a request, ``is_offered`` whether it was offered to anybody,
    ``has_mail`` whether a mailbox got something.
    """

    def __init__(
        self,
        address: str,
        token: str,
        wards: Mapping[str, tuple[float, float]],
        ear: Ear,
        heard_by_sessions: Callable[[str], bool],
        is_offered: Callable[[str], bool],
        has_mail: Callable[[str], bool],
    ) -> None:
        self._address = address
        self._token = token
        self._wards = [*wards.items()]
        self._ear = ear
        self._heard_by_sessions = heard_by_sessions
        self._is_offered = is_offered
        self._has_mail = has_mail
        self._numbers = count(1)
        self._paused = threading.Event()
        self.asked: list[Asked] = []
        """Every canary that was answered with 201."""

    def measure(self, since: float, steps: Collection[str] = ALL) -> float:
        """Seconds from ``since`` (monotonic) until a canary sent now has passed these steps; raises :class:`Stuck`."""
        give_up = time.monotonic() + GIVE_UP
        asked = self.ask(give_up)
        missing = {name: step for name, step in self._steps(asked).items() if name in steps}
        while missing:
            missing = {name: step for name, step in missing.items() if not self._is_done(step)}
            if missing and time.monotonic() > give_up:
                raise Stuck(f"After {GIVE_UP:g} s request {asked.request_id} still waits for: {', '.join(missing)}.")
            if missing:
                self._paused.wait(LOOK_EVERY)
        return time.monotonic() - since

    def ask(self, give_up: float | None = None) -> Asked:
        """Ask once, and again under the same key until it is answered."""
        body, key = self._body(next(self._numbers)), str(uuid4())
        give_up = give_up or time.monotonic() + GIVE_UP
        while time.monotonic() < give_up:
            answer = self._call("POST", REQUESTS, f"Bearer {self._token}", json=body, headers={"Idempotency-Key": key})
            if answer is not None and answer.status_code < 500:
                assert answer.status_code == 201, f"a canary was refused: {answer.status_code} {answer.text}"
                slip = answer.json()
                phone, email = body["resident"]["phone"], body["asked_by"]["email"]
                self.asked.append(Asked(slip["id"], slip["tracking_code"], phone, email))
                return self.asked[-1]
            self._paused.wait(LOOK_EVERY)
        raise Stuck(f"No request was taken for {GIVE_UP:g} s.")

    def _steps(self, asked: Asked) -> dict[str, Callable[[], bool]]:
        def seen(path: str, good: Callable[[Any], bool]) -> bool:
            answer = self._call("GET", path, f"Tracking {asked.tracking_code}")
            return answer is not None and answer.status_code == 200 and good(answer.json())

        return {
            SESSIONS: lambda: self._heard_by_sessions(asked.request_id),
            OFFERS: lambda: self._is_offered(asked.request_id),
            WEB: lambda: seen(VISITS, lambda _: True),
            NOTIFICATIONS: lambda: seen(INBOX, lambda inbox: bool(inbox["items"])),
            PHONE: lambda: self._ear.text(asked.phone, "request.received") is not None,
            MAIL: lambda: self._has_mail(asked.email),
        }

    def _is_done(self, step: Callable[[], bool]) -> bool:
        try:
            return step()
        except (requests.RequestException, ValueError):
            return False

    def _call(self, method: str, path: str, authorization: str, **options: Any) -> requests.Response | None:
        headers = {"Authorization": authorization, **options.pop("headers", {})}
        try:
            return requests.request(method, self._address + path, headers=headers, timeout=ANSWER_WITHIN, **options)
        except requests.RequestException:
            return None

    def _body(self, number: int) -> dict[str, Any]:
        code, (lat, lon) = self._wards[number % len(self._wards)]
        resident = {"name": "Vàng Anh", "phone": f"+8490{number:07}", "phone_owner": "self", "birth_year": 1950}
        asker = {"name": "Sơn Ca", "phone": f"+8493{number:07}", "relation": "child"}
        return {
            "resident": resident,
            "asked_by": {**asker, "email": f"canary-{number}@example.org"},
            "ward": code,
            "address": "số 1, ngõ 2",
            "location": {"lat": lat, "lon": lon},
            "place": "home",
            "topics": ["vneid"],
            "windows": _mornings(),
            "consent": _CONSENT,
        }


def _mornings() -> list[dict[str, str]]:
    midnight = datetime.now(HANOI).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = (midnight + timedelta(days=day, hours=8) for day in range(3, 13))
    return [{"start": start.isoformat(), "end": (start + timedelta(hours=3.5)).isoformat()} for start in starts]
