"""Who holds which post, kept by the head of the ward: given, until a day, and ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.desk_window import words_of
from tests.integration.help_window import errors_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import STAFF_PHONE, Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH

STAFF, NEW = "/volunteers/people/staff", "/volunteers/people/staff/new"
OTHER_WARD, HEAD_PHONE = "00008", "+84912000074"
HOA = {"name": "Vũ Thị Hoa", "phone": "0912 000 088", "role": "counter", "wards": BA_DINH, "since": "", "until": ""}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def head(office: Office) -> Window:
    assert office.staff.get("/me").status_code == 200
    return window_of(office.with_post("head", (BA_DINH,), HEAD_PHONE))


def holder(head: Window, **form: str) -> str:
    """Hoa with the post of this form: the address of her page."""
    answer = head.post(NEW, {**HOA, **form})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].partition("?")[0])


def test_somebody_new_gets_a_post_once_and_signs_in_with_it(office: Office, head: Window) -> None:
    form = {**HOA, "once": hidden(head.get(NEW), "once"), "until": "2025-12-31"}
    first, second = (head.post(NEW, form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    said = words_of(head.follow(first))
    assert "Đã giao nhiệm vụ." in said
    assert "Cán bộ điểm phục vụ hành chính công (Phường Ba Đình), đến hết 31/12" in said
    assert "Vũ Thị Hoa" in words_of(head.get(STAFF))
    assert window_of(office.signed_in("+84912000088")).get("/volunteers/queue").status_code == 200


def test_a_last_day_is_set_and_taken_back_and_a_post_is_ended_at_once(office: Office, head: Window) -> None:
    url = holder(head)
    post = hidden(head.get(url), "post")
    hoa = window_of(office.signed_in("+84912000088"))
    assert "đến hết 15/1" in words_of(head.follow(head.post(f"{url}/until", {"post": post, "until": "2026-01-15"})))
    assert "đến hết" not in words_of(head.follow(head.post(f"{url}/until", {"post": post, "until": ""}))).partition(
        "Giao thêm"
    )[0].replace("Đến hết ngày", "")
    assert head.post(f"{url}/posts", {**HOA, "role": "staff"}).status_code == 303
    assert "Cán bộ phường, xã (Phường Ba Đình)" in words_of(head.get(url))
    office.clock.advance(timedelta(minutes=1))
    assert head.post(f"{url}/end", {"post": post}).headers["Location"] == f"{url}?done=ended"
    assert "hành chính công (" not in words_of(head.get(url))
    assert hoa.get("/volunteers/queue").status_code == 303


def test_who_loses_the_last_post_is_on_no_page_any_more(office: Office, head: Window) -> None:
    url = holder(head)
    ended = head.post(f"{url}/end", {"post": hidden(head.get(url), "post")})
    assert ended.headers["Location"] == STAFF
    assert head.get(url).status_code == 404
    assert head.post(f"{url}/end", {"post": "counter"}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": "", "phone": "12", "role": ""}, {"name", "phone", "role"}),
        ({"wards": ""}, {"wards"}),
        ({"since": "2025-12-10", "until": "2025-12-09"}, {"until"}),
        ({"wards": "99999"}, {"wards"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(head: Window, changes: dict[str, str], fields: set[str]) -> None:
    page = head.post(NEW, {**HOA, **changes})
    assert page.status_code == 422
    assert {name.partition(".")[0] for name in errors_of(page)} == fields


def test_a_last_day_before_the_first_is_refused(head: Window) -> None:
    url = holder(head)
    page = head.post(f"{url}/until", {"post": hidden(head.get(url), "post"), "until": "2025-11-01"})
    assert (page.status_code, "Ngày cuối phải từ ngày bắt đầu trở đi." in page.text) == (422, True)
    page = head.post(f"{url}/until", {"post": "nothing", "until": "soon"})
    assert page.status_code == 422


def test_nobody_gives_more_than_they_hold_nor_elsewhere_nor_to_themselves(office: Office, head: Window) -> None:
    for beyond in ({"role": "safeguarding"}, {"role": "city", "wards": ""}, {"wards": OTHER_WARD}):
        page = head.post(NEW, {**HOA, **beyond})
        assert (page.status_code, "không cao hơn việc của mình" in words_of(page)) == (403, True)
    me = office.signed_in(HEAD_PHONE).get("/me").json["id"]
    own = window_of(office.signed_in(HEAD_PHONE)).post(f"{STAFF}/{me}/posts", HOA)
    assert (own.status_code, "Việc của chính mình" in words_of(own)) == (403, True)


def test_another_wards_head_finds_nobody_and_staff_are_no_heads(office: Office, head: Window) -> None:
    url = holder(head)
    others = window_of(office.with_post("head", (OTHER_WARD,), "+84912000075"))
    assert others.get(url).status_code == 404
    for deed in ("posts", "until", "end"):
        assert others.post(f"{url}/{deed}", {**HOA, "until": ""}).status_code == 404
    assert "Vũ Thị Hoa" not in words_of(others.get(STAFF))
    staff = window_of(office.signed_in(STAFF_PHONE))
    assert (staff.get(url).status_code, staff.get(NEW).status_code) == (403, 403)
    assert staff.post(NEW, HOA).status_code == 403


@pytest.mark.parametrize(("deed", "form"), [("end", {}), ("until", {"until": "2026-01-15"})])
def test_a_post_that_is_held_no_more_is_not_said_to_have_ended(head: Window, deed: str, form: dict[str, str]) -> None:
    url = holder(head)
    for post in ("counter 00004 2025-11-03", ""):
        refused = head.post(f"{url}/{deed}", {"post": post, **form})
        assert (refused.status_code, "Nhiệm vụ này vừa có người sửa" in words_of(refused)) == (409, True)
    page = words_of(head.get(url))
    assert ("hành chính công (Phường Ba Đình)" in page, "đến hết" in page.partition("Giao thêm")[0]) == (True, False)


def test_a_post_is_ended_once_however_often_the_button_is_pressed(head: Window) -> None:
    url = holder(head)
    assert head.post(f"{url}/posts", {**HOA, "role": "staff"}).status_code == 303
    page = head.get(url)
    form = {"once": hidden(page, "once"), "post": hidden(page, "post")}
    first, second = (head.post(f"{url}/end", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"{url}?done=ended"
    assert "Đã thôi nhiệm vụ." in words_of(head.follow(second))
