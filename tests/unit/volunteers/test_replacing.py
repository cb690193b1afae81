"""Who goes by the decision of people: named by staff, sent by a leader, suspended; and what a reopened request is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.volunteers.domain.appointment import AppointmentNews, Step
from services.volunteers.domain.errors import AdultFirst, NotInThisState, NotLookedFor, OfferEnded, RequestEnded
from services.volunteers.domain.local_rules import LocalRules
from services.volunteers.domain.matching import Candidate, named_by_staff
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.domain.tasks import Tasks
from services.volunteers.domain.volunteer import Guardian, VolunteerStatus
from services.volunteers.domain.windows import Window
from shared.rules import Narrowing
from tests.unit.volunteers.builders import (
    BA_DINH,
    MONDAY,
    RULES,
    a_volunteer,
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

ROOMY = Tasks(limit=2)


def a_candidate(name: str = "mai", *, minor: bool = False) -> Candidate:
    return Candidate(name, 740.0, (), minor=minor)


NINE_ON_WEDNESDAY = at(3, 9)


def scheduled(*volunteers: str, starts_at: datetime = NINE_ON_WEDNESDAY, **changes: Any) -> Request:
    """Everybody named has said yes, and the visit is placed."""
    request = an_offered_request(*volunteers, **changes)
    for name in volunteers:
        says_yes(request, name)
    offers = tuple(offer_to(request, name).offer_id for name in volunteers)
    news = AppointmentNews("appointment-1", 1, offers, Step.SCHEDULED, starts_at, starts_at + timedelta(hours=1), None)
    request.follow(news, MONDAY, RULES)
    return request


def last_detail(request: Request, kind: str) -> dict[str, object]:
    return [fact.detail() for fact in facts(request) if fact.kind() == kind][-1]


# Named by staff


def test_whom_staff_name_is_still_asked_and_the_reason_is_shown() -> None:
    request = an_open_request()
    offer = request.assign("offer-mai", named_by_staff(a_candidate()), MONDAY, at(1, 13, 30))
    assert (offer.status, offer.wave, request.status) == ("pending", 1, RequestStatus.OFFERED)
    assert [reason.name for reason in offer.reasons] == ["named_by_staff"]
    assert request.next_wave_at == at(1, 13, 30), "the next wave waits for the answer"


def test_naming_somebody_takes_an_escalated_request_up_again() -> None:
    request = an_offered_request("minh")
    request.expire_offers(at(1, 14))
    request.escalate("timer", "waves_used_up")
    request.assign("offer-mai", a_candidate(), at(1, 15), at(1, 21, 30))
    assert (request.status, request.reason, request.next_wave_at) == (RequestStatus.OFFERED, None, at(1, 21, 30))


def test_nobody_is_named_where_nobody_is_looked_for() -> None:
    request = scheduled("minh")
    with pytest.raises(NotLookedFor):
        request.assign("offer-mai", a_candidate(), MONDAY, at(1, 13, 30))
    request.cancel("staff", "not_needed")
    with pytest.raises(RequestEnded):
        request.widen("staff")


def test_nobody_is_sent_to_who_wants_the_class() -> None:
    with pytest.raises(NotLookedFor):
        an_open_request(place="class").widen("staff")


def test_a_request_whose_promise_has_passed_stays_with_staff_while_more_are_asked() -> None:
    request = an_offered_request("minh")
    request.pass_promise("timer")
    ask(request, "hoa", now=at(1, 14), until=at(1, 21, 30))
    assert (request.status, request.reason, request.wave) == (RequestStatus.ESCALATED, "promise_passed", 2)
    says_yes(request, "hoa")
    assert (request.status, request.reason) == (RequestStatus.ACCEPTED, None)


# Sent by a leader


def test_a_leader_sends_another_member_and_who_was_asked_is_thanked() -> None:
    request = an_offered_request("minh")
    sent = request.accept_in_place_of(offer_to(request, "minh"), "offer-mai", a_candidate(), ROOMY, MONDAY, at(1, 13))
    assert (sent.volunteer_id, sent.status, request.status) == ("mai", "accepted", RequestStatus.ACCEPTED)
    assert last_detail(request, "offer_withdrawn")["reason"] == "others_first"
    made_as = [recorded.sequence for recorded in request.recorded if recorded.fact.kind() == "offer_accepted"]
    assert (sent.made_as, request.unannounced) == (made_as[0], ()), "nobody is asked what the leader has answered"


def test_a_leader_who_sends_a_member_asked_already_lets_that_offer_count() -> None:
    request = an_offered_request("minh", "mai")
    own = offer_to(request, "mai")
    sent = request.accept_in_place_of(offer_to(request, "minh"), "unused", a_candidate(), ROOMY, MONDAY, at(1, 13))
    assert sent is own
    assert [(offer.volunteer_id, offer.status) for offer in request.offers] == [
        ("minh", "withdrawn"),
        ("mai", "accepted"),
    ]


def test_a_leader_takes_no_offer_that_was_declined() -> None:
    request = an_offered_request("minh")
    request.decline(offer_to(request, "minh"), MONDAY)
    with pytest.raises(OfferEnded):
        request.accept_in_place_of(offer_to(request, "minh"), "offer-mai", a_candidate(), ROOMY, MONDAY, at(1, 13))


# Suspended


def test_suspension_withdraws_what_was_asked_and_the_next_are_asked_when_nobody_is_left_to_answer() -> None:
    request = an_offered_request("minh", "hoa")
    request.drop("minh", "staff", at(1, 9), RULES)
    assert (offer_to(request, "minh").status, request.next_wave_at) == ("withdrawn", at(1, 13, 30))
    assert last_detail(request, "offer_withdrawn") == {
        "offer_id": offer_to(request, "minh").offer_id,
        "volunteer_id": "minh",
        "reason": "suspended",
        "accepted": False,
    }
    request.drop("hoa", "staff", at(1, 9), RULES)
    assert request.next_wave_at == at(1, 9)


def test_suspension_reopens_what_was_promised_first_in_line() -> None:
    request = scheduled("minh")
    request.drop("minh", "staff", at(1, 9), RULES)
    assert (request.status, request.reopened_at, request.wave) == (RequestStatus.OPEN, at(1, 9), 0)
    assert (request.appointment_id, request.starts_at) == (None, None)
    assert last_detail(request, "offer_withdrawn")["accepted"] is True
    assert last_detail(request, "request_reopened") == {"by": "staff", "reason": "suspended"}


def test_of_a_pair_the_others_yes_stands_when_one_is_suspended() -> None:
    request = scheduled("minh", "hoa", needed=2)
    request.drop("minh", "staff", at(1, 9), RULES)
    assert (offer_to(request, "hoa").status, request.status) == ("accepted", RequestStatus.OPEN)
    ask(request, "tu", now=at(1, 9))
    says_yes(request, "tu")
    assert request.status == RequestStatus.ACCEPTED


def test_a_finished_request_is_not_touched_by_a_suspension() -> None:
    request = scheduled("minh")
    request.cancel("resident", "ill")
    before = request.sequence
    request.drop("minh", "staff", at(1, 9), RULES)
    assert request.sequence == before


def test_a_suspended_volunteer_is_asked_nowhere_until_approved_anew() -> None:
    volunteer = a_volunteer()
    volunteer.approve(MONDAY)
    volunteer.suspend("complaint")
    volunteer.suspend("misconduct")
    assert (volunteer.status, volunteer.approved_wards) == (VolunteerStatus.SUSPENDED, ())
    assert kinds(volunteer).count("volunteer_suspended") == 1
    volunteer.approve(at(10, 8))
    assert (volunteer.status, volunteer.suspended_because) == (VolunteerStatus.ACTIVE, None)


def test_each_ward_approves_for_itself() -> None:
    volunteer = a_volunteer(wards=(BA_DINH, "00008"))
    volunteer.approve(MONDAY, (BA_DINH,))
    assert volunteer.approved_wards == (BA_DINH,)
    with pytest.raises(NotInThisState):
        volunteer.approve(MONDAY, (BA_DINH,))
    volunteer.approve(MONDAY, ("00008",))
    assert volunteer.approved_wards == (BA_DINH, "00008")


def test_a_guardians_consent_is_kept_and_said_once() -> None:
    volunteer = a_volunteer(birth_year=2009)
    for _ in range(2):
        volunteer.let_help(Guardian("Nguyễn Văn Bình", "+84912000099", "paper"))
    assert kinds(volunteer).count("guardian_agreed") == 1


# Reopened


def test_less_than_a_day_before_the_visit_it_is_looked_for_as_if_needed_today() -> None:
    request = scheduled("minh", starts_at=at(3, 8))
    request.drop("minh", "staff", at(2, 8, 1), RULES)
    assert (request.hurried, request.today) == (True, True)
    assert request.usable_windows(at(2, 8, 1), RULES) == (window(3, 8, 11),), "three hours of notice are enough"


def test_a_day_before_the_visit_there_is_no_hurry() -> None:
    request = scheduled("minh", starts_at=at(4, 9))
    request.drop("minh", "staff", at(1, 9), RULES)
    assert request.hurried is False


def test_the_hurry_ends_when_a_visit_is_placed_again() -> None:
    request = scheduled("minh", starts_at=at(3, 8))
    request.drop("minh", "staff", at(2, 9), RULES)
    ask(request, "hoa", now=at(2, 9), until=at(2, 9, 30))
    says_yes(request, "hoa")
    assert request.hurried, "nothing is placed yet"
    offers = (offer_to(request, "hoa").offer_id,)
    request.follow(
        AppointmentNews("appointment-2", 1, offers, Step.SCHEDULED, at(3, 9), at(3, 10), None), MONDAY, RULES
    )
    assert (request.status, request.hurried) == (RequestStatus.SCHEDULED, False)


def test_a_reopened_request_without_a_window_left_needs_new_times() -> None:
    request = scheduled("minh")
    request.drop("minh", "staff", at(3, 8, 30), RULES)
    assert (request.status, request.reason, request.next_wave_at) == (RequestStatus.NEEDS_TIMES, "windows_past", None)
    assert kinds(request)[-2:] == ["request_reopened", "request_needs_times"]


def test_windows_a_pause_takes_away_need_new_times_and_say_so() -> None:
    paused = LocalRules.of(RULES, Narrowing(), pauses=(window(2, 0, 23), window(3, 0, 23)))
    request = scheduled("minh")
    assert request.usable_windows(MONDAY, paused) == ()
    request.drop("minh", "staff", at(1, 9), paused)
    assert (request.status, request.reason) == (RequestStatus.NEEDS_TIMES, "paused")


def test_windows_around_tet_are_of_no_use() -> None:
    tet = datetime(2026, 2, 17, 8, tzinfo=MONDAY.tzinfo)
    request = an_open_request(windows=(window(3, 8, 11), Window(tet, tet + timedelta(hours=3))))
    assert request.usable_windows(MONDAY, RULES) == (window(3, 8, 11),)


def test_whoever_answers_when_new_times_are_awaited_is_told_that_the_offer_has_ended() -> None:
    request = an_offered_request("minh")
    request.need_times("timer", "windows_past")
    with pytest.raises(OfferEnded):
        says_yes(request, "minh")


def test_while_a_pause_holds_nobody_is_asked_before_it_is_over() -> None:
    request = an_open_request()
    request.hold(at(2, 18))
    assert (request.status, request.next_wave_at, kinds(request)[-1]) == (RequestStatus.OPEN, at(2, 18), "wave_held")


# Ages


def test_somebody_under_age_says_yes_only_after_an_adult() -> None:
    request = an_open_request(needed=2)
    request.ask([("offer-young", a_candidate("young", minor=True)), ("offer-mai", a_candidate())], MONDAY, at(1, 13))
    with pytest.raises(AdultFirst):
        says_yes(request, "young")
    says_yes(request, "mai")
    says_yes(request, "young")
    assert request.status == RequestStatus.ACCEPTED


def test_nobody_eligible_after_somebody_found_no_time_is_that_no_time_fits() -> None:
    request = an_offered_request("minh")
    assert request.nobody_because == "nobody_eligible"
    says_yes(request, "minh")
    request.unplace(offer_to(request, "minh").offer_id, "no_free_time", at(1, 12), RULES)
    assert request.nobody_because == "no_time_fits"
