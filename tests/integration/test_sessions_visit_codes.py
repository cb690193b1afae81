"""Is the person at the door really sent? Anybody may ask, nobody learns more than that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from services.sessions.tables import appointments, wrong_codes
from services.sessions.timers import forget_guesses
from shared.exposition import metrics_text
from shared.folding import fold
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor
from tests.integration.sessions_town import Town, a_town
from tests.integration.sessions_wiring import WARD, AHousehold, a_person, a_volunteer, a_ward, hear, rows
from tests.unit.sessions.builders import at

WRONG = "cái ô, cái ô"


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """On Tuesday at eight, half an hour before the visit."""
    with a_town(database_url, tmp_path) as opened:
        hear(opened.sessions, a_ward(WARD))
        opened.go_to(at("8:00", 1))
        yield opened


def code_of(town: Town) -> str:
    (visit,) = [row for row in rows(town.sessions, appointments) if row["id"] == town.appointment_id]
    return str(visit["visit_code"])


def check(town: Town, code: str, *, ward: str = WARD, address: str = "203.0.113.7", **more: Any) -> Any:
    body = {"code": code, "ward": ward, **more}
    return town.client.post("/api/v1/visit-codes/check", json=body, environ_base={"REMOTE_ADDR": address})


def test_todays_code_tells_who_comes_and_nothing_else(town: Town) -> None:
    answer = check(town, code_of(town))
    minh = {"name": "Trần Văn Minh", "photo_url": None}
    assert (answer.status_code, answer.json) == (200, {"valid": True, "helper": minh, "helpers": [minh]})


def test_a_code_typed_without_marks_or_commas_is_the_same_code(town: Town) -> None:
    assert check(town, fold(code_of(town)).replace(",", " ").upper()).json["valid"]


def test_a_wrong_code_is_not_valid_and_leaves_a_line_without_the_code(town: Town) -> None:
    assert check(town, WRONG).json == {"valid": False, "helper": None, "helpers": []}
    (line,) = [row for row in rows(town.sessions, town.sessions.parts.kit.journal) if row["kind"] == "visit_code_wrong"]
    assert (line["subject_id"], line["ward"]) == (WARD, WARD)
    assert "cái" not in str(line)


def test_a_code_is_good_on_its_day_and_in_its_ward_only(town: Town) -> None:
    assert not check(town, code_of(town), ward="00008").json["valid"]
    town.go_to(at("23:59"))
    assert not check(town, code_of(town)).json["valid"]
    town.go_to(at("0:00", 2))
    assert not check(town, code_of(town)).json["valid"]
    town.go_to(at("23:59", 1))
    assert check(town, code_of(town)).json["valid"]


def test_the_code_of_a_visit_that_fell_is_void_at_once(town: Town) -> None:
    code = code_of(town)
    assert town.post("resident", "cancel", {"reason": "ill"}).status_code == 200
    assert not check(town, code).json["valid"]


def test_a_visit_that_moved_has_another_code_and_the_old_one_is_dead(town: Town) -> None:
    code = code_of(town)
    assert town.post("staff", "move", {"starts_at": at("9:00", 2).isoformat()}).status_code == 200
    town.go_to(at("8:00", 2))
    assert not check(town, code).json["valid"]
    assert check(town, code_of(town)).json["valid"]


def test_the_neighbourhood_has_to_be_right_where_it_is_known(town: Town) -> None:
    town.household.neighbourhood = "Tổ 12"
    offers = {row["offer_ids"][0]: town.volunteer_id for row in rows(town.sessions, appointments)}
    hear(town.sessions, town.household.stated("scheduled", offers, 9))
    assert check(town, code_of(town), neighbourhood="to dan pho 12").json["valid"]
    assert check(town, code_of(town), neighbourhood="12").json["valid"]
    assert check(town, code_of(town)).json["valid"]
    assert not check(town, code_of(town), neighbourhood="Tổ 13").json["valid"]


def guess(town: Town, times: int, house: int = 7, **more: Any) -> list[int]:
    """What wrong codes from one address are answered; the home is said to be in the tổ of the household."""
    more = {"neighbourhood": "Tổ 12", **more}
    return [check(town, WRONG, address=f"203.0.113.{house}", **more).status_code for _ in range(times)]


def test_after_fifty_wrong_codes_of_an_address_not_even_the_right_one_is_heard_for_an_hour(town: Town) -> None:
    assert set(guess(town, 50)) == {200}
    refused = check(town, code_of(town), neighbourhood="Tổ 12")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "3600"
    assert "113" in refused.json["detail"]
    town.go_to(at("9:00", 1))
    assert check(town, code_of(town)).json["valid"]


def test_after_twenty_wrong_codes_of_an_address_the_neighbourhood_has_to_be_said(town: Town) -> None:
    assert set(guess(town, 20, neighbourhood=None)) == {200}
    refused = check(town, code_of(town))
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["neighbourhood"])
    assert check(town, code_of(town), neighbourhood="Tổ 12").json["valid"]
    assert check(town, code_of(town), address="203.0.113.8").json["valid"], "elsewhere it has not"


def test_all_together_are_refused_nothing_but_everybody_has_to_say_the_neighbourhood(town: Town) -> None:
    assert set(guess(town, 50) + guess(town, 50, house=8)) == {200}
    assert check(town, code_of(town), address="203.0.113.9").status_code == 422
    assert check(town, code_of(town), address="203.0.113.9", neighbourhood="Tổ 12").json["valid"]
    assert check(town, WRONG, address="203.0.113.9", ward="00008").status_code == 200
    town.go_to(at("9:00", 1))
    assert check(town, code_of(town), address="203.0.113.9").json["valid"]


def test_wrong_codes_of_the_last_hour_are_told_to_who_watches_up_to_the_number_that_alarms(town: Town) -> None:
    assert wrong_told(town) == 0
    guess(town, 3)
    guess(town, 2, ward="00008")
    assert wrong_told(town) == 3, "of the ward where most were"
    guess(town, 48)
    guess(town, 50, house=8)
    guess(town, 9, house=9)
    assert wrong_told(town) == 100
    town.go_to(at("9:00", 1))
    assert wrong_told(town) == 0


def wrong_told(town: Town) -> float:
    text, _ = metrics_text("sessions", town.sessions.standing)
    (told,) = [f for f in text_string_to_metric_families(text.decode()) if f.name == "outreach_wrong_visit_codes"]
    return float(told.samples[0].value)


def test_right_codes_are_not_counted(town: Town) -> None:
    for _ in range(7):
        assert check(town, code_of(town)).json["valid"]


def test_another_address_and_another_ward_have_tries_of_their_own(town: Town) -> None:
    assert guess(town, 51)[-1] == 429
    assert guess(town, 1, ward="00008") == [200]
    assert check(town, code_of(town), address="203.0.113.8").json["valid"]


def test_a_household_with_a_whole_network_of_addresses_is_one_caller(town: Town) -> None:
    for n in range(20):
        check(town, WRONG, address=f"2001:db8:1:2::{n}")
    assert check(town, WRONG, address="2001:db8:1:2:ffff::1").status_code == 422
    assert check(town, WRONG, address="2001:db8:1:3::1").status_code == 200


def test_no_address_is_kept_and_guesses_are_forgotten_once_they_no_longer_count(town: Town) -> None:
    check(town, WRONG)
    kept = rows(town.sessions, wrong_codes)
    assert len(kept) == 2, "the address, and all together"
    assert "203.0.113" not in str(kept)
    town.go_to(at("8:00", 1) + timedelta(hours=1))
    with town.sessions.unit(Actor("timer", "forget_guesses")) as unit:
        assert forget_guesses(unit) == 2
        unit.commit()
    assert rows(town.sessions, wrong_codes) == []


def test_of_two_who_come_together_both_are_named(town: Town) -> None:
    couple, hoa = AHousehold(needed=2), new_id()
    hear(town.sessions, a_person(hoa, "Lê Thị Hoa"), a_volunteer(hoa))
    town.go_to(at("8:30"))
    hear(town.sessions, couple.accepted({new_id(): town.volunteer_id, new_id(): hoa}))
    town.go_to(at("8:00", 1))
    (visit,) = [row for row in rows(town.sessions, appointments) if row["request_id"] == couple.request_id]
    answer = check(town, visit["visit_code"]).json
    assert {helper["name"] for helper in answer["helpers"]} == {"Trần Văn Minh", "Lê Thị Hoa"}
    assert answer["helper"] == answer["helpers"][0]


@pytest.mark.parametrize("place", ["phone", "ward_office"])
def test_nobody_is_sent_to_the_door_with_the_code_of_a_call_or_of_a_visit_to_the_office(town: Town, place: str) -> None:
    elsewhere = AHousehold(place=place)
    town.go_to(at("6:00"))
    hear(town.sessions, elsewhere.accepted({new_id(): town.volunteer_id}))
    town.go_to(at("8:00", 1))
    (visit,) = [row for row in rows(town.sessions, appointments) if row["request_id"] == elsewhere.request_id]
    assert not check(town, visit["visit_code"]).json["valid"]


@pytest.mark.parametrize(
    ("body", "field"),
    [({"code": "", "ward": WARD}, "code"), ({"code": "hoa sen", "ward": "4"}, "ward"), ({"ward": WARD}, "code")],
)
def test_what_cannot_be_a_question_is_refused_by_field(town: Town, body: dict[str, Any], field: str) -> None:
    answer: Any = town.client.post("/api/v1/visit-codes/check", json=body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert rows(town.sessions, wrong_codes) == []
