"""The board of the ward: what is open, what is owed, what was searched for, and who may look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.volunteers.queries.board import STRETCH
from services.volunteers.queries.searching import LATEST
from tests.integration.desk_window import (
    QUEUE,
    multiplied,
    next_of,
    rows_of,
    said_to_script,
    searched,
    statements_of,
    words_of,
)
from tests.integration.volunteer_window import answers_on, press, window_of, window_on
from tests.integration.volunteers_wiring import Office, on_behalf, volunteers_on
from tests.kit.windows import hidden
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
    assert re.fullmatch(rf"{QUEUE}\?found=[0-9a-f]+", answer.headers["Location"])
    page = window.follow(answer)
    assert (rows_of(page), "Kết quả tìm “nguyen lan”" in page.text) == ([lan], True)
    assert rows_of(window.follow(window.post(f"{QUEUE}/search", {"q": "thi nguyen ba"}))) == []
    assert "lan" not in page.text.partition("<title>")[2].partition("</title>")[0].lower()
    assert rows_of(window.get(QUEUE)) == [lan, binh]
    assert window.post(f"{QUEUE}/search", {"q": " "}).headers["Location"] == QUEUE
    assert rows_of(window.get(f"{QUEUE}?found=true")) == [lan, binh]


def test_a_search_keeps_what_is_chosen_and_leaving_it_does_too(office: Office) -> None:
    office.entered()
    ihanoi = office.entered(topics=["ihanoi"])["id"]
    window = window_of(office.staff)
    found = window.post(f"{QUEUE}/search", {"q": "nguyen lan", "topic": "ihanoi", "ward": BA_DINH})
    page = window.follow(found)
    assert rows_of(page) == [ihanoi]
    left = window.post(f"{QUEUE}/search", {"q": "", "topic": "ihanoi", "ward": BA_DINH, "found": hidden(page, "found")})
    assert left.headers["Location"] == f"{QUEUE}?ward={BA_DINH}&topic=ihanoi"
    assert window.post(f"{QUEUE}/search", {"q": "", "topic": "nonsense"}).headers["Location"] == QUEUE


def test_two_windows_search_for_different_people_and_the_next_at_the_desk_sees_neither(office: Office) -> None:
    lan = office.entered()["id"]
    binh = office.entered(resident={"name": "Trần Văn Bình", "phone": "+84912000022"})["id"]
    window = window_of(office.staff)
    first, second = (window.post(f"{QUEUE}/search", {"q": name}).headers["Location"] for name in ("lan", "binh"))
    assert (rows_of(window.get(first)), rows_of(window.get(second))) == ([lan], [binh])
    other = office.with_post("staff", (BA_DINH,), "+84912000074")
    window.client.set_cookie("outreach_session", str(other.authorization).removeprefix("Bearer "))
    page = window.get(first)
    assert (rows_of(page), "Kết quả tìm" in page.text) == ([lan, binh], False)


def test_the_page_says_where_its_list_goes_on_by_itself(office: Office) -> None:
    received = office.entered()["id"]
    window = window_of(office.staff)
    page = window.get(f"{QUEUE}?ward={BA_DINH}&status=open&limit=1")
    assert said_to_script(page, "live") == f"/volunteers/api/v1/queue/stream?ward={BA_DINH}"
    assert said_to_script(page, "row") == f"{QUEUE}/{{id}}/row?ward={BA_DINH}&status=open"
    assert said_to_script(page, "counts") == f"{QUEUE}/counts?ward={BA_DINH}"
    changes = office.staff.get(f"/queue/stream?after={said_to_script(page, 'since')}").json["changes"]
    assert [change["request_id"] for change in changes] == [received], "nothing that the list may lack is passed over"
    assert said_to_script(page, "cut") == ""
    office.entered()
    assert said_to_script(window.get(f"{QUEUE}?limit=1"), "cut") == "last"


def test_one_row_is_answered_by_itself_as_the_list_shows_it(office: Office) -> None:
    received = office.entered()
    window = window_of(office.staff)
    row = window.get(f"{QUEUE}/{received['id']}/row")
    assert rows_of(row) == [received["id"]]
    assert "<html" not in row.text
    assert row.text.strip() in window.get(QUEUE).text
    wall = window.get(f"{QUEUE}/{received['id']}/row?view=wall")
    assert (received["reference"] in wall.text, "Nguyễn Thị Lan" in wall.text) == (True, False)


def test_a_row_that_is_not_on_the_board_as_it_is_filtered_is_not_there(office: Office) -> None:
    received = office.entered()["id"]
    window = window_of(office.staff)
    row = f"{QUEUE}/{received}/row"
    assert [window.get(f"{row}?{query}").status_code for query in ("topic=vneid", "topic=ihanoi")] == [200, 404]
    assert window.get(f"{row}?status=nonsense").status_code == 404
    neighbours = window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
    assert neighbours.get(row).status_code == 404
    assert neighbours.get(f"{QUEUE}/counts?ward={BA_DINH}").status_code == 404
    office.staff.post(f"/requests/{received}/close", {"reason": "no_answer"})
    assert window_of(office.staff).get(row).status_code == 404


def test_the_numbers_on_top_are_answered_by_themselves(office: Office) -> None:
    office.entered()
    numbers = window_of(office.staff).get(f"{QUEUE}/counts")
    assert '<nav class="counts" id="counts"' in numbers.text
    assert "<strong>1</strong> <span>Chưa mời ai</span>" in numbers.text
    assert "<html" not in numbers.text


def test_a_request_stands_where_its_promise_puts_it_whatever_has_changed_it(office: Office) -> None:
    today = office.entered(urgency="today")["id"]
    usual = office.entered()["id"]
    window = window_of(office.staff)
    assert rows_of(window.get(QUEUE)) == [today, usual]
    office.staff.post(f"/requests/{today}/close", {"reason": "no_answer"})
    assert rows_of(window.get(QUEUE)) == [usual]
    office.staff.post(f"/requests/{today}/reopen")
    assert rows_of(window.get(QUEUE)) == [today, usual]
    orders = re.findall(r'data-order="([^"]+)"', window.get(QUEUE).text)
    assert orders == sorted(orders)


def test_who_takes_care_of_requests_can_see_theirs_alone(office: Office) -> None:
    mine = office.entered()["id"]
    office.entered()
    me = office.staff.get("/me").json["id"]
    assert office.staff.post(f"/requests/{mine}/owner", {"person_id": me}).status_code == 200
    assert rows_of(window_of(office.staff).get(f"{QUEUE}?mine=true")) == [mine]


def test_a_search_also_finds_what_has_ended(office: Office) -> None:
    lan = office.entered()["id"]
    office.staff.post(f"/requests/{lan}/close", {"reason": "no_answer"})
    window = window_of(office.staff)
    assert rows_of(window.get(QUEUE)) == []
    assert rows_of(window.follow(window.post(f"{QUEUE}/search", {"q": "000003"}))) == [lan]


def test_who_asked_is_found_as_the_resident_is_and_nobody_of_another_ward(database_url: str, tmp_path: Path) -> None:
    with volunteers_on(database_url, tmp_path) as office:
        received = office.anyone.post("/requests", on_behalf()).json
        ended = office.entered()["id"]
        office.staff.post(f"/requests/{ended}/close", {"reason": "no_answer"})
        words = ("nguyen lan", "thu trang", "0912000002", received["reference"])
        mine, neighbours = window_of(office.staff), window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
        found = [rows_of(searched(mine, each)) for each in words]
        assert sorted(found[0]) == sorted([received["id"], ended])
        assert found[1:] == [[received["id"]]] * 3
        assert [rows_of(searched(neighbours, each)) for each in words] == [[]] * len(words)
        city = window_of(office.with_post("city", (), "+84912000008"))
        assert [rows_of(searched(city, each)) for each in words[1:]] == found[1:]
        assert sorted(rows_of(searched(city, "nguyen lan", ward=BA_DINH))) == sorted(found[0])
        assert rows_of(searched(city, "nguyen lan", ward=OTHER_WARD)) == []
        assert rows_of(searched(mine, "nguyen lan", status="given_up")) == [ended]
        assert rows_of(searched(mine, "nguyen lan", status="unconfirmed")) == [received["id"]]


def test_of_a_search_one_row_is_answered_by_its_own_people(office: Office) -> None:
    received = office.anyone.post("/requests", on_behalf()).json["id"]
    window = window_of(office.staff)
    rows = [said_to_script(searched(window, words), "row").format(id=received) for words in ("thu trang", "binh")]
    assert [window.get(each).status_code for each in rows] == [200, 404]


def test_a_long_queue_is_searched_a_part_at_a_time_and_says_so(office: Office) -> None:
    lan = office.anyone.post("/requests", on_behalf()).json["id"]
    binh = office.entered(resident={"name": "Trần Văn Bình", "phone": "+84912000022"}, topics=["ihanoi"])["id"]
    multiplied(office, binh, STRETCH)
    window = window_of(office.staff)
    for first in (searched(window, "nguyen lan"), window.get(f"{QUEUE}?topic=vneid")):
        assert rows_of(first) == []
        assert "Sang trang sau để tìm tiếp" in first.text
        assert said_to_script(first, "cut") == "last"
        rest = window.get(next_of(first))
        assert (rows_of(rest), next_of(rest)) == ([lan], "")
    assert len(rows_of(searched(window, "binh"))) == 50


def test_what_has_ended_long_ago_is_found_by_its_number(office: Office) -> None:
    lan = office.entered()
    office.staff.post(f"/requests/{lan['id']}/close", {"reason": "no_answer"})
    office.clock.advance(timedelta(minutes=1))
    binh = office.entered(resident={"name": "Trần Văn Bình", "phone": "+84912000022"})["id"]
    window = window_of(office.staff)
    assert rows_of(searched(window, "nguyen lan")) == [lan["id"]]
    multiplied(office, binh, LATEST)
    page = window.get(next_of(searched(window, "nguyen lan")))
    assert (rows_of(page), "tìm bằng số yêu cầu" in page.text) == ([], True)
    assert rows_of(window.get(next_of(searched(window, lan["reference"])))) == [lan["id"]]


def test_a_long_queue_goes_on_where_it_stopped_and_takes_as_many_statements_as_a_short_one(office: Office) -> None:
    window = window_of(office.staff)
    made = [office.entered()["id"] for _ in range(2)]
    with statements_of(office.runtime) as few:
        window.get(QUEUE)
    made += [office.entered()["id"] for _ in range(MANY - 2)]
    with statements_of(office.runtime) as many:
        page = window.get(f"{QUEUE}?ward={BA_DINH}&limit=4")
    assert len(many) == len(few)
    rest = window.get(next_of(page))
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
