"""The life of a request: trust, waves, answers, the agenda."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.volunteers.domain.appointment import AppointmentNews, Step
from services.volunteers.domain.errors import (
    AppointmentContradicts,
    NoLongerNeeded,
    OfferEnded,
    TaskLimitReached,
    TasksOverlap,
    TaskTaken,
    TooLate,
)
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.domain.tasks import Tasks
from services.volunteers.domain.windows import Window
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


def statuses(request: Request) -> dict[str, str]:
    return {offer.volunteer_id: offer.status for offer in request.offers}


# Trust


def test_a_request_entered_by_staff_is_open_at_once_and_its_promise_runs() -> None:
    request = a_request()
    request.trust("staff", MONDAY, RULES)
    assert (request.status, request.next_wave_at, request.due_at) == (RequestStatus.OPEN, MONDAY, at(4, 8, 30))
    assert kinds(request) == ["request_received", "request_opened"]


def test_nobody_is_asked_before_the_phone_is_proven() -> None:
    request = a_request()
    assert (request.status, request.next_wave_at, request.due_at) == (RequestStatus.UNCONFIRMED, None, None)


def test_a_proven_phone_is_enough_when_one_asks_for_oneself() -> None:
    request = a_request()
    request.prove_phone("resident", MONDAY, RULES)
    assert request.status == RequestStatus.OPEN


def test_a_staff_call_to_the_resident_proves_the_phone_of_one_who_asks_for_oneself() -> None:
    request = a_request()
    request.agree("staff", MONDAY, RULES)
    assert request.status == RequestStatus.OPEN


@pytest.mark.parametrize("steps", [("prove_phone", "agree"), ("agree", "prove_phone")])
def test_on_behalf_both_the_askers_phone_and_the_residents_yes_are_needed(steps: tuple[str, str]) -> None:
    request = a_request(asked_by="dung")
    getattr(request, steps[0])("asked_by", MONDAY, RULES)
    assert request.status == RequestStatus.UNCONFIRMED
    getattr(request, steps[1])("staff", MONDAY, RULES)
    assert request.status == RequestStatus.OPEN


def test_proving_twice_opens_once() -> None:
    request = a_request()
    request.prove_phone("resident", MONDAY, RULES)
    request.prove_phone("resident", MONDAY, RULES)
    assert kinds(request) == ["request_received", "phone_proven", "request_opened"]


def test_who_wants_the_class_is_sent_nobody() -> None:
    assert an_open_request(place="class", windows=()).next_wave_at is None


# Waves


def test_a_wave_makes_an_offer_to_each_and_waits_for_their_answers() -> None:
    request = an_offered_request()
    assert (request.status, request.wave, request.next_wave_at) == (RequestStatus.OFFERED, 1, at(1, 13, 30))
    assert statuses(request) == {"minh": "pending", "hoa": "pending", "tu": "pending"}
    assert kinds(request).count("offer_made") == 3


def test_an_offer_knows_the_number_of_the_fact_that_made_it() -> None:
    request = an_offered_request()
    made = {fact.fact.offer_id: fact.sequence for fact in request.recorded if fact.fact.kind() == "offer_made"}  # type: ignore[attr-defined]
    assert {offer.offer_id: offer.made_as for offer in request.offers} == made


def test_an_offer_whose_time_is_over_expires() -> None:
    request = an_offered_request()
    request.expire_offers(at(1, 13, 29))
    assert set(statuses(request).values()) == {"pending"}
    request.expire_offers(at(1, 13, 30))
    assert set(statuses(request).values()) == {"expired"}


def test_an_offer_still_waiting_to_be_announced_does_not_expire() -> None:
    request = an_offered_request()
    waiting = offer_to(request, "hoa")
    waiting.announced_at = None
    request.expire_offers(at(1, 14))
    assert statuses(request) == {"minh": "expired", "hoa": "pending", "tu": "expired"}


def test_an_offer_announced_late_moves_on_by_as_long_as_it_waited() -> None:
    request = an_offered_request("minh")
    offer = offer_to(request, "minh")
    request.announce(offer, MONDAY + timedelta(hours=3), RULES)
    assert (offer.expires_at, request.next_wave_at) == (at(1, 16, 30), at(1, 16, 30))


def test_when_everybody_asked_is_busy_the_next_wave_goes_at_once() -> None:
    request = an_offered_request("minh", "hoa")
    request.decline(offer_to(request, "minh"), MONDAY)
    assert request.next_wave_at == at(1, 13, 30)
    request.decline(offer_to(request, "hoa"), at(1, 9))
    assert request.next_wave_at == at(1, 9)


def test_declining_twice_is_declining_once() -> None:
    request = an_offered_request()
    request.decline(offer_to(request, "minh"), MONDAY)
    request.decline(offer_to(request, "minh"), MONDAY)
    assert kinds(request).count("offer_declined") == 1


@pytest.mark.parametrize(("urgency", "waves"), [("normal", 4), ("today", 2)])
def test_after_the_last_wave_a_person_takes_over(urgency: str, waves: int) -> None:
    request = an_open_request(urgency=urgency)
    for _ in range(waves):
        assert not request.waves_used_up(RULES)
        ask(request, "minh")
    assert request.waves_used_up(RULES)
    request.escalate("timer", "waves_used_up")
    assert (request.status, request.reason, request.next_wave_at) == (RequestStatus.ESCALATED, "waves_used_up", None)


def test_windows_before_the_notice_or_too_short_for_the_visit_are_of_no_use() -> None:
    request = an_open_request(windows=(window(1, 14, 16), Window(at(2, 8), at(2, 10)), Window(at(3, 8), at(3, 8, 45))))
    assert request.usable_windows(MONDAY, RULES) == (Window(at(2, 8, 30), at(2, 10)),)


# Answers


def test_the_first_acceptance_wins_and_the_others_are_thanked() -> None:
    request = an_offered_request()
    request.decline(offer_to(request, "minh"), MONDAY)
    says_yes(request, "hoa")
    assert (request.status, request.next_wave_at) == (RequestStatus.ACCEPTED, None)
    assert statuses(request) == {"minh": "declined", "hoa": "accepted", "tu": "withdrawn"}
    withdrawn = facts(request)[-1]
    assert (withdrawn.kind(), withdrawn.detail()["reason"]) == ("offer_withdrawn", "others_first")


def test_a_late_acceptance_is_thanked_and_changes_nothing() -> None:
    request = an_offered_request()
    says_yes(request, "hoa")
    before = request.sequence
    with pytest.raises(TooLate) as refused:
        says_yes(request, "tu")
    assert refused.value.sentence() == "Việc này vừa có người nhận trước. Cảm ơn anh/chị đã sẵn lòng."
    assert (request.sequence, statuses(request)["tu"]) == (before, "withdrawn")


def test_saying_yes_twice_is_saying_it_once() -> None:
    request = an_offered_request()
    says_yes(request, "hoa")
    says_yes(request, "hoa")
    assert kinds(request).count("offer_accepted") == 1


def test_two_are_needed_and_two_win() -> None:
    request = an_offered_request(needed=2)
    says_yes(request, "hoa")
    assert request.status == RequestStatus.OFFERED
    says_yes(request, "tu")
    assert request.status == RequestStatus.ACCEPTED
    assert statuses(request) == {"minh": "withdrawn", "hoa": "accepted", "tu": "accepted"}


def test_a_late_yes_counts_while_somebody_is_looked_for() -> None:
    request = an_offered_request()
    request.expire_offers(at(1, 14))
    request.escalate("timer", "nobody_eligible")
    says_yes(request, "hoa")
    assert (request.status, request.reason) == (RequestStatus.ACCEPTED, None)


def test_an_expired_offers_yes_is_too_late_when_another_was_taken() -> None:
    request = an_offered_request("minh", until=at(1, 10))
    request.expire_offers(at(1, 10))
    ask(request, "hoa", now=at(1, 10))
    says_yes(request, "hoa")
    with pytest.raises(TooLate):
        says_yes(request, "minh")


def asked_twice(needed: int = 1) -> Request:
    """Minh let the first offer pass and holds a second one."""
    request = an_offered_request("minh", until=at(1, 10), needed=needed)
    request.expire_offers(at(1, 10))
    ask(request, "minh", "hoa", now=at(1, 10), ids=("again-minh", "again-hoa"))
    return request


def test_nobody_is_both_of_a_pair_whichever_of_their_offers_they_take() -> None:
    request = asked_twice(needed=2)
    first, again, _ = request.offers
    request.accept(first, Tasks(3), MONDAY)
    assert (request.status, again.status) == (RequestStatus.OFFERED, "expired")
    with pytest.raises(TaskTaken):
        request.accept(again, Tasks(3), MONDAY)
    with pytest.raises(TaskTaken):
        request.decline(again, MONDAY)
    says_yes(request, "hoa")
    assert request.status == RequestStatus.ACCEPTED


def test_who_took_the_older_of_two_offers_goes_is_not_asked_again_and_can_hand_it_back() -> None:
    request = asked_twice(needed=2)
    first, *_ = request.offers
    request.accept(first, Tasks(3), MONDAY)
    assert request.asked["minh"] == "accepted"
    assert request.hand_back("minh", "volunteer", "ill", MONDAY, RULES) is first
    assert (first.status, request.asked["minh"]) == ("handed_back", "handed_back")


def test_a_no_to_an_older_offer_is_a_no_to_the_request() -> None:
    request = asked_twice()
    first, again, _ = request.offers
    request.decline(first, MONDAY)
    assert (first.status, again.status) == ("declined", "declined")
    assert request.asked["minh"] == "declined"


def test_who_said_busy_cannot_take_it_any_more() -> None:
    request = an_offered_request()
    request.decline(offer_to(request, "minh"), MONDAY)
    with pytest.raises(OfferEnded):
        says_yes(request, "minh")


def test_an_accepted_offer_is_not_declined_any_more() -> None:
    request = an_offered_request()
    says_yes(request, "minh")
    with pytest.raises(TaskTaken) as refused:
        request.decline(offer_to(request, "minh"), MONDAY)
    assert "Không đi được, xin chọn “Nhờ người khác đi thay”" in refused.value.sentence("vi")


def test_nobody_takes_more_tasks_than_their_own_limit() -> None:
    with pytest.raises(TaskLimitReached):
        says_yes(an_offered_request(), "minh", Tasks(limit=2, open=2))


def test_nobody_takes_a_task_whose_every_time_overlaps_what_they_hold() -> None:
    with pytest.raises(TasksOverlap):
        says_yes(an_offered_request(), "minh", Tasks(limit=3, open=1, busy=(Window(at(3, 8, 30), at(3, 10, 30)),)))


def test_a_window_with_room_beside_the_other_visit_is_enough() -> None:
    request = an_offered_request()
    says_yes(request, "minh", Tasks(limit=3, open=1, busy=(Window(at(3, 8), at(3, 10)),)))
    assert request.status == RequestStatus.ACCEPTED


# The agenda


def accepted_request() -> Request:
    request = an_offered_request()
    says_yes(request, "hoa")
    return request


def news(request: Request, sequence: int, step: Step, **changes: Any) -> AppointmentNews:
    chosen: dict[str, Any] = {
        "appointment_id": "appointment-1",
        "offer_ids": (offer_to(request, "hoa").offer_id,),
        "starts_at": at(3, 9),
        "ends_at": at(3, 10),
        "by": "volunteer",
        **changes,
    }
    return AppointmentNews(sequence=sequence, step=step, **chosen)


def test_a_placed_appointment_makes_the_request_scheduled() -> None:
    request = accepted_request()
    request.follow(news(request, 1, Step.SCHEDULED), at(1, 15), RULES)
    assert (request.status, request.starts_at) == (RequestStatus.SCHEDULED, at(3, 9))


def test_the_completed_visit_ends_the_request() -> None:
    request = accepted_request()
    for sequence, step in enumerate((Step.SCHEDULED, Step.CONFIRMED, Step.STARTED, Step.COMPLETED), start=1):
        request.follow(news(request, sequence, step), at(1, 15), RULES)
    assert (request.status, request.outcome) == (RequestStatus.DONE, "done")
    assert kinds(request)[-1] == "request_closed"


def test_news_that_comes_after_newer_news_changes_nothing() -> None:
    request = accepted_request()
    request.follow(news(request, 4, Step.COMPLETED), at(1, 15), RULES)
    before = request.sequence
    request.follow(news(request, 1, Step.SCHEDULED), at(1, 15), RULES)
    assert (request.status, request.sequence) == (RequestStatus.DONE, before)


def test_news_of_an_offer_that_stands_no_more_changes_nothing() -> None:
    request = accepted_request()
    request.follow(news(request, 1, Step.SCHEDULED, offer_ids=(offer_to(request, "minh").offer_id,)), at(1, 15), RULES)
    assert request.status == RequestStatus.ACCEPTED


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"offer_ids": ("never-made",)}, "offer_unknown"), ({"appointment_id": "appointment-0"}, "second_appointment")],
)
def test_newer_news_the_request_cannot_follow_is_a_conflict(changes: dict[str, Any], code: str) -> None:
    request = accepted_request()
    request.follow(news(request, 1, Step.SCHEDULED), at(1, 15), RULES)
    with pytest.raises(AppointmentContradicts) as conflict:
        request.follow(news(request, 2, Step.CONFIRMED, **changes), at(1, 15), RULES)
    assert conflict.value.code == code


def test_a_visit_that_the_agenda_had_lost_and_placed_anew_is_followed() -> None:
    request = accepted_request()
    request.follow(news(request, 3, Step.CONFIRMED), at(1, 15), RULES)
    anew = {"appointment_id": "appointment-2", "starts_at": at(3, 10), "ends_at": at(3, 11)}
    assert request.follow(news(request, 1, Step.SCHEDULED, **anew), at(1, 15), RULES)
    assert (request.status, request.starts_at) == (RequestStatus.SCHEDULED, at(3, 10))
    assert request.appointment_id == "appointment-2"


def test_a_visit_that_goes_on_after_its_end_is_a_conflict() -> None:
    request = accepted_request()
    request.follow(news(request, 4, Step.COMPLETED), at(1, 15), RULES)
    with pytest.raises(AppointmentContradicts) as conflict:
        request.follow(news(request, 5, Step.STARTED), at(1, 15), RULES)
    assert conflict.value.code == "request_done"


def test_when_no_time_fits_the_offer_ends_and_the_next_is_looked_for_first_in_line() -> None:
    request = accepted_request()
    request.unplace(offer_to(request, "hoa").offer_id, "no_free_time", at(1, 15), RULES)
    assert (request.status, request.wave) == (RequestStatus.OPEN, 0)
    assert request.next_wave_at == request.reopened_at == at(1, 15)
    assert kinds(request)[-2:] == ["offer_unplaced", "request_reopened"]


def test_hearing_twice_that_no_time_fits_reopens_once() -> None:
    request = accepted_request()
    for _ in range(2):
        request.unplace(offer_to(request, "hoa").offer_id, "no_free_time", at(1, 15), RULES)
    assert kinds(request).count("request_reopened") == 1


def test_a_finished_request_takes_no_more_helpers() -> None:
    request = accepted_request()
    request.follow(news(request, 4, Step.COMPLETED), at(1, 15), RULES)
    with pytest.raises(NoLongerNeeded):
        says_yes(request, "tu")
