"""One visit on its page: to the household, to who makes it, and to ward staff, each with their deeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from services.sessions.pages.words_deeds import CANCEL, MISSED
from services.sessions.pages.words_visit import DESK, HELPER, HOUSEHOLD, REASONS
from shared.clock import HANOI
from shared.contracts import sessions as told
from tests.integration.desk_window import words_of
from tests.integration.sessions_town import Town, a_town
from tests.integration.sessions_windows import deed, events, offers_of, page_of, visit_of, window_of
from tests.integration.sessions_wiring import (
    WARD,
    a_person,
    a_ward,
    hear,
)
from tests.kit.windows import visible
from tests.unit.sessions.builders import at


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """On Monday at 8:30, a day before the visit."""
    with a_town(f"sqlite:///{tmp_path / 'sessions.sqlite'}", tmp_path) as opened:
        hear(opened.sessions, a_ward(WARD))
        yield opened


def test_the_household_reads_who_comes_when_and_with_which_words(town: Town) -> None:
    page = window_of(town, "tracking").get(page_of(town))
    assert page.status_code == 200
    words = words_of(page)
    assert "Đã hẹn: 8 giờ 30 sáng thứ Ba, 8/12" in words
    assert "Trần Văn Minh" in words
    assert str(visit_of(town)["visit_code"]) in words
    assert "Người đến phải tự nói hai từ này trước." in words


def test_whoever_has_another_link_or_none_does_not_learn_that_there_is_a_visit(town: Town) -> None:
    assert window_of(town, "other tracking").get(page_of(town)).status_code == 404
    assert window_of(town, "other staff").get(page_of(town)).status_code == 404
    assert window_of(town, "other volunteer").get(page_of(town)).status_code == 404
    answer = window_of(town).get(page_of(town))
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/volunteers/sign-in?next=/sessions/appointments/")


def test_the_title_and_the_address_name_nobody_and_no_code(town: Town) -> None:
    page = window_of(town, "tracking").get(page_of(town))
    title = page.text.partition("<title>")[2].partition("</title>")[0]
    assert title.strip() == "Lịch hẹn · Bình dân học vụ số"


def test_each_is_offered_what_is_theirs_to_do(town: Town) -> None:
    offered = {
        who: offers_of(window_of(town, who).get(page_of(town)))
        for who in ("tracking", "resident", "volunteer", "staff", "counter")
    }
    assert offered == {
        "tracking": {"confirm", "move", "cancel"},
        "resident": {"confirm", "move", "cancel"},
        "volunteer": {"move", "hand-back"},
        "staff": {"confirm", "start", "report", "missed", "move", "cancel"},
        "counter": set(),
    }


def test_the_resident_confirms_by_the_link_and_is_thanked_as_they_are_addressed(town: Town) -> None:
    hear(town.sessions, a_person(town.household.resident_id, "Nguyễn Thị Lan", sequence=2, address_form="cụ"))
    lan = window_of(town, "resident")
    page = lan.follow(deed(town, lan, "confirm"))
    assert "Cụ đã báo đúng hẹn. Cảm ơn cụ." in words_of(page)
    assert visit_of(town)["status"] == "confirmed"
    assert [event["by"] for event in events(town, told.APPOINTMENT_CONFIRMED)] == ["resident"]


def test_who_asked_for_another_is_addressed_as_anh_chi(town: Town) -> None:
    assert "Anh/chị đừng đọc mã cho ai." in words_of(window_of(town, "tracking").get(page_of(town)))


def test_confirming_twice_says_the_same_and_tells_it_once(town: Town) -> None:
    lan = window_of(town, "tracking")
    form = {"once": "x" * 22}
    answers = [lan.post(f"{page_of(town)}/confirm", form).headers["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(events(town, told.APPOINTMENT_CONFIRMED)) == 1


def test_the_household_moves_the_visit_to_another_free_time_and_the_old_words_are_dead(town: Town) -> None:
    lan, before = window_of(town, "tracking"), str(visit_of(town)["visit_code"])
    form = lan.get(f"{page_of(town)}/move")
    times = [datetime.fromisoformat(found) for found in _values(form.text, "starts_at")]
    assert 2 <= len(times) <= 12
    assert all(8 <= time.astimezone(HANOI).hour < 16 for time in times), "the hours that suit most homes"
    page = lan.follow(deed(town, lan, "move", starts_at=times[-1].isoformat()))
    assert "mã cũ không dùng nữa" in words_of(page)
    assert before not in words_of(page)
    assert visit_of(town)["starts_at"] == times[-1]


def test_all_free_times_of_one_day_are_shown_when_it_is_asked_for(town: Town) -> None:
    form = window_of(town, "tracking").get(f"{page_of(town)}/move?day=2026-12-10")
    times = [datetime.fromisoformat(found) for found in _values(form.text, "starts_at")]
    assert {time.astimezone(HANOI).date().isoformat() for time in times} == {"2026-12-10"}
    assert len(times) > 20


def test_a_helper_is_offered_the_times_the_household_named(town: Town) -> None:
    form = window_of(town, "volunteer").get(f"{page_of(town)}/move")
    times = [datetime.fromisoformat(found) for found in _values(form.text, "starts_at")]
    assert {time.astimezone(HANOI).date().isoformat() for time in times} == {"2026-12-08"}


def test_a_time_that_is_not_free_is_refused_in_words_for_people(town: Town) -> None:
    lan = window_of(town, "tracking")
    page = deed(town, lan, "move", starts_at=at("3:00", 3).isoformat())
    assert page.status_code == 422
    assert "Giờ này vừa có người bận" in words_of(page)
    assert "GET" not in words_of(page)
    assert visit_of(town)["starts_at"] == at("8:30", 1)


def test_no_time_chosen_is_asked_for(town: Town) -> None:
    page = deed(town, window_of(town, "tracking"), "move")
    assert page.status_code == 422
    assert "Mời chọn một giờ." in words_of(page)


def test_the_household_cancels_and_reads_that_nobody_comes(town: Town) -> None:
    lan = window_of(town, "tracking")
    page = lan.follow(deed(town, lan, "cancel", reason="ill"))
    assert "KHÔNG có ai đến" in words_of(page)
    assert visit_of(town)["status"] == "cancelled"
    (event,) = events(town, told.APPOINTMENT_CANCELLED)
    assert (event["by"], event["reopen"]) == ("asked_by", False)


def test_staff_say_whether_somebody_else_is_looked_for(town: Town) -> None:
    staff = window_of(town, "staff")
    staff.follow(deed(town, staff, "cancel", reason="weather", reopen="true"))
    (event,) = events(town, told.APPOINTMENT_CANCELLED)
    assert (event["by"], event["reopen"]) == ("staff", True)


def test_without_a_reason_nothing_is_cancelled(town: Town) -> None:
    page = deed(town, window_of(town, "tracking"), "cancel")
    assert page.status_code == 422
    assert "Mời chọn một lý do." in words_of(page)
    assert visit_of(town)["status"] == "scheduled"


def test_what_has_ended_offers_no_deed_and_old_addresses_lead_to_it(town: Town) -> None:
    lan = window_of(town, "tracking")
    deed(town, lan, "cancel", reason="ill")
    assert offers_of(lan.get(page_of(town))) == set()
    for name in ("move", "cancel", "missed"):
        assert lan.get(f"{page_of(town)}/{name}").headers["Location"] == page_of(town)


@pytest.mark.parametrize("reason", ["safety", "ill", "busy", "travel"])
def test_what_keeps_a_helper_away_is_told_to_the_ward_and_not_to_the_household(town: Town, reason: str) -> None:
    deed(town, window_of(town, "staff"), "cancel", reason=reason, reopen="true")
    assert town.get("staff").json["reason"] == reason
    said = REASONS[f"reason.{reason}"].said("vi")
    assert said in words_of(window_of(town, "staff").get(page_of(town)))
    for who in ("resident", "asked_by", "tracking"):
        assert (town.get(who).json["reason"], town.get(who).json["status"]) == (None, "cancelled")
        page = words_of(window_of(town, who).get(page_of(town)))
        assert said not in page
        assert "Lý do" not in page


def test_the_household_reads_the_reason_it_gave(town: Town) -> None:
    lan = window_of(town, "tracking")
    assert "Đang mệt, đang ốm" in words_of(lan.follow(deed(town, lan, "cancel", reason="ill")))


def test_a_visit_for_which_another_time_is_sought_is_put_off(town: Town) -> None:
    deed(town, window_of(town, "staff"), "cancel", reason="weather", reopen="true")
    page = words_of(window_of(town, "resident").get(page_of(town)))
    assert "Buổi 8 giờ 30 sáng thứ Ba, 8/12 tạm hoãn, KHÔNG có ai đến" in page
    assert "Phường sẽ gọi bác hẹn lại." in page
    assert "đã hủy" not in page
    assert "is put off, NOBODY comes" in words_of(window_of(town, "resident").get(f"{page_of(town)}?lang=en"))


def test_a_visit_that_is_over_for_good_is_cancelled(town: Town) -> None:
    deed(town, window_of(town, "staff"), "cancel", reason="not_needed", reopen="false")
    page = words_of(window_of(town, "resident").get(page_of(town)))
    assert "Buổi 8 giờ 30 sáng thứ Ba, 8/12 đã hủy, KHÔNG có ai đến" in page
    assert "hẹn lại" not in page


TOLD_AT: dict[str, dict[str, str]] = {
    "home": {
        "put_off": "KHÔNG có ai đến",
        "missed": "Người hướng dẫn đến mà chưa gặp được",
        "button": "Chưa thấy ai đến",
    },
    "phone": {
        "put_off": "KHÔNG có ai gọi",
        "missed": "Người hướng dẫn gọi mà chưa gặp được",
        "button": "Chưa thấy ai gọi",
    },
    "ward_office": {
        "put_off": "bác chưa phải đến",
        "missed": "Người hướng dẫn đợi mà",
        "button": "Đến nơi mà chưa gặp ai",
    },
}


@pytest.mark.parametrize("place", TOLD_AT)
def test_nobody_comes_who_only_calls_and_to_the_office_it_is_she_who_comes(place: str, tmp_path: Path) -> None:
    said = TOLD_AT[place]
    others = [each for where, told in TOLD_AT.items() if where != place for each in told.values()]
    with a_town(f"sqlite:///{tmp_path / 'sessions.sqlite'}", tmp_path, place) as town:
        hear(town.sessions, a_ward(WARD))
        town.go_to(at("9:00", 1))
        late = words_of(window_of(town, "resident").get(page_of(town)))
        deed(town, window_of(town, "volunteer"), "missed", who="resident")
        missed = words_of(window_of(town, "resident").get(page_of(town)))
    assert said["button"] in late
    assert said["missed"] in missed
    assert [each for each in others if each in late + missed] == []


@pytest.mark.parametrize("place", TOLD_AT)
def test_what_is_put_off_is_told_as_it_was_to_be(place: str, tmp_path: Path) -> None:
    with a_town(f"sqlite:///{tmp_path / 'sessions.sqlite'}", tmp_path, place) as town:
        hear(town.sessions, a_ward(WARD))
        deed(town, window_of(town, "staff"), "cancel", reason="weather", reopen="true")
        assert TOLD_AT[place]["put_off"] in words_of(window_of(town, "resident").get(page_of(town)))


def test_who_helps_by_phone_is_offered_a_number_and_no_way_to_a_home(tmp_path: Path) -> None:
    with a_town(f"sqlite:///{tmp_path / 'sessions.sqlite'}", tmp_path, "phone") as town:
        hear(town.sessions, a_ward(WARD))
        town.go_to(at("8:31", 1))
        helper, desk = (words_of(window_of(town, who).get(page_of(town))) for who in ("volunteer", "staff"))
    assert "Số điện thoại" in helper
    assert "đường đến nhà" not in helper
    assert "Người hướng dẫn đã gọi được" in desk
    assert "đã đến nơi" not in desk


def test_what_is_said_of_a_place_is_said_of_every_place_too() -> None:
    for words in (HOUSEHOLD, HELPER, DESK, CANCEL, MISSED):
        of_places = [key.partition(":") for key in words if ":" in key]
        assert {place for _, _, place in of_places} <= {"phone", "ward_office"}
        assert {key for key, _, _ in of_places} <= set(words)


def test_everywhere_on_the_page_the_household_is_addressed_as_it_chose(town: Town) -> None:
    hear(town.sessions, a_person(town.household.resident_id, "Nguyễn Thị Lan", sequence=2, address_form="bà"))
    for page in ("", "/move", "/cancel"):
        words = visible(window_of(town, "resident").get(page_of(town) + page))
        assert "không mang điện thoại của bà đi" in words
        assert "bác" not in words


def test_a_browser_without_script_is_shown_the_words_as_a_picture(town: Town) -> None:
    lan = window_of(town, "tracking")
    picture = lan.get(f"{page_of(town)}/code.svg")
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert picture.headers["Cache-Control"] == "no-store"
    assert f">{visit_of(town)['visit_code']}</text>" in picture.text
    for who in ("other tracking", "other staff", "leader"):
        assert window_of(town, who).get(f"{page_of(town)}/code.svg").status_code == 404
    deed(town, lan, "cancel", reason="ill")
    assert lan.get(f"{page_of(town)}/code.svg").status_code == 404


DEEDS: list[tuple[str, dict[str, str]]] = [
    ("confirm", {}),
    ("start", {}),
    ("report", {"minutes": "45", "skills.0.topic": "vneid", "skills.0.level": "alone"}),
    ("move", {"starts_at": at("9:00", 3).isoformat()}),
    ("cancel", {"reason": "ill"}),
    ("missed", {"who": "volunteer"}),
]


@pytest.mark.parametrize(("name", "form"), DEEDS, ids=[name for name, _ in DEEDS])
def test_a_deed_is_refused_to_who_only_looks_and_unknown_to_others(town: Town, name: str, form: dict[str, str]) -> None:
    url = f"{page_of(town)}/{name}"
    answers = {who: window_of(town, who).post(url, form).status_code for who in ("counter", "leader", "other staff")}
    assert answers == {"counter": 403, "leader": 404, "other staff": 404}
    assert window_of(town).post(url, form).headers["Location"].startswith("/volunteers/sign-in")
    assert visit_of(town)["status"] == "scheduled"


@pytest.mark.parametrize("name", ["report", "move", "cancel", "missed"])
def test_what_is_asked_for_a_deed_is_not_shown_to_who_only_looks(town: Town, name: str) -> None:
    assert window_of(town, "counter").get(f"{page_of(town)}/{name}").status_code == 403
    assert window_of(town, "other staff").get(f"{page_of(town)}/{name}").status_code == 404


def test_a_form_of_another_site_changes_nothing(town: Town) -> None:
    lan = window_of(town, "tracking")
    answer = lan.post(f"{page_of(town)}/confirm", {}, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert visit_of(town)["status"] == "scheduled"


def test_the_box_for_other_pages_is_no_page_and_holds_the_words_for_its_reader_only(town: Town) -> None:
    code = str(visit_of(town)["visit_code"])
    box = window_of(town, "tracking").get(f"{page_of(town)}/fragment")
    assert box.status_code == 200
    assert "<html" not in box.text
    assert all(f"<span>{word}" in box.text for word in code.split(", "))
    assert window_of(town, "other tracking").get(f"{page_of(town)}/fragment").status_code == 404


def test_english_is_complete_and_addresses_nobody_in_vietnamese(town: Town) -> None:
    words = words_of(window_of(town, "tracking").get(f"{page_of(town)}?lang=en"))
    assert "Fixed: 8:30 a.m. on Tuesday, 8 December" in words
    assert "đến" not in words.replace("Trần Văn Minh", "")


def _values(text: str, name: str) -> list[str]:
    return [part.partition('"')[0] for part in text.split(f'name="{name}" type="radio" value="')[1:]]
