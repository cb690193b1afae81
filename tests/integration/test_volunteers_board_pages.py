"""The board of the ward: what is open, what is owed, what was searched for, and who may look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.desk_window import QUEUE, rows_of, statements_of, words_of
from tests.integration.volunteer_window import answers_on, press, window_of, window_on
from tests.integration.volunteers_wiring import Office, on_behalf, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

OTHER_WARD = "00008"
MINH, HA = "Nguyễn Văn Minh", "Trần Thu Hà"
MANY = 6


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def test_an_empty_queue_says_so(office: Office) -> None:
    page = window_of(office.staff).get(QUEUE)
    assert "Không còn yêu cầu nào chờ. Ngày mai có 0 buổi." in page.text
    assert "Nothing waits. 0 visits tomorrow." in window_of(office.staff).get(f"{QUEUE}?lang=en").text


def test_what_is_owed_soonest_stands_first_and_what_is_not_owed_last(office: Office) -> None:
    unproven = office.anyone.post("/requests", on_behalf()).json["id"]
    usual = office.entered()["id"]
    today = office.entered(urgency="today")["id"]
    page = window_of(office.staff).get(QUEUE)
    assert rows_of(page) == [today, usual, unproven]
    said = words_of(page)
    for each in ("Cần trong ngày", "Còn 4 giờ làm việc", "Còn 3 ngày làm việc", "Chờ xác minh", "Chưa mời ai"):
        assert each in said


def test_a_promise_that_is_over_is_told_in_working_time(office: Office) -> None:
    office.entered(urgency="today")
    office.clock.advance(timedelta(days=1))
    window = window_of(office.signed_in("+84912000001"))
    assert re.search(r"Quá hạn \d giờ làm việc", words_of(window.get(QUEUE)))
    assert re.search(r"\d working hours overdue", words_of(window.get(f"{QUEUE}?lang=en")))
    assert len(rows_of(window.get(f"{QUEUE}?overdue=true"))) == 1


def test_how_far_asking_has_come_stands_in_the_row(office: Office) -> None:
    minh, _ = (window_of(each) for each in office.volunteers(MINH, HA).values())
    office.entered()
    office.tick()
    press(minh, minh.get("/volunteers/tasks"), "decline")
    said = words_of(window_of(office.staff).get(QUEUE))
    assert "Đợt 1/4: đã mời 2 · 1 bận · 1 chưa trả lời · còn " in said
    assert not answers_on(minh.get("/volunteers/tasks"), "decline")


def test_filters_are_in_the_address_and_what_is_searched_for_is_not(office: Office) -> None:
    lan = office.entered()["id"]
    binh = office.entered(resident={"name": "Trần Văn Bình", "phone": "+84912000022"}, topics=["ihanoi"])["id"]
    window = window_of(office.staff)
    assert rows_of(window.get(f"{QUEUE}?topic=ihanoi&status=&ward=&neighbourhood=")) == [binh]
    assert rows_of(window.get(f"{QUEUE}?status=scheduled")) == []
    assert window.get(f"{QUEUE}?status=nonsense").status_code == 404
    answer = window.post(f"{QUEUE}/search", {"q": "nguyen  lan"})
    assert answer.headers["Location"] == f"{QUEUE}?found=true"
    page = window.follow(answer)
    assert (rows_of(page), "Kết quả tìm “nguyen lan”" in page.text) == ([], True)
    page = window.follow(window.post(f"{QUEUE}/search", {"q": "nguyen thi lan"}))
    assert rows_of(page) == [lan]
    assert "lan" not in page.text.partition("<title>")[2].partition("</title>")[0].lower()
    assert rows_of(window.get(QUEUE)) == [lan, binh]
    assert window.post(f"{QUEUE}/search", {"q": " "}).headers["Location"] == QUEUE
    assert rows_of(window.get(f"{QUEUE}?found=true")) == [lan, binh]


def test_a_search_also_finds_what_has_ended(office: Office) -> None:
    lan = office.entered()["id"]
    office.staff.post(f"/requests/{lan}/close", {"reason": "no_answer"})
    window = window_of(office.staff)
    assert rows_of(window.get(QUEUE)) == []
    assert rows_of(window.follow(window.post(f"{QUEUE}/search", {"q": "000003"}))) == [lan]


def test_a_long_queue_goes_on_where_it_stopped_and_takes_as_many_statements_as_a_short_one(office: Office) -> None:
    window = window_of(office.staff)
    made = [office.entered()["id"] for _ in range(2)]
    with statements_of(office.runtime) as few:
        window.get(QUEUE)
    made += [office.entered()["id"] for _ in range(MANY - 2)]
    with statements_of(office.runtime) as many:
        page = window.get(f"{QUEUE}?ward={BA_DINH}&limit=4")
    assert len(many) == len(few)
    next_url = re.search(rf'href="({QUEUE}\?[^"]*cursor=[^"]*)"', page.text)
    assert next_url
    rest = window.get(next_url[1].replace("&amp;", "&"))
    assert rows_of(page) + rows_of(rest) == made
    assert f'href="{QUEUE}?ward={BA_DINH}"' in rest.text


def test_the_wall_shows_nobodys_name(office: Office) -> None:
    received = office.entered()
    page = window_of(office.staff).get(f"{QUEUE}?view=wall")
    assert rows_of(page) == [received["id"]]
    assert received["reference"] in page.text
    assert "Nguyễn Thị Lan" not in page.text


def test_a_ward_sees_its_own_and_only_staff_see_anything(office: Office) -> None:
    office.entered()
    neighbours = window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
    assert rows_of(neighbours.get(QUEUE)) == []
    assert neighbours.get(f"{QUEUE}?ward={BA_DINH}").status_code == 404
    counter = window_of(office.with_post("counter", (BA_DINH,), "+84912000072"))
    assert len(rows_of(counter.get(QUEUE))) == 1
    assert window_of(office.volunteer(MINH, "+84912000010")).get(QUEUE).status_code == 403
    assert window_on(office).get(QUEUE).headers["Location"].startswith("/volunteers/sign-in?next=")


def test_who_has_several_wards_chooses_among_them(office: Office) -> None:
    received = office.entered()
    both = window_of(office.with_post("staff", (BA_DINH, OTHER_WARD), "+84912000073"))
    page = both.get(QUEUE)
    assert rows_of(page) == [received["id"]]
    assert f'<option value="{OTHER_WARD}"' in page.text
    assert rows_of(both.get(f"{QUEUE}?ward={OTHER_WARD}")) == []
