"""A volunteer drops out the evening before: nobody waits for them, and somebody else comes at the same hour."""

from __future__ import annotations

from tests.flows.client import Client
from tests.flows.network import Network
from tests.flows.people import (
    OFFERS,
    REQUESTS,
    VISITS,
    VOLUNTEERS,
    WARD,
    Body,
    a_member_of_staff,
    a_request,
    a_span,
    accepts,
    active_volunteers,
    answer_in,
    code_in,
    entered,
    holder,
    offered,
    reaches,
    says_by_sms,
    signed_in,
    the_visit,
    visits_of,
)
from tools.waiting import until

RESIDENT, HER_PHONE = "Nguyễn Thị Ý", "+84912000003"
"""So short a name, and ten o'clock: the reminder holds the helper's full name, whichever code is drawn."""
MINH, HA = "Nguyễn Văn Minh", "Trần Thu Hà"


def test_who_drops_out_the_evening_before_is_replaced_and_the_resident_knows_who_comes(network: Network) -> None:
    staff = a_member_of_staff(network)
    volunteers = active_volunteers(network, staff)
    received = entered(staff, a_request(RESIDENT, HER_PHONE, [a_span(network.day(1, 10), hours=2)]))
    accepts(volunteers[MINH], received)
    family = holder(network, received)
    planned = the_visit(family, received)

    network.wake_up_at(network.day(0, 18, 1))
    reminder = network.phone(HER_PHONE).wait_for("visit.reminder.day")["text"]
    assert MINH in reminder
    minh_drops_out(network, volunteers[MINH], family, received)
    another_takes_it_at_once(network, volunteers, received)
    visit = the_resident_gets_a_new_code(network, family, received, planned)
    an_answer_to_the_old_reminder_changes_nothing(network, family, received, reminder)

    network.wake_up_at(network.day(1, 8, 1))
    both_are_reminded_of_the_new_visit(network, visit)
    only_the_new_code_opens_the_door(network, planned, visit)
    ha_comes_and_helps(network, family, received, visit)


def minh_drops_out(network: Network, minh: Client, family: Client, received: Body) -> None:
    """At the same moment the resident knows that nobody comes, and his contact is no longer his to see."""
    minh.post(f"{REQUESTS}/{received['id']}/hand-back", {"reason": "ill"}, expect=200)
    told = network.phone(HER_PHONE).wait_for("visit.cancelled.us")["text"]
    assert "rất tiếc phải hoãn buổi 10h sáng" in told
    assert "KHÔNG có ai đến. Phường sẽ gọi bác Ý hẹn lại." in told
    assert until(lambda: visits_of(family, received))[0]["status"] == "cancelled"
    minh.get(f"{REQUESTS}/{received['id']}/contact", expect=409)
    assert network.phone(VOLUNTEERS[MINH]).messages("task.cancelled") == [], "he knows, he said so"


def another_takes_it_at_once(network: Network, volunteers: dict[str, Client], received: Body) -> None:
    """Everybody but Minh is asked as if help were needed today; Hà says yes."""
    others = [name for name in VOLUNTEERS if name != MINH]
    assert {offered(volunteers[name], received)["urgency"] for name in others} == {"today"}
    assert volunteers[MINH].get(f"{OFFERS}?status=pending")["items"] == []
    question = until(lambda: _question_of(network, offered(volunteers[HA], received)))
    assert says_by_sms(network, VOLUNTEERS[HA], answer_in(question, "nhận")) == "answered"


def _question_of(network: Network, offer: Body) -> str | None:
    messages = network.phone(VOLUNTEERS[HA]).messages("offer")
    return next((message["text"] for message in messages if message["about"]["id"] == offer["id"]), None)


def the_resident_gets_a_new_code(network: Network, family: Client, received: Body, planned: Body) -> Body:
    """The same hour, another name and another code; what nobody will ask is not said twice."""
    visit = the_visit(family, received)
    assert (visit["starts_at"], visit["id"] != planned["id"]) == (planned["starts_at"], True)
    phone = network.phone(HER_PHONE)
    first, second = (phone.wait_for("visit.confirm", number)["text"] for number in (1, 2))
    assert (MINH in first, HA in second, MINH in second) == (True, True, False)
    assert code_in(first) != code_in(second) == visit["visit_code"]
    assert len(phone.messages("visit.safety")) == 1
    assert "10h sáng" in network.phone(VOLUNTEERS[HA]).wait_for("task.accepted")["text"]
    return visit


def an_answer_to_the_old_reminder_changes_nothing(
    network: Network, family: Client, received: Body, reminder: str
) -> None:
    """It asked about a visit that is no more: a clear sentence, and the new one is not confirmed by it."""
    assert says_by_sms(network, HER_PHONE, answer_in(reminder, "đúng hẹn")) == "too_late"
    answered = network.phone(HER_PHONE).wait_for("reply.late")["text"]
    assert "câu trả lời vừa rồi không làm thay đổi gì" in answered
    assert the_visit(family, received)["status"] == "scheduled"


def both_are_reminded_of_the_new_visit(network: Network, visit: Body) -> None:
    """In the morning: who has just been told in the evening was not reminded then."""
    soon = network.phone(HER_PHONE).wait_for("visit.reminder.soon")["text"]
    assert (HA in soon, code_in(soon)) == (True, visit["visit_code"])
    task = network.phone(VOLUNTEERS[HA]).wait_for("task.reminder")["text"]
    assert "nói mã hẹn ở cửa" in task
    assert len(network.phone(HER_PHONE).messages("visit.reminder.day")) == 1
    assert network.phone(VOLUNTEERS[MINH]).messages("task.reminder") == []


def only_the_new_code_opens_the_door(network: Network, planned: Body, visit: Body) -> None:
    check, anyone = "/sessions/api/v1/visit-codes/check", Client(network)
    old = anyone.post(check, {"code": planned["visit_code"], "ward": WARD}, expect=200)
    assert (old["valid"], old["helper"]) == (False, None)
    new = anyone.post(check, {"code": visit["visit_code"], "ward": WARD}, expect=200)
    assert (new["valid"], new["helper"]["name"]) == (True, HA)


def ha_comes_and_helps(network: Network, family: Client, received: Body, visit: Body) -> None:
    """She writes that she has arrived, and reports what came of it."""
    task = network.phone(VOLUNTEERS[HA]).wait_for("task.reminder")["text"]
    assert says_by_sms(network, VOLUNTEERS[HA], answer_in(task, "Đến")) == "answered"
    until(lambda: visits_of(family, received)[-1]["status"] == "under_way")
    report = {"minutes": 50, "skills": [{"topic": "vneid", "level": "prompted"}], "follow_up": None, "note": None}
    ha = signed_in(network, VOLUNTEERS[HA])
    assert ha.post(f"{VISITS}/{visit['id']}/complete", report, expect=200)["status"] == "completed"
    reaches(family, received, "done")
