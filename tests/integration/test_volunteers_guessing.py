"""Nobody guesses codes: wrong ones are counted over all numbers, whichever door they take and whatever they are for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.volunteers import tables
from tests.integration.help_window import LAN, Asking
from tests.integration.test_volunteers_metrics import told
from tests.integration.test_volunteers_strangers import SENTENCE, Street, guess
from tests.integration.volunteers_wiring import STAFF_PHONE, Office, volunteers_on
from tests.kit.windows import Window
from tests.unit.volunteers.builders import BA_DINH

RULES = """
[volunteers.strangers]
wrong_codes = { each = 2, together = 3 }
"""

CODE = "/volunteers/sign-in/code"
LAN_PHONE = "+84912340501"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path, rules=RULES) as office:
        office.with_post("staff", (BA_DINH,), STAFF_PHONE)
        office.clock.advance(timedelta(minutes=20))
        yield office


@pytest.fixture
def street(office: Office) -> Street:
    return Street(office)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def asked_for_a_code(street: Street, house: int) -> Window:
    """Somebody at the page for the code of the staff's number."""
    window = street.window(house)
    assert window.post("/volunteers/sign-in", {"phone": STAFF_PHONE}).status_code == 303
    return window


def lan_who_sent_a_request(street: Street, house: int) -> Asking:
    lan = Asking(street.window(house), dict(LAN))
    lan.answers["phone"] = {**LAN["phone"], "resident.phone": LAN_PHONE}
    assert lan.answer_all() == "check"
    assert lan.send().status_code == 303
    return lan


def test_after_two_wrong_codes_an_address_is_not_heard_with_the_right_one_either(
    office: Office, street: Street
) -> None:
    window, neighbour = asked_for_a_code(street, 1), asked_for_a_code(street, 2)
    code = office.code(STAFF_PHONE)
    assert guess(street, 1).status_code == 401, "at another number, at the other door"
    assert window.post(CODE, {"code": wrong(code)}).status_code == 422
    refused = window.post(CODE, {"code": code})
    assert (refused.status_code, refused.text.count(SENTENCE)) == (429, 2)
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert window.cookie("outreach_session") is None
    assert neighbour.post(CODE, {"code": code}).status_code == 303, "at another address it is"


def test_many_numbers_are_tried_from_many_addresses_no_oftener_than_the_rules_say_together(
    office: Office, street: Street
) -> None:
    window = asked_for_a_code(street, 9)
    assert [guess(street, house).status_code for house in range(5)] == [401] * 3 + [429] * 2
    assert window.post(CODE, {"code": office.code(STAFF_PHONE)}).status_code == 429
    office.clock.advance(timedelta(hours=1))
    assert guess(street, 1).status_code == 401


def test_whether_a_number_is_known_is_not_told_by_how_it_is_counted(office: Office, street: Street) -> None:
    asked_for_a_code(street, 1)
    known = {"phone": STAFF_PHONE, "code": wrong(office.code(STAFF_PHONE))}
    answers = [street.caller(1).post("/sign-in/token", known).status_code for _ in range(3)]
    assert answers == [guess(street, 2).status_code, 401, 429]


def test_codes_of_requests_are_guessed_no_oftener(office: Office, street: Street) -> None:
    lan = lan_who_sent_a_request(street, 5)
    code = office.code(LAN_PHONE)
    assert [lan.post("code", code=wrong(code)).status_code for _ in range(2)] == [422, 422]
    refused = lan.post("code", code=code)
    assert (refused.status_code, SENTENCE in refused.text) == (429, True)
    assert guess(street, 5).status_code == 429, "they count with those of signing in"
    (kept,) = office.rows(tables.requests)
    verify, mine = f"/requests/{kept['request_id']}/verify", f"Tracking {kept['tracking_code']}"
    answers = []
    for house, tried in ((5, code), (6, code)):
        caller = street.caller(house)
        caller.authorization = mine
        answers.append(caller.post(verify, {"code": tried}).status_code)
    assert answers == [429, 200]


def test_what_is_no_code_at_all_is_not_counted(office: Office, street: Street) -> None:
    window = asked_for_a_code(street, 1)
    assert {window.post(CODE, {"code": typed}).status_code for typed in ("12 34", "", "abcdef")} == {422}
    assert window.post(CODE, {"code": office.code(STAFF_PHONE)}).status_code == 303


def test_staff_who_write_down_what_is_read_to_them_are_not_counted(office: Office, street: Street) -> None:
    lan_who_sent_a_request(street, 5)
    (kept,) = office.rows(tables.requests)
    path, code = f"/requests/{kept['request_id']}/verify", office.code(LAN_PHONE)
    assert {office.staff.post(path, {"code": wrong(code)}).status_code for _ in range(4)} == {422}
    assert guess(street, 1).status_code == 401


def test_wrong_codes_of_the_last_hour_are_told_to_who_watches(office: Office, street: Street) -> None:
    assert told(office, "outreach_wrong_codes") == 0
    for house in (1, 2):
        guess(street, house)
    assert told(office, "outreach_wrong_codes") == 2
    office.clock.advance(timedelta(hours=2))
    assert told(office, "outreach_wrong_codes") == 0
