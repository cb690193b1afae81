"""Parked events, conflicts and the journal as pages of any service: city staff look, and mend."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import insert, select

from shared.ids import new_id
from shared.messaging.inbox import DEFERRED, DONE, PARKED
from tests.integration.desk_window import words_of
from tests.kit.lending import TABLES
from tests.kit.windows import Window, hidden
from tests.unit.web.library import Library

BODY = {"id": "e-1", "type": "x.y.v1", "data": {"title": "Số đỏ", "personal": {"name": "Nguyễn Thị Lan"}}}


@pytest.fixture
def city(library: Library) -> Window:
    return window_of(library, "city")


def window_of(library: Library, role: str) -> Window:
    window = Window(library.app.test_client(), "/lending")
    window.client.set_cookie("outreach_session", library.token(role)["Authorization"].removeprefix("Bearer "))
    return window


def park(library: Library, id: str = "e-1", *, body: bytes | None = None, reason: str = "handler_failed") -> None:
    row = {"event_id": id, "status": PARKED, "received_at": library.clock.now(), "reason": reason, "attempts": 12}
    written = json.dumps(BODY).encode() if body is None else body
    with library.runtime.engine.begin() as connection:
        connection.execute(insert(TABLES.kit.inbox).values({**row, "body": written, "last_error": "KeyError: title"}))


def state_of(library: Library, id: str = "e-1") -> tuple[str, bool]:
    """What has become of an event, and whether its content is still there."""
    inbox = TABLES.kit.inbox
    with library.runtime.reading() as connection:
        row = connection.execute(select(inbox.c.status, inbox.c.body).where(inbox.c.event_id == id)).one()
    return row.status, row.body is not None


def a_conflict(library: Library) -> str:
    id = new_id()
    row = {"event_id": "e-9", "type": "x.y.v1", "subject": "s", "code": "lent_to_nobody", "detail": "…"}
    with library.runtime.engine.begin() as connection:
        connection.execute(insert(TABLES.kit.conflicts).values(row | {"id": id, "at": library.clock.now()}))
    return id


@pytest.mark.parametrize("page", ["/lending/parked", "/lending/conflicts", "/lending/journal"])
def test_only_the_city_looks(library: Library, city: Window, page: str) -> None:
    assert city.get(page).status_code == 200
    assert window_of(library, "head").get(page).status_code == 403
    nobody = Window(library.app.test_client(), "/lending")
    assert nobody.get(page).headers["Location"].startswith("/volunteers/sign-in?next=")


def test_a_parked_event_is_told_in_plain_words(library: Library, city: Window) -> None:
    park(library)
    said = words_of(city.get("/lending/parked"))
    assert "Xử lý bị lỗi nhiều lần" in said
    assert "8 giờ 30 sáng thứ Hai, 1/12" in said
    assert "Đã thử 12 lần" in said


def test_what_it_says_is_shown_without_what_is_personal(library: Library, city: Window) -> None:
    park(library)
    page = city.get("/lending/parked/e-1")
    assert "Số đỏ" in page.text
    assert "Nguyễn Thị Lan" not in page.text


def test_what_cannot_be_read_is_measured(library: Library, city: Window) -> None:
    park(library, body=b"\xff\xfe{", reason="unreadable")
    assert "Không đọc được nội dung (3 byte)." in words_of(city.get("/lending/parked/e-1"))


def test_giving_it_back_hands_it_to_its_handler_once(library: Library, city: Window) -> None:
    park(library)
    form = {"once": hidden(city.get("/lending/parked/e-1"), "once")}
    first, second = (city.post("/lending/parked/e-1/replay", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == "/lending/parked?done=replayed"
    assert "Đã trả lại để xử lý." in words_of(city.follow(first))
    assert state_of(library) == (DEFERRED, True)


def test_discarding_wants_a_reason_and_the_journal_keeps_it(library: Library, city: Window) -> None:
    park(library)
    without = city.post("/lending/parked/e-1/discard")
    assert (without.status_code, "Chọn một lý do." in words_of(without)) == (422, True)
    assert state_of(library) == (PARKED, True)
    answer = city.post("/lending/parked/e-1/discard", {"because": "done_by_hand"})
    assert "Đã bỏ." in words_of(city.follow(answer))
    assert state_of(library) == (DONE, False)
    assert '{"because": "done_by_hand"}' in city.get("/lending/journal?subject=e-1").text.replace("&#34;", '"')


@pytest.mark.parametrize("deed", ["replay", "discard"])
def test_what_somebody_has_dealt_with_is_said_so(library: Library, city: Window, deed: str) -> None:
    answer = city.post(f"/lending/parked/e-7/{deed}", {"because": "repeated"})
    assert "vừa có người xử lý rồi" in words_of(city.follow(answer))
    assert city.get("/lending/parked/e-7").status_code == 404


@pytest.mark.parametrize("deed", ["replay", "discard"])
def test_staff_of_a_ward_mend_nothing(library: Library, deed: str) -> None:
    park(library)
    form = {"because": "repeated"}
    assert window_of(library, "head").post(f"/lending/parked/e-1/{deed}", form).status_code == 403
    assert state_of(library) == (PARKED, True)


def test_a_conflict_is_seen_and_settled(library: Library, city: Window) -> None:
    id = a_conflict(library)
    assert "lent_to_nobody" in words_of(city.get("/lending/conflicts"))
    answer = city.post(f"/lending/conflicts/{id}/settle")
    assert "Đã ghi là xem xong." in words_of(city.follow(answer))
    assert "Mọi thứ đều khớp." in words_of(city.get("/lending/conflicts"))
    assert "vừa có người xem xong rồi" in words_of(city.follow(city.post(f"/lending/conflicts/{id}/settle")))


def test_the_journal_is_read_latest_first_and_by_one_id(library: Library, city: Window) -> None:
    library.buy("A", **{"X-Request-ID": "first-call"})
    library.buy("B", **{"X-Request-ID": "second-call"})
    page = city.get("/lending/journal")
    assert page.text.index("second-call") < page.text.index("first-call")
    one = city.get("/lending/journal?correlation=first-call").text
    assert [f"correlation={name}" in one for name in ("first-call", "second-call")] == [True, False]
    assert city.get("/lending/journal?cursor=***").status_code == 404


def test_the_parts_of_the_network_are_one_step_from_each_other(city: Window) -> None:
    page = city.get("/lending/conflicts").text
    for service in ("volunteers", "sessions", "notifications"):
        assert f'href="/{service}/conflicts"' in page
    assert 'href="/lending/journal"' in page
