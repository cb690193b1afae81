"""The turns of a request over HTTP: who may give them, what they tell, and what happens because time passes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.contracts import notifications
from shared.ids import new_id
from tests.integration.agenda_visit import Visit
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
from tests.unit.volunteers.builders import MONDAY, at

OTHER_WARD = "00008"
MINH_PHONE = "+84912000010"
ILL = {"reason": "ill"}
NOT_NEEDED = {"reason": "not_needed"}
NEXT_WEEK = {"windows": [a_span(at(day, 8), at(day, 11, 30)) for day in (9, 10)]}

TURNS: dict[str, Any] = {
    "cancel": NOT_NEEDED,
    "windows": NEXT_WEEK,
    "solve-by-phone": None,
    "move-to-class": None,
    "refer": {"to": "Công an phường Ba Đình"},
    "close": {},
    "reopen": None,
}
"""Every turn staff may give, with what is sent."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def visit(office: Office) -> Visit:
    return Visit(office)


def reply(office: Office, request_id: str, phone: str, answer: str, template: str = "request.code") -> None:
    """Somebody answered a question about a request by SMS."""
    about = {"kind": "request", "id": request_id}
    said: dict[str, Any] = {
        "reply_id": new_id(),
        "person_ids": [],
        "template": template,
        "answer": answer,
        "option": None,
    }
    personal = {"phone": phone, "text": "1"}
    office.hear(notifications.REPLY_RECEIVED, new_id(), 1, {**said, "about": about, "personal": personal})


def asked_for(office: Office, body: dict[str, Any]) -> dict[str, Any]:
    return dict(office.anyone.post("/requests", body).json)


def status(office: Office, request: dict[str, Any]) -> str:
    return str(office.staff.get(f"/requests/{request['id']}").json["status"])


# Who may


@pytest.mark.parametrize("turn", TURNS)
def test_staff_of_another_ward_do_not_see_the_request(office: Office, turn: str) -> None:
    request = office.entered()
    stranger = office.with_post("staff", (OTHER_WARD,), "+84912000099")
    assert stranger.post(f"/requests/{request['id']}/{turn}", TURNS[turn]).status_code == 404


@pytest.mark.parametrize("turn", TURNS)
def test_a_counter_looks_and_decides_nothing(office: Office, turn: str) -> None:
    request = office.entered()
    counter = office.with_post("counter", ("00004",), "+84912000098")
    assert counter.post(f"/requests/{request['id']}/{turn}", TURNS[turn]).status_code == 403


@pytest.mark.parametrize("turn", TURNS)
def test_the_code_of_another_request_opens_nothing(office: Office, turn: str) -> None:
    request, other = office.entered(), office.entered(topics=["public_services"])
    answer = office.holder(other).post(f"/requests/{request['id']}/{turn}", TURNS[turn])
    assert answer.status_code in (401, 404)


def test_the_volunteer_of_a_request_does_not_decide_about_it(visit: Visit) -> None:
    assert visit.volunteer.post(f"{visit.path}/cancel", NOT_NEEDED).status_code == 403


@pytest.mark.parametrize("turn", ["solve-by-phone", "move-to-class", "refer", "close", "reopen"])
def test_what_staff_decide_is_not_decided_with_a_tracking_code(office: Office, turn: str) -> None:
    request = office.entered()
    assert office.holder(request).post(f"/requests/{request['id']}/{turn}", TURNS[turn]).status_code == 401


# Cancelling


def test_who_holds_the_tracking_code_cancels_and_everybody_is_told(visit: Visit) -> None:
    visit.scheduled()
    answer = visit.holder.post(f"{visit.path}/cancel", NOT_NEEDED)
    assert (answer.status_code, answer.json["status"], answer.json["reason"]) == (200, "cancelled", "not_needed")
    (cancelled,) = visit.told("request.cancelled")
    assert (cancelled["by"], cancelled["status"], cancelled["offers"]) == ("resident", "cancelled", [])
    (withdrawn,) = visit.told("offer.withdrawn")
    assert (withdrawn["reason"], withdrawn["accepted"], withdrawn["by"]) == ("cancelled", True, "resident")


