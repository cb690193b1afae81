"""Aggregates living through everything they tell, so that examples can be compared with what is really told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from services.notifications.domain.answer import IncomingReply
from services.notifications.domain.letter import About, Failure
from services.sessions.domain.appointment import Absence
from services.sessions.domain.cancelling import Cancellation, Reason
from services.sessions.domain.days import Day, DayKind
from services.sessions.domain.outcome import FollowUp, Report, Skill
from services.sessions.domain.unplaced import UnplacedOffer
from services.volunteers.domain.account import Account, CodeOrder, Purpose
from services.volunteers.domain.appointment import AppointmentNews, Step
from services.volunteers.domain.asking import Whereabouts
from services.volunteers.domain.call_back import CallBack
from services.volunteers.domain.pause import Pause
from services.volunteers.domain.person import Part, Person, Post
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import Slip
from services.volunteers.domain.team import Team, TeamData
from services.volunteers.domain.topic import Skill as TopicSkill
from services.volunteers.domain.topic import Topic, TopicData
from services.volunteers.domain.volunteer import Affiliation, Volunteer
from services.volunteers.domain.ward import Neighbourhood, Ward, WardData
from services.volunteers.domain.windows import Window
from shared.aggregate import Aggregate
from shared.rules import Narrowing
from tests.unit.notifications import builders as told
from tests.unit.sessions import builders as agenda
from tests.unit.volunteers import builders as asked
from tests.unit.volunteers.builders import CONSENT, MONDAY, RULES, at, offer_to


def volunteers() -> Iterator[Aggregate]:
    """Everything that is told of people, wards, topics, volunteers and requests."""
    yield from _ward()
    yield _call_back()
    yield _topic()
    yield _account()
    yield from _person()
    yield from _team()
    yield from _volunteer()
    yield from _request_done()
    yield _request_of_two_who_are_one()
    yield from _request_unplaced()
    yield from _request_expired()
    yield _request_without_times()
    yield from _request_handed_back()
    yield _request_cancelled()
    yield _request_promised_later()
    yield _volunteer_who_looks_often()


def sessions() -> Iterator[Aggregate]:
    """An appointment from its placing to its end, and an offer that found no time."""
    appointment = agenda.an_appointment()
    scheduled = type(appointment).schedule(
        appointment.id,
        agenda.a_need(),
        {agenda.OFFER: agenda.MINH},
        agenda.span("9:00", "10:00", 1),
        "hoa sen, con cá",
        "event",
        agenda.RULES,
    )
    yield scheduled
    scheduled.confirm("resident")
    yield scheduled
    scheduled.start("volunteer", agenda.at("9:00", 1), agenda.RULES)
    yield scheduled
    follow_up = FollowUp(("ihanoi",), (agenda.span("9:00", "11:00", 8),))
    report = Report(50, (Skill(participant_id=agenda.LAN, topic="vneid", level="alone"),), follow_up)
    scheduled.complete(report, "volunteer", agenda.at("10:00", 1))
    yield scheduled
    yield from _visits_that_fall()
    request = {"request_id": agenda.a_need().request_id, "volunteer_id": agenda.MINH}
    yield UnplacedOffer.tell(agenda.OFFER, ward="00004", reason="no_free_time", **request)
    yield Day.enter(date(2026, 6, 8), "00004", DayKind.HEAT, "Nắng nóng trên 39 độ")


def _visits_that_fall() -> Iterator[Aggregate]:
    """One is moved and then cancelled by its volunteer, one missed by one of a pair, one never reported."""
    moved = agenda.an_appointment()
    moved.move(agenda.span("14:30", "15:30", 2), "con voi, cái mũ", "resident", agenda.RULES)
    ill = Cancellation("volunteer", Reason.ILL, reopen=True, volunteer_id=agenda.MINH)
    moved.cancel(ill, agenda.at("18:00", 1), agenda.RULES)
    yield moved
    missed = agenda.an_appointment({agenda.OFFER: agenda.MINH, agenda.OTHER_OFFER: agenda.HOA})
    missed.miss(Absence("volunteer", agenda.HOA), "resident", agenda.at("9:20", 1))
    yield missed
    overdue = agenda.an_appointment()
    overdue.start("volunteer", agenda.at("9:00", 1), agenda.RULES)
    overdue.grow_overdue("timer", agenda.at("10:25", 1), agenda.RULES)
    yield overdue


def notifications() -> Iterator[Aggregate]:
    """A message that reached somebody and one that did not."""
    reached = told.a_message()
    reached.begin(told.a_letter(), 0, told.NOW)
    reached.sent(reached.ticket, told.NOW)
    yield reached
    unreached = told.a_message()
    unreached.begin(told.a_letter(), 0, told.NOW)
    unreached.fail(unreached.ticket, Failure("refused", for_good=True), told.NOW)
    unreached.unreachable(told.NOW)
    yield unreached
    reply = IncomingReply(_id("91"), "file", "1", told.NOW, "+84903333444", "1 ạ", told.NOW, asked.BA_DINH)
    reply.answer(_id("81"), "offer", About("offer", _id("f1")), [_id("b1")], 1, "yes")
    yield reply


def _ward() -> Iterator[Aggregate]:
    ward = Ward.enter("00004", WardData("Phường Ba Đình", "phuong", 21.0386, 105.838, 2.97))
    twelve = Neighbourhood("to-12", "Tổ 12", ("tổ dân phố 12",))
    morning = (time(8, 30), time(11))
    settings = Narrowing(
        opening_hours=(morning,),
        promise_days=2,
        wave_size=2,
        notice_minutes=2880,
        quiet_residents=((time(19), time(8)),),
        quiet_volunteers=((time(21), time(7)),),
    )
    ward.edit("+842438237420", (twelve,), settings, ("00008",), ("00008",))
    ward.pause(Pause(_id("9a"), ("to-12",), at(3, 0), at(4, 0), "flood"), MONDAY)
    yield ward
    ward.pause(Pause(_id("9b"), (), at(5, 0), at(6, 0), "storm"), MONDAY)
    ward.end_pause(_id("9b"), MONDAY)
    yield ward


def _call_back() -> Aggregate:
    call_back = CallBack(_id("9c"), "+84912345678", MONDAY)
    call_back.want(_id("9d"), asked.BA_DINH, MONDAY, RULES)
    return call_back


def _topic() -> Aggregate:
    skills = (TopicSkill("Đăng nhập VNeID", "Sign in to VNeID"),)
    return Topic.enter("vneid", TopicData("VNeID", "VNeID", 60, ("citizens",), skills, False, False), 2)


def _account() -> Aggregate:
    account = Account("0198a5e0-7c10-7000-8000-0000000000ac", "+84912345678")
    order = CodeOrder(Purpose.REQUEST, "vi", asked.BA_DINH, _id("e1"), "4-25-017", "asked_by")
    account.send_code("123456", order, MONDAY, RULES)
    return account


def _person() -> Iterator[Aggregate]:
    contact = asked.a_person(email="lan@example.org", address_form="bà", birth_year=1957)
    person = Person.register(_id("a1"), _contact_of(contact), Part("resident", asked.BA_DINH))
    yield person
    person.take_part(Part("asked_by", asked.BA_DINH))
    yield person
    person.give_post(Post("staff", (asked.BA_DINH,), date(2025, 12, 1), date(2025, 12, 31)), MONDAY)
    yield person
    person.end_posts(at(31, 8) + timedelta(days=1))
    yield person
    person.change(name="Nguyễn Thị Lan", email=None, language="vi", address_form="cụ")
    yield person
    person.correct(replace(_contact_of(person), phone="+84987654321", email="lan@example.org"), at(2, 9))
    yield person
    person.merge_into(Person.register(_id("a2"), _contact_of(contact)), at(2, 10))
    yield person


def _team() -> Iterator[Aggregate]:
    data = TeamData("community_team", "Tổ công nghệ số cộng đồng số 12", ("to-12",))
    team = Team.found(_id("d1"), asked.BA_DINH, data)
    team.change(replace(data, pause=Window(at(20, 8), at(27, 18))), _id("b1"))
    yield team


def _contact_of(person: Person) -> Any:
    return asked.Contact(
        person.name,
        person.phone,
        person.phone_owner,
        person.email,
        person.language,
        person.address_form,
        person.birth_year,
    )


def _volunteer() -> Iterator[Aggregate]:
    volunteer: Volunteer = asked.a_volunteer(_id("b1"), affiliations=(Affiliation("youth_union"),))
    yield volunteer
    volunteer.approve(MONDAY)
    yield volunteer
    absent = asked.Offering(
        volunteer.offering.topics, volunteer.offering.weekly, 3, absences=(Window(at(20, 8), at(27, 18)),)
    )
    volunteer.offer(absent)
    volunteer.join_team("community_team", _id("d1"))
    yield volunteer
    volunteer.suspend("complaint")
    yield volunteer


def _a_request(number: str) -> Request:
    return Request.receive(
        Slip(_id(f"e{number}"), f"4-25-00{number}", "ABCDEFGHIJKLMNOP"),
        asked.Household(_id("a1"), (_id("a1"),), _id("a2"), "grandchild"),
        asked.BA_DINH,
        "normal",
        asked.an_asking(whereabouts=Whereabouts("Tổ 12", "số 12", cell="87415cb4affffff")),
        CONSENT,
        MONDAY,
        "asked_by",
    )


def _up_to_the_wave(request: Request) -> Iterator[Aggregate]:
    yield request
    request.prove_phone("asked_by", MONDAY, RULES)
    request.agree("staff", MONDAY, RULES)
    yield request
    asked.ask(request, _id("b1"), _id("b2"), _id("b3"), ids=(_id("f1"), _id("f2"), _id("f3")))
    yield request


def _request_done() -> Iterator[Aggregate]:
    request = _a_request("1")
    yield from _up_to_the_wave(request)
    asked.says_yes(request, _id("b2"))
    request.note_refused_answer(_id("f1"), "too_late")
    yield request
    done = AppointmentNews(_id("d1"), 4, (_id("f2"),), Step.COMPLETED, at(3, 9), at(3, 10), "volunteer")
    request.follow(done, at(3, 10), RULES)
    yield request


def _request_unplaced() -> Iterator[Aggregate]:
    request = _a_request("2")
    yield from _up_to_the_wave(request)
    asked.says_yes(request, _id("b2"))
    yield request
    request.unplace(offer_to(request, _id("b2")).offer_id, "no_free_time", at(1, 15), RULES)
    yield request


def _request_expired() -> Iterator[Aggregate]:
    request = _a_request("3")
    yield from _up_to_the_wave(request)
    request.expire_offers(at(1, 14))
    request.escalate("timer", "nobody_eligible")
    yield request


def _request_of_two_who_are_one() -> Aggregate:
    request = _a_request("9")
    request.replace_person(_id("a1"), _id("a3"))
    return request


def _request_without_times() -> Aggregate:
    first = _a_request("4")
    return first.followed_by(Slip(_id("e5"), "4-25-005", "QRSTUVWXYZ234567"), ("ihanoi",), (), 45, at(3, 10), RULES)


def _request_handed_back() -> Iterator[Aggregate]:
    """A yes without an appointment, then an appointment; handed back the evening before, and other times given."""
    request = _a_request("6")
    yield from _up_to_the_wave(request)
    asked.says_yes(request, _id("b2"))
    request.note_not_placed("timer")
    yield request
    placed = AppointmentNews(_id("d2"), 1, (_id("f2"),), Step.SCHEDULED, at(3, 9), at(3, 10), "event")
    request.follow(placed, at(1, 15), RULES)
    request.hand_back(_id("b2"), "volunteer", "ill", at(2, 18), RULES)
    yield request
    request.give_windows("resident", (Window(at(5, 8), at(5, 11)),), at(2, 19), RULES)
    yield request


def _request_cancelled() -> Aggregate:
    request = _a_request("7")
    for _ in _up_to_the_wave(request):
        request.forget_recorded()
    asked.says_yes(request, _id("b2"))
    request.forget_recorded()
    request.cancel("asked_by", "solved_otherwise")
    return request


def _request_promised_later() -> Aggregate:
    """A holiday was entered after the ward had promised."""
    request = _a_request("8")
    for _ in _up_to_the_wave(request):
        request.forget_recorded()
    request.recount_promise(replace(RULES, promise_days=RULES.promise_days + 1))
    return request


def _volunteer_who_looks_often() -> Aggregate:
    volunteer: Volunteer = asked.a_volunteer(_id("b4"))
    volunteer.looked_often(11, at(1, 9), asked.BA_DINH, at(8, 9))
    return volunteer


def _id(end: str) -> str:
    return f"0198a5e0-7c10-7000-8000-{end:0>12}"
