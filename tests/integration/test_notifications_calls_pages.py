"""The call list as a page: whom to phone, what to say, one tap for what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.web.tokens import Post
from tests.integration.desk_window import words_of
from tests.integration.notifications_replying import Phones, phones_on
from tests.integration.notifications_wiring import WARD, AStory, a_person, stored, told
from tests.integration.telling_window import CALLS, window_of
from tests.kit.windows import Window, hidden

ELSEWHERE = "00256"
HOA = "Đỗ Thị Hoa"


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Phones]:
    with phones_on(f"sqlite:///{tmp_path / 'notifications.sqlite'}", tmp_path) as opened:
        yield opened


@pytest.fixture
def story(phones: Phones) -> AStory:
    """Lan has a landline nobody can write to, and a visit on Tuesday at nine."""
    story = AStory(asked_by_id=None, lans_phone=None)
    phones.hear(*story.background(), story.opened(), story.scheduled())
    return story


@pytest.fixture
def staff(phones: Phones) -> Window:
    """Hoa, of the ward's staff."""
    hoa = new_id()
    phones.hear(a_person(hoa, HOA, "+84912000101"))
    return window_of(phones, phones.calling(Post("staff", frozenset({WARD})), person_id=hoa))


def wants_a_call(phones: Phones, ward: str | None = WARD) -> None:
    """Somebody leaves a number."""
    call_id = new_id()
    data = {"call_id": call_id, "ward": ward, "personal": {"phone": "+842438259999"}}
    phones.hear(told(heard.CALL_WANTED, call_id, 1, data))


def listed(page: TestResponse) -> list[str]:
    """The calls on the page that are to be made, by id."""
    assert page.status_code == 200, page.text
    return re.findall(r'action="/notifications/calls/([0-9a-f-]{36})"', page.text)


def report(staff: Window, call_id: str, outcome: str, **more: str) -> TestResponse:
    page = staff.get(CALLS)
    return staff.post(f"{CALLS}/{call_id}", {"once": hidden(page, "once"), "outcome": outcome, **more})


def test_a_call_stands_with_its_number_and_what_to_say_in_the_name_of_whoever_phones(
    phones: Phones, story: AStory, staff: Window
) -> None:
    wants_a_call(phones)
    page = staff.get(CALLS)
    said = words_of(page)
    assert "Nguyễn Thị Lan" in said
    assert f"“Dạ, tôi là {HOA}, cán bộ phường, gọi về buổi hướng dẫn bác đã nhờ." in said
    assert "mã hẹn là ‘hoa sen, con cá’. Bác nhắc lại giúp tôi được không ạ?”" in said
    assert 'href="tel:+842438259999"' in page.text
    assert "Gọi 024 3825 9999" in said
    assert f'href="/volunteers/queue/{story.request_id}"' in page.text
    assert 'href="/volunteers/queue/new?ward=' in page.text


def test_one_tap_says_that_somebody_was_told(phones: Phones, story: AStory, staff: Window) -> None:
    call_id = listed(staff.get(CALLS))[0]
    answer = report(staff, call_id, "reached", note="Bác nhớ rồi")
    assert answer.headers["Location"] == f"{CALLS}?done=reached"
    assert "Đã ghi: nói chuyện được." in words_of(staff.follow(answer))
    assert call_id not in listed(staff.get(CALLS))
    assert "Đã ghi: Bác nhớ rồi" in words_of(staff.get(f"{CALLS}?ended=true"))
    assert {message["status"] for message in stored(phones.runtime) if message["call_id"] == call_id} == {"reached"}


def test_a_tap_that_is_made_twice_counts_once(phones: Phones, story: AStory, staff: Window) -> None:
    call_id = listed(staff.get(CALLS))[0]
    form = {"once": hidden(staff.get(CALLS), "once"), "outcome": "no_answer"}
    first, second = (staff.post(f"{CALLS}/{call_id}", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"{CALLS}?done=no_answer"
    said = words_of(staff.get(CALLS))
    assert "Đã gọi 1 lần, chưa gặp" in said
    assert "Gọi lại sau" in said


def test_what_somebody_else_has_said_meanwhile_is_told(phones: Phones, story: AStory, staff: Window) -> None:
    call_id = listed(staff.get(CALLS))[0]
    report(staff, call_id, "wrong_number")
    answer = staff.post(f"{CALLS}/{call_id}", {"outcome": "reached"})
    assert (answer.status_code, "vừa có người ghi rồi: sai số." in words_of(answer)) == (409, True)


@pytest.mark.parametrize("form", [{}, {"outcome": "asleep"}, {"outcome": "reached", "note": "x" * 1001}])
def test_what_cannot_be_understood_changes_nothing(
    phones: Phones, story: AStory, staff: Window, form: dict[str, str]
) -> None:
    before = listed(staff.get(CALLS))
    answer = staff.post(f"{CALLS}/{before[0]}", form)
    assert (answer.status_code, "Bấm một kết quả" in words_of(answer)) == (422, True)
    assert listed(staff.get(CALLS)) == before


def test_another_wards_calls_are_not_there(phones: Phones, story: AStory, staff: Window) -> None:
    call_id = listed(staff.get(CALLS))[0]
    others = window_of(phones, phones.staff(ELSEWHERE))
    assert listed(others.get(CALLS)) == []
    assert others.get(f"{CALLS}?ward={WARD}").status_code == 404
    assert others.get(f"{CALLS}/fragment?ward={WARD}").status_code == 404
    assert others.post(f"{CALLS}/{call_id}", {"outcome": "reached"}).status_code == 404
    assert call_id in listed(staff.get(CALLS))


def test_a_volunteer_reads_whose_page_it_is(phones: Phones, story: AStory) -> None:
    helper = window_of(phones, phones.calling(Post("volunteer", frozenset({WARD})), person_id=story.volunteer_id))
    assert helper.get(CALLS).status_code == 403
    nobody = Window(phones.client.application.test_client(), "/notifications")
    assert nobody.get(CALLS).headers["Location"].startswith("/volunteers/sign-in?next=")


def test_the_city_chooses_a_ward_and_keeps_it(phones: Phones, story: AStory) -> None:
    wants_a_call(phones, None)
    city = window_of(phones, phones.calling(Post("city")))
    everywhere, here = listed(city.get(CALLS)), listed(city.get(f"{CALLS}?ward={WARD}"))
    assert len(everywhere) == len(here) + 1
    answer = city.post(f"{CALLS}/{here[0]}", {"outcome": "not_needed", "ward": WARD})
    assert answer.headers["Location"] == f"{CALLS}?ward={WARD}&done=not_needed"


def test_how_many_wait_is_a_line_for_other_pages(phones: Phones, story: AStory, staff: Window) -> None:
    waiting = len(listed(staff.get(CALLS)))
    report(staff, listed(staff.get(CALLS))[0], "no_answer")
    line = staff.get(f"{CALLS}/fragment?ward={WARD}").text
    assert f"{waiting - 1} cuộc phải gọi, 1 cuộc gọi lại sau." in line
    assert "<html" not in line
    assert f'href="{CALLS}?ward={WARD}"' in line


def test_the_page_is_english_for_who_wants_it(phones: Phones, story: AStory, staff: Window) -> None:
    said = words_of(staff.get(f"{CALLS}?lang=en"))
    assert "No message reached them: tell them" in said
    assert "Wrong number" in said