def test_who_asked_on_behalf_cancels_as_the_asker(office: Office) -> None:
    request = asked_for(office, on_behalf())
    office.holder(request).post(f"/requests/{request['id']}/cancel", NOT_NEEDED)
    office.tell()
    (cancelled,) = office.ears.of("request.cancelled")
    assert cancelled.data["by"] == "asked_by"


def test_the_resident_cancels_after_signing_in(visit: Visit) -> None:
    resident = visit.office.signed_in(RESIDENT_PHONE)
    assert resident.post(f"{visit.path}/cancel", ILL).json["status"] == "cancelled"


def test_a_placing_that_crosses_the_cancel_changes_nothing(visit: Visit) -> None:
    visit.holder.post(f"{visit.path}/cancel", NOT_NEEDED)
    visit.scheduled()
    assert visit.seen()["status"] == "cancelled"
    assert visit.office.rows(visit.office.runtime.parts.kit.conflicts) == []


def test_a_cancelled_request_takes_no_more_turns(office: Office) -> None:
    request = office.entered()
    path = f"/requests/{request['id']}"
    office.staff.post(f"{path}/cancel", NOT_NEEDED)
    refused = {turn: office.staff.post(f"{path}/{turn}", body).status_code for turn, body in TURNS.items()}
    assert refused == {**dict.fromkeys(TURNS, 409), "cancel": 200}


@pytest.mark.parametrize("reason", ["", "bad_weather", None, 7])
def test_a_reason_nobody_knows_is_refused_by_its_field(office: Office, reason: Any) -> None:
    request = office.entered()
    answer = office.staff.post(f"/requests/{request['id']}/cancel", {"reason": reason})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["reason"])
    assert status(office, request) == "open"


# Handing back


def test_a_volunteer_hands_back_and_another_is_asked(visit: Visit) -> None:
    visit.office.volunteer("Lê Thị Hoa", "+84912000011")
    visit.scheduled()
    answer = visit.volunteer.post(f"{visit.path}/hand-back", {"reason": "family"})
    assert (answer.status_code, answer.json["status"]) == (200, "open")
    visit.office.tick()
    offered = {offer["volunteer"]["name"]: offer["status"] for offer in visit.seen()["offers"]}
    assert offered == {"Nguyễn Văn Minh": "handed_back", "Lê Thị Hoa": "pending"}
    (told,) = visit.told("offer.handed_back")
    assert (told["reason"], told["late"], told["minutes"]) == ("family", False, 60)


def test_under_a_day_before_the_visit_the_next_are_asked_as_if_it_were_needed_today(visit: Visit) -> None:
    for number, name in enumerate(("Hoa", "Mai", "Lan", "Cúc", "Đào")):
        visit.office.volunteer(f"Lê Thị {name}", f"+8491200002{number}")
    visit.scheduled()
    visit.office.clock.advance(at(2, 12) - MONDAY)
    visit.office.signed_in(MINH_PHONE).post(f"{visit.path}/hand-back", ILL)
    visit.office.tick()
    made = [told for told in visit.told("offer.made") if told["urgency"] == "today"]
    assert len(made) == 5
    assert visit.holder.get(visit.path).json["urgency"] == "today"
    hoa = visit.office.signed_in("+84912000020")
    assert [offer["urgency"] for offer in hoa.get("/offers").json["items"]] == ["today"]


def test_who_was_only_asked_has_nothing_to_hand_back(office: Office) -> None:
    minh = office.volunteer("Nguyễn Văn Minh", MINH_PHONE)
    request = office.entered()
    path = f"/requests/{request['id']}/hand-back"
    assert minh.post(path, ILL).status_code == 404
    office.tick()
    assert minh.post(path, ILL).status_code == 409


def test_only_a_volunteer_hands_back(visit: Visit) -> None:
    assert visit.office.staff.post(f"{visit.path}/hand-back", ILL).status_code == 403


# Other times


def test_a_request_without_times_is_looked_for_once_somebody_gives_some(visit: Visit) -> None:
    visit.completed(follow_up={"topics": ["vneid"], "windows": []})
    (following,) = [line for line in visit.office.staff.get("/requests").json["items"] if line["follows"]]
    path = f"/requests/{following['id']}"
    assert visit.office.staff.post(f"{path}/windows", NEXT_WEEK).json["status"] == "open"
    visit.office.tick()
    assert visit.office.staff.get(path).json["status"] == "offered"
    assert "windows" in [told["reason"] for told in visit.told("request.reopened")]


