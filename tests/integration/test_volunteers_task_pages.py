"""A volunteer's one screen: what is asked, what was taken, how to reach the resident, and handing it back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.integration.agenda_visit import Visit
from tests.integration.volunteer_window import TASKS, answers_on, press, window_of, window_on
from tests.integration.volunteers_wiring import NEAR, RESIDENT_PHONE, Office, a_span, an_application, volunteers_on
from tests.kit.windows import hidden
from tests.unit.volunteers.builders import BA_DINH, MONDAY, at

MINH, HA = "Nguyễn Văn Minh", "Trần Thu Hà"
MINH_PHONE = "+84912000010"
HOME = "số 12, ngõ 34 phố Đội Cấn"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def looks_at(visit: Visit) -> int:
    lines = visit.office.staff.get(f"{visit.path}/timeline").json["items"]
    return sum(line["kind"] == "contact_seen" for line in lines)


def test_an_offer_says_what_where_when_and_how_long_and_nothing_of_whom(office: Office) -> None:
    minh = window_of(office.volunteer(MINH, MINH_PHONE, location=NEAR))
    assert "Chưa có việc nào chờ anh/chị trả lời" in minh.get(TASKS).text
    office.entered(neighbourhood="Tổ 12")
    office.tick()
    page = minh.get(TASKS)
    for said in (
        "VNeID",
        "Tổ 12",
        "8 giờ sáng đến 11 giờ 30 trưa thứ Tư, 3/12 hoặc thứ Năm, 4/12 hoặc thứ Sáu, 5/12",
        "để trả lời",
        "Tôi nhận",
        "Lần này tôi bận",
    ):
        assert said in page.text
    for hidden_yet in ("Nguyễn Thị Lan", HOME, RESIDENT_PHONE[3:]):
        assert hidden_yet not in page.text
    assert "I will go" in minh.get(f"{TASKS}?lang=en").text


def test_the_first_who_says_yes_has_it_and_the_other_is_thanked(office: Office) -> None:
    windows = [window_of(each) for each in office.volunteers(MINH, HA).values()]
    office.entered()
    office.tick()
    pages = [window.get(TASKS) for window in windows]
    first, second = (press(window, page, "accept") for window, page in zip(windows, pages, strict=True))
    assert first.headers["Location"] == f"{TASKS}?done=accepted"
    assert "Cảm ơn anh/chị đã nhận việc" in windows[0].follow(first).text
    page = windows[1].follow(second)
    assert (page.status_code, answers_on(page, "accept")) == (200, [])
    assert "Việc này vừa có người nhận trước. Cảm ơn anh/chị đã sẵn lòng." in page.text


def test_pressing_twice_is_pressing_once(office: Office) -> None:
    minh = window_of(office.volunteer(MINH, MINH_PHONE))
    office.entered()
    office.tick()
    page = minh.get(TASKS)
    assert [press(minh, page, "accept").headers["Location"] for _ in range(2)] == [f"{TASKS}?done=accepted"] * 2


def test_busy_this_time_is_said_without_a_reason(office: Office) -> None:
    minh = window_of(office.volunteer(MINH, MINH_PHONE))
    office.entered()
    office.tick()
    page = minh.follow(press(minh, minh.get(TASKS), "decline"))
    assert "lần này anh/chị bận" in page.text
    assert answers_on(page, "accept") == []


def test_a_task_says_when_and_what_to_say_at_the_door_and_every_look_is_kept(office: Office) -> None:
    visit = Visit(office)
    minh, task = window_of(visit.volunteer), f"{TASKS}/{visit.request['id']}"
    assert "Chờ xếp giờ" in minh.get(TASKS).text
    visit.scheduled()
    page = minh.get(task)
    for said in ("9 giờ sáng thứ Tư, 3/12", "Cháu là Minh, phường cử đến giúp bác: VNeID", "Không nhận tiền, quà"):
        assert said in page.text
    for hidden_yet in ("Nguyễn Thị Lan", HOME, RESIDENT_PHONE[3:]):
        assert hidden_yet not in page.text
    looks = looks_at(visit)
    early = minh.post(f"{task}/contact")
    assert RESIDENT_PHONE in early.text
    assert HOME not in early.text
    assert "Địa chỉ hiện từ 6 giờ tối thứ Ba, 2/12" in early.text
    assert looks_at(visit) == looks + 1
    office.clock.advance(at(2, 18) - MONDAY)
    assert HOME in window_of(office.signed_in(MINH_PHONE)).post(f"{task}/contact").text


def test_opening_an_address_is_no_look_and_every_press_is_one(office: Office) -> None:
    visit = Visit(office)
    minh, task = window_of(visit.volunteer), f"{TASKS}/{visit.request['id']}"
    visit.scheduled()
    looks = looks_at(visit)
    page = minh.get(f"{task}/contact")
    assert (page.status_code, f'action="{task}/contact"' in page.text) == (200, True)
    assert "Nguyễn Thị Lan" not in page.text
    assert minh.get(task, **{"Sec-Purpose": "prefetch;prerender"}).status_code == 403
    assert looks_at(visit) == looks
    assert [minh.post(f"{task}/contact").status_code for _ in range(2)] == [200, 200]
    assert looks_at(visit) == looks + 2


def pressed(shown: TestResponse) -> dict[str, str]:
    """What the button of a page sends: its name, drawn for this showing of it."""
    return {"look": hidden(shown, "look")}


@pytest.mark.parametrize("page", ["", "/contact"])
def test_a_button_pressed_twice_or_loaded_again_is_one_look(office: Office, page: str) -> None:
    visit = Visit(office)
    minh, task = window_of(visit.volunteer), f"{TASKS}/{visit.request['id']}"
    visit.scheduled()
    looks, first = looks_at(visit), pressed(minh.get(f"{task}{page}"))
    assert all(RESIDENT_PHONE in minh.post(f"{task}/contact", first).text for _ in range(3))
    assert looks_at(visit) == looks + 1
    minh.post(f"{task}/contact", pressed(minh.get(f"{task}{page}")))
    assert looks_at(visit) == looks + 2, "whoever comes back and presses it again looks again"
    office.clock.advance(timedelta(minutes=10))
    minh.post(f"{task}/contact", first)
    assert looks_at(visit) == looks + 3, "and so does who loads it again later"


def test_a_contact_that_is_loaded_again_is_shown_to_nobody_who_may_see_it_no_more(office: Office) -> None:
    visit = Visit(office)
    minh, task = window_of(visit.volunteer), f"{TASKS}/{visit.request['id']}"
    visit.scheduled()
    first = pressed(minh.get(task))
    assert RESIDENT_PHONE in minh.post(f"{task}/contact", first).text
    assert RESIDENT_PHONE not in str(office.rows(office.runtime.parts.kit.idempotency_keys))
    assert minh.post(f"{task}/hand-back", {"reason": "ill"}).status_code == 303
    again = minh.post(f"{task}/contact", first)
    assert again.headers["Location"] == f"{TASKS}?sorry=contact_hidden"
    assert RESIDENT_PHONE not in again.text


def test_a_contact_read_in_the_other_language_is_the_same_look(office: Office) -> None:
    visit = Visit(office)
    minh, contact = window_of(visit.volunteer), f"{TASKS}/{visit.request['id']}/contact"
    visit.scheduled()
    looks = looks_at(visit)
    shown = minh.post(contact, pressed(minh.get(contact)))
    assert f'<form method="post" action="{contact}?lang=en">' in shown.text
    english = minh.post(f"{contact}?lang=en", pressed(shown))
    assert (RESIDENT_PHONE[3:] in english.text, english.headers["Content-Language"]) == (True, "en")
    assert minh.post(f"{contact}?lang=vi", pressed(english)).status_code == 200
    assert looks_at(visit) == looks + 1
    assert minh.post(f"{contact}?lang=en", pressed(minh.get(contact))).status_code == 200
    assert looks_at(visit) == looks + 2, "the first look is one in any language"


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ({"address_form": "bà", "birth_year": 1940}, "bà"),
        ({"birth_year": 1940}, "cụ"),
        ({"birth_year": 1990}, "anh/chị"),
    ],
)
def test_the_door_script_addresses_people_as_they_chose_and_else_by_their_age(
    office: Office, said: dict[str, object], called: str
) -> None:
    visit = Visit(office, resident={"name": "Nguyễn Thị Lan", "phone": RESIDENT_PHONE, **said})
    page = window_of(visit.volunteer).get(f"{TASKS}/{visit.request['id']}").text
    assert f"Cháu chào {called} ạ. Cháu là Minh, phường cử đến giúp {called}: VNeID." in page
    assert f"{called[:1].upper()}{called[1:]} xem có đúng không rồi hãy mở cửa ạ." in page


def test_a_task_is_handed_back_with_a_reason_and_is_gone(office: Office) -> None:
    visit = Visit(office)
    minh, task = window_of(visit.volunteer), f"{TASKS}/{visit.request['id']}"
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": "024 3823 7421"})
    assert "024 3823 7421" in minh.get(f"{task}/hand-back").text
    empty = minh.post(f"{task}/hand-back")
    assert (empty.status_code, "Chọn một lý do." in empty.text) == (422, True)
    page = minh.follow(minh.post(f"{task}/hand-back", {"reason": "ill"}))
    assert "Đã nhờ người khác đi thay" in page.text
    assert minh.get(task).status_code == 404
    assert minh.get(f"{task}/contact").status_code == 404
    assert minh.post(f"{task}/contact").headers["Location"] == f"{TASKS}?sorry=contact_hidden"


def test_another_volunteer_finds_no_such_task(office: Office) -> None:
    visit = Visit(office)
    ha, task = window_of(office.volunteer(HA, "+84912000011")), f"{TASKS}/{visit.request['id']}"
    assert [ha.get(path).status_code for path in (task, f"{task}/contact", f"{task}/hand-back")] == [404] * 3
    assert ha.post(f"{task}/contact").status_code == 404
    assert window_of(office.staff).get(task).status_code == 403


def test_who_waits_to_be_approved_reads_what_happens_and_a_stranger_how_to_join(office: Office) -> None:
    office.anyone.post("/volunteers", an_application(MINH, MINH_PHONE))
    minh = window_of(office.signed_in(MINH_PHONE))
    assert "Đã nhận đăng ký của anh/chị" in minh.get(TASKS).text
    assert minh.get(f"{TASKS}/availability").status_code == 200
    assert "/volunteers/join" in window_of(office.staff).get(TASKS).text
    assert window_on(office).get(TASKS).headers["Location"].startswith("/volunteers/sign-in?next=")


def test_a_limit_that_is_reached_is_told_as_a_sentence(office: Office) -> None:
    minh = window_of(office.volunteer(MINH, MINH_PHONE, max_open_tasks=1))
    for _ in range(2):
        office.entered()
    office.tick()
    first, second = answers_on(minh.get(TASKS), "accept")
    minh.post(first)
    assert "Anh/chị đang nhận đủ 1 việc như đã chọn" in minh.follow(minh.post(second)).text


def test_the_time_to_answer_is_told_in_minutes_when_it_is_short(office: Office) -> None:
    minh = window_of(office.volunteer(MINH, MINH_PHONE, weekly=[{"weekday": 0, "start": "13:00", "end": "18:00"}]))
    office.entered(urgency="today", windows=[a_span(at(1, 13), at(1, 17))])
    office.tick()
    office.clock.advance(timedelta(minutes=10))
    assert "Còn 20 phút để trả lời" in minh.get(TASKS).text


def test_the_tasks_can_be_put_beside_the_apps_of_a_phone(office: Office) -> None:
    minh = window_of(office.volunteer(MINH, MINH_PHONE))
    (address,) = re.findall(r'rel="manifest" href="([^"]+)"', minh.get(TASKS).text)
    answer = minh.get(address)
    told: dict[str, Any] = answer.json or {}
    assert (answer.mimetype, told["start_url"]) == ("application/manifest+json", TASKS)
    assert told["short_name"] == "Việc của tôi"
    for icon in told["icons"]:
        with minh.client.get(icon["src"]) as drawn:
            assert (drawn.status_code, drawn.mimetype) == (200, icon["type"])
