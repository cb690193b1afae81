"""What is asked every second, or by everybody, is answered by an index: years of use must not make it slower."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from services.notifications import bootstrap as notifications
from services.notifications.config import Config as NotificationsConfig
from services.sessions import bootstrap as sessions
from services.sessions.config import Config as SessionsConfig
from services.volunteers import bootstrap as volunteers
from services.volunteers.config import Config as VolunteersConfig
from services.volunteers.tables import HELD, offers
from shared.config import Environment
from shared.exposition import metrics_text
from shared.ids import new_id
from shared.messaging.embedded import EmbeddedBroker
from shared.service import Runtime
from shared.web.auth import tracking_hash
from tests.integration.agenda_visit import Visit
from tests.integration.desk_window import QUEUE, said_to_script, searched
from tests.integration.notifications_replying import phones_on
from tests.integration.notifications_wiring import AStory
from tests.integration.sessions_town import AGENDA, a_town
from tests.integration.sessions_wiring import WARD, a_team, a_volunteer, a_ward, hear, suspended
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import a_request_body, on_behalf, volunteers_on
from tests.kit.windows import Window
from tests.servers.copies import migrated
from tests.unit.sessions.builders import span
from tools.waiting import until

NEVER_LARGE = {"alembic_version", "conflicts", "heartbeats", "outbox", "topics", "wards"}

NEWEST_FIRST = {"SCAN requests USING INDEX sqlite_autoindex_requests_1"}
"""As many as are wanted, by ids that are in order of time."""

SERVICES = [
    (volunteers.build, VolunteersConfig),
    (sessions.build, SessionsConfig),
    (notifications.build, NotificationsConfig),
]


@pytest.mark.parametrize(("build", "config"), SERVICES, ids=["volunteers", "sessions", "notifications"])
def test_no_loop_no_readiness_line_and_no_scrape_reads_a_whole_table(
    build: Callable[..., Runtime[Any]], config: Any, tmp_path: Path
) -> None:
    settings = Environment({"OUTREACH_DATA_DIR": str(tmp_path)})
    runtime = build(config.read(settings), broker=EmbeddedBroker())
    migrated(runtime)
    asked = asked_of(runtime)
    runtime.start()
    until(lambda: all(loop.last_alive for loop in runtime.running))
    runtime.readiness()
    metrics_text(runtime.name, runtime.standing)
    runtime.stop()
    assert len(asked) > 5
    assert scans(runtime, asked) == {}


def test_no_list_of_a_ward_a_volunteer_or_a_subject_reads_a_whole_table(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite3'}", tmp_path) as office:
        minh = office.volunteer("Nguyễn Văn Minh", "+84912000010")
        city = office.with_post("city", (), "+84912000009")
        request = office.entered()["id"]
        office.tick()
        asked = asked_of(office.runtime)
        queue = ("/requests?ward=00004", f"/requests/{request}", f"/requests/{request}/timeline")
        for path in (*queue, f"/requests/{request}/candidates", "/volunteers?ward=00004"):
            assert office.staff.get(path).status_code == 200
        team = office.staff.post("/teams", {"ward": "00004", "kind": "youth_union", "name": "Đoàn 12"}).json["id"]
        lan = office.staff.get(f"/requests/{request}").json["resident"]["id"]
        people = ("/persons?ward=00004", "/persons?q=lan", f"/persons/{lan}/alike")
        for path in (*people, "/teams?ward=00004", f"/teams/{team}/members"):
            assert office.staff.get(path).status_code == 200
        assert city.get("/staff?ward=00004").status_code == 200
        for path in ("/parked", f"/journal?subject={request}", "/journal?correlation=first-call"):
            assert city.get(path).status_code == 200
        mai = office.volunteer("Lê Thị Mai", "+84912000018").get("/me").json["id"]
        assert office.staff.post(f"/requests/{request}/widen").status_code == 200
        other = office.entered()["id"]
        assert office.staff.post(f"/requests/{other}/assign", {"volunteer_id": mai}).status_code == 200
        assert office.staff.post(f"/volunteers/{mai}/suspend", {"reason": "own_wish"}).status_code == 200
        (offer,) = minh.get("/offers").json["items"]
        assert minh.post(f"/offers/{offer['id']}/accept").status_code == 200
        assert minh.get(f"/offers?team_id={team}").status_code == 404
        assert office.anyone.post("/requests", a_request_body()).status_code == 201
        assert len(asked) > 20
        assert scans(office.runtime, asked) == {}


def test_no_page_of_the_staff_reads_a_whole_table(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite3'}", tmp_path) as office:
        office.volunteer("Nguyễn Văn Minh", "+84912000010")
        head = office.with_post("head", ("00004",), "+84912000009")
        request, me = office.entered()["id"], office.staff.get("/me").json["id"]
        team = office.staff.post("/teams", {"ward": "00004", "kind": "youth_union", "name": "Đoàn 12"}).json["id"]
        office.tick()
        asked = asked_of(office.runtime)
        assert office.staff.post(f"/requests/{request}/owner", {"person_id": me}).status_code == 200
        window = window_of(head)
        leave = {"first_day": "2025-12-01", "last_day": "2025-12-05", "cover_id": me}
        assert window.post("/volunteers/today/leave", leave).status_code == 303
        pages = ("queue", f"queue/{request}", "queue/new", "today", "today/leave", "dashboard", "wards")
        teams = ("people/teams", "people/teams/new", f"people/teams/{team}")
        people = ("people", "people/staff", "people/staff/new", f"people/staff/{me}", *teams)
        for path in (*pages, "wards/00004/pauses", *people):
            assert window.get(f"/volunteers/{path}").status_code == 200, path
        city = window_of(office.with_post("city", (), "+84912000008"))
        for path in ("dashboard", "dashboard?ward=00004", "today", "people/staff", "people/teams"):
            assert city.get(f"/volunteers/{path}").status_code == 200, path
        assert len(asked) > 30
        assert scans(office.runtime, asked) == {}


def test_no_turn_of_a_request_and_no_look_at_a_contact_reads_a_whole_table(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite3'}", tmp_path) as office:
        visit = Visit(office)
        asked = asked_of(office.runtime)
        assert visit.volunteer.get(f"{visit.path}/contact").status_code == 200
        visit.scheduled()
        assert visit.volunteer.post(f"{visit.path}/hand-back", {"reason": "ill"}).status_code == 200
        visit.reached(("appointment", visit.appointment_id))
        for turn in ("close", "reopen"):
            assert office.staff.post(f"{visit.path}/{turn}", {}).status_code == 200
        assert visit.holder.post(f"{visit.path}/cancel", {"reason": "ill"}).status_code == 200
        assert office.staff.get("/queue/summary?ward=00004").status_code == 200
        assert office.with_post("city", (), "+84912000009").get("/queue/summary").status_code == 200
        office.run_timers()
        assert len(asked) > 20
        assert scans(office.runtime, asked) == {}


def test_the_board_is_read_in_its_order_and_counted_in_its_indexes(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite3'}", tmp_path) as office:
        received = office.entered()["id"]
        window = window_of(office.staff)
        asked = asked_of(office.runtime)
        for page in ("", "?overdue=true", "?ward=00004", f"/{received}/row", "/counts"):
            assert window.get(f"{QUEUE}{page}").status_code == 200
        assert scans(office.runtime, asked) == {}
        lists = [said for said in asked if "ORDER BY requests.owed_at" in said]
        plans = [plan_of(office.runtime, said, asked[said]) for said in lists]
        assert len(plans) == 2, "somebody's only ward is chosen as it is"
        assert all("ix_requests_owed" in plan and "TEMP B-TREE" not in plan for plan in plans), plans
        counts = [said for said in asked if said.startswith("SELECT count(*)") or "GROUP BY requests.status" in said]
        indexes = ("ix_requests_owed", "ix_requests_visits", "ix_requests_status_ward")
        assert all(any(index in plan_of(office.runtime, said, asked[said]) for index in indexes) for said in counts)


def test_what_is_looked_for_on_the_board_reads_no_more_people_than_it_looks_through_requests(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite3'}", tmp_path) as office:
        received = office.anyone.post("/requests", on_behalf()).json["id"]
        staff, city = (window_of(each) for each in (office.staff, office.with_post("city", (), "+84912000009")))
        row = said_to_script(searched(staff, "thu trang"), "row").format(id=received)
        of_ward = looked_through(office.runtime, lambda: [searched(staff, "thu trang"), *filtered(staff)])
        of_city = looked_through(office.runtime, lambda: [searched(city, "thu trang"), *filtered(city)])
        of_row = looked_through(office.runtime, lambda: [staff.get(row)])
    by_key = "persons USING INDEX sqlite_autoindex_persons_1 (person_id=?)"
    people = {f"SEARCH {by_key}", f"SEARCH {by_key.replace('persons', 'asker', 1)} LEFT-JOIN"}
    for read in (of_ward, of_city, of_row):
        assert {line for line in read if line.split()[1] in ("persons", "asker")} == people
    assert not [line for line in of_ward if line.startswith("SCAN requests")]
    assert {line for line in of_city if line.startswith("SCAN requests")} <= NEWEST_FIRST
    assert of_row - people == {"SEARCH requests USING INDEX sqlite_autoindex_requests_1 (request_id=?)"}


def filtered(window: Window) -> list[TestResponse]:
    """The board with each filter that it offers."""
    filters = ("topic=vneid", "neighbourhood=T%E1%BB%95%2012", "mine=true", "overdue=true", "status=open")
    return [window.get(f"{QUEUE}?{each}") for each in filters]


def looked_through(runtime: Runtime[Any], look: Callable[[], list[TestResponse]]) -> set[str]:
    """How requests and their people are read for these pages, as SQLite says it."""
    asked = asked_of(runtime)
    assert {page.status_code for page in look()} == {200}
    file = Path(runtime.engine.url.database or "")
    lines = {line for said in asked if "JOIN persons" in said for line in plan_lines(file, said, asked[said])}
    return {line for line in lines if line.split()[1] in ("requests", "persons", "asker")}


def test_a_wave_reads_none_of_the_visits_that_its_volunteers_have_made(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite3'}", tmp_path) as office:
        visit = Visit(office)
        visit.scheduled()
        visit.completed()
        asked = asked_of(office.runtime)
        office.entered()
        office.tick()
        (loads,) = [said for said in asked if "offers.fulfilled AND" in said and "starts_at" in said]
        by_what_is_open = ("ix_offers_held", "ix_requests_status_ward")
        assert plan_of(office.runtime, loads, asked[loads]).count("USING INDEX ix_offers_volunteer") == 0
        assert any(index in plan_of(office.runtime, loads, asked[loads]) for index in by_what_is_open)
        assert not [said for said in asked if "requests.status NOT IN" in said], "PostgreSQL reads them all for that"
        with office.runtime.reading() as connection:
            held = connection.execute(select(offers.c.request_id).where(HELD)).scalars().all()
        assert held
        assert visit.request["id"] not in held


def test_no_agenda_no_turn_of_a_visit_and_no_news_of_a_request_read_a_whole_table(tmp_path: Path) -> None:
    with a_town(f"sqlite:///{tmp_path / 'sessions.sqlite3'}", tmp_path) as town:
        team, leader, hoa = new_id(), new_id(), new_id()
        hear(town.sessions, a_team(team, leader), a_volunteer(hoa, team_id=team))
        asked = asked_of(town.sessions)
        for who in ("resident", "volunteer", "tracking", "staff"):
            assert town.get(who).status_code == town.get(who, "/api/v1/appointments").status_code == 200
        assert town.get("staff", "/api/v1/appointments?ward=00004&from=2026-12-07&to=2026-12-14").status_code == 200
        assert town.client.get("/api/v1/appointments", headers=town.token(leader)).status_code == 200
        assert town.post("staff", "move", {"starts_at": "2026-12-09T14:30:00+07:00"}).status_code == 200
        assert town.post("volunteer", "cancel", {"reason": "ill"}).status_code == 200
        accepted = town.household.accepted({new_id(): hoa}, sequence=12)
        hear(town.sessions, accepted, suspended(hoa), town.household.cancelled(sequence=15))
        assert len(asked) > 20
        assert scans(town.sessions, asked) == {}


def test_no_filter_of_the_agenda_no_free_time_day_code_or_pause_reads_a_whole_table(tmp_path: Path) -> None:
    with a_town(f"sqlite:///{tmp_path / 'sessions.sqlite3'}", tmp_path) as town:
        hear(town.sessions, a_ward(WARD))
        asked = asked_of(town.sessions)
        mine = f"request={town.household.request_id}", f"volunteer={town.volunteer_id}", "ward=00004&status=scheduled"
        for query in mine:
            assert len(town.get("staff", f"{AGENDA}?{query}").json["items"]) == 1
        for path in (f"{town.url}/free-times", "/api/v1/days?from=2026-12-01&ward=00004", "/api/v1/days/2026-12-24"):
            assert town.get("staff", path).status_code == 200
        body = {"code": "con voi, cái mũ", "ward": WARD}
        assert town.client.post("/api/v1/visit-codes/check", json=body).status_code == 200
        hear(town.sessions, a_ward(WARD, pauses=[(span("0:00", "23:59", 1), ())], sequence=2))
        assert len(asked) > 20
        assert scans(town.sessions, asked) == {}


def test_no_message_reply_call_or_inbox_reads_a_whole_table(tmp_path: Path) -> None:
    story, code = AStory(), "ABCDEFGHIJKLMNOP"
    story.tracking_hash = tracking_hash(code)
    with phones_on(f"sqlite:///{tmp_path}/notifications.sqlite3", tmp_path) as phones:
        asked = asked_of(phones.runtime)
        phones.hear(*story.background(), story.opened(), story.offer_made(), story.scheduled(), story.completed())
        for said in ("1", "alo", "STOP"):
            assert phones.write(story.mais_phone, said).status_code == 202
        callers = (phones.staff("00004"), phones.tracking(code), phones.calling(person_id=story.volunteer_id))
        paths = (
            ("/calls?ward=00004", "/calls?ended=true&ward=00004", "/messages?ward=00004"),
            ("/inbox", "/preferences"),
        )
        for caller, mine in zip(callers, (paths[0] + paths[1][:1], paths[1], paths[1]), strict=True):
            assert [caller.get(path).status_code for path in mine] == [200] * len(mine)
        (call,) = callers[0].get("/calls").json["items"]
        assert callers[0].post(f"/calls/{call['id']}", {"outcome": "reached"}).status_code == 200
        assert len(asked) > 30
        assert scans(phones.runtime, asked) == {}


def asked_of(runtime: Runtime[Any]) -> dict[str, Any]:
    """Every statement from now on, with values it was given."""
    asked: dict[str, Any] = {}
    event.listen(runtime.engine, "before_cursor_execute", lambda _c, _u, said, values, *_: asked.update({said: values}))
    return asked


def scans(runtime: Runtime[Any], asked: dict[str, Any]) -> dict[str, set[str]]:
    """Each statement that reads a table from end to end which grows with use, and which."""
    file, large = Path(runtime.engine.url.database or ""), set(runtime.parts.metadata.tables) - NEVER_LARGE
    found = {said: read_whole(file, said, values) & large for said, values in asked.items()}
    return {said: tables for said, tables in found.items() if tables}


def plan_of(runtime: Runtime[Any], statement: str, values: Any) -> str:
    """How SQLite answers it."""
    with sqlite3.connect(Path(runtime.engine.url.database or "")) as connection:
        return str(connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall())


def read_whole(file: Path, statement: str, values: Any) -> set[str]:
    """What SQLite reads from end to end for a statement."""
    if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
        return set()
    once = values[0] if isinstance(values, list) else values
    plan = [line.split() for line in plan_lines(file, statement, once)]
    return {line[1] for line in plan if line[0] == "SCAN" and "USING" not in line}


def plan_lines(file: Path, statement: str, values: Any) -> list[str]:
    """How SQLite answers it, step by step."""
    with sqlite3.connect(file) as connection:
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
