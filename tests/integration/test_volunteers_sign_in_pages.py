"""Signing in on the pages: a number, a code, a name where several share the number; and signing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from shared.web.origin import PUBLIC_URL
from tests.integration.volunteers_wiring import STAFF_PHONE, Office, a_request_body, an_application, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH

PHONE, TYPED = "+84912000010", "0912 000 010"
SIGN_IN = "/volunteers/sign-in"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        office.with_post("staff", (BA_DINH,), STAFF_PHONE)
        office.clock.advance(timedelta(minutes=20))
        yield office


@pytest.fixture
def window(office: Office) -> Window:
    return Window(office.anyone.client, "/volunteers")


def ask_for_code(window: Window, phone: str = STAFF_PHONE, back: str = "") -> TestResponse:
    page = window.get(f"{SIGN_IN}?next={back}") if back else window.get(SIGN_IN)
    kept = {"next": hidden(page, "next")} if back else {}
    return window.post(SIGN_IN, {"phone": phone, **kept})


def sign_in(office: Office, window: Window, phone: str = STAFF_PHONE, back: str = "") -> TestResponse:
    window.follow(ask_for_code(window, phone, back))
    return window.post(f"{SIGN_IN}/code", {"code": office.code(phone)})


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_number_and_its_code_open_the_page_that_was_wanted(office: Office, window: Window) -> None:
    answer = sign_in(office, window, back="/volunteers/people")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/volunteers/people")
    assert window.get("/volunteers/api/v1/me").status_code == 200


def test_without_a_page_in_mind_staff_come_to_the_queue_and_volunteers_to_their_tasks(
    office: Office, window: Window
) -> None:
    assert sign_in(office, window).headers["Location"] == "/volunteers/queue"
    assert window.get(SIGN_IN).headers["Location"] == "/volunteers/queue"
    window.post("/volunteers/sign-out")
    office.volunteer("Nguyễn Văn Minh", PHONE)
    assert sign_in(office, window, PHONE).headers["Location"] == "/volunteers/tasks"


def test_the_session_is_out_of_reach_of_scripts_and_other_sites_and_ends_with_the_token(
    office: Office, window: Window
) -> None:
    (said,) = [each for each in sign_in(office, window).headers.getlist("Set-Cookie") if "session" in each]
    assert said.startswith("outreach_session=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(said.split("; "))
    assert "Secure" not in said
    (lasts,) = [part for part in said.split("; ") if part.startswith("Max-Age=")]
    assert 0 <= 12 * 3600 - int(lasts.removeprefix("Max-Age=")) <= 1


def test_behind_https_the_session_is_for_this_host_and_https_only(office: Office, window: Window) -> None:
    window.client.application.config[PUBLIC_URL] = "https://binhdan.example"
    answer = sign_in(office, window)
    (said,) = [each for each in answer.headers.getlist("Set-Cookie") if "session" in each]
    assert said.startswith("__Host-outreach_session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(said.split("; "))
    assert "Domain" not in said


@pytest.mark.parametrize("back", ["//example.org", "https://example.org", "/\\example.org"])
def test_signing_in_leads_nowhere_else(office: Office, window: Window, back: str) -> None:
    asked = window.post(SIGN_IN, {"phone": STAFF_PHONE, "next": back})
    window.follow(asked)
    answer = window.post(f"{SIGN_IN}/code", {"code": office.code(STAFF_PHONE)})
    assert answer.headers["Location"] == "/volunteers/queue"


def test_an_unknown_number_is_answered_alike(window: Window) -> None:
    known, unknown = ask_for_code(window, STAFF_PHONE), ask_for_code(window, PHONE)
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert TYPED in window.follow(unknown).text


def test_number_and_code_are_in_no_address_and_no_title(office: Office, window: Window) -> None:
    page = window.follow(ask_for_code(window))
    title = page.text.partition("<title>")[2].partition("</title>")[0]
    assert "0912" not in title
    assert "91200" not in page.request.url


def test_a_number_that_is_none_is_told_how_to_write_one(window: Window) -> None:
    answer = ask_for_code(window, "0912")
    assert answer.status_code == 422
    assert "Số này thiếu hoặc thừa chữ số." in answer.text
    assert 'value="0912"' in answer.text


def test_a_fourth_code_in_a_quarter_of_an_hour_is_refused_with_the_time_to_wait(window: Window) -> None:
    for _ in range(3):
        assert ask_for_code(window).status_code == 303
    refused = ask_for_code(window)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert "Chờ 15 phút rồi xin mã mới." in refused.text


def test_a_wrong_code_is_told_and_the_fifth_kills_it(office: Office, window: Window) -> None:
    ask_for_code(window)
    code = office.code(STAFF_PHONE)
    for _ in range(5):
        answer = window.post(f"{SIGN_IN}/code", {"code": wrong(code)})
        assert answer.status_code == 422
        assert "Mã không đúng hoặc đã hết hạn." in answer.text
    assert window.post(f"{SIGN_IN}/code", {"code": code}).status_code == 422


def test_a_code_may_be_typed_with_spaces(office: Office, window: Window) -> None:
    ask_for_code(window)
    code = office.code(STAFF_PHONE)
    assert window.post(f"{SIGN_IN}/code", {"code": f" {code[:3]} {code[3:]} "}).status_code == 303


@pytest.mark.parametrize("code", ["", "12345", "abcdef"])
def test_what_is_no_code_is_not_counted(office: Office, window: Window, code: str) -> None:
    ask_for_code(window)
    for _ in range(6):
        assert "Ghi đủ 6 chữ số" in window.post(f"{SIGN_IN}/code", {"code": code}).text
    assert window.post(f"{SIGN_IN}/code", {"code": office.code(STAFF_PHONE)}).status_code == 303


@pytest.mark.parametrize("step", ["code", "person"])
def test_who_opens_a_later_step_begins_with_the_number(window: Window, step: str) -> None:
    assert window.get(f"{SIGN_IN}/{step}").headers["Location"] == SIGN_IN
    assert window.post(f"{SIGN_IN}/{step}", {"code": "123456"}).headers["Location"] == SIGN_IN


def test_those_who_share_a_number_choose_who_they_are(office: Office, window: Window) -> None:
    for name in ("Nguyễn Văn Minh", "Trần Thu Hà"):
        office.anyone.post("/volunteers", an_application(name, PHONE))
    chooser = window.follow(sign_in(office, window, PHONE))
    assert "Nguyễn Văn Minh" in chooser.text
    assert "Chọn một người." in window.post(f"{SIGN_IN}/person").text
    chosen = chooser.text.partition("Trần Thu Hà")[0].rpartition('value="')[2].partition('"')[0]
    assert window.post(f"{SIGN_IN}/person", {"person_id": chosen}).status_code == 303
    assert "Trần Thu Hà" in window.get("/volunteers/api/v1/me").text


def test_a_stranger_to_the_number_cannot_be_chosen(office: Office, window: Window) -> None:
    for name in ("Nguyễn Văn Minh", "Trần Thu Hà"):
        office.anyone.post("/volunteers", an_application(name, PHONE))
    sign_in(office, window, PHONE)
    stranger = office.staff.get("/me").json["id"]
    assert window.post(f"{SIGN_IN}/person", {"person_id": stranger}).status_code == 422


def test_who_knows_the_key_from_before_the_code_can_choose_nobody(office: Office, window: Window) -> None:
    for name in ("Nguyễn Văn Minh", "Trần Thu Hà"):
        office.anyone.post("/volunteers", an_application(name, PHONE))
    window.follow(ask_for_code(window, PHONE))
    thief = Window(office.anyone.client.application.test_client(), "/volunteers")
    thief.client.set_cookie("outreach_draft_sign_in", window.cookie("outreach_draft_sign_in") or "")
    code = office.code(PHONE)
    chooser = window.follow(window.post(f"{SIGN_IN}/code", {"code": code}))
    chosen = chooser.text.partition("Trần Thu Hà")[0].rpartition('value="')[2].partition('"')[0]
    assert thief.get(f"{SIGN_IN}/person").headers["Location"] == SIGN_IN
    assert thief.post(f"{SIGN_IN}/person", {"person_id": chosen}).headers["Location"] == SIGN_IN
    assert thief.cookie("outreach_session") is None
    assert code not in str(office.rows(office.runtime.parts.metadata.tables["drafts"]))


def test_a_proof_is_good_for_one_sign_in_and_as_long_as_its_code(office: Office, window: Window) -> None:
    for name in ("Nguyễn Văn Minh", "Trần Thu Hà"):
        office.anyone.post("/volunteers", an_application(name, PHONE))
    chooser = window.follow(sign_in(office, window, PHONE))
    chosen = chooser.text.partition("Trần Thu Hà")[0].rpartition('value="')[2].partition('"')[0]
    office.clock.advance(timedelta(minutes=11))
    late = window.post(f"{SIGN_IN}/person", {"person_id": chosen})
    assert (late.status_code, "Mã không đúng hoặc đã hết hạn." in late.text) == (422, True)
    assert window.cookie("outreach_session") is None


def test_each_sign_in_begins_with_a_key_of_its_own(office: Office, window: Window) -> None:
    ask_for_code(window)
    first = window.cookie("outreach_draft_sign_in")
    ask_for_code(window)
    assert window.cookie("outreach_draft_sign_in") != first
    assert len(office.rows(office.runtime.parts.metadata.tables["drafts"])) == 1


def test_after_signing_in_nothing_of_it_is_left_behind(office: Office, window: Window) -> None:
    sign_in(office, window)
    assert office.rows(office.runtime.parts.metadata.tables["drafts"]) == []


def test_who_signs_in_while_asking_goes_on_where_they_were_under_another_key(office: Office, window: Window) -> None:
    window.post("/volunteers/help/who", {"who": "me"})
    window.post("/volunteers/help/topics", {"topics": "vneid"})
    key = window.cookie("outreach_draft_request")
    sign_in(office, window)
    assert window.cookie("outreach_draft_request") not in (None, key)
    assert window.post("/volunteers/help/resume").headers["Location"] == "/volunteers/help/device"
    before = Window(office.anyone.client.application.test_client(), "/volunteers")
    before.client.set_cookie("outreach_draft_request", key or "")
    assert before.get("/volunteers/help/check").headers["Location"] == "/volunteers/help"


def test_messages_that_wait_for_the_broker_are_said_to_be_late(office: Office, window: Window) -> None:
    page = window.follow(ask_for_code(window))
    assert "Tin nhắn đang đi chậm" not in page.text
    office.clock.advance(timedelta(minutes=1))  # nobody has taken the code out of the outbox
    assert "Tin nhắn đang đi chậm" in window.get(f"{SIGN_IN}/code").text


def test_only_the_demo_shows_the_code_itself(office: Office, window: Window) -> None:
    ask_for_code(window)
    assert office.code(STAFF_PHONE) not in window.get(f"{SIGN_IN}/code").text
    office.runtime.config = replace(office.runtime.config, demo=True)
    office.clock.advance(timedelta(minutes=1))
    ask_for_code(window)
    assert f"mã là {office.code(STAFF_PHONE)}" in window.get(f"{SIGN_IN}/code").text


def test_signing_out_forgets_the_session(office: Office, window: Window) -> None:
    sign_in(office, window)
    answer = window.post("/volunteers/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert answer.headers["Clear-Site-Data"] == '"storage"', "what a phone kept to be read without a network"
    assert window.get("/volunteers/api/v1/me").status_code == 401


def test_a_copy_of_the_session_ends_with_it(office: Office, window: Window) -> None:
    sign_in(office, window)
    copy = Window(office.anyone.client.application.test_client(), "/volunteers")
    copy.client.set_cookie("outreach_session", window.cookie("outreach_session") or "")
    assert copy.get("/volunteers/api/v1/me").status_code == 200
    office.clock.advance(timedelta(seconds=1))
    window.post("/volunteers/sign-out")
    assert copy.get("/volunteers/api/v1/me").status_code == 401
    assert sign_in(office, window).status_code == 303, "and signing in again counts"


def test_signing_out_leaves_the_next_one_nothing(office: Office, window: Window) -> None:
    slip = office.anyone.post("/requests", a_request_body()).json
    window.get(f"/volunteers/help/{slip['reference']}?c={slip['tracking_code']}")
    window.post("/volunteers/help/who", {"who": "me"})
    sign_in(office, window)
    window.post("/volunteers/help/who", {"who": "me"})
    assert window.cookie("outreach_tracking") is not None
    window.post("/volunteers/sign-out")
    kept = ("outreach_session", "outreach_tracking", "outreach_draft_request", "outreach_draft_sign_in")
    assert [window.cookie(name) for name in kept] == [None] * 4
    assert office.rows(office.runtime.parts.metadata.tables["drafts"]) == []


def test_the_header_says_who_is_signed_in(office: Office, window: Window) -> None:
    assert "Đang đăng nhập" not in window.get("/").text
    sign_in(office, window)
    header = window.get("/volunteers/queue").text.partition("</header>")[0]
    assert "Đang đăng nhập: </span>Đỗ Thị Staff</span>" in header
    assert "Đỗ Thị Staff" not in window.get("/volunteers/queue").text.partition("</title>")[0]


def test_nobody_is_signed_out_by_another_site(office: Office, window: Window) -> None:
    sign_in(office, window)
    assert window.post("/volunteers/sign-out", {}, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert window.get("/volunteers/api/v1/me").status_code == 200


def test_a_session_that_was_ended_is_over_on_pages_and_told_to_the_api(office: Office, window: Window) -> None:
    me = office.volunteer("Nguyễn Văn Minh", PHONE)
    office.clock.advance(timedelta(minutes=20))
    sign_in(office, window, PHONE)
    office.clock.advance(timedelta(seconds=1))
    volunteer_id = me.get("/me").json["id"]
    assert office.staff.post(f"/volunteers/{volunteer_id}/suspend", {"reason": "other"}).status_code == 200
    assert window.get("/volunteers/api/v1/me").status_code == 401
    assert window.get(SIGN_IN).status_code == 200
    assert window.cookie("outreach_session") is None


def test_the_pages_speak_english_to_who_asks_for_it_and_remember_it(window: Window) -> None:
    assert "Sign in with a phone number" in window.get(f"{SIGN_IN}?lang=en").text
    assert "too few or too many digits" in ask_for_code(window, "0912").text
