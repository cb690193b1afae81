"""One appointment with everybody who might ask about it, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from services.sessions.app import create_app
from services.sessions.tables import appointments
from shared.clock import ManualClock
from shared.ids import new_id
from shared.web.auth import tracking_hash
from shared.web.keys import open_signing_key
from shared.web.tokens import Issuer, Post
from tests.integration.sessions_wiring import (
    WARD,
    AHousehold,
    Sessions,
    a_person,
    a_topic,
    a_volunteer,
    a_ward,
    hear,
    rows,
    sessions_on,
)

CODE = "FOLLOWTHISREQUEST"
AGENDA = "/api/v1/appointments"
REPORT: dict[str, Any] = {
    "minutes": 50,
    "skills": [{"topic": "vneid", "level": "alone"}],
    "follow_up": None,
    "note": "Bà Lan cần kính mới.",
}


@dataclass
class Town:
    """One appointment on Tuesday at 8:30 in ward 00004, and everybody who might ask about it."""

    sessions: Sessions
    client: FlaskClient
    household: AHousehold
    volunteer_id: str
    appointment_id: str

    @property
    def url(self) -> str:
        return f"{AGENDA}/{self.appointment_id}"

    def by(self, who: str) -> dict[str, str]:
        """The header of ``who``."""
        staff = {"staff", "head", "counter", "city", "leader"}
        if who == "tracking":
            return {"Authorization": f"Tracking {CODE}"}
        if who == "other tracking":
            return {"Authorization": "Tracking ANOTHERREQUESTXX"}
        if who in staff:
            return self.token(new_id(), Post(who, frozenset({"00004"})))
        if who == "other staff":
            return self.token(new_id(), Post("staff", frozenset({"00008"})))
        own = {
            "resident": self.household.resident_id,
            "asked_by": self.household.asked_by_id,
            "volunteer": self.volunteer_id,
            "other volunteer": new_id(),
        }
        return self.token(own[who], *([Post("volunteer", frozenset({"00004"}))] if "volunteer" in who else []))

    def token(self, person_id: str, *posts: Post) -> dict[str, str]:
        config = self.sessions.config
        key = open_signing_key(None, data_dir=config.data_dir, embedded=True)
        return {"Authorization": f"Bearer {Issuer(key, self.sessions.clock).issue(person_id, posts)[0]}"}

    def get(self, who: str, url: str | None = None) -> Any:
        return self.client.get(url or self.url, headers=self.by(who))

    def post(self, who: str, turn: str, body: dict[str, Any] | None = None) -> Any:
        return self.client.post(f"{self.url}/{turn}", headers=self.by(who), json=body)

    def go_to(self, moment: datetime) -> None:
        clock = self.sessions.clock
        assert isinstance(clock, ManualClock)
        clock.moment = moment


@contextmanager
def a_town(database_url: str, folder: Path, place: str = "home") -> Iterator[Town]:
    household, minh = AHousehold(tracking_hash=tracking_hash(CODE), place=place), new_id()
    with sessions_on(database_url, folder) as sessions:
        names = (a_person(household.resident_id, "Nguyễn Thị Lan"), a_person(minh, "Trần Văn Minh"))
        hear(sessions, *names, a_topic("vneid"), a_topic("ihanoi"), a_volunteer(minh))
        if place == "ward_office":
            hear(sessions, a_ward(WARD))  # whose office it is
        hear(sessions, household.accepted({new_id(): minh}))
        (placed,) = rows(sessions, appointments)
        yield Town(sessions, create_app(sessions).test_client(), household, minh, placed["id"])
