"""Asking for help on the pages, without JavaScript: every question, back and forth, for oneself and for others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.tables import persons, requests
from tests.integration.help_window import HELP, LAN, TRANG, Asking, errors_of, is_chosen
from tests.integration.test_volunteers_wards import csv_file
from tests.integration.volunteers_wiring import ASKER_PHONE, Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH, at

EVERY_MARK = "Nguyễn Hoàng Quỳnh Ưởng Đặng Ỷ Ễnh Ẵm Ỗ Ữ Ộ Ệ Ặc Ẫ Ẻ Ỉ Ỏ Ủ Ỹ Ị Ọ Ụ Ỵ Ạ"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for all: everybody here asks from a browser and a phone of their own."""
    folder = tmp_path_factory.mktemp("help")
    with volunteers_on(f"sqlite:///{folder / 'volunteers.sqlite'}", folder) as office:
        yield office


@pytest.fixture(scope="module")
def phones() -> Iterator[int]:
    return count(100)


@pytest.fixture
def lan(office: Office, phones: Iterator[int]) -> Asking:
    return an_asking(office, LAN, phones)


@pytest.fixture
def trang(office: Office, phones: Iterator[int]) -> Asking:
    return an_asking(office, TRANG, phones)


def an_asking(office: Office, answers: dict[str, dict[str, Any]], phones: Iterator[int]) -> Asking:
    phone = {**answers["phone"], "resident.phone": f"0912 345 {next(phones)}"}
    client = office.anyone.client.application.test_client()
    return Asking(Window(client, "/volunteers"), {**answers, "phone": phone})


def phone_of(asking: Asking) -> str:
    return "+84" + asking.answers["phone"]["resident.phone"].replace(" ", "")[1:]


def request_of(office: Office, asking: Asking) -> dict[str, Any]:
    """The request that this phone is on."""
    (person,) = [each for each in office.rows(persons) if each["phone"] == phone_of(asking)]
    (kept,) = [each for each in office.rows(requests) if each["resident_id"] == person["person_id"]]
    return kept


def test_lan_answers_one_question_a_page_and_her_phone_confirms_it(office: Office, lan: Asking) -> None:
    assert lan.answer_all() == "check"
    assert lan.send().headers["Location"] == f"{HELP}/{request_of(office, lan)['reference']}/code"
    assert f"••• {phone_of(lan)[-3:]}" in lan.get("code").text
    assert lan.post("code", code=office.code(phone_of(lan))).headers["Location"] == f"{lan.slip}/done"
    kept = request_of(office, lan)
    assert kept["reference"] in lan.get("done").text
    assert (kept["status"], kept["ward"], kept["consent"].purposes) == ("open", BA_DINH, ("visit", "reminders"))
    assert [window.start for window in kept["asking"].windows] == [at(3, 8, 30), at(4, 14, 30)]
    assert (kept["asking"].needs, kept["asking"].wishes) == (("poor_sight",), ("woman",))


def test_trang_asks_for_her_grandmother_who_is_asked_herself(office: Office, trang: Asking) -> None:
    assert trang.answer_all() == "check"
    assert {"agreed", "relation", "asker"} <= set(trang.asked)
    trang.send()
    assert trang.post("code", code=office.code(ASKER_PHONE)).headers["Location"] == f"{trang.slip}/done"
    kept = request_of(office, trang)
    assert (kept["status"], kept["relation"], kept["phone_proven"]) == ("unconfirmed", "grandchild", True)
    assert "sẽ gọi hỏi người cần giúp" in trang.get("done").text


def test_going_back_finds_every_answer_and_changing_one_leads_to_the_check_page(office: Office, lan: Asking) -> None:
    lan.answer_all()
    assert is_chosen(lan.get("topics"), "topics", "vneid")
    assert is_chosen(lan.get("when"), "when", "2025-12-04.pm")
    assert "số 12, ngõ 34 phố Đội Cấn" in lan.get("address").text
    page = lan.get("topics?from=check")
    assert 'action="/volunteers/help/topics?from=check"' in page.text
    assert lan.post("topics?from=check", topics="payments").headers["Location"] == f"{HELP}/check"
    assert "Trả tiền, chuyển tiền" in lan.get("check").text


