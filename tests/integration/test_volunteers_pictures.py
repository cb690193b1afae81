"""A picture to remember: chosen when asking, named at the door, and told to nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from services.volunteers.tables import kit, requests
from tests.integration.agenda_visit import Visit
from tests.integration.help_window import HELP, LAN, TRANG, Asking, errors_of, is_chosen
from tests.integration.test_volunteers_follow_pages import opened, page_of
from tests.integration.test_volunteers_help_pages import an_asking
from tests.integration.volunteer_window import TASKS, window_of
from tests.integration.volunteers_wiring import Office, a_request_body, volunteers_on
from tests.unit.volunteers.builders import MONDAY, at

MINH_PHONE = "+84912000010"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def lan(office: Office) -> Asking:
    return an_asking(office, LAN, count(300))


def kept(office: Office) -> str | None:
    (row,) = office.rows(requests)
    picture: str | None = row["asking"].picture
    return picture


def test_she_picks_one_of_the_pictures_and_finds_it_again(office: Office, lan: Asking) -> None:
    assert lan.answer_all() == "check"
    assert lan.asked[-1] == "picture"
    assert is_chosen(lan.get("picture"), "picture", "boat")
    assert lan.get("picture").text.count('class="picture-input"') == 24
    check = lan.get("check").text
    assert "Con thuyền" in check
    assert "pictures/remember/boat" in check
    lan.send()
    assert kept(office) == "boat"
    assert "nói đúng hình đã chọn" in lan.get("done").text
    assert "thuyền" not in lan.get("done").text


def test_it_may_be_left_out_and_taken_back(office: Office, lan: Asking) -> None:
    lan.answer_all()
    assert lan.post("picture?from=check", picture=["boat", ""]).headers["Location"] == f"{HELP}/check"
    assert "Con thuyền" not in lan.get("check").text
    lan.send()
    assert kept(office) is None
    assert "hình đã chọn" not in lan.get("done").text


def test_what_is_none_of_the_pictures_is_refused(lan: Asking) -> None:
    lan.post("place")
    answer = lan.post("picture", picture="dragon")
    assert (answer.status_code, errors_of(answer)) == (422, ["picture"])
    assert "Mời chọn trong những điều có ở đây." in answer.text


def test_only_who_is_visited_at_home_is_asked(lan: Asking) -> None:
    lan.answers["place"] = {"place": "phone"}
    assert lan.answer_all() == "check"
    assert "picture" not in lan.asked


def test_who_asks_for_another_is_told_to_tell_them(office: Office) -> None:
    trang = an_asking(office, TRANG, count(320))
    trang.answer_all()
    assert "Nhớ nói hình này cho người cần giúp." in trang.get("picture").text


def test_a_program_gives_it_too_and_only_one_there_is(office: Office) -> None:
    assert office.entered(picture="bell")
    assert kept(office) == "bell"
    answer = office.staff.post("/requests", a_request_body(picture="dragon"))
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["picture"])


def test_staff_read_it_and_the_holder_of_the_link_does_not(office: Office) -> None:
    slip = office.entered(picture="bell")
    path = f"/requests/{slip['id']}"
    assert office.staff.get(path).json["picture"] == "bell"
    assert "picture" not in office.holder(slip).get(path).json
    assert "chuông" not in opened(office, slip).get(page_of(slip)).text
    assert "Cái chuông" in window_of(office.staff).get(f"/volunteers/queue/{slip['id']}").text


def test_the_helper_reads_it_with_the_address_and_names_it_after_the_code(office: Office) -> None:
    visit = Visit(office, picture="bell")
    visit.scheduled()
    task = f"{TASKS}/{visit.request['id']}"
    office.clock.advance(at(2, 17, 59) - MONDAY)
    minh = office.signed_in(MINH_PHONE)
    assert minh.get(f"{visit.path}/contact").json["picture"] is None
    assert "Cái chuông" not in window_of(minh).get(task).text
    office.clock.advance(timedelta(minutes=1))
    assert minh.get(f"{visit.path}/contact").json["picture"] == "bell"
    assert "Cái chuông</span>" in window_of(minh).get(task).text
    assert "Cái chuông (bell)</span>" in window_of(minh).get(f"{task}?lang=en").text, "she chose it in Vietnamese"


def test_no_event_and_no_line_of_the_journal_has_it(office: Office) -> None:
    visit = Visit(office, picture="bell")
    visit.scheduled()
    visit.completed()
    office.tick()
    told = json.dumps([[event.data for event in office.ears.heard], office.rows(kit.journal)], default=str)
    assert "bell" not in told
    assert "chuông" not in told