@pytest.mark.parametrize(
    ("window", "field"),
    [
        (a_span(at(1, 7), at(1, 8)), "windows.0.end"),
        (a_span(at(3, 11), at(3, 8)), "windows.0.end"),
        (a_span(at(3, 22), at(4, 2)), "windows.0.end"),
        (a_span(at(1, 14), at(1, 17)), "windows"),
    ],
    ids=["past", "backwards", "over midnight", "too soon"],
)
def test_times_that_are_of_no_use_are_refused_by_their_field(
    office: Office, window: dict[str, str], field: str
) -> None:
    path = f"/requests/{office.entered()['id']}"
    before = office.staff.get(path).json
    answer = office.staff.post(f"{path}/windows", {"windows": [window]})
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert office.staff.get(path).json == before


# What staff decide without a visit


@pytest.mark.parametrize(
    ("turn", "outcome"),
    [
        ("solve-by-phone", "solved_by_phone"),
        ("move-to-class", "moved_to_class"),
        ("refer", "referred"),
        ("close", "given_up"),
    ],
)
def test_staff_end_a_request_without_a_visit(visit: Visit, turn: str, outcome: str) -> None:
    visit.scheduled()
    answer = visit.office.staff.post(f"{visit.path}/{turn}", TURNS[turn])
    assert (answer.status_code, answer.json["status"], answer.json["outcome"]) == (200, outcome, outcome)
    (closed,) = visit.told("request.closed")
    assert (closed["outcome"], closed["by"], closed["offers"]) == (outcome, "staff", [])


def test_the_holder_reads_where_the_request_was_referred_to(office: Office) -> None:
    request = office.entered()
    office.staff.post(f"/requests/{request['id']}/refer", TURNS["refer"])
    seen = office.holder(request).get(f"/requests/{request['id']}").json
    assert (seen["status"], seen["referred_to"]) == ("referred", "Công an phường Ba Đình")


def test_staff_open_what_was_given_up_again(office: Office) -> None:
    office.volunteer("Nguyễn Văn Minh", MINH_PHONE)
    request = office.entered()
    path = f"/requests/{request['id']}"
    office.staff.post(f"{path}/close", {"reason": "no_answer"})
    office.tick()
    assert status(office, request) == "given_up"
    assert office.staff.post(f"{path}/reopen").json["status"] == "open"
    office.tick()
    assert status(office, request) == "offered"


# What happens because time passes


def test_a_promise_that_passes_is_handed_to_staff_once_while_the_waves_go_on(office: Office) -> None:
    office.volunteers("Nguyễn Văn Minh", "Lê Thị Hoa", "Phạm Văn Tú", "Trần Thị Mai")
    request = office.entered(windows=[a_span(at(day, 8), at(day, 11, 30)) for day in (8, 9, 10)], urgency="today")
    office.tick()
    office.tick(timedelta(hours=8, minutes=30))
    seen = office.holder(request).get(f"/requests/{request['id']}").json
    assert (seen["status"], seen["reason"], seen["overdue"]) == ("escalated", "promise_passed", True)
    office.tick(timedelta(minutes=30))
    reasons = [told.data["reason"] for told in office.ears.of("request.escalated")]
    assert reasons.count("promise_passed") == 1


def test_a_yes_without_an_appointment_is_told_to_staff_once(visit: Visit) -> None:
    visit.office.tick(timedelta(minutes=14))
    assert visit.told("request.not_placed") == []
    visit.office.tick(timedelta(minutes=1))
    visit.office.tick(timedelta(hours=1))
    assert [told["status"] for told in visit.told("request.not_placed")] == ["accepted"]


def test_an_appointment_in_time_leaves_nothing_to_tell(visit: Visit) -> None:
    visit.scheduled()
    visit.office.tick(timedelta(minutes=20))
    assert visit.told("request.not_placed") == []


# Answers by SMS


def test_a_reply_from_the_phone_that_asked_proves_it(office: Office) -> None:
    request = asked_for(office, a_request_body())
    reply(office, request["id"], RESIDENT_PHONE, "yes")
    assert status(office, request) == "open"


