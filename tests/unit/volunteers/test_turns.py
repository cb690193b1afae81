"""The turns of a request: what people decide after it was taken in, and who wins when it crosses something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.volunteers.domain.appointment import AppointmentNews, Step
from services.volunteers.domain.errors import NotHeld, NotReopened, OfferEnded, RequestEnded, TimesFixed
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import ENDED, RequestStatus
from services.volunteers.domain.tasks import Tasks
from services.volunteers.publications import request_state
from shared.errors import Invalid
from tests.unit.volunteers.builders import (
    MONDAY,
    RULES,
    a_request,
    an_offered_request,
    an_open_request,
    ask,
    at,
    facts,
    kinds,
    offer_to,
    says_yes,
    window,
)

THURSDAY_MORNING = window(4, 8, 11)
TUESDAY = at(2, 9)


def accepted_request(*volunteers: str, **changes: Any) -> Request:
    """Hoa, unless others are named, has said yes."""
    request = an_offered_request(**changes)
    for volunteer in volunteers or ("hoa",):
        says_yes(request, volunteer)
    return request


def news(request: Request, step: Step, sequence: int = 1, **changes: Any) -> AppointmentNews:
    """A fact of the visit on Wednesday at 9:00 of everybody who has said yes."""
    chosen: dict[str, Any] = {
        "appointment_id": "appointment-1",
        "offer_ids": tuple(offer.offer_id for offer in request.offers if offer.accepted),
        "starts_at": at(3, 9),
        "ends_at": at(3, 10),
        "by": "staff",
        **changes,
    }
    return AppointmentNews(sequence=sequence, step=step, **chosen)


def scheduled_request(*volunteers: str, **changes: Any) -> Request:
    request = accepted_request(*volunteers, **changes)
    request.follow(news(request, Step.SCHEDULED), MONDAY, RULES)
    return request


def escalated_request() -> Request:
    request = an_offered_request()
    request.expire_offers(at(1, 14))
    request.escalate("timer", "nobody_eligible")
    return request


def waiting_for_times() -> Request:
    return an_open_request(windows=())


def finished_request() -> Request:
    request = scheduled_request()
    request.follow(news(request, Step.COMPLETED, 2, by="volunteer"), at(3, 10), RULES)
    return request


def last(request: Request) -> dict[str, Any]:
    return facts(request)[-1].detail()


def hear(request: Request, step: Step, sequence: int = 2, now: datetime = MONDAY, **changes: Any) -> None:
    request.follow(news(request, step, sequence, **changes), now, RULES)


STATES = (a_request, an_open_request, an_offered_request, accepted_request, scheduled_request, escalated_request)
EVERY_STATE = pytest.mark.parametrize("made", [*STATES, waiting_for_times])


# Cancelling


@EVERY_STATE
def test_a_request_is_cancelled_from_any_state_and_nobody_is_awaited_any_more(made: Callable[[], Request]) -> None:
    request = made()
    request.cancel("resident", "not_needed")
    assert (request.status, request.outcome, request.reason) == ("cancelled", "cancelled", "not_needed")
    assert (request.next_wave_at, request.starts_at, request.standing_offers) == (None, None, ())
    assert last(request) == {"by": "resident", "reason": "not_needed"}


def test_who_had_said_yes_is_told_so_when_the_request_is_cancelled() -> None:
    request = accepted_request("hoa", needed=2)
    request.cancel("resident", "ill")
    withdrawn = [fact.detail() for fact in facts(request) if fact.kind() == "offer_withdrawn"]
    assert {(each["volunteer_id"], each["accepted"]) for each in withdrawn} == {
        ("hoa", True),
        ("minh", False),
        ("tu", False),
    }
    assert {each["reason"] for each in withdrawn} == {"cancelled"}


def test_cancelling_twice_is_cancelling_once() -> None:
    request = an_offered_request()
    request.cancel("resident", "not_needed")
    request.cancel("staff", "duplicate")
    assert (kinds(request).count("request_cancelled"), request.reason) == (1, "not_needed")


def test_what_has_ended_otherwise_is_not_cancelled() -> None:
    with pytest.raises(RequestEnded):
        finished_request().cancel("resident", "mistake")


@pytest.mark.parametrize("step", Step)
def test_a_cancelled_request_wins_over_whatever_of_its_visit_crosses_the_cancel(step: Step) -> None:
    request = accepted_request()
    crossing = news(request, step, reason="ill", who="volunteer", reopen=True)
    request.cancel("resident", "not_needed")
    before = request.sequence
    request.follow(crossing, MONDAY, RULES)
    assert (request.status, request.sequence) == (RequestStatus.CANCELLED, before)


# Handing back


def test_who_hands_back_is_replaced_first_in_line() -> None:
    request = scheduled_request()
    request.hand_back("hoa", "volunteer", "travel", at(1, 15), RULES)
    assert (request.status, request.wave, request.starts_at) == (RequestStatus.OPEN, 0, None)
    assert request.reopened_at == request.next_wave_at == at(1, 15)
    assert kinds(request)[-2:] == ["offer_handed_back", "request_reopened"]
    assert last(request) == {"by": "volunteer", "reason": "handed_back"}


def test_who_handed_back_is_known_to_have() -> None:
    request = scheduled_request()
    request.hand_back("hoa", "volunteer", "ill", at(1, 15), RULES)
    assert request.asked["hoa"] == "handed_back"


def test_handing_back_twice_is_handing_back_once() -> None:
    request = scheduled_request()
    for _ in range(2):
        request.hand_back("hoa", "volunteer", "ill", at(1, 15), RULES)
    assert kinds(request).count("offer_handed_back") == 1


def test_only_a_task_one_holds_is_handed_back() -> None:
    with pytest.raises(NotHeld):
        accepted_request("hoa").hand_back("minh", "volunteer", "ill", MONDAY, RULES)


def test_nothing_is_handed_back_once_it_is_over() -> None:
    with pytest.raises(RequestEnded):
        finished_request().hand_back("hoa", "volunteer", "ill", at(3, 11), RULES)


@pytest.mark.parametrize(("now", "late", "urgency"), [(at(2, 8), False, "normal"), (at(2, 10), True, "today")])
def test_under_a_day_before_the_visit_handing_back_is_late_and_the_search_urgent(
    now: datetime, late: bool, urgency: str
) -> None:
    request = scheduled_request()
    request.hand_back("hoa", "volunteer", "ill", now, RULES)
    (handed_back,) = (fact for fact in facts(request) if fact.kind() == "offer_handed_back")
    assert (handed_back.detail()["late"], request.hurried) == (late, late)
    assert request_state(request)["urgency"] == urgency


def test_the_hurry_ends_when_a_visit_is_fixed_again() -> None:
    request = scheduled_request()
    request.hand_back("hoa", "volunteer", "ill", at(2, 10), RULES)
    ask(request, "tu", now=at(2, 10), until=at(2, 10, 30))
    says_yes(request, "tu")
    hear(request, Step.SCHEDULED, 1, appointment_id="appointment-2")
    assert (request.hurried, request_state(request)["urgency"]) == (False, "normal")


def test_of_a_pair_the_others_yes_stands_when_one_hands_back() -> None:
    request = scheduled_request("hoa", "tu", needed=2)
    request.hand_back("hoa", "volunteer", "ill", at(1, 15), RULES)
    assert (request.status, request.appointment_id) == (RequestStatus.OPEN, None)
    assert {offer.volunteer_id: offer.status for offer in request.standing_offers} == {"tu": "accepted"}
    ask(request, "lan", now=at(1, 15), until=at(1, 21))
    says_yes(request, "lan")
    assert request.status == RequestStatus.ACCEPTED
    hear(request, Step.SCHEDULED, 1, appointment_id="appointment-2")
    assert (request.status, request.appointment_id) == (RequestStatus.SCHEDULED, "appointment-2")


def test_news_of_the_visit_a_pair_had_before_changes_nothing() -> None:
    request = scheduled_request("hoa", "tu", needed=2)
    old = news(request, Step.CANCELLED, 2, reason="handed_back", by="volunteer", reopen=True)
    request.hand_back("hoa", "volunteer", "ill", at(1, 15), RULES)
    before = request.sequence
    request.follow(old, at(1, 15), RULES)
    assert request.sequence == before


# What becomes of the visit


@pytest.mark.parametrize("by", ["resident", "asked_by"])
def test_a_visit_cancelled_by_who_asked_for_it_cancels_the_request(by: str) -> None:
    request = scheduled_request()
    hear(request, Step.CANCELLED, by=by, reason="weather", reopen=False)
    assert (request.status, request.reason) == (RequestStatus.CANCELLED, "other")
    assert last(request) == {"by": by, "reason": "other"}


def test_the_reason_of_a_cancelled_visit_is_the_requests_where_both_know_it() -> None:
    request = scheduled_request()
    hear(request, Step.CANCELLED, by="resident", reason="ill", reopen=False)
    assert request.reason == "ill"


def test_a_visit_its_volunteer_cancels_is_handed_back() -> None:
    request = scheduled_request()
    hear(request, Step.CANCELLED, by="volunteer", reason="travel", reopen=True)
    assert (request.status, request.asked["hoa"]) == (RequestStatus.OPEN, "handed_back")
    assert kinds(request)[-2:] == ["offer_handed_back", "request_reopened"]


def test_of_a_pair_only_who_cancelled_hands_back() -> None:
    request = scheduled_request("hoa", "tu", needed=2)
    hear(request, Step.CANCELLED, by="volunteer", reason="ill", reopen=True, volunteer_id="tu")
    assert {name: request.asked[name] for name in ("hoa", "tu")} == {"hoa": "accepted", "tu": "handed_back"}


def test_a_visit_staff_cancel_is_looked_for_again_and_its_helper_may_be_asked_again() -> None:
    request = scheduled_request()
    hear(request, Step.CANCELLED, by="staff", reason="mistake", reopen=True)
    assert (request.status, request.asked["hoa"]) == (RequestStatus.OPEN, "cancelled")
    assert last(request) == {"by": "staff", "reason": "visit_cancelled"}


def test_a_visit_staff_cancel_for_good_cancels_the_request() -> None:
    request = scheduled_request()
    hear(request, Step.CANCELLED, by="staff", reason="not_needed", reopen=False)
    assert (request.status, last(request)) == (RequestStatus.CANCELLED, {"by": "staff", "reason": "not_needed"})


def test_after_a_pause_the_same_helper_is_wished_for() -> None:
    request = scheduled_request(windows=(window(3, 8, 11), THURSDAY_MORNING))
    hear(request, Step.CANCELLED, by="staff", reason="pause", reopen=True)
    assert (request.status, request.put_off) == (RequestStatus.OPEN, {"hoa"})
    assert last(request) == {"by": "staff", "reason": "paused"}


def test_a_resident_not_at_home_is_phoned_and_nobody_else_is_sent() -> None:
    request = scheduled_request()
    hear(request, Step.MISSED, now=at(3, 9, 30), who="resident")
    assert (request.status, request.reason) == (RequestStatus.ESCALATED, "resident_missed")
    assert (request.next_wave_at, request.standing_offers) == (None, ())


def test_nobody_steps_in_before_somebody_has_asked_after_the_resident() -> None:
    request = an_offered_request()
    request.expire_offers(at(1, 14))
    ask(request, "lan", now=at(1, 14))
    says_yes(request, "lan")
    hear(request, Step.SCHEDULED, 1)
    hear(request, Step.MISSED, now=at(3, 9, 30), who="resident")
    with pytest.raises(OfferEnded):
        says_yes(request, "minh")


def test_a_volunteer_who_did_not_come_is_replaced_urgently_and_not_asked_again() -> None:
    request = scheduled_request(windows=(window(3, 8, 11), THURSDAY_MORNING))
    hear(request, Step.MISSED, now=at(3, 9, 30), who="volunteer", volunteer_id="hoa")
    assert (request.status, request.hurried, request.asked["hoa"]) == (RequestStatus.OPEN, True, "missed")
    assert last(request) == {"by": "staff", "reason": "volunteer_missed"}


def test_without_a_window_left_whoever_fell_out_new_times_are_asked_for() -> None:
    request = scheduled_request()
    hear(request, Step.MISSED, now=at(3, 9, 30), who="volunteer")
    assert (request.status, request.reason, request.next_wave_at) == ("needs_times", "windows_past", None)
    assert kinds(request)[-2:] == ["request_reopened", "request_needs_times"]


def test_a_moved_visit_keeps_the_state_and_the_offers() -> None:
    request = scheduled_request()
    hear(request, Step.MOVED, starts_at=at(4, 9), ends_at=at(4, 10))
    assert (request.status, request.starts_at, request.asked["hoa"]) == ("scheduled", at(4, 9), "accepted")


def test_an_overdue_visit_is_a_line_and_stays_scheduled() -> None:
    request = scheduled_request()
    hear(request, Step.OVERDUE, now=at(3, 10, 20))
    assert (request.status, last(request)["step"]) == ("scheduled", "overdue")


def test_a_cancel_that_comes_before_the_placing_it_undoes_ends_the_same() -> None:
    request = accepted_request()
    placed = news(request, Step.SCHEDULED, 1)
    hear(request, Step.CANCELLED, 2, by="volunteer", reason="ill", reopen=True)
    request.follow(placed, MONDAY, RULES)
    assert (request.status, request.starts_at) == (RequestStatus.OPEN, None)


def test_when_no_time_is_left_for_anybody_new_ones_are_asked_for() -> None:
    request = accepted_request()
    request.unplace(offer_to(request, "hoa").offer_id, "no_free_time", at(2, 11), RULES)
    assert (request.status, request.reason) == (RequestStatus.NEEDS_TIMES, "windows_past")


# Other times


@pytest.mark.parametrize("made", [waiting_for_times, an_open_request, an_offered_request, escalated_request])
def test_new_times_replace_the_earlier_ones_and_the_next_wave_goes_now(made: Callable[[], Request]) -> None:
    request = made()
    request.give_windows("resident", (THURSDAY_MORNING,), TUESDAY, RULES)
    assert (request.asking.windows, request.status) == ((THURSDAY_MORNING,), RequestStatus.OPEN)
    assert (request.wave, request.next_wave_at) == (0, TUESDAY)
    assert last(request) == {"by": "resident", "reason": "windows"}


def test_a_yes_to_the_earlier_times_says_nothing_of_the_new_ones() -> None:
    request = an_offered_request()
    minhs, hoas = offer_to(request, "minh"), offer_to(request, "hoa")
    request.expire_offers(at(1, 13, 30))
    hoas.status = OfferStatus.PENDING
    request.give_windows("resident", (THURSDAY_MORNING,), TUESDAY, RULES)
    assert (minhs.status, hoas.status) == (OfferStatus.EXPIRED, OfferStatus.WITHDRAWN)
    for offer in (minhs, hoas):
        with pytest.raises(OfferEnded):
            request.accept(offer, Tasks(3), TUESDAY)
    ask(request, "minh", now=TUESDAY, ids=("again-minh",))
    says_yes(request, "minh")
    assert request.status == RequestStatus.ACCEPTED


@pytest.mark.parametrize("made", [a_request, accepted_request, scheduled_request])
def test_times_are_chosen_while_helpers_are_looked_for(made: Callable[[], Request]) -> None:
    with pytest.raises(TimesFixed):
        made().give_windows("resident", (THURSDAY_MORNING,), MONDAY, RULES)


def test_times_nobody_could_be_told_of_in_time_change_nothing() -> None:
    request = waiting_for_times()
    before = request.sequence
    with pytest.raises(Invalid) as refused:
        request.give_windows("resident", (window(2, 14, 16),), at(2, 9), RULES)
    assert "24 giờ" in refused.value.fields["windows"][0][0]
    assert (request.sequence, request.asking.windows) == (before, ())


def test_the_promise_runs_anew_once_somebody_has_said_when_it_suits() -> None:
    request = waiting_for_times()
    request.give_windows("resident", (window(10, 8, 11),), at(3, 8), RULES)
    assert (request.promise_since, request.due_at) == (at(3, 8), at(5, 17))


def test_who_found_no_time_before_is_asked_again_for_new_ones() -> None:
    request = accepted_request()
    request.unplace(offer_to(request, "hoa").offer_id, "no_free_time", at(1, 15), RULES)
    assert request.asked["hoa"] == "unplaced"
    request.give_windows("resident", (THURSDAY_MORNING,), at(1, 16), RULES)
    assert "hoa" not in request.asked


# Closing and opening again


@EVERY_STATE
@pytest.mark.parametrize("outcome", ["solved_by_phone", "moved_to_class", "referred", "given_up"])
def test_staff_end_a_request_without_a_visit_from_any_state(made: Callable[[], Request], outcome: str) -> None:
    request = made()
    request.close(RequestStatus(outcome), "staff", "no_answer")
    assert (request.status, request.outcome, request.standing_offers) == (outcome, outcome, ())
    assert last(request) == {"by": "staff", "outcome": outcome, "reason": "no_answer"}


@pytest.mark.parametrize("outcome", ENDED)
def test_what_is_over_is_not_closed_again(outcome: RequestStatus) -> None:
    request = an_open_request()
    request.status = outcome
    with pytest.raises(RequestEnded):
        request.close(RequestStatus.GIVEN_UP, "staff")


def test_where_a_request_was_referred_to_is_no_line_of_the_journal() -> None:
    request = an_open_request()
    request.close(RequestStatus.REFERRED, "staff", to="Công an phường Ba Đình")
    assert request.referred_to == "Công an phường Ba Đình"
    assert "Ba Đình" not in str(last(request))


def test_staff_open_a_closed_request_again_first_in_line_with_a_new_promise() -> None:
    request = an_open_request()
    request.close(RequestStatus.GIVEN_UP, "staff")
    request.open_again("staff", TUESDAY - timedelta(hours=1), RULES)
    assert (request.status, request.outcome, request.reopened_at) == ("open", None, at(2, 8))
    assert (request.promise_since, last(request)) == (at(2, 8), {"by": "staff", "reason": "staff"})


def test_after_the_call_staff_have_it_looked_for_again() -> None:
    request = scheduled_request(windows=(window(3, 8, 11), window(5, 8, 11)))
    hear(request, Step.MISSED, now=at(3, 9, 30), who="resident")
    request.open_again("staff", at(3, 11), RULES)
    assert (request.status, request.next_wave_at, request.hurried) == ("open", at(3, 11), False)
    assert request.promise_since == at(3, 11)


def test_a_request_nobody_had_confirmed_waits_for_that_when_opened_again() -> None:
    request = a_request()
    request.close(RequestStatus.GIVEN_UP, "staff")
    request.open_again("staff", MONDAY, RULES)
    assert (request.status, request.next_wave_at) == (RequestStatus.UNCONFIRMED, None)


@pytest.mark.parametrize("made", [an_open_request, an_offered_request, accepted_request, scheduled_request])
def test_what_is_looked_for_already_is_not_opened_again(made: Callable[[], Request]) -> None:
    with pytest.raises(NotReopened):
        made().open_again("staff", MONDAY, RULES)


def test_a_cancelled_request_stays_cancelled() -> None:
    request = an_open_request()
    request.cancel("resident", "not_needed")
    with pytest.raises(NotReopened):
        request.open_again("staff", MONDAY, RULES)


# The promise


def test_a_promise_that_passed_is_handed_over_once_and_the_waves_go_on() -> None:
    request = an_offered_request()
    request.pass_promise("timer")
    assert (request.status, request.reason, request.next_wave_at) == ("escalated", "promise_passed", at(1, 13, 30))
    ask(request, "lan", now=at(4, 9), until=at(4, 13, 30))
    assert (request.status, request.watch_due_at) == (RequestStatus.ESCALATED, None)
    says_yes(request, "lan")
    assert (request.status, request.reason) == (RequestStatus.ACCEPTED, None)


def test_when_everybody_asked_is_busy_the_next_wave_goes_at_once_though_the_promise_has_passed() -> None:
    request = an_offered_request("minh")
    request.pass_promise("timer")
    request.decline(offer_to(request, "minh"), at(4, 9))
    assert request.next_wave_at == at(4, 9)


def test_a_kept_promise_runs_anew_when_the_visit_falls() -> None:
    request = scheduled_request()
    assert request.watch_due_at is None
    request.hand_back("hoa", "volunteer", "ill", at(2, 8), RULES)
    assert (request.promise_since, request.watch_due_at) == (at(2, 8), at(4, 17))


def test_a_promise_not_kept_yet_runs_on_when_a_yes_comes_to_nothing() -> None:
    request = accepted_request()
    request.unplace(offer_to(request, "hoa").offer_id, "no_free_time", at(1, 15), RULES)
    assert request.promise_since == MONDAY


def test_a_yes_without_an_appointment_is_told_once_for_each_acceptance() -> None:
    request = accepted_request()
    assert request.placing_since == MONDAY
    request.note_not_placed("timer")
    assert (request.placing_since, kinds(request)[-1]) == (None, "request_not_placed")