def test_an_answer_that_asks_for_more_leads_through_what_is_missing_and_back_to_the_check_page(lan: Asking) -> None:
    lan.answers["place"] = {"place": "phone"}
    assert lan.answer_all() == "check"
    assert "address" not in lan.asked
    assert lan.post("place?from=check", place="home").headers["Location"] == f"{HELP}/neighbourhood?from=check"
    assert lan.post("neighbourhood?from=check").headers["Location"] == f"{HELP}/address?from=check"
    assert lan.post("address?from=check").headers["Location"] == f"{HELP}/picture?from=check"
    assert lan.post("picture?from=check").headers["Location"] == f"{HELP}/check"


@pytest.mark.parametrize(
    ("page", "changes", "fields", "sentence"),
    [
        ("who", {"who": ""}, ["who"], "Mời chọn một câu trả lời."),
        ("topics", {"topics": ""}, ["topics"], "Mời chọn một việc."),
        ("ward", {"ward_name": "Chợ Lớn"}, ["ward_name"], "Chưa thấy phường, xã nào tên như vậy."),
        ("phone", {"resident.phone": "0912"}, ["resident.phone"], "Số này thiếu hoặc thừa chữ số."),
        ("name", {"resident.name": ""}, ["resident.name"], "Ghi họ tên bằng chữ cái như trên giấy tờ"),
        ("name", {"resident.birth_year": "57"}, ["resident.birth_year"], "Năm sinh ghi đủ bốn chữ số"),
        ("when", {"when": ""}, ["when"], "Mời chọn ít nhất một lúc tiện."),
        ("when", {"when": "2025-12-01.am"}, ["when"], "Giờ đã chọn nay không kịp"),
        ("when", {"when": "", "other_day": "2025-12-20"}, ["other_part"], "Chọn thêm ngày và buổi sáng hay chiều."),
        ("consent", {"visit": "no"}, ["visit"], "Chưa đồng ý thì phường, xã chưa sắp xếp buổi được."),
        ("consent", {"photo": ""}, ["photo"], "Mời chọn một câu trả lời."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_in_the_summary(
    lan: Asking, page: str, changes: dict[str, str], fields: list[str], sentence: str
) -> None:
    answer = lan.post(page, **changes)
    assert answer.status_code == 422
    assert "<title>Lỗi: " in answer.text
    assert errors_of(answer) == fields
    assert answer.text.count(sentence) == 2
    assert all(f'id="{field}"' in answer.text for field in fields)


def test_a_home_without_an_address_is_asked_for_in_a_sentence(lan: Asking) -> None:
    lan.post("place")
    answer = lan.post("address", address="", landmark="")
    assert answer.status_code == 422
    assert "Cần biết nhà ở đâu thì người giúp mới tìm đến được ạ." in answer.text
    assert lan.post("address", address="", landmark="sau chùa Láng").status_code == 303


def test_nobody_is_helped_who_was_not_asked(trang: Asking) -> None:
    trang.post("who")
    answer = trang.post("agreed", agreed="no")
    assert (answer.status_code, errors_of(answer)) == (422, ["agreed"])
    assert "Người ấy đồng ý thì phường, xã mới cử người đến." in answer.text


def test_a_name_with_every_mark_is_kept_and_one_too_long_is_shown_again_whole(office: Office, lan: Asking) -> None:
    assert len(EVERY_MARK) <= 100
    lan.answers["name"] = {**lan.answers["name"], "resident.name": EVERY_MARK}
    assert lan.answer_all() == "check"
    assert EVERY_MARK in lan.get("check").text
    long = " ".join([EVERY_MARK] * 3)[:200].strip()
    answer = lan.post("name", **{"resident.name": long})
    assert (answer.status_code, errors_of(answer)) == (422, ["resident.name"])
    assert f'value="{long}"' in answer.text
    assert EVERY_MARK in lan.get("check").text


def test_the_same_form_sent_twice_makes_one_request(office: Office, lan: Asking) -> None:
    lan.answer_all()
    page = lan.get("check")
    sent = {"once": hidden(page, "once")}
    first, second = (lan.window.post(f"{HELP}/check", sent) for _ in range(2))
    assert first.headers["Location"].endswith("/code")
    assert second.headers["Location"] == first.headers["Location"], "although what was typed is gone"
    assert request_of(office, lan)["status"] == "unconfirmed"


def test_an_answer_that_was_lost_is_given_again_to_who_waits_and_to_nobody_after_them(
    office: Office, lan: Asking
) -> None:
    lan.answer_all()
    client, sent = lan.window.client, {"once": hidden(lan.get("check"), "once")}
    typed = lan.window.cookie("outreach_draft_request") or ""
    first = lan.window.post(f"{HELP}/check", sent)
    held = lan.window.cookie("outreach_tracking")
    client.delete_cookie("outreach_tracking")  # the answer never arrived
    client.set_cookie("outreach_draft_request", typed)
    again = lan.window.post(f"{HELP}/check", sent)
    assert again.headers["Location"] == first.headers["Location"]
    assert lan.window.cookie("outreach_tracking") == held
    assert request_of(office, lan)["status"] == "unconfirmed", "and there is one request"
    lan.window.post(f"{HELP}/leave")
    assert lan.window.post(f"{HELP}/check", sent).headers["Location"] == HELP
    assert lan.window.cookie("outreach_tracking") is None


def test_the_other_language_keeps_the_answers_and_speaks_from_then_on(lan: Asking) -> None:
    lan.post("who")
    lan.post("topics")
    page = lan.get("topics?lang=en")
    assert "What do you need most?" in page.text
    assert is_chosen(page, "topics", "vneid")
    assert lan.post("device", **{"resident.device": ""}).text.count("Please choose one answer.") == 2
    assert "Continue with it" in lan.window.get(HELP).text


def test_what_was_begun_is_taken_up_again_or_thrown_away(lan: Asking) -> None:
    lan.post("who")
    lan.post("topics")
    start = lan.window.get(HELP)
    assert "còn một phiếu ghi dở, bắt đầu lúc 8 giờ 30 sáng thứ Hai, 1/12" in start.text
    assert lan.window.post(f"{HELP}/resume").headers["Location"] == f"{HELP}/device"
    assert lan.get("check").headers["Location"] == f"{HELP}/device?from=check"
    lan.window.post(f"{HELP}/forget")
    assert "Ghi tiếp phiếu ấy" not in lan.window.get(HELP).text
    assert lan.get("check").headers["Location"] == HELP


def test_whoever_kept_the_key_reads_nothing_of_what_is_written_after_it_was_taken_up(lan: Asking) -> None:
    """Somebody who used this browser before, or who planted the key there."""
    lan.post("who")
    lan.post("topics")
    before = Window(lan.window.client.application.test_client(), "/volunteers")
    before.client.set_cookie("outreach_draft_request", lan.window.cookie("outreach_draft_request") or "")
    assert is_chosen(before.get(f"{HELP}/topics"), "topics", "vneid")
    lan.window.follow(lan.window.post(f"{HELP}/resume"))
    assert is_chosen(lan.get("topics"), "topics", "vneid"), "what was written goes on"
    assert lan.answer_all("device") == "check"
    assert "Nguyễn Thị Lan" in lan.get("check").text
    assert before.get(f"{HELP}/check").headers["Location"] == HELP


def test_beside_a_slip_that_was_begun_another_is_begun_that_knows_nothing_of_it(lan: Asking) -> None:
    assert lan.answer_all() == "check"
    start = lan.window.get(HELP)
    afresh = {"afresh": hidden(start, "afresh")}
    refused = lan.window.post(f"{HELP}/who", afresh)
    assert (refused.status_code, f'action="{HELP}/who?afresh=yes"' in refused.text) == (422, True)
    assert lan.window.post(f"{HELP}/who?afresh=yes", {"who": "me"}).status_code == 303
    assert not is_chosen(lan.get("topics"), "topics", "vneid")
    assert "Nguyễn Thị Lan" not in lan.get("name").text
    assert lan.get("check").headers["Location"] == f"{HELP}/topics?from=check"


def test_with_nothing_begun_there_is_nothing_to_take_up(lan: Asking) -> None:
    assert "afresh" not in lan.window.get(HELP).text
    assert lan.window.post(f"{HELP}/resume").headers["Location"] == f"{HELP}/who"
    assert lan.window.cookie("outreach_draft_request") is None


def test_a_poster_opens_the_form_with_its_ward_and_its_telephone(office: Office, lan: Asking) -> None:
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": "+842438237420"})
    page = lan.window.get(f"/volunteers/wards/{BA_DINH}/poster")
    assert "<svg" in page.text
    assert "024 3823 7420" in page.text
    start = lan.window.get(f"{HELP}?ward={BA_DINH}")
    assert "Phường Ba Đình" in start.text
    lan.post("who", ward=hidden(start, "ward"))
    assert 'value="Phường Ba Đình"' in lan.get("ward").text
    assert lan.post("ward", ward_name="Phường Ba Đình").headers["Location"] == f"{HELP}/when"
    assert lan.window.get("/volunteers/wards/99999/poster").status_code == 404


def test_an_old_name_that_leads_to_several_wards_asks_which(office: Office, lan: Asking) -> None:
    city = office.with_post("city", (), "+84912000009")
    former = csv_file("mã,phường xã cũ\n00004,Phường Trúc Bạch\n00008,Phường Trúc Bạch\n")
    assert city.post("/former-units", {"file": former}).status_code == 200
    assert lan.post("ward", ward_name="truc bach").headers["Location"] == f"{HELP}/ward/which"
    page = lan.get("ward/which")
    assert "Phường Ba Đình" in page.text
    assert "Phường Ngọc Hà" in page.text
    assert errors_of(lan.post("ward/which", ward="")) == ["ward"]
    assert lan.post("ward/which", ward="00008").status_code == 303
    assert lan.post("ward", ward_name="truc bach").status_code == 303
    assert "Phường Ngọc Hà" in lan.get("ward/which").text


def test_a_number_is_left_to_be_called_back_and_its_error_stands_beside_it(office: Office, lan: Asking) -> None:
    answer = lan.window.post(f"{HELP}/call-back", {"phone": "091"})
    assert (answer.status_code, errors_of(answer)) == (422, ["phone"])
    answer = lan.window.post(f"{HELP}/call-back", {"phone": "0912 000 003", "ward": BA_DINH})
    assert answer.headers["Location"] == f"{HELP}/called?ward={BA_DINH}"
    assert "Cán bộ phường sẽ gọi lại" in lan.window.follow(answer).text
    office.tell()
    wanted = office.ears.of("call.wanted")[-1]
    assert (wanted.data["ward"], wanted.data["personal"]["phone"]) == (BA_DINH, "+84912000003")


def test_five_wrong_codes_kill_it_and_another_is_sent(office: Office, lan: Asking) -> None:
    lan.answer_all()
    lan.send()
    code = office.code(phone_of(lan))
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert errors_of(lan.post("code", code="12 34")) == ["code"]
    assert {lan.post("code", code=wrong).status_code for _ in range(5)} == {422}
    assert lan.post("code", code=code).status_code == 422
    assert lan.post("again/code").headers["Location"] == f"{lan.slip}/code"
    assert lan.post("code", code=office.code(phone_of(lan))).status_code == 303


def test_a_child_needs_somebody_beside_it_and_the_page_that_can_say_so_opens(lan: Asking) -> None:
    lan.answers["name"] = {**lan.answers["name"], "resident.birth_year": "2012"}
    lan.answer_all()
    answer = lan.send()
    assert (answer.status_code, errors_of(answer)) == (422, ["wishes"])
    assert 'action="/volunteers/help/needs?from=check"' in answer.text


def test_nobody_is_born_in_a_year_to_come(lan: Asking) -> None:
    answer = lan.post("name", **{"resident.birth_year": "2075"})
    assert (answer.status_code, errors_of(answer)) == (422, ["resident.birth_year"])
    assert "Năm sinh này chưa tới." in answer.text
    assert lan.post("name", **{"resident.birth_year": "2025"}).status_code == 303
    assert lan.post("name", **{"resident.birth_year": ""}).status_code == 303


def test_times_that_passed_while_somebody_was_writing_are_asked_for_anew(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        lan = an_asking(office, {**LAN, "when": {"when": "2025-12-02.am"}}, count(100))
        assert lan.answer_all() == "check"
        office.clock.advance(timedelta(hours=3))
        answer = lan.send()
        assert (answer.status_code, errors_of(answer)) == (422, ["when"])
        assert 'action="/volunteers/help/when?from=check"' in answer.text
        assert "Sáng mai" not in answer.text
        assert office.rows(requests) == []


def test_an_answer_to_a_question_that_is_not_asked_leads_on_all_the_same(lan: Asking) -> None:
    assert lan.post("neighbourhood").headers["Location"] == f"{HELP}/when"
    assert lan.post("relation", **{"asked_by.relation": "child"}).headers["Location"] == f"{HELP}/consent"
