"""The rows of the saga table where two go together, and what else can happen to a visit that is fixed."""

from __future__ import annotations

from datetime import timedelta

from tests.flows.saga_town import ASKER, LAN, Saga
from tests.properties.actions import RESIDENTS, VOLUNTEERS, resident_phone, volunteer_phone
from tests.properties.town import WARD

ELDER = RESIDENTS[LAN]
SON = ASKER["name"]


def test_of_two_one_hands_back_the_others_yes_stands_and_a_new_pair_has_a_new_visit(saga: Saga) -> None:
    request_id = saga.placed(days=(4, 5), needed=2)
    leaves, stays = saga.helpers(request_id)
    saga.of_request(saga.people.volunteers[leaves], request_id, "hand-back", {"reason": "ill"})
    saga.rest()
    assert saga.helpers(request_id) == [stays]
    assert (saga.request(request_id)["status"], saga.stands(request_id)) == ("offered", False)
    assert {(ELDER, "visit.cancelled.us"), (stays, "task.cancelled")} <= saga.told()
    joins = saga.asked(request_id)[0]
    saga.say_yes(request_id, joins)
    saga.rest()
    assert {saga.names[id] for id in saga.visit(request_id)["volunteer_ids"]} == {stays, joins}
    assert {(ELDER, "visit.confirm"), (stays, "task.accepted"), (joins, "task.accepted")} <= saga.told()


def test_of_two_one_does_not_come_and_the_others_yes_stands(saga: Saga) -> None:
    request_id = saga.placed(days=(2, 3, 4), needed=2)
    missing, came = saga.helpers(request_id)
    saga.until(saga.visit(request_id)["starts_at"] + timedelta(minutes=20))
    body = {"who": "volunteer", "volunteer_id": saga.id_of(missing)}
    saga.of_visit(saga.people.volunteers[came], request_id, "missed", body)
    saga.rest()
    assert saga.helpers(request_id) == [came]
    assert (saga.request(request_id)["status"], saga.request(request_id)["hurried"]) == ("offered", True)
    assert missing not in saga.asked(request_id)


def test_a_visit_that_is_moved_keeps_its_helper_and_everybody_hears_the_new_time(saga: Saga) -> None:
    request_id = saga.placed(days=(2, 3), asked_by=ASKER)
    (helper,) = saga.helpers(request_id)
    before = saga.visit(request_id)
    later = before["starts_at"] + timedelta(hours=4)
    saga.of_visit(saga.holder(request_id), request_id, "move", {"starts_at": later.isoformat()})
    saga.rest()
    visit = saga.visit(request_id)
    assert (visit["id"], visit["status"], visit["starts_at"]) == (before["id"], before["status"], later)
    assert visit["visit_code"] != before["visit_code"]
    assert saga.request(request_id)["starts_at"] == later
    assert saga.helpers(request_id) == [helper]
    assert saga.told() == {(ELDER, "visit.moved"), (SON, "visit.moved"), (helper, "task.accepted")}


def test_a_pause_puts_the_visit_off_without_a_mark_and_the_same_helper_is_asked_first(saga: Saga) -> None:
    request_id = saga.placed(days=(2, 4))
    (helper,) = saga.helpers(request_id)
    starts_at = saga.visit(request_id)["starts_at"]
    flood = {"from": saga.town.now.isoformat(), "to": (starts_at + timedelta(hours=3)).isoformat(), "reason": "flood"}
    saga.do(saga.staff, f"volunteers/wards/{WARD}/pauses", flood)
    saga.rest()
    assert saga.visit(request_id)["status"] == "cancelled"
    assert saga.told() == {(ELDER, "pause.weather"), (helper, "pause.weather")}
    assert (saga.request(request_id)["status"], saga.asked(request_id)) == ("open", [])
    saga.until(starts_at + timedelta(hours=3, minutes=1))
    assert saga.asked(request_id)[0] == helper


def test_a_promise_that_passes_is_told_once_and_a_person_phones(saga: Saga) -> None:
    request_id = saga.ask(days=(6, 7))
    saga.told()
    saga.until(saga.request(request_id)["due_at"] + timedelta(minutes=1))
    request = saga.request(request_id)
    assert (request["status"], request["reason"]) == ("escalated", "promise_passed")
    assert {(ELDER, "request.delayed"), ("ward", "staff.escalated")} <= saga.told()
    assert (ELDER, "escalated") in saga.calls()
    late = saga.offers(request_id)[0]
    saga.say_yes(request_id, saga.names[late["volunteer_id"]])
    saga.rest()
    assert saga.request(request_id)["status"] == "scheduled"
    assert saga.calls() == set()


