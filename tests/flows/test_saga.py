"""The story across services, a test a row of its table: the request, the appointment, and what each was told."""

from __future__ import annotations

from datetime import timedelta

from tests.flows.saga_town import ASKER, LAN, TAM, Saga
from tests.properties.actions import RESIDENTS

ELDER = RESIDENTS[LAN]
SON = ASKER["name"]


def test_a_request_entered_by_staff_is_open_at_once_and_resident_and_asker_hear_of_it(saga: Saga) -> None:
    answer = saga.people.ask(LAN, (2,), trusted=True, asked_by=ASKER)
    assert answer.body["status"] == "open"
    saga.town.flow()
    assert saga.request(answer.body["id"])["status"] == "open"
    assert saga.told() == {(ELDER, "request.received"), (SON, "request.received"), ("ward", "staff.received")}


def test_entered_by_anyone_else_nobody_is_asked_before_the_phone_is_proven(saga: Saga) -> None:
    request_id = saga.ask(trusted=False)
    assert saga.request(request_id)["status"] == "unconfirmed"
    assert saga.offers(request_id) == []
    assert saga.told() == {(ELDER, "request.code"), ("ward", "staff.received")}
    saga.of_request(saga.holder(request_id), request_id, "verify", {"code": saga.code_to(LAN)})
    saga.rest()
    assert saga.request(request_id)["status"] == "offered"


def test_asked_on_behalf_nobody_is_asked_before_the_resident_has_said_yes_too(saga: Saga) -> None:
    request_id = saga.ask(trusted=False, asked_by=ASKER)
    assert saga.told() == {(SON, "request.code"), ("ward", "staff.received")}
    saga.of_request(saga.holder(request_id), request_id, "verify", {"code": saga.code_to_asker()})
    saga.rest()
    assert (saga.request(request_id)["status"], saga.offers(request_id)) == ("unconfirmed", [])
    assert saga.calls() == {(ELDER, "agreement")}
    saga.of_request(saga.staff, request_id, "verify", {"resident_agreed": True})
    saga.rest()
    assert saga.calls() == set()
    assert saga.request(request_id)["status"] == "offered"
    assert {(ELDER, "request.received"), (SON, "request.received")} <= saga.told()


def test_a_wave_is_sent_and_its_volunteers_are_asked(saga: Saga) -> None:
    request_id = saga.ask()
    asked = saga.asked(request_id)
    assert saga.request(request_id)["status"] == "offered"
    assert len(asked) == 3
    assert saga.visits(request_id) == []
    assert saga.told() == {
        (ELDER, "request.received"),
        ("ward", "staff.received"),
        *((name, "offer") for name in asked),
    }


def test_enough_accept_the_visit_is_placed_with_notice_all_hear_it_and_the_others_are_thanked(saga: Saga) -> None:
    request_id = saga.ask(days=(0, 1, 2), asked_by=ASKER)
    first, *others = saga.asked(request_id)
    saga.told()
    accepted_at = saga.town.now
    saga.say_yes(request_id, first)
    assert saga.request(request_id)["status"] == "accepted"
    saga.rest()
    visit = saga.visit(request_id)
    assert saga.request(request_id)["status"] == "scheduled"
    assert timedelta(hours=24) <= visit["starts_at"] - accepted_at < timedelta(hours=48)
    assert saga.told() == {
        *((ELDER, template) for template in ("visit.confirm", "visit.safety")),
        (SON, "visit.confirm.relative"),
        (first, "task.accepted"),
        *((name, "offer.taken") for name in others),
    }


def test_where_two_are_needed_the_visit_is_placed_once_both_have_said_yes(saga: Saga) -> None:
    request_id = saga.ask(needed=2)
    first, second, third = saga.asked(request_id)
    saga.say_yes(request_id, first)
    saga.rest()
    assert (saga.request(request_id)["status"], saga.visits(request_id)) == ("offered", [])
    saga.told()
    saga.say_yes(request_id, second)
    saga.rest()
    visit = saga.visit(request_id)
    assert {saga.names[id] for id in visit["volunteer_ids"]} == {first, second}
    assert {(first, "task.accepted"), (second, "task.accepted"), (third, "offer.taken")} <= saga.told()


def test_nothing_fits_this_volunteer_and_the_next_one_goes(saga: Saga) -> None:
    held = saga.placed(TAM, windows=saga.hours(2, (8, 9)))
    (busy,) = saga.helpers(held)
    request_id = saga.ask(windows=saga.hours(2, (9, 10)))
    if busy not in saga.asked(request_id):
        saga.of_request(saga.staff, request_id, "assign", {"volunteer_id": saga.id_of(busy)})
    saga.rest()
    saga.told()
    saga.say_yes(request_id, busy)
    saga.rest()
    assert [row["status"] for row in saga.offers(request_id, busy)] == ["unplaced"]
    assert (saga.request(request_id)["status"], saga.visits(request_id)) == ("offered", [])
    other = saga.asked(request_id)[0]
    saga.say_yes(request_id, other)
    saga.rest()
    assert saga.helpers(request_id) == [other]
    assert saga.request(request_id)["status"] == "scheduled"


