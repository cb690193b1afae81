"""Every operation of notifications as every kind of caller; the table says who may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.notifications.app import create_app
from services.notifications.tables import calls, messages
from shared.ids import new_id
from shared.web.auth import tracking_hash
from shared.web.keys import open_signing_key
from shared.web.tokens import Issuer, Post
from tests.integration.notifications_replying import GATEWAYS
from tests.integration.notifications_wiring import WARD, AStory, Notifications, hear, notifications_on, send_all
from tests.integration.who_may import Body, Walk, differences, trouble
from tests.unit.notifications.builders import NOW

CITY = {"city"}
STAFF = {"staff", "safeguarding", "head", *CITY}
DESK = {"counter", *STAFF}
PEOPLE = {"resident", "asked_by", "helper", "volunteer", "leader"}
SIGNED_IN = {"other_staff", *DESK, *PEOPLE}
EVERYBODY = {"nobody", "holder", "other_holder", *SIGNED_IN}
NOBODY: set[str] = set()

WHO_MAY: dict[str, set[str]] = {
    "GET /messages": {*STAFF, "other_staff"},  # each of their own wards
    "POST /messages/{message_id}/resend": STAFF,
    "GET /calls": DESK,
    "POST /calls/{call_id}": DESK,
    "GET /inbox": EVERYBODY - {"nobody"},  # each their own
    "GET /preferences": {"holder", *SIGNED_IN},
    "PUT /preferences": {"holder", *SIGNED_IN},
    "POST /inbound/{gateway}": NOBODY,  # only a gateway may, by its signature
    "POST /receipts/{gateway}": NOBODY,
    "GET /parked": CITY,
    "POST /parked/{event_id}/replay": CITY,
    "POST /parked/{event_id}/discard": CITY,
    "GET /conflicts": CITY,
    "POST /conflicts/{conflict_id}/settle": CITY,
    "GET /journal": CITY,
}

OF_THE_WARD = ("POST /messages/{message_id}/resend", "GET /calls", "POST /calls/{call_id}")
CODE = "FOLLOWTHISREQUEST"


class Followed(AStory):
    """Who asked holds the code of the request."""

    def state(self, status: str, offer: str | None = None) -> dict[str, Any]:
        return {**super().state(status, offer), "tracking_hash": tracking_hash(CODE)}


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("phones")
    database = folder / "notifications.sqlite"
    with notifications_on(f"sqlite:///{database}", folder, now=NOW, **GATEWAYS) as runtime:
        story = Followed()
        ids = _tell(runtime, story) | trouble(runtime) | {"gateway": "file"}
        client, only = create_app(runtime).test_client(), f"?ward={WARD}"
        bodies, queries = _bodies(), {"GET /calls": only}
        yield Walk(client, database, _callers(runtime, story, folder), ids, bodies, queries)


def test_every_operation_lets_in_whom_the_table_names_and_nobody_else(walk: Walk) -> None:
    assert sorted(walk.operations()) == sorted(WHO_MAY), "say in the table who may"
    assert walk.callers.keys() == EVERYBODY
    assert "\n".join(differences(walk, WHO_MAY)) == ""


def test_what_belongs_to_another_ward_is_not_there(walk: Walk) -> None:
    answered = {operation: walk.status(operation, "other_staff") for operation in OF_THE_WARD}
    assert answered == dict.fromkeys(OF_THE_WARD, 404)


def _tell(runtime: Notifications, story: AStory) -> dict[str, str]:
    """A visit that was told, and at which nobody was at home: somebody has to phone."""
    hear(runtime, *story.background(), story.opened(), story.offer_made(), story.accepted(), story.scheduled())
    send_all(runtime)
    hear(runtime, story.missed("resident"))
    send_all(runtime)
    with runtime.reading() as connection:
        call = connection.execute(calls.select()).mappings().first()
        message = connection.execute(messages.select().where(messages.c.ward == WARD)).mappings().first()
    assert call is not None
    assert message is not None
    return {"call_id": call["id"], "message_id": message["id"]}


def _callers(runtime: Notifications, story: AStory, folder: Path) -> dict[str, str | None]:
    issuer = Issuer(open_signing_key(None, data_dir=folder, embedded=True), runtime.clock)
    ward = frozenset({WARD})
    posts = {role: (new_id(), Post(role, ward)) for role in ("counter", "staff", "head", "safeguarding", "leader")}
    posts |= {"city": (new_id(), Post("city")), "other_staff": (new_id(), Post("staff", frozenset({"00008"})))}
    posts |= {"volunteer": (new_id(), Post("volunteer", ward)), "helper": (story.volunteer_id, Post("volunteer", ward))}
    people = {who: issuer.issue(person_id, [post])[0] for who, (person_id, post) in posts.items()}
    people |= {"resident": issuer.issue(story.resident_id)[0], "asked_by": issuer.issue(str(story.asked_by_id))[0]}
    holders = {"nobody": None, "holder": f"Tracking {CODE}", "other_holder": "Tracking ANOTHERREQUESTXX"}
    return {**{who: f"Bearer {token}" for who, token in people.items()}, **holders}


def _bodies() -> dict[str, Body]:
    fixed: dict[str, dict[str, object]] = {
        "POST /calls/{call_id}": {"outcome": "reached"},
        "PUT /preferences": {"reach": "text", "level": "all", "stop": False},
        "POST /inbound/{gateway}": {"id": "1", "from": "0912345678", "text": "1"},
        "POST /receipts/{gateway}": {"message_id": new_id(), "status": "delivered"},
    }
    return {operation: _always(body) for operation, body in fixed.items()}


def _always(body: dict[str, object]) -> Body:
    return lambda _who: body
