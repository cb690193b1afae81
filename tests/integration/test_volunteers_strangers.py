"""What strangers do is counted, by address and all together, whichever door they take; nobody is flooded by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from werkzeug.test import TestResponse

from services.volunteers import tables
from tests.integration.help_window import HELP, LAN, Asking
from tests.integration.volunteers_wiring import Answer, Caller, Office, a_request_body, an_application, volunteers_on
from tests.kit.windows import Window
from tests.unit.volunteers.builders import BA_DINH

RULES = """
[volunteers.strangers]
call_backs = { each = 2, together = 3 }
codes = { each = 2, together = 3 }
sign_ins = { each = 2, together = 3 }
applications = { each = 2, together = 3 }
look_ups = { each = 2, together = 3 }
drafts = { each = 2, together = 3 }
wrong_codes = { each = 2, together = 3 }
wrong_looks = 2
"""

SENTENCE = "Vừa có quá nhiều lượt gửi."


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path, rules=RULES) as office:
        yield office


@dataclass
class Street:
    """Somebody new each time, at an address of theirs; every number appears once."""

    office: Office
    numbers: int = 0

    def number(self) -> str:
        self.numbers += 1
        return f"+8491234{self.numbers:04}"

    def caller(self, house: int) -> Caller:
        caller = Caller(self.office.anyone.client.application.test_client())
        caller.client.environ_base["REMOTE_ADDR"] = f"203.0.113.{house}"
        return caller

    def window(self, house: int) -> Window:
        client = self.office.anyone.client.application.test_client()
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{house}"  # through the gateway, which is trusted
        return Window(client, "/volunteers")


@pytest.fixture
def street(office: Office) -> Street:
    return Street(office)


def ask(street: Street, house: int) -> Answer:
    resident = {"name": "Nguyễn Thị Lan", "phone": street.number()}
    return street.caller(house).post("/requests", a_request_body(resident=resident))


def apply(street: Street, house: int) -> Answer:
    return street.caller(house).post("/volunteers", an_application("Nguyễn Văn Minh", street.number()))


def sign_in(street: Street, house: int) -> Answer:
    return street.caller(house).post("/sign-in/code", {"phone": street.number()})


def call_back(street: Street, house: int) -> Answer:
    return street.caller(house).post("/call-backs", {"phone": street.number()})


def call_back_on_the_page(street: Street, house: int) -> TestResponse:
    return street.window(house).post(f"{HELP}/call-back", {"phone": street.number()})


def sign_in_on_the_page(street: Street, house: int) -> TestResponse:
    return street.window(house).post("/volunteers/sign-in", {"phone": street.number()})


def begin_on_the_page(street: Street, house: int) -> TestResponse:
    return street.window(house).post(f"{HELP}/who", {"who": "me"})


def look_up_on_the_page(street: Street, house: int) -> TestResponse:
    wanted = {"reference": f"4-25-{street.numbers + 1:03}", "phone": street.number()}
    return street.window(house).post(f"{HELP}/look", wanted)


def guess(street: Street, house: int) -> Answer:
    return street.caller(house).post("/sign-in/token", {"phone": street.number(), "code": "123456"})


Deed = Callable[[Street, int], Answer | TestResponse]
DEEDS: list[Deed] = [
    ask,
    apply,
    sign_in,
    guess,
    call_back,
    call_back_on_the_page,
    sign_in_on_the_page,
    begin_on_the_page,
    look_up_on_the_page,
]


@pytest.mark.parametrize("deed", DEEDS)
def test_one_address_is_refused_after_as_many_as_the_rules_say_and_free_again_after_an_hour(
    office: Office, street: Street, deed: Deed
) -> None:
    assert all(deed(street, 1).status_code != 429 for _ in range(2))
    refused = deed(street, 1)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert deed(street, 2).status_code != 429, "another address"
    office.clock.advance(timedelta(hours=1))
    assert deed(street, 1).status_code != 429


@pytest.mark.parametrize("deed", DEEDS)
def test_many_addresses_are_refused_after_as_many_as_the_rules_say_together(street: Street, deed: Deed) -> None:
    assert all(deed(street, house).status_code != 429 for house in range(3))
    assert deed(street, 4).status_code == 429


def test_what_was_refused_is_not_counted_and_has_sent_nothing(office: Office, street: Street) -> None:
    for _ in range(5):
        ask(street, 1)
    assert len(office.rows(tables.requests)) == 2
    office.tell()
    assert len(office.ears.of("account.code_requested")) == 2
    assert ask(street, 2).status_code == 201, "of all together only two are counted"


def test_a_subscriber_of_ipv6_is_one_address(street: Street) -> None:
    for end in ("1", "2"):
        caller = street.caller(1)
        caller.client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{end}"
        assert caller.post("/call-backs", {"phone": street.number()}).status_code == 202
    caller.client.environ_base["REMOTE_ADDR"] = "2001:db8:1:2:ffff::3"
    assert caller.post("/call-backs", {"phone": street.number()}).status_code == 429


def test_both_doors_count_as_one(street: Street) -> None:
    assert sign_in(street, 1).status_code == 202
    assert sign_in_on_the_page(street, 1).status_code == 303
    assert sign_in(street, 1).status_code == 429
    refused = sign_in_on_the_page(street, 1)
    assert (refused.status_code, refused.text.count(SENTENCE)) == (429, 2)


def test_a_code_sent_again_counts_like_the_first(office: Office, street: Street) -> None:
    lan = street.caller(1)
    slip = lan.post("/requests", a_request_body(resident={"name": "Nguyễn Thị Lan", "phone": street.number()})).json
    lan.authorization = f"Tracking {slip['tracking_code']}"
    assert lan.post(f"/requests/{slip['id']}/code").status_code == 202
    office.clock.advance(timedelta(minutes=20))  # the number itself may have more
    assert lan.post(f"/requests/{slip['id']}/code").status_code == 429


def test_the_form_says_it_on_its_last_page_and_keeps_the_answers(office: Office, street: Street) -> None:
    ask(street, 7), ask(street, 7)
    lan = Asking(street.window(7), dict(LAN))
    lan.answers["phone"] = {**LAN["phone"], "resident.phone": street.number()}
    assert lan.answer_all() == "check"
    refused = lan.send()
    assert (refused.status_code, SENTENCE in refused.text) == (429, True)
    assert "Nguyễn Thị Lan" in lan.get("check").text
    office.clock.advance(timedelta(hours=1))
    assert lan.send().status_code == 303


def test_staff_are_no_strangers(office: Office, street: Street) -> None:
    staff = office.with_post("counter", (BA_DINH,), "+84912000001")
    for _ in range(4):
        assert staff.post("/call-backs", {"phone": street.number()}).status_code == 202
        assert staff.post("/requests", a_request_body()).status_code == 201


def test_what_was_answered_before_is_answered_again_without_being_counted(office: Office, street: Street) -> None:
    lan = street.caller(1)
    body = a_request_body(resident={"name": "Nguyễn Thị Lan", "phone": street.number()})
    answers = [lan.post("/requests", body, **{"Idempotency-Key": "one"}).status_code for _ in range(4)]
    assert answers == [201] * 4


def test_applying_for_somebody_known_is_counted_too(office: Office, street: Street) -> None:
    body = an_application("Nguyễn Văn Minh", street.number())
    answers = [street.caller(1).post("/volunteers", body).status_code for _ in range(3)]
    assert answers == [201, 409, 429]


def test_those_who_come_at_the_same_moment_are_counted_one_after_another(office: Office, street: Street) -> None:
    bodies = [a_request_body(resident={"name": "Nguyễn Thị Lan", "phone": street.number()}) for _ in range(6)]
    ready = Barrier(len(bodies))

    def come(body: dict[str, object]) -> int:
        ready.wait(timeout=30)
        return street.caller(1).post("/requests", body).status_code

    with ThreadPoolExecutor(len(bodies)) as threads:
        assert sorted(threads.map(come, bodies)) == [201] * 2 + [429] * 4


def test_after_two_wrong_numbers_a_slip_is_told_to_nobody_for_an_hour(office: Office, street: Street) -> None:
    slip = ask(street, 9).json
    right = {"reference": slip["reference"], "phone": "+84912340001"}
    for house in (1, 2):
        wrong = street.window(house).post(f"{HELP}/look", {**right, "phone": "0912000099"})
        assert wrong.status_code == 422
    refused = street.window(3).post(f"{HELP}/look", right)
    assert (refused.status_code, SENTENCE in refused.text) == (429, True)
    unknown = {**right, "reference": "4-25-999"}
    answers = [street.window(house).post(f"{HELP}/look", unknown).status_code for house in (4, 5)]
    assert answers[0] == 422, "a slip there is not is counted alike"
    office.clock.advance(timedelta(hours=1))
    assert street.window(3).post(f"{HELP}/look", right).status_code == 200


def test_one_telephone_number_is_not_tried_at_one_slip_after_another(office: Office, street: Street) -> None:
    slip = ask(street, 9).json
    known = {"phone": "+84912340001"}
    for number, house in enumerate((1, 2)):
        wrong = street.window(house).post(f"{HELP}/look", {**known, "reference": f"4-25-90{number}"})
        assert wrong.status_code == 422
    right = {**known, "reference": slip["reference"]}
    refused = street.window(3).post(f"{HELP}/look", right)
    assert (refused.status_code, SENTENCE in refused.text) == (429, True)
    holder = street.window(4)
    holder.get(f"{HELP}/{slip['reference']}?c={slip['tracking_code']}")
    led = holder.post(f"{HELP}/look", right)
    assert (led.status_code, led.headers["Location"]) == (303, f"{HELP}/{slip['reference']}"), "who holds it reads it"
    office.clock.advance(timedelta(hours=1))
    assert street.window(3).post(f"{HELP}/look", right).status_code == 200


def test_addresses_are_kept_as_hashes_and_only_as_long_as_they_count(office: Office, street: Street) -> None:
    call_back(street, 1)
    rows = office.rows(tables.strangers)
    assert {(row["kind"], row["times"]) for row in rows} == {("call_backs", 1)}
    assert "203.0.113" not in str(rows)
    office.tick(timedelta(hours=1, minutes=10))
    assert office.rows(tables.strangers) == []
