"""Requests over HTTP: asking, proving, and who sees what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.volunteers_wiring import (
    ASKER_PHONE,
    RESIDENT_PHONE,
    Caller,
    Office,
    a_request_body,
    a_span,
    on_behalf,
    volunteers_on,
)
from tests.unit.volunteers.builders import BA_DINH, at

NGOC_HA = "00008"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def asked(office: Office, body: dict[str, Any] | None = None) -> tuple[dict[str, Any], Caller]:
    answer = office.anyone.post("/requests", body or a_request_body())
    assert answer.status_code == 201, answer.json
    return answer.json, office.holder(answer.json)


def verify(caller: Caller, request: dict[str, Any], **what: Any) -> Any:
    return caller.post(f"/requests/{request['id']}/verify", what)


# Trust


def test_whoever_asks_for_oneself_proves_the_phone_and_the_request_is_open(office: Office) -> None:
    request, holder = asked(office)
    assert request["status"] == "unconfirmed"
    assert verify(holder, request, code=office.code(RESIDENT_PHONE)).json == {"status": "open"}
    office.tell()
    (opened,) = office.ears.of("request.opened")
    assert (opened.subject, opened.data["by"]) == (request["id"], "resident")


def test_on_behalf_the_askers_code_and_the_residents_own_yes_are_both_needed(office: Office) -> None:
    request, holder = asked(office, on_behalf())
    assert verify(holder, request, code=office.code(ASKER_PHONE)).json == {"status": "unconfirmed"}
    assert verify(office.staff, request, resident_agreed=True).json == {"status": "open"}


def test_the_residents_yes_may_come_by_a_code_to_their_own_phone(office: Office) -> None:
    request, holder = asked(office, on_behalf())
    verify(holder, request, code=office.code(ASKER_PHONE))
    assert holder.post(f"/requests/{request['id']}/code", {"whose": "resident"}).status_code == 202
    assert verify(holder, request, code=office.code(RESIDENT_PHONE)).json == {"status": "open"}


@pytest.mark.parametrize("owner", ["relative", "neighbour"])
def test_no_code_can_be_the_residents_yes_when_the_phone_is_anothers(office: Office, owner: str) -> None:
    resident = {"name": "Nguyễn Thị Lan", "phone": RESIDENT_PHONE, "phone_owner": owner}
    request, holder = asked(office, on_behalf(resident=resident))
    refused = holder.post(f"/requests/{request['id']}/code", {"whose": "resident"})
    assert (refused.status_code, refused.json["code"]) == (409, "resident_not_reachable")


def test_the_askers_own_phone_cannot_say_yes_for_the_resident(office: Office) -> None:
    resident = {"name": "Nguyễn Thị Lan", "phone": ASKER_PHONE}
    request, holder = asked(office, on_behalf(resident=resident))
    assert holder.post(f"/requests/{request['id']}/code", {"whose": "resident"}).status_code == 409


def test_only_staff_record_what_they_heard_on_the_phone(office: Office) -> None:
    request, holder = asked(office, on_behalf())
    refused = verify(holder, request, resident_agreed=True)
    assert refused.status_code == 403
    assert "sau khi gọi hỏi người cần giúp" in refused.json["detail"]
    assert verify(office.anyone, request, resident_agreed=True).status_code == 401
    other_ward = office.with_post("staff", (NGOC_HA,), "+84912000005")
    assert verify(other_ward, request, resident_agreed=True).status_code == 404


def test_five_wrong_codes_kill_the_code_and_a_new_one_is_sent(office: Office) -> None:
    request, holder = asked(office)
    code = office.code(RESIDENT_PHONE)
    wrong = "000000" if code != "000000" else "000001"
    assert [verify(holder, request, code=wrong).status_code for _ in range(5)] == [422] * 5
    assert list(verify(holder, request, code=code).json["errors"]) == ["code"]
    holder.post(f"/requests/{request['id']}/code")
    assert verify(holder, request, code=office.code(RESIDENT_PHONE)).json == {"status": "open"}


def test_verifying_an_open_request_again_changes_nothing(office: Office) -> None:
    request = office.entered()
    before = office.staff.get(f"/requests/{request['id']}").headers["ETag"]
    assert verify(office.holder(request), request, code="123456").json == {"status": "open"}
    assert office.staff.get(f"/requests/{request['id']}").headers["ETag"] == before


@pytest.mark.parametrize("body", [{}, {"resident_agreed": False}, {"code": "123456", "resident_agreed": True}])
def test_verify_wants_exactly_one_proof(office: Office, body: dict[str, Any]) -> None:
    request, _ = asked(office)
    assert list(verify(office.staff, request, **body).json["errors"]) == ["code"]


def test_what_staff_of_the_ward_enter_is_open_at_once(office: Office) -> None:
    assert office.entered(urgency="today")["status"] == "open"


def test_what_staff_of_another_ward_enter_has_to_be_proven(office: Office) -> None:
    other_ward = office.with_post("staff", (NGOC_HA,), "+84912000005")
    assert other_ward.post("/requests", a_request_body()).json["status"] == "unconfirmed"


def test_a_number_that_was_sent_three_codes_cannot_ask_a_fourth_time_now(office: Office) -> None:
    for _ in range(3):
        asked(office)
    refused = office.anyone.post("/requests", a_request_body())
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")


def test_the_same_call_sent_twice_is_one_request(office: Office) -> None:
    first = office.anyone.post("/requests", a_request_body(), **{"Idempotency-Key": "one"})
    again = office.anyone.post("/requests", a_request_body(), **{"Idempotency-Key": "one"})
    assert first.json == again.json
    assert len(office.staff.get("/requests").json["items"]) == 1


# Persons


def test_a_strangers_form_renames_and_readdresses_nobody(office: Office) -> None:
    office.entered(resident={"name": "Nguyễn Thị Lan", "phone": RESIDENT_PHONE, "address_form": "bà"})
    _, holder = asked(office, a_request_body(resident={"name": "NGUYỄN THỊ LAN", "phone": RESIDENT_PHONE}))
    first, second = office.staff.get("/requests").json["items"]
    assert first["resident"] == second["resident"]
    shown = holder.get(f"/requests/{second['id']}").json["resident"]
    assert (shown["name"], shown["address_form"]) == ("Nguyễn Thị Lan", "bà")


def test_a_tracking_code_tells_nothing_of_a_known_person_but_what_its_holder_wrote(office: Office) -> None:
    office.entered()
    lan = office.signed_in(RESIDENT_PHONE)
    assert lan.patch("/me", {"email": "lan@example.org"}).status_code == 200
    request, stranger = asked(office, a_request_body(resident={"name": "Nguyễn Thị Lan", "phone": RESIDENT_PHONE}))

    def known(caller: Caller) -> tuple[Any, ...]:
        resident = caller.get(f"/requests/{request['id']}").json["resident"]
        return resident["phone"], resident["email"], resident["birth_year"]

    assert known(stranger) == ("••• 003", None, None)
    assert known(lan) == known(office.staff) == (RESIDENT_PHONE, "lan@example.org", 1957)


def test_another_name_on_the_same_phone_is_another_person(office: Office) -> None:
    office.entered()
    office.entered(resident={"name": "Trần Văn Phúc", "phone": RESIDENT_PHONE, "phone_owner": "shared"})
    first, second = office.staff.get("/requests").json["items"]
    assert first["resident"]["id"] != second["resident"]["id"]


def test_others_of_the_household_may_learn_too(office: Office) -> None:
    request = office.entered(participants=[{"name": "Trần Văn Phúc", "birth_year": 1955}])
    names = [each["name"] for each in office.staff.get(f"/requests/{request['id']}").json["participants"]]
    assert names == ["Nguyễn Thị Lan", "Trần Văn Phúc"]


# What is refused


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": None}, "address"),
        ({"windows": []}, "windows"),
        ({"windows": [a_span(at(3, 11), at(3, 8))]}, "windows.0.end"),
        ({"windows": [a_span(at(3, 22), at(4, 6))]}, "windows.0.end"),
        ({"windows": [a_span(at(1, 6), at(1, 8))]}, "windows.0.end"),
        ({"topics": ["dancing"]}, "topics.0"),
        ({"ward": "99999"}, "ward"),
        ({"urgency": "today"}, "urgency"),
        ({"resident": {"name": "Lan", "phone": "1900 1234"}}, "resident.phone"),
        ({"resident": {"name": "Lan", "phone": RESIDENT_PHONE, "birth_year": 2026}}, "resident.birth_year"),
        ({"helper": "Minh"}, "helper"),
        ({"consent": None}, "consent"),
    ],
)
def test_what_cannot_be_carried_out_is_named_and_nothing_is_kept(
    office: Office, changes: dict[str, Any], field: str
) -> None:
    refused = office.anyone.post("/requests", a_request_body(**changes))
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])
    assert office.rows(office.runtime.parts.metadata.tables["persons"]) == []


def test_a_neighbourhood_has_to_be_on_the_wards_list_once_there_is_one(office: Office) -> None:
    office.entered(neighbourhood="Tổ 99")
    kept = [{"name": "Tổ 12", "aliases": ["Tổ dân phố 12"]}]
    office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": kept})
    refused = office.staff.post("/requests", a_request_body(neighbourhood="Tổ 99"))
    assert list(refused.json["errors"]) == ["neighbourhood"]
    request = office.entered(neighbourhood="to dan pho 12")
    assert office.staff.get(f"/requests/{request['id']}").json["neighbourhood"] == "Tổ 12"


# Looking


def test_slips_are_numbered_by_ward_and_year(office: Office) -> None:
    assert [office.entered()["reference"] for _ in range(2)] == ["4-25-001", "4-25-002"]
    assert asked(office, a_request_body(ward=NGOC_HA))[0]["reference"] == "8-25-001"


def test_another_wards_requests_are_not_there(office: Office) -> None:
    request = office.entered()
    other_ward = office.with_post("staff", (NGOC_HA,), "+84912000005")
    paths = ("", "/timeline", "/candidates")
    answers = [other_ward.get(f"/requests/{request['id']}{path}").status_code for path in paths]
    assert answers == [404, 404, 404]
    assert other_ward.get("/requests").json["items"] == []
    assert other_ward.get(f"/requests?ward={BA_DINH}").status_code == 404


def test_the_city_sees_every_ward(office: Office) -> None:
    office.entered()
    city = office.with_post("city", (), "+84912000006")
    assert len(city.get(f"/requests?ward={BA_DINH}").json["items"]) == 1


def test_a_tracking_code_opens_its_own_request_only(office: Office) -> None:
    (first, holder), (second, _) = asked(office), asked(office)
    assert holder.get(f"/requests/{first['id']}").json["address"] == "số 12, ngõ 34 phố Đội Cấn"
    assert holder.get(f"/requests/{second['id']}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=thi%20lan", True),
        ("q=4-25-001", True),
        ("q=0912000003", True),
        ("q=Phúc", False),
        ("q=%25", False),
        ("topic=vneid", True),
        ("topic=scams", False),
        ("status=open", True),
        ("status=done", False),
        ("overdue=true", False),
        ("overdue=false", True),
    ],
)
def test_the_queue_is_searched(office: Office, query: str, found: bool) -> None:
    office.entered()
    assert bool(office.staff.get(f"/requests?{query}").json["items"]) is found


def test_a_request_is_overdue_when_the_promise_has_passed_and_nobody_comes(office: Office) -> None:
    request = office.entered()
    due_at = office.staff.get(f"/requests/{request['id']}").json["due_at"]
    assert due_at == "2025-12-04T01:30:00+00:00"
    office.clock.advance(timedelta(days=3, minutes=1))
    (line,) = office.signed_in("+84912000001").get("/requests?overdue=true").json["items"]
    assert (line["id"], line["overdue"]) == (request["id"], True)


def test_the_timeline_tells_its_holder_the_steps_and_staff_the_details(office: Office) -> None:
    request, holder = asked(office, on_behalf())
    verify(holder, request, code=office.code(ASKER_PHONE))
    verify(office.staff, request, resident_agreed=True)
    path = f"/requests/{request['id']}/timeline"
    told = [(line["kind"], line["by"]) for line in holder.get(path).json["items"]]
    assert told == [
        ("request_received", "asked_by"),
        ("phone_proven", "asked_by"),
        ("resident_agreed", "staff"),
        ("request_opened", "staff"),
    ]
    assert "detail" not in holder.get(path).json["items"][0]
    assert office.staff.get(path).json["items"][-1]["detail"] == {"by": "staff"}


def test_nothing_personal_is_told_outside_its_place(office: Office) -> None:
    asked(office, on_behalf(note="Bà nặng tai", needs=["hard_of_hearing"], landmark="sau đình"))
    office.tell()
    told = [event.data | {"personal": None} for event in office.ears.heard if "request" in event.type]
    told += [row["detail"] for row in office.rows(office.runtime.parts.kit.journal)]
    for secret in ("Lan", "Trang", RESIDENT_PHONE, ASKER_PHONE, "Đội Cấn", "nặng tai", "hard_of_hearing", "đình"):
        assert secret not in str(told)
