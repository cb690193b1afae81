"""In which words residents are asked, refused and led on: addressed as they chose, and never like a program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from services.volunteers.pages.resident.steps import ORDER
from tests.integration.agenda_visit import Visit
from tests.integration.help_window import HELP, LAN, TRANG, Asking, errors_of
from tests.integration.test_volunteers_follow_pages import opened, page_of
from tests.integration.test_volunteers_help_pages import an_asking, phone_of, request_of
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.kit.windows import Window, for_programs, hidden, visible
from tests.unit.volunteers.builders import BA_DINH

LISTED = "/#so-dien-thoai"
WARD_PHONE = "+842438237420"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def lan(office: Office) -> Asking:
    return an_asking(office, LAN, count(400))


@pytest.fixture
def trang(office: Office) -> Asking:
    return an_asking(office, TRANG, count(450))


def test_she_is_bac_until_she_says_how_and_as_she_said_from_then_on(office: Office, lan: Asking) -> None:
    assert "Lúc nào tiện cho bác?" in an_answered(lan, "ward/which").get("when").text
    assert lan.answer_all("neighbourhood") == "check"
    assert "gọi cho bà theo số nào?" in lan.get("phone").text
    assert "Bà có đồng ý không?" in lan.get("consent").text
    assert "Mời bà xem lại" in lan.get("check").text
    lan.send()
    assert "đã nhận phiếu của bà." in lan.get("done").text


def an_answered(asking: Asking, until: str) -> Asking:
    """Who has answered up to this question, and with it."""
    for name in asking.answers:
        asking.post(name)
        if name == until:
            break
    return asking


@pytest.mark.parametrize(("born", "form"), [("1940", "cụ"), ("1990", "anh/chị"), ("1960", "bác")])
def test_without_a_choice_the_year_of_birth_says_how_as_in_messages(lan: Asking, born: str, form: str) -> None:
    lan.answers["name"] = {"resident.name": "Trần Văn Bình", "resident.birth_year": born}
    lan.answer_all()
    assert f"Mời {form} xem lại" in lan.get("check").text


def test_who_asks_for_another_is_anh_chi_and_the_browser_offers_no_number_of_theirs(trang: Asking) -> None:
    trang.answer_all()
    assert "Mời anh/chị xem lại" in trang.get("check").text
    number = re.search(r'<input[^>]*name="resident.phone"[^>]*>', trang.get("phone").text)
    assert number is not None
    assert 'autocomplete="off"' in number[0]
    own = re.search(r'<input[^>]*name="asked_by.phone"[^>]*>', trang.get("asker").text)
    assert own is not None
    assert 'autocomplete="tel"' in own[0]


def test_they_agree_to_the_words_they_read(office: Office, lan: Asking, trang: Asking) -> None:
    for asking in (lan, trang):
        asking.answer_all()
        asking.send()
    assert request_of(office, lan)["consent"].version == "2026-03"
    assert request_of(office, trang)["consent"].version == "2026-03-nguoi-nho"
    notice = lan.get("consent").text
    assert "6 giờ tối hôm trước buổi hướng dẫn" in notice


def test_a_child_needs_an_adult_in_a_sentence_for_people(lan: Asking) -> None:
    lan.answers["name"] = {**lan.answers["name"], "resident.birth_year": "2012"}
    lan.answer_all()
    answer = lan.send()
    assert (answer.status_code, errors_of(answer)) == (422, ["wishes"])
    assert "Mời chọn “Muốn có người nhà ngồi cùng”." in answer.text
    assert "family_present" not in visible(answer)


def test_a_neighbourhood_the_ward_has_dropped_is_asked_for_again_with_the_reason(office: Office, lan: Asking) -> None:
    lan.answers["neighbourhood"] = {"neighbourhood": "Tổ 99"}
    lan.answer_all()
    assert office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [{"name": "Tổ 12"}]}).status_code == 200
    answer = lan.send()
    assert (answer.status_code, errors_of(answer)) == (422, ["neighbourhood"])
    assert "không có tên này" in answer.text
    assert 'action="/volunteers/help/neighbourhood?from=check"' in answer.text
    assert lan.post("neighbourhood?from=check", neighbourhood="Tổ 12").headers["Location"] == f"{HELP}/check"
    assert lan.send().headers["Location"] == f"{lan.slip}/code"


def test_asking_for_another_after_all_forgets_whose_name_and_number_it_was(lan: Asking) -> None:
    lan.answer_all()
    assert lan.post("who?from=check", who="family").headers["Location"] == f"{HELP}/agreed?from=check"
    assert lan.post("agreed?from=check", agreed="yes").headers["Location"] == f"{HELP}/name?from=check"
    assert "Nguyễn Thị Lan" not in lan.get("name").text
    assert lan.post("name?from=check").headers["Location"] == f"{HELP}/phone?from=check"
    lan.post("phone?from=check")
    lan.post("relation?from=check", **{"asked_by.relation": "child"})
    lan.post("asker?from=check", **{"asked_by.name": "Lê Mai", "asked_by.phone": "0912345498"})
    assert lan.post("consent?from=check").headers["Location"] == f"{HELP}/check"
    assert lan.post("who?from=check", who="other").headers["Location"] == f"{HELP}/agreed?from=check"
    assert "checked" not in lan.get("relation").text


def codes_to(office: Office, asking: Asking) -> int:
    office.tell()
    sent = [event.data["personal"] for event in office.ears.of("account.code_requested")]
    return sum(each["phone"] == phone_of(asking) for each in sent)


def test_two_taps_send_one_code(office: Office, lan: Asking) -> None:
    lan.answer_all()
    lan.send()
    assert codes_to(office, lan) == 1
    again = {"once": hidden(lan.get("code"), "once")}
    assert [lan.post("again/code", **again).status_code for _ in range(2)] == [303, 303]
    assert codes_to(office, lan) == 2


def test_her_wards_telephone_stands_on_every_page_and_the_way_to_all_before_she_said_which(
    office: Office, lan: Asking
) -> None:
    assert LISTED in lan.window.get(HELP).text
    assert LISTED in lan.get("topics").text
    assert LISTED in lan.window.get(f"{HELP}/look").text
    assert LISTED in lan.window.get("/volunteers/sign-in").text
    assert 'id="so-dien-thoai"' in Window(lan.window.client).get("/").text
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": WARD_PHONE})
    an_answered(lan, "ward/which")
    assert f"tel:{WARD_PHONE}" in lan.get("when").text
    refused = lan.window.post(f"{HELP}/topics", {"topics": "vneid"}, **{"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert f"tel:{WARD_PHONE}" in refused.text


def test_what_is_said_of_the_door_is_for_who_is_visited_at_home(office: Office, lan: Asking) -> None:
    lan.answers["place"] = {"place": "phone"}
    lan.answer_all()
    lan.send()
    assert "đừng mở cửa" not in lan.get("done").text
    assert "Chưa báo là chưa cử ai" not in lan.get("done").text


def test_a_fixed_visit_is_followed_and_not_received_once_more(office: Office) -> None:
    visit = Visit(office)
    visit.scheduled()
    window = opened(office, visit.request)
    assert window.get(f"{page_of(visit.request)}/done").headers["Location"] == page_of(visit.request)


def test_why_the_helper_fell_out_is_not_told_to_who_waits(office: Office) -> None:
    visit = Visit(office)
    visit.scheduled()
    visit.cancelled()
    page = opened(office, visit.request).get(page_of(visit.request)).text
    assert "Đang tìm người khác" in page
    assert "đi thay" not in page


def test_by_number_and_phone_the_way_on_is_the_wards_telephone_or_a_code(office: Office, lan: Asking) -> None:
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": WARD_PHONE})
    slip = office.entered()
    page = lan.window.post(f"{HELP}/look", {"reference": slip["reference"], "phone": "0912 000 003"})
    shown = lan.window.follow(page) if page.status_code == 303 else page
    assert f"tel:{WARD_PHONE}" in shown.text
    assert f"/volunteers/sign-in?next={page_of(slip)}" in shown.text


def test_no_question_and_no_refusal_speaks_like_a_program(office: Office, lan: Asking) -> None:
    lan.answer_all()
    wrong = []
    for step in ORDER:
        for answer in (lan.get(step.name), lan.post(step.name, **dict.fromkeys(step.keys, "nothing"))):
            wrong += [f"{step.name}: {each}" for each in for_programs(answer)]
    assert wrong == []


def test_a_poster_is_one_drawing_for_the_printing_shop_with_the_wards_number_and_square(
    office: Office, lan: Asking
) -> None:
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": WARD_PHONE})
    page = lan.window.get(f"/volunteers/wards/{BA_DINH}/poster")
    assert f'href="/volunteers/wards/{BA_DINH}/poster.svg?lang=vi"' in page.text
    drawn = lan.window.get(f"/volunteers/wards/{BA_DINH}/poster.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert drawn.headers["Content-Disposition"] == f"attachment; filename=poster-{BA_DINH}.svg"
    assert 'width="210mm" height="297mm"' in drawn.text
    assert "024 3823 7420" in drawn.text
    assert 'class="qr"' in drawn.text
    assert "Miễn phí. Phường Ba Đình tổ chức." in drawn.text
    assert lan.window.get("/volunteers/wards/99999/poster.svg").status_code == 404
