"""What people were told, as staff see it on a page: whom, by which step, and once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.notifications.domain.message import STATUSES
from services.notifications.domain.words import TEXTS
from services.notifications.pages.words_messages import NOTICES
from services.notifications.pages.words_messages import STATUSES as STATUS_WORDS
from shared.ids import new_id
from tests.integration.desk_window import words_of
from tests.integration.notifications_replying import Phones, phones_on
from tests.integration.notifications_wiring import WARD, AStory, lines, send_all, stored
from tests.integration.telling_window import MESSAGES, window_of
from tests.kit.windows import Window, hidden

ELSEWHERE = "00256"


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Phones]:
    with phones_on(f"sqlite:///{tmp_path / 'notifications.sqlite'}", tmp_path) as opened:
        yield opened


@pytest.fixture
def story(phones: Phones) -> AStory:
    story = AStory()
    phones.hear(*story.background(), story.opened(), story.offer_made(), story.scheduled(), story.code_requested())
    return story


@pytest.fixture
def staff(phones: Phones) -> Window:
    return window_of(phones, phones.staff(WARD))


def the(notice: str, phones: Phones) -> str:
    """The id of the first message of this kind."""
    return next(str(message["id"]) for message in stored(phones.runtime) if message["notice"] == notice)


def test_every_message_and_every_state_has_a_name() -> None:
    assert {f"notice.{template}" for template in TEXTS["vi"]} == set(NOTICES)
    assert {f"status.{status}" for status in STATUSES} == set(STATUS_WORDS)


def test_staff_see_what_was_told_to_whom_and_by_which_step(phones: Phones, story: AStory, staff: Window) -> None:
    said = words_of(staff.get(MESSAGES))
    assert "Báo lịch hẹn và mã hẹn" in said
    assert "Cho Nguyễn Thị Lan (người cần giúp)" in said
    assert "Qua tin nhắn, ••• 678" in said
    assert "Đã gửi" in said


def test_no_code_and_no_whole_number_is_shown(phones: Phones, story: AStory, staff: Window) -> None:
    page = staff.get(MESSAGES).text
    assert "hoa sen" not in page
    assert "123456" not in page
    assert not re.search(r"\+84[0-9]{9}", page.partition("<main")[2].partition("</main>")[0])


def test_a_message_is_sent_again_once_however_often_the_button_is_pressed(
    phones: Phones, story: AStory, staff: Window, tmp_path: Path
) -> None:
    before = len(lines(tmp_path))
    form = {"once": hidden(staff.get(MESSAGES), "once"), "request": story.request_id}
    path = f"{MESSAGES}/{the('request.received', phones)}/resend"
    first, second = (staff.post(path, form) for _ in range(2))
    assert (
        first.headers["Location"] == second.headers["Location"] == f"{MESSAGES}?request={story.request_id}&done=resent"
    )
    assert "Đã xếp gửi lại" in words_of(staff.follow(first))
    send_all(phones.runtime)
    assert len(lines(tmp_path)) == before + 1


def test_what_is_still_on_its_way_or_a_code_is_not_sent_again(phones: Phones, story: AStory, staff: Window) -> None:
    staff.post(f"{MESSAGES}/{the('request.received', phones)}/resend")
    waits = staff.post(f"{MESSAGES}/{the('request.received', phones)}/resend")
    assert (waits.status_code, "Tin này chưa gửi xong (chờ gửi)" in words_of(waits)) == (409, True)
    code = staff.post(f"{MESSAGES}/{the('request.code', phones)}/resend")
    assert (code.status_code, "Tin có mã không gửi lại được." in words_of(code)) == (409, True)


def test_one_state_one_person_or_one_request_is_chosen(phones: Phones, story: AStory, staff: Window) -> None:
    assert "Không có tin nào." in words_of(staff.get(f"{MESSAGES}?status=failed"))
    assert "Mời nhận việc" not in words_of(staff.get(f"{MESSAGES}?person={story.resident_id}"))
    about = words_of(staff.get(f"{MESSAGES}?request={story.request_id}"))
    assert "Chỉ tin về một yêu cầu." in about
    assert "Báo lịch hẹn và mã hẹn" in about
    assert "Không có tin nào." in words_of(staff.get(f"{MESSAGES}?request={new_id()}"))
    assert staff.get(f"{MESSAGES}?status=lost").status_code == 404


def test_another_wards_messages_are_not_there(phones: Phones, story: AStory) -> None:
    others = window_of(phones, phones.staff(ELSEWHERE))
    assert "Không có tin nào." in words_of(others.get(f"{MESSAGES}?request={story.request_id}"))
    assert others.get(f"{MESSAGES}?ward={WARD}").status_code == 404
    assert others.get(f"{MESSAGES}/fragment?request={story.request_id}").status_code == 404
    assert others.post(f"{MESSAGES}/{the('request.received', phones)}/resend").status_code == 404


def test_the_counter_reads_whose_page_it_is(phones: Phones, story: AStory) -> None:
    assert window_of(phones, phones.calling()).get(MESSAGES).status_code == 403


def test_what_was_told_of_a_request_is_a_few_lines_for_its_own_page(
    phones: Phones, story: AStory, staff: Window
) -> None:
    part = staff.get(f"{MESSAGES}/fragment?request={story.request_id}")
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "Nguyễn Thị Lan (người cần giúp)" in part.text
    assert f'href="{MESSAGES}?request={story.request_id}"' in part.text
    assert staff.get(f"{MESSAGES}/fragment").status_code == 404


def test_programs_read_the_messages_about_one_request_too(phones: Phones, story: AStory) -> None:
    found = phones.staff(WARD).get(f"/messages?request={story.request_id}").json["items"]
    assert {"request.received", "visit.confirm", "offer"} <= {message["template"] for message in found}
    assert "request.code" in {message["template"] for message in phones.staff(WARD).get("/messages").json["items"]}