def test_on_behalf_the_residents_own_yes_may_come_by_sms(office: Office) -> None:
    request = asked_for(office, on_behalf())
    reply(office, request["id"], ASKER_PHONE, "yes")
    assert status(office, request) == "unconfirmed"
    reply(office, request["id"], RESIDENT_PHONE, "yes")
    assert status(office, request) == "open"


def test_the_askers_own_number_is_no_yes_of_the_resident(office: Office) -> None:
    body = on_behalf(resident={"name": "Nguyễn Thị Lan", "phone": ASKER_PHONE, "phone_owner": "relative"})
    request = asked_for(office, body)
    for _ in range(2):
        reply(office, request["id"], ASKER_PHONE, "yes")
    assert status(office, request) == "unconfirmed"


def test_a_resident_who_says_no_ends_what_somebody_asked_for_them(office: Office) -> None:
    request = asked_for(office, on_behalf())
    reply(office, request["id"], RESIDENT_PHONE, "no")
    seen = office.staff.get(f"/requests/{request['id']}").json
    assert (seen["status"], seen["reason"]) == ("cancelled", "not_needed")


@pytest.mark.parametrize(("phone", "template"), [("+84912999999", "request.code"), (RESIDENT_PHONE, "feedback")])
def test_a_reply_from_a_strangers_number_or_to_another_question_changes_nothing(
    office: Office, phone: str, template: str
) -> None:
    request = asked_for(office, a_request_body())
    reply(office, request["id"], phone, "yes", template)
    assert status(office, request) == "unconfirmed"


def test_an_answer_that_comes_when_it_is_over_changes_nothing(office: Office) -> None:
    request = office.entered()
    office.staff.post(f"/requests/{request['id']}/solve-by-phone")
    reply(office, request["id"], RESIDENT_PHONE, "no", "request.agree")
    assert status(office, request) == "solved_by_phone"


# Money


def test_about_money_somebody_asks_the_resident_in_person(office: Office) -> None:
    request = asked_for(office, on_behalf(topics=["payments"]))
    reply(office, request["id"], ASKER_PHONE, "yes")
    refused = office.holder(request).post(f"/requests/{request['id']}/code", {"whose": "resident"})
    assert (refused.status_code, refused.json["detail"]) == (
        409,
        "Việc này liên quan đến tiền, cán bộ sẽ gọi hỏi trực tiếp người cần giúp.",
    )
    reply(office, request["id"], RESIDENT_PHONE, "yes")
    assert status(office, request) == "unconfirmed"
    office.staff.post(f"/requests/{request['id']}/verify", {"resident_agreed": True})
    assert status(office, request) == "open"


# The timeline


def lines(caller: Caller, visit: Visit) -> list[str]:
    return [line["text"] for line in caller.get(f"{visit.path}/timeline").json["items"]]


def test_the_timeline_tells_the_holder_in_sentences_who_comes(visit: Visit) -> None:
    visit.scheduled()
    visit.holder.post(f"{visit.path}/cancel", NOT_NEEDED)
    assert lines(visit.holder, visit) == [
        "Đã nhận phiếu (cán bộ)",
        "Bắt đầu tìm người giúp (cán bộ)",
        "Nguyễn Văn Minh đã nhận",
        "Đã hẹn 9 giờ sáng thứ Tư, 3/12 (người hướng dẫn)",
        "Đã hủy: không cần nữa (người cần giúp)",
    ]


def test_the_steps_among_volunteers_are_for_staff(visit: Visit) -> None:
    visit.office.volunteer("Lê Thị Hoa", "+84912000011")
    visit.volunteer.post(f"{visit.path}/hand-back", ILL)
    visit.office.tick()
    told = lines(visit.office.staff, visit)
    assert "Nguyễn Văn Minh nhờ người khác đi thay: ốm, mệt" in told
    assert "Đợt 1: đã mời Lê Thị Hoa" in told
    assert not any("Hoa" in line for line in lines(visit.holder, visit))


def test_a_volunteer_reads_no_names(visit: Visit) -> None:
    assert "Một người đã nhận" in lines(visit.volunteer, visit)
