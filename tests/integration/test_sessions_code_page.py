"""Somebody is at the door, and whoever stands behind it checks what they say, in a browser without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.sessions.tables import appointments, wrong_codes
from tests.integration.desk_window import words_of
from tests.integration.sessions_town import Town, a_town
from tests.integration.sessions_windows import window_of
from tests.integration.sessions_wiring import WARD, a_ward, hear, rows
from tests.kit.windows import Window
from tests.unit.sessions.builders import at

WRONG = "cái ô, cái ô"
CODE = "/sessions/code"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """On Tuesday at eight, half an hour before the visit."""
    with a_town(f"sqlite:///{tmp_path / 'sessions.sqlite'}", tmp_path) as opened:
        hear(opened.sessions, a_ward(WARD))
        opened.go_to(at("8:00", 1))
        yield opened


@pytest.fixture
def door(town: Town) -> Window:
    return Window(town.client, "/sessions")


def check(door: Window, code: str, **more: Any) -> Any:
    return door.post(CODE, {"code": code, "ward": WARD, "neighbourhood": "", **more})


def code_of(town: Town) -> str:
    (visit,) = [row for row in rows(town.sessions, appointments) if row["id"] == town.appointment_id]
    return str(visit["visit_code"])


def test_the_code_is_asked_in_any_ward_by_its_name(door: Window) -> None:
    page = door.get(CODE)
    assert page.status_code == 200
    assert "Người đến nói mã gì?" in words_of(page)
    assert '<option value="00004">Ba Đình (phường)</option>' in page.text


def test_the_ward_one_comes_from_is_chosen_already(door: Window) -> None:
    assert '<option value="00004" selected>' in door.get(f"{CODE}?ward={WARD}").text


def test_a_right_code_names_who_was_sent_and_nobody_else(door: Window, town: Town) -> None:
    page = check(door, code_of(town))
    assert page.status_code == 200
    assert "Đúng. Hôm nay phường có cử Trần Văn Minh." in words_of(page)
    assert "Lan" not in page.text


def test_a_right_code_is_not_typed_in_for_the_next_one(door: Window, town: Town) -> None:
    assert code_of(town) not in check(door, code_of(town)).text


def test_a_wrong_code_says_not_to_open_and_whom_to_call(door: Window) -> None:
    page = check(door, WRONG)
    assert page.status_code == 200
    assert "Mã này không đúng. Đừng mở cửa, đừng đưa điện thoại hay giấy tờ." in words_of(page)
    assert 'href="tel:+842438237420"' in page.text
    assert 'href="tel:113"' in page.text


def test_without_a_published_phone_the_staff_of_the_ward_are_to_be_called(door: Window, town: Town) -> None:
    hear(town.sessions, a_ward(WARD, sequence=2, phone=None))
    page = check(door, WRONG)
    assert "Gọi cán bộ phường hoặc công an 113." in words_of(page)
    assert "{sdt}" not in page.text


def test_after_two_wrong_codes_the_neighbourhood_is_asked_for_too(door: Window, town: Town) -> None:
    for _ in range(2):
        assert check(door, WRONG).status_code == 200
    page = check(door, code_of(town))
    assert page.status_code == 422
    assert "Ghi nhà ở tổ nào, thôn nào rồi kiểm tra lại." in words_of(page)
    assert "bỏ trống" not in words_of(page)
    assert "Minh" not in page.text
    assert "Đúng." in words_of(check(door, code_of(town), neighbourhood="tổ 12"))


def test_after_five_wrong_codes_not_even_the_right_one_is_heard(door: Window, town: Town) -> None:
    for _ in range(5):
        check(door, WRONG, neighbourhood="tổ 12")
    page = check(door, code_of(town), neighbourhood="tổ 12")
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "Chờ 60 phút rồi thử lại." in words_of(page)
    assert "Minh" not in page.text


def test_neighbours_on_the_same_mobile_network_are_heard_all_the_same(door: Window, town: Town) -> None:
    for _ in range(5):
        check(door, WRONG, neighbourhood="tổ 12")
    lan = window_of(town)
    assert "Đúng." in words_of(check(lan, code_of(town)))


def test_a_browser_is_given_its_key_with_its_first_wrong_code_and_no_key_is_kept(door: Window, town: Town) -> None:
    door.get(CODE)
    check(door, code_of(town))
    assert door.cookie("outreach_door") is None
    check(door, WRONG)
    key = door.cookie("outreach_door")
    assert key
    check(door, WRONG)
    assert door.cookie("outreach_door") == key
    assert key not in str(rows(town.sessions, wrong_codes))


def test_pages_and_api_count_the_same_tries_of_an_address(door: Window, town: Town) -> None:
    for _ in range(50):
        body = {"code": WRONG, "ward": WARD, "neighbourhood": "Tổ 12"}
        town.client.post("/api/v1/visit-codes/check", json=body)
    assert check(door, code_of(town), neighbourhood="tổ 12").status_code == 429


@pytest.mark.parametrize(("field", "said"), [("code", "Ghi hai từ"), ("ward", "Chọn phường, xã nơi đang ở")])
def test_what_is_left_out_is_asked_for_in_plain_words(door: Window, field: str, said: str) -> None:
    page = door.post(CODE, {"code": "hoa sen con cá", "ward": WARD, field: ""})
    assert page.status_code == 422
    assert said in words_of(page)


def test_nothing_that_was_typed_comes_into_an_address(door: Window, town: Town) -> None:
    assert "Location" not in check(door, code_of(town)).headers


def test_a_link_cannot_make_the_page_say_that_a_code_is_right(door: Window, town: Town) -> None:
    page = door.get(f"{CODE}?result=ok&nguoi=Minh&code={code_of(town)}&ward={WARD}")
    assert "Đúng." not in words_of(page)


def test_a_form_of_another_site_is_not_answered(door: Window, town: Town) -> None:
    answer = door.post(CODE, {"code": code_of(town), "ward": WARD}, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert 'href="tel:+842438237420"' in answer.text, "whom to call stands beside a refusal too"