def test_nothing_fits_anybody_in_the_windows_left_and_staff_hear_that_a_person_has_to_see_to_it(saga: Saga) -> None:
    request_id = saga.ask(windows=saga.hours(1, (9, 10)))
    first = saga.asked(request_id)[0]
    saga.told()
    saga.town.clock.advance(timedelta(minutes=29))  # still a window with notice when they say yes …
    saga.say_yes(request_id, first)
    saga.town.clock.advance(timedelta(minutes=40))  # … and none any more when sessions hears of it
    saga.rest()
    assert [row["status"] for row in saga.offers(request_id, first)] == ["unplaced"]
    request = saga.request(request_id)
    assert (request["status"], request["reason"]) == ("needs_times", "windows_past")
    assert saga.visits(request_id) == []
    assert {(ELDER, "request.needs_times"), ("ward", "staff.needs_times")} <= saga.told()


def test_no_appointment_a_quarter_of_an_hour_after_the_yes_is_told_to_staff_once(saga: Saga) -> None:
    request_id = saga.ask()
    saga.say_yes(request_id, saga.asked(request_id)[0])
    saga.town.relay()
    saga.deliver("notifications")
    saga.told()
    for minutes in (14, 2, 30):
        saga.town.clock.advance(timedelta(minutes=minutes))
        saga.town.tick("volunteers")
        saga.town.relay()
        saga.deliver("notifications")
    assert saga.request(request_id)["status"] == "accepted"
    assert saga.told() == {("ward", "staff.not_placed")}
    assert saga.staff.get("volunteers/queue/summary?ward=00004").body["counts"]["accepted"] == 1


def test_a_volunteer_who_hands_back_reopens_the_request_first_in_line_and_the_household_hears_that_nobody_comes(
    saga: Saga,
) -> None:
    request_id = saga.placed(asked_by=ASKER, days=(4, 5))
    (helper,) = saga.helpers(request_id)
    saga.of_request(saga.people.volunteers[helper], request_id, "hand-back", {"reason": "ill"})
    saga.rest()
    assert saga.visit(request_id)["status"] == "cancelled"
    request = saga.request(request_id)
    assert (request["status"], request["hurried"], request["wave"]) == ("offered", False, 1)
    assert request["reopened_at"] is not None
    assert helper not in saga.asked(request_id)
    told = saga.told()
    assert {(ELDER, "visit.cancelled.us"), (SON, "visit.cancelled.us")} <= told
    assert helper not in {who for who, _ in told}


def test_a_volunteer_who_cancels_the_visit_reopens_the_request_and_the_household_hears_that_nobody_comes(
    saga: Saga,
) -> None:
    request_id = saga.placed(asked_by=ASKER, days=(4, 5))
    (helper,) = saga.helpers(request_id)
    saga.of_visit(saga.people.volunteers[helper], request_id, "cancel", {"reason": "ill"})
    saga.rest()
    assert saga.visit(request_id)["status"] == "cancelled"
    assert [row["status"] for row in saga.offers(request_id, helper)] == ["handed_back"]
    assert saga.request(request_id)["status"] == "offered"
    assert {(ELDER, "visit.cancelled.us"), (SON, "visit.cancelled.us")} <= saga.told()


def test_a_volunteer_who_drops_out_under_24_hours_before_is_replaced_by_an_urgent_wave(saga: Saga) -> None:
    request_id = saga.placed(days=(2, 3))
    (helper,) = saga.helpers(request_id)
    visit = saga.visit(request_id)
    saga.until(visit["starts_at"] - timedelta(hours=12))  # in the evening
    saga.told()
    saga.of_request(saga.people.volunteers[helper], request_id, "hand-back", {"reason": "ill"})
    saga.rest()
    request = saga.request(request_id)
    assert (request["status"], request["hurried"]) == ("offered", True)
    asked = saga.asked(request_id)
    assert len(asked) == 4  # five are asked when it is urgent; four are left
    assert {(name, "offer") for name in asked} <= saga.told()
    saga.say_yes(request_id, asked[0])
    saga.rest()
    assert saga.visit(request_id)["starts_at"] - saga.town.now >= timedelta(hours=3) - timedelta(minutes=10)
    assert not saga.request(request_id)["hurried"]