def test_a_resident_who_answers_that_the_day_does_not_suit_ends_it_and_the_volunteer_hears_so(saga: Saga) -> None:
    request_id = saga.placed(days=(2, 3))
    (helper,) = saga.helpers(request_id)
    saga.until(saga.visit(request_id)["starts_at"] - timedelta(hours=14))  # after six in the evening before
    assert (ELDER, "visit.reminder.day") in saga.told()
    assert saga.people.say_by_sms(resident_phone(LAN), "0").status == 202
    saga.rest()
    assert (saga.request(request_id)["status"], saga.visit(request_id)["status"]) == ("cancelled", "cancelled")
    assert saga.told() == {(ELDER, "visit.cancelled.resident"), (helper, "offer.cancelled")}


def test_the_phone_that_asked_is_proven_by_sending_its_code_back(saga: Saga) -> None:
    request_id = saga.ask(trusted=False)
    assert saga.people.say_by_sms(resident_phone(LAN), saga.code_to(LAN)).status == 202
    saga.rest()
    assert saga.request(request_id)["status"] == "offered"
    assert (ELDER, "request.received") in saga.told()


def asked_by_her_son(saga: Saga) -> str:
    """He has proven his phone; hers was asked whether she wants it."""
    request_id = saga.ask(trusted=False, asked_by=ASKER)
    saga.of_request(saga.holder(request_id), request_id, "verify", {"code": saga.code_to_asker()})
    saga.rest()
    assert (ELDER, "request.agree") in saga.told()
    assert saga.request(request_id)["status"] == "unconfirmed"
    return request_id


def test_the_resident_says_yes_to_what_was_asked_for_her_by_answering_1(saga: Saga) -> None:
    request_id = asked_by_her_son(saga)
    assert saga.people.say_by_sms(resident_phone(LAN), "1").status == 202
    saga.rest()
    assert saga.request(request_id)["status"] == "offered"
    assert saga.calls() == set()


def test_a_resident_who_answers_0_to_what_was_asked_for_her_ends_it_and_nobody_was_asked(saga: Saga) -> None:
    request_id = asked_by_her_son(saga)
    assert saga.people.say_by_sms(resident_phone(LAN), "0").status == 202
    saga.rest()
    assert (saga.request(request_id)["status"], saga.offers(request_id)) == ("cancelled", [])


def test_a_number_both_are_reached_at_is_not_asked_for_the_residents_own_yes(saga: Saga) -> None:
    shared = {**ASKER, "phone": resident_phone(LAN)}
    request_id = saga.ask(trusted=False, asked_by=shared)
    saga.of_request(saga.holder(request_id), request_id, "verify", {"code": saga.code_to(LAN)})
    saga.rest()
    assert (ELDER, "request.agree") not in saga.told()
    assert saga.calls() == {(ELDER, "agreement")}


def test_two_volunteers_answer_the_same_offer_by_sms_and_the_first_goes(saga: Saga) -> None:
    request_id = saga.ask()
    first, second, _ = saga.asked(request_id)
    saga.told()
    for name in (first, second):
        assert saga.people.say_by_sms(volunteer_phone(VOLUNTEERS.index(name)), "1").status == 202
    saga.rest()
    assert saga.helpers(request_id) == [first]
    told = saga.told()
    assert (first, "task.accepted") in told
    assert [template for who, template in told if who == second] == ["offer.taken"]


def test_a_visit_nobody_reported_is_asked_after(saga: Saga) -> None:
    request_id = saga.placed(days=(2, 3))
    (helper,) = saga.helpers(request_id)
    saga.until(saga.visit(request_id)["ends_at"] + timedelta(minutes=21))
    assert ("ward", "staff.overdue") in saga.told()
    assert saga.calls() == {(helper, "overdue")}
    report = {"minutes": 50, "skills": [], "follow_up": None, "note": None}
    saga.of_visit(saga.people.volunteers[helper], request_id, "complete", report)
    saga.rest()
    assert saga.calls() == set()
