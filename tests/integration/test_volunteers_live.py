"""The live queue over HTTP: each change once and in order, to the ward's staff alone, as long as they may see it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert

from services.volunteers.app import create_app
from services.volunteers.bootstrap import build
from services.volunteers.storage.live import KEEP, forget_changes, number_changes
from services.volunteers.tables import live
from shared.clock import ManualClock
from shared.database import MAX_OVERFLOW, POOL_SIZE, make_engine
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.unit_of_work import Actor
from tests.integration.volunteers_wiring import API, Caller, Office, volunteers_on
from tests.kit.streams import Listening
from tests.unit.volunteers.builders import BA_DINH, MONDAY
from tools.waiting import until

STREAM = f"{API}/queue/stream"
OTHER_WARD = "00008"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        office.runtime.config = replace(office.runtime.config, beat_seconds=1)
        yield office


@pytest.fixture
def on_file(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        office.runtime.config = replace(office.runtime.config, beat_seconds=1, streams=2)
        yield office


def watching(who: Caller, query: str = "", **headers: str) -> Listening:
    assert who.authorization is not None
    return Listening(who.client, STREAM + query, Authorization=who.authorization, **headers)


def asked(who: Caller, query: str = "") -> dict[str, Any]:
    answer = who.get(f"/queue/stream{query}")
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_the_staff_of_a_ward_see_a_request_as_it_comes_and_nobodys_name(office: Office) -> None:
    with watching(office.staff, f"?ward={BA_DINH}") as board:
        began = board.next()
        assert began is not None
        assert (began.name, began.id) == ("beat", 0)
        received = office.entered()
        told = board.change()
    assert told == {
        "position": 1,
        "request_id": received["id"],
        "reference": received["reference"],
        "ward": BA_DINH,
        "status": received["status"],
        "sequence": told["sequence"],
    }
    assert office.runtime.live is not None
    assert office.runtime.live.watching == 0, "the seat is free again"


def test_another_process_sees_it_too_and_goes_on_where_the_first_has_ended(postgres_url: str, tmp_path: Path) -> None:
    with volunteers_on(postgres_url, tmp_path) as office:
        other = build(office.runtime.config, clock=ManualClock(MONDAY.astimezone(UTC)), broker=EmbeddedBroker())
        elsewhere = Caller(create_app(other).test_client(), office.staff.authorization)
        with watching(elsewhere) as board:
            board.next()
            office.entered()
            first = board.change()
            other.close()
            assert board.next() is None, "its process ends"
        office.entered()
        with watching(office.staff, **{"Last-Event-ID": str(first["position"])}) as board:
            assert board.change()["position"] == first["position"] + 1
            until(lambda: office.runtime.engine.pool.checkedout() == 0)  # type: ignore[attr-defined] # of the pool we use


def test_of_many_changes_at_once_every_board_sees_each_once_and_in_one_order(office: Office) -> None:
    def write(writer: int) -> None:
        for each in range(5):
            row = {"subject_id": f"{writer}-{each}", "ward": BA_DINH, "sequence": 1, "at": office.clock.now()}
            told = {"reference": "4-25-001", "status": "seeking"}
            with office.runtime.engine.begin() as connection:
                connection.execute(insert(live.changes), {**row, "told": told})

    boards = [watching(office.staff, "?after=0") for _ in range(3)]
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(4)))
        heard = [[board.change() for _ in range(20)] for board in boards]
    finally:
        for board in boards:
            board.answer.close()
    assert [told["position"] for told in heard[0]] == list(range(1, 21))
    assert len({told["request_id"] for told in heard[0]}) == 20
    assert heard[1] == heard[2] == heard[0]


def test_a_board_that_was_away_too_long_or_brings_a_strange_number_reads_its_list_anew(on_file: Office) -> None:
    on_file.entered()
    on_file.clock.advance(2 * KEEP)
    for timer in (number_changes, forget_changes):
        with on_file.runtime.unit(Actor("timer", timer.__name__)) as unit:
            timer(unit)
            unit.commit()
    staff = on_file.signed_in("+84912000001")
    for number in ("0", "7", "x", "9" * 40):
        with watching(staff, **{"Last-Event-ID": number}) as board:
            told = board.next()
        assert told is not None
        assert (told.name, told.id) == ("reset", 1)


def test_an_open_board_reads_its_list_anew_when_the_database_was_put_back(office: Office) -> None:
    with watching(office.staff) as board:
        board.next()
        office.entered()
        assert board.change()["position"] == 1
        with office.runtime.engine.begin() as connection:
            connection.execute(delete(live.changes))
            connection.execute(delete(live.counters))
        told = board.next()
        while told is not None and told.name == "beat":
            told = board.next()
        assert told is not None
        assert (told.name, told.id) == ("reset", 0)
        office.entered()
        assert board.change()["position"] == 1, "nothing is passed over"


def test_boards_are_told_while_whoever_asks_has_taken_every_connection(postgres_url: str, tmp_path: Path) -> None:
    with volunteers_on(postgres_url, tmp_path) as office, ExitStack() as busy:
        office.runtime.config = replace(office.runtime.config, beat_seconds=1)
        board = busy.enter_context(watching(office.staff))
        board.next()
        for _ in range(POOL_SIZE + MAX_OVERFLOW):
            busy.enter_context(office.runtime.engine.connect())
        writer = make_engine(office.runtime.config.database_url)
        row = {"subject_id": "a", "ward": BA_DINH, "sequence": 1, "at": office.clock.now()}
        with writer.begin() as connection:
            connection.execute(insert(live.changes), {**row, "told": {"reference": "4-25-001", "status": "open"}})
        writer.dispose()
        assert board.change()["request_id"] == "a"
        beat = board.next()
        assert beat is not None
        assert (beat.name, beat.comment) == ("beat", True), "who looks was asked for as well"


def test_another_ward_is_not_shown_and_its_changes_move_the_number_on(on_file: Office) -> None:
    other = on_file.with_post("staff", (OTHER_WARD,), "+84912000098")
    with watching(other) as board:
        on_file.entered()
        told = board.next()
        while told is not None and told.id == 0:
            told = board.next()
    assert told is not None
    assert (told.name, told.id) == ("beat", 1), "only the number has moved on"
    assert asked(other, "?after=0") == {"position": 1, "reset": False, "changes": []}
    assert other.get(f"/queue/stream?ward={BA_DINH}").status_code == 404
    volunteer = on_file.volunteer("Nguyễn Văn Minh", "+84912000010")
    assert volunteer.get("/queue/stream").status_code == 403
    assert on_file.anyone.get("/queue/stream").status_code == 401


def test_a_silent_board_gives_a_sign_of_life_and_ends_when_the_sign_in_does(on_file: Office) -> None:
    with watching(on_file.staff) as board:
        board.next()
        beat = board.next()
        assert beat is not None
        assert (beat.name, beat.comment) == ("beat", True)
        on_file.clock.advance(timedelta(hours=13))
        assert board.next() is None


def test_who_finds_no_seat_is_told_when_to_come_back_and_asks_for_changes_meanwhile(on_file: Office) -> None:
    staff = on_file.staff
    headers = {"Authorization": str(staff.authorization), "Accept": "text/event-stream"}
    with watching(staff), watching(staff):
        full = staff.client.get(STREAM, headers=headers)
        assert (full.status_code, full.headers["Retry-After"]) == (503, "30")
        assert asked(staff) == {"position": 0, "reset": False, "changes": []}
        received = on_file.entered()
        (change,) = asked(staff, "?after=0")["changes"]
        assert (change["position"], change["request_id"]) == (1, received["id"])
        assert asked(staff, "?after=1")["changes"] == []
        assert asked(staff, "?after=9") == {"position": 1, "reset": True, "changes": []}
    assert staff.client.head(STREAM, headers=headers).status_code == 200
    with watching(staff), watching(staff):
        pass


def test_one_person_has_four_boards_and_leaves_the_others_to_others(on_file: Office) -> None:
    on_file.runtime.config = replace(on_file.runtime.config, streams=10)
    staff, other = on_file.staff, on_file.with_post("staff", (BA_DINH,), "+84912000097")
    headers = {"Authorization": str(staff.authorization), "Accept": "text/event-stream"}
    with ExitStack() as boards:
        for _ in range(4):
            boards.enter_context(watching(staff))
        assert staff.client.get(STREAM, headers=headers).status_code == 503
        boards.enter_context(watching(other))
    with watching(staff):
        pass


def test_a_browser_is_known_by_its_cookie(on_file: Office) -> None:
    token = str(on_file.staff.authorization).removeprefix("Bearer ")
    on_file.anyone.client.set_cookie("outreach_session", token)
    with Listening(on_file.anyone.client, STREAM, **{"Sec-Fetch-Site": "same-origin"}) as board:
        assert board.answer.headers["Content-Type"].startswith("text/event-stream")
        assert board.answer.headers["Cache-Control"] == "no-store"
        assert board.next() is not None