def test_a_volunteer_who_does_not_come_is_replaced_first_in_line_and_the_household_hears_an_apology(
    saga: Saga,
) -> None:
    request_id = saga.placed(asked_by=ASKER, days=(2, 3, 4))
    (helper,) = saga.helpers(request_id)
    saga.until(saga.visit(request_id)["starts_at"] + timedelta(minutes=30))
    saga.told()
    saga.of_visit(saga.staff, request_id, "missed", {"who": "volunteer"})
    saga.rest()
    assert saga.visit(request_id)["status"] == "missed"
    request = saga.request(request_id)
    assert (request["status"], request["hurried"]) == ("offered", True)
    assert helper not in saga.asked(request_id)
    assert {(ELDER, "noshow.volunteer"), (SON, "noshow.volunteer")} <= saga.told()
    assert (ELDER, "no_show") in saga.calls()


def test_a_suspended_volunteer_comes_nowhere_and_each_resident_is_told_and_phoned(saga: Saga) -> None:
    request_id = saga.placed(days=(4, 5), asked_by=ASKER)
    (helper,) = saga.helpers(request_id)
    code = saga.visit(request_id)["visit_code"]
    saga.do(saga.staff, f"volunteers/volunteers/{saga.id_of(helper)}/suspend", {"reason": "complaint"})
    saga.rest()
    assert saga.visit(request_id)["status"] == "cancelled"
    assert saga.request(request_id)["status"] == "offered"
    assert helper not in saga.asked(request_id)
    assert {(ELDER, "visit.cancelled.us"), (SON, "visit.cancelled.us")} <= saga.told()
    assert (ELDER, "suspended") in saga.calls()
    saga.until(saga.visit(request_id)["starts_at"])
    checked = saga.town.anyone.post("sessions/visit-codes/check", {"code": code, "ward": "00004"})
    assert checked.body["valid"] is False


def test_the_resident_cancels_and_the_volunteer_hears_that_nobody_needs_them(saga: Saga) -> None:
    request_id = saga.placed(asked_by=ASKER)
    (helper,) = saga.helpers(request_id)
    saga.of_request(saga.holder(request_id), request_id, "cancel", {"reason": "not_needed"})
    saga.rest()
    assert saga.request(request_id)["status"] == "cancelled"
    assert saga.visit(request_id)["status"] == "cancelled"
    assert saga.told() == {
        (helper, "offer.cancelled"),
        (ELDER, "visit.cancelled.resident"),
        (SON, "visit.cancelled.resident"),
    }


def test_the_resident_cancels_the_visit_and_the_request_ends_with_it(saga: Saga) -> None:
    request_id = saga.placed()
    (helper,) = saga.helpers(request_id)
    saga.of_visit(saga.holder(request_id), request_id, "cancel", {"reason": "ill"})
    saga.rest()
    assert (saga.request(request_id)["status"], saga.request(request_id)["reason"]) == ("cancelled", "ill")
    assert saga.told() == {(helper, "offer.cancelled"), (ELDER, "visit.cancelled.resident")}


def test_a_cancelled_request_wins_over_the_placing_that_crosses_it(saga: Saga) -> None:
    request_id = saga.ask()
    first = saga.asked(request_id)[0]
    saga.told()
    saga.say_yes(request_id, first)
    saga.town.relay()
    saga.deliver("sessions")  # places the visit; nobody else has heard of it
    assert saga.stands(request_id)
    saga.of_request(saga.holder(request_id), request_id, "cancel", {"reason": "not_needed"})
    saga.rest()
    assert saga.request(request_id)["status"] == "cancelled"
    assert [row["status"] for row in saga.visits(request_id)] == ["cancelled"]
    told = saga.told()
    assert (first, "offer.cancelled") in told
    assert not {template for _, template in told} & {"visit.confirm", "task.accepted"}
    assert saga.conflicts() == []


def test_the_resident_misses_and_staff_phone_before_anybody_else_is_sent(saga: Saga) -> None:
    request_id = saga.placed(days=(2, 3, 4))
    (helper,) = saga.helpers(request_id)
    saga.until(saga.visit(request_id)["starts_at"] + timedelta(minutes=20))
    saga.told()
    saga.of_visit(saga.people.volunteers[helper], request_id, "missed", {"who": "resident"})
    saga.rest()
    request = saga.request(request_id)
    assert (request["status"], request["reason"]) == ("escalated", "resident_missed")
    assert saga.visit(request_id)["status"] == "missed"
    assert saga.told() == {(ELDER, "noshow.resident"), ("ward", "staff.escalated")}
    assert saga.calls() == {(ELDER, "missed")}
    saga.pass_time(days=1)
    assert saga.asked(request_id) == []
