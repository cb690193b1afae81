"""What helpers read and report of a visit on its page, and what is said when the two sides did not meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.sessions.app import create_app
from services.sessions.tables import appointments
from shared.contracts import sessions as told
from shared.ids import new_id
from tests.integration.desk_window import words_of
from tests.integration.sessions_town import Town, a_town
from tests.integration.sessions_windows import deed, events, offers_of, page_of, visit_of, window_of
from tests.integration.sessions_wiring import (
    WARD,
    AHousehold,
    a_person,
    a_topic,
    a_volunteer,
    a_ward,
    hear,
    rows,
    sessions_on,
)
from tests.unit.sessions.builders import at


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """On Monday at 8:30, a day before the visit."""
    with a_town(f"sqlite:///{tmp_path / 'sessions.sqlite'}", tmp_path) as opened:
        hear(opened.sessions, a_ward(WARD))
        yield opened


def test_on_the_day_the_helper_can_arrive_and_report(town: Town) -> None:
    town.go_to(at("7:00", 1))
    offered = offers_of(window_of(town, "volunteer").get(page_of(town)))
    assert offered == {"start", "report", "move", "hand-back"}


def test_a_helper_reads_what_to_say_with_the_words_in_it(town: Town) -> None:
    hear(town.sessions, a_person(town.household.resident_id, "Nguyễn Thị Lan", sequence=2, birth_year=1940))
    words = words_of(window_of(town, "volunteer").get(page_of(town)))
    code = visit_of(town)["visit_code"]
    assert f"“Cháu chào cụ ạ. Cháu là Minh, phường cử đến giúp cụ: VNeID. Mã hẹn của mình là ‘{code}’." in words


def test_the_box_for_the_helpers_task_has_the_rule_at_the_door_beside_the_script(town: Town) -> None:
    box = window_of(town, "volunteer").get(f"{page_of(town)}/fragment").text
    assert str(visit_of(town)["visit_code"]) in box
    assert "Nói mã trước, không bao giờ hỏi mã." in box
    assert "không bao giờ hỏi mã" not in window_of(town, "tracking").get(f"{page_of(town)}/fragment").text


def test_a_helper_arrives_reports_in_one_form_and_is_thanked(town: Town) -> None:
    town.go_to(at("8:31", 1))
    minh = window_of(town, "volunteer")
    arrived = minh.follow(deed(town, minh, "start"))
    assert "Đã ghi lúc đến." in words_of(arrived)
    town.go_to(at("9:19", 1))
    form = minh.get(f"{page_of(town)}/report")
    assert 'value="50"' in form.text, "the minutes since they came, to five"
    skill = {"skills.0.topic": "vneid", "skills.0.participant_id": town.household.resident_id}
    said = {"minutes": "45", "follow_up.topics": "vneid", "other_topic": "ihanoi", "note": "Bà Lan cần kính mới."}
    answer = deed(town, minh, "report", **skill, **said, **{"skills.0.level": "prompted"})
    page = minh.follow(answer)
    assert "Đã ghi kết quả. Cảm ơn anh/chị." in words_of(page)
    assert "Làm được khi có người nhắc" in words_of(page)
    (event,) = events(town, told.APPOINTMENT_COMPLETED)
    assert event["minutes"] == 45
    assert event["follow_up"] == {"topics": ["vneid", "ihanoi"], "windows": []}


def test_a_report_without_a_level_is_asked_for_one_and_keeps_what_was_written(town: Town) -> None:
    town.go_to(at("9:30", 1))
    minh = window_of(town, "volunteer")
    page = deed(town, minh, "report", minutes="45", note="Cần kính mới.", **{"skills.0.topic": "vneid"})
    assert page.status_code == 422
    assert "Chọn một mức cho việc đã làm." in words_of(page)
    assert "Cần kính mới." in page.text
    assert visit_of(town)["status"] == "scheduled"


@pytest.mark.parametrize("minutes", ["", "0", "nhiều", "721"])
def test_minutes_that_cannot_be_are_asked_for_in_plain_words(town: Town, minutes: str) -> None:
    town.go_to(at("9:30", 1))
    skill = {"skills.0.topic": "vneid", "skills.0.level": "alone"}
    page = deed(town, window_of(town, "volunteer"), "report", minutes=minutes, **skill)
    assert page.status_code == 422
    assert "Ghi số phút, từ 1 đến 720." in words_of(page)


def test_a_report_that_is_sent_again_leads_to_the_visit_as_it_is(town: Town) -> None:
    town.go_to(at("9:30", 1))
    minh = window_of(town, "volunteer")
    form = {"minutes": "45", "skills.0.topic": "vneid", "skills.0.level": "alone"}
    assert minh.post(f"{page_of(town)}/report", form).status_code == 303
    again = minh.post(f"{page_of(town)}/report", form)
    assert again.headers["Location"].endswith("?sorry=visit_is_over")
    assert "Buổi hướng dẫn này đã xong" in words_of(minh.follow(again))
    assert len(events(town, told.APPOINTMENT_COMPLETED)) == 1


def test_a_household_cannot_report_nor_arrive(town: Town) -> None:
    lan = window_of(town, "resident")
    assert lan.get(f"{page_of(town)}/report").status_code == 403
    assert lan.post(f"{page_of(town)}/start").status_code == 403


def test_a_helper_who_met_nobody_says_so(town: Town) -> None:
    town.go_to(at("8:45", 1))
    minh = window_of(town, "volunteer")
    page = minh.follow(deed(town, minh, "missed", who="resident"))
    assert "Cán bộ phường sẽ gọi hỏi thăm" in words_of(page)
    assert [event["who"] for event in events(town, told.APPOINTMENT_MISSED)] == ["resident"]


def test_a_household_to_whom_nobody_came_says_so_with_one_button(town: Town) -> None:
    town.go_to(at("9:00", 1))
    lan = window_of(town, "tracking")
    page = lan.follow(deed(town, lan, "missed", who="volunteer"))
    assert "phường xin lỗi anh/chị và sẽ gọi hẹn lại" in words_of(page)
    assert [event["who"] for event in events(town, told.APPOINTMENT_MISSED)] == ["volunteer"]


def test_before_the_hour_nobody_was_missed(town: Town) -> None:
    assert window_of(town, "tracking").get(f"{page_of(town)}/missed").status_code == 303


def test_of_a_pair_staff_name_who_did_not_come(tmp_path: Path) -> None:
    house, minh, hoa = AHousehold(needed=2), new_id(), new_id()
    with sessions_on(f"sqlite:///{tmp_path / 'sessions.sqlite'}", tmp_path) as sessions:
        people = (a_person(minh, "Trần Văn Minh"), a_person(hoa, "Phạm Thị Hoa"), a_topic("vneid"), a_ward(WARD))
        hear(sessions, *people, a_volunteer(minh), a_volunteer(hoa), house.accepted({new_id(): minh, new_id(): hoa}))
        (placed,) = rows(sessions, appointments)
        town = Town(sessions, create_app(sessions).test_client(), house, minh, placed["id"])
        staff = window_of(town, "staff")
        assert "Trần Văn Minh và Phạm Thị Hoa" in _either_way(words_of(staff.get(page_of(town))))
        deed(town, staff, "missed", who="volunteer", volunteer_id=hoa)
        (event,) = events(town, told.APPOINTMENT_MISSED)
        assert (event["who"], event["volunteer_id"]) == ("volunteer", hoa)


def _either_way(text: str) -> str:
    return text.replace("Phạm Thị Hoa và Trần Văn Minh", "Trần Văn Minh và Phạm Thị Hoa")


def test_a_helpers_phone_may_keep_the_box_on_the_day_and_nobody_elses(town: Town) -> None:
    box = f"{page_of(town)}/fragment"
    assert "Offline-Seconds" not in window_of(town, "volunteer").get(box).headers
    town.go_to(at("7:00", 1))
    assert window_of(town, "volunteer").get(box).headers["Offline-Seconds"] == str(17 * 3600)
    assert "Offline-Seconds" not in window_of(town, "tracking").get(box).headers
