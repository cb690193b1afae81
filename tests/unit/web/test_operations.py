"""City staff look at parked events, conflicts and the journal, and mend; nobody else does."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from shared.ids import new_id
from shared.messaging.inbox import DEFERRED, DONE, PARKED
from tests.kit.lending import TABLES
from tests.unit.web.library import Library

PARKED_PATH = "/api/v1/parked"


def _park(library: Library, *ids: str, reason: str = "handler_failed") -> None:
    rows = [
        {"event_id": id, "status": PARKED, "received_at": library.clock.now(), "reason": reason, "body": b"{}"}
        for id in ids
    ]
    with library.runtime.engine.begin() as connection:
        connection.execute(insert(TABLES.kit.inbox), rows)


def _inbox(library: Library) -> dict[str, tuple[str, bytes | None]]:
    inbox = TABLES.kit.inbox
    with library.runtime.reading() as connection:
        rows = connection.execute(select(inbox.c.event_id, inbox.c.status, inbox.c.body)).all()
    return {id: (status, body) for id, status, body in rows}


@pytest.mark.parametrize("path", [PARKED_PATH, "/api/v1/conflicts", "/api/v1/journal"])
def test_only_the_city_looks(library: Library, path: str) -> None:
    assert library.client.get(path).status_code == 401
    assert library.client.get(path, headers=library.token("head")).status_code == 403
    assert library.client.get(path, headers=library.token("city")).json == {"items": [], "next": None}


def test_parked_events_are_listed_without_their_bodies(library: Library) -> None:
    _park(library, "e-1", "e-2")
    _park(library, "e-3", reason="unreadable")

    answer = library.client.get(f"{PARKED_PATH}?reason=handler_failed&limit=1", headers=library.token("city")).json
    rest = library.client.get(
        PARKED_PATH,
        query_string={"reason": "handler_failed", "cursor": answer["next"]},
        headers=library.token("city"),
    ).json

    assert [item["event_id"] for item in (*answer["items"], *rest["items"])] == ["e-1", "e-2"]
    assert "body" not in answer["items"][0]
    assert rest["next"] is None


def test_a_replayed_event_goes_back_to_its_handler(library: Library) -> None:
    _park(library, "e-1")

    answer = library.client.post(f"{PARKED_PATH}/e-1/replay", headers=library.token("city"))

    assert answer.status_code == 204
    assert _inbox(library)["e-1"] == (DEFERRED, b"{}")


def test_a_discarded_event_is_forgotten_but_for_its_id(library: Library) -> None:
    _park(library, "e-1")

    answer = library.client.post(f"{PARKED_PATH}/e-1/discard", headers=library.token("city"))

    assert answer.status_code == 204
    assert _inbox(library)["e-1"] == (DONE, None)


@pytest.mark.parametrize("deed", ["replay", "discard"])
def test_an_event_that_is_not_parked_is_not_there(library: Library, deed: str) -> None:
    assert library.client.post(f"{PARKED_PATH}/e-9/{deed}", headers=library.token("city")).status_code == 404


@pytest.mark.parametrize("deed", ["replay", "discard"])
def test_staff_of_a_ward_mend_nothing(library: Library, deed: str) -> None:
    _park(library, "e-1")

    assert library.client.post(f"{PARKED_PATH}/e-1/{deed}", headers=library.token("staff")).status_code == 403
    assert _inbox(library)["e-1"][0] == PARKED


def test_mending_is_a_line_of_the_journal(library: Library) -> None:
    _park(library, "e-1")
    library.client.post(f"{PARKED_PATH}/e-1/discard", headers=library.token("city"))

    (line,) = library.client.get("/api/v1/journal?subject=e-1", headers=library.token("city")).json["items"]

    assert line["kind"] == "parked_discarded"
    assert line["actor_role"] == "staff"


def test_the_journal_is_read_latest_first_and_by_correlation(library: Library) -> None:
    library.buy("A", **{"X-Request-ID": "first-call"})
    library.buy("B", **{"X-Request-ID": "second-call"})
    city = library.token("city")

    everything = library.client.get("/api/v1/journal", headers=city).json["items"]
    one = library.client.get("/api/v1/journal?correlation=first-call", headers=city).json["items"]

    assert [line["correlation_id"] for line in everything] == ["second-call", "first-call"]
    assert [line["detail"] for line in one] == [{"title": "A"}]


def _conflict(library: Library, *event_ids: str) -> dict[str, str]:
    """Conflicts over these events; their ids."""
    row = {"type": "x.y.v1", "subject": "s", "code": "lent_to_nobody", "detail": "…"}
    made = {event_id: new_id() for event_id in event_ids}
    with library.runtime.engine.begin() as connection:
        for event_id, id in made.items():
            values = {**row, "id": id, "event_id": event_id, "at": library.clock.now()}
            connection.execute(insert(TABLES.kit.conflicts).values(values))
    return made


def test_conflicts_are_read_latest_first(library: Library) -> None:
    _conflict(library, "e-1", "e-2")

    items = library.client.get("/api/v1/conflicts", headers=library.token("city")).json["items"]

    assert [item["event_id"] for item in items] == ["e-2", "e-1"]


def test_a_settled_conflict_is_warned_of_no_more_and_stays_in_the_journal(library: Library) -> None:
    made = _conflict(library, "e-1", "e-2")

    answer = library.client.post(f"/api/v1/conflicts/{made['e-1']}/settle", headers=library.token("city"))

    assert answer.status_code == 204
    items = library.client.get("/api/v1/conflicts", headers=library.token("city")).json["items"]
    assert [item["event_id"] for item in items] == ["e-2"]
    (line,) = library.client.get("/api/v1/journal?subject=e-1", headers=library.token("city")).json["items"]
    assert (line["kind"], line["detail"]["code"]) == ("conflict_settled", "lent_to_nobody")


def test_a_conflict_is_settled_once_and_by_the_city(library: Library) -> None:
    path = f"/api/v1/conflicts/{_conflict(library, 'e-1')['e-1']}/settle"

    assert library.client.post(path, headers=library.token("head")).status_code == 403
    assert library.client.post(path, headers=library.token("city")).status_code == 204
    assert library.client.post(path, headers=library.token("city")).status_code == 404
