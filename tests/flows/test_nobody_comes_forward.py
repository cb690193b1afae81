"""Nobody is there, then nobody answers: staff name somebody, who is still asked and says yes."""

from __future__ import annotations

from tests.flows.client import Client
from tests.flows.network import Network
from tests.flows.people import (
    REQUESTS,
    STAFF,
    VOLUNTEERS,
    WARD,
    Body,
    a_member_of_staff,
    a_request,
    active_volunteers,
    answer_in,
    entered,
    mornings,
    reaches,
    says_by_sms,
    signed_in,
    the_visit,
)
from tools.waiting import until

RESIDENT, HER_PHONE = "Nguyễn Thị Lan", "+84912000003"
MAI = "Lê Thị Mai"

RULES = """
    [volunteers]
    offer_lives_at_least = "PT1S"
    free_windows = []
"""
"""Offers live for seconds, so that four waves go by while one looks."""


def test_nobody_is_there_nobody_answers_and_whom_staff_name_says_yes(network: Network) -> None:
    staff = a_member_of_staff(network)
    received = entered(staff, a_request(RESIDENT, HER_PHONE, mornings(network, 3, 4)))
    staff_take_over(network, staff, received, "nobody_eligible", "không có người phù hợp")

    volunteers = active_volunteers(network, staff)
    staff.post(f"{REQUESTS}/{received['id']}/reopen", expect=200)
    staff_take_over(network, staff, received, "waves_used_up", "đã mời đủ các đợt")
    four_waves_went_by(staff, received)
    assert all(volunteer.get("/sessions/api/v1/appointments")["items"] == [] for volunteer in volunteers.values())

    network.follow_rules("")
    network.wake_up_at(network.day(1, 8, 30))
    staff = signed_in(network, STAFF)
    mai_is_asked_by_name(network, staff, received)
    visit = the_visit(staff, received)
    assert "Lê Thị Mai" in network.phone(HER_PHONE).wait_for("visit.confirm")["text"]
    assert visit["starts_at"][:10] == f"{network.day(2):%Y-%m-%d}"


def staff_take_over(network: Network, staff: Client, received: Body, reason: str, in_words: str) -> None:
    """The resident is told, once a day, and staff find it in their inbox and whom to phone, with what to say."""
    reaches(staff, received, "escalated", reason)
    text = network.phone(HER_PHONE).wait_for("request.delayed")["text"]
    assert "chưa tìm được người hợp giờ cho bác Lan, mong bác thông cảm" in text
    assert "Cán bộ phường sẽ gọi bác trước" in text
    until(lambda: [line for line in in_staffs_inbox(staff) if line.endswith(f"{in_words}.")])
    (call,) = until(lambda: staff.get(f"/notifications/api/v1/calls?ward={WARD}")["items"])
    assert (call["why"], call["name"], call["phone"]) == ("escalated", RESIDENT, HER_PHONE)
    assert any("mong bác thông cảm" in line for line in call["say"])
    assert len(network.phone(HER_PHONE).messages("request.delayed")) == 1


def in_staffs_inbox(staff: Client) -> list[str]:
    items = staff.get("/notifications/api/v1/inbox?limit=100")["items"]
    return [item["text"] for item in items if item["template"] == "staff.escalated"]


def four_waves_went_by(staff: Client, received: Body) -> None:
    """Three people each time, and nobody has an open question any more."""
    offers = staff.get(f"{REQUESTS}/{received['id']}")["offers"]
    assert [sum(offer["wave"] == wave for offer in offers) for wave in (1, 2, 3, 4)] == [3, 3, 3, 3]
    assert {offer["status"] for offer in offers} == {"expired"}
    assert len({offer["volunteer"]["name"] for offer in offers}) == len(VOLUNTEERS)


def mai_is_asked_by_name(network: Network, staff: Client, received: Body) -> None:
    """Naming her is asking her: nothing is fixed before she says yes."""
    seen = staff.get(f"{REQUESTS}/{received['id']}/candidates")["items"]
    (mai,) = (each["volunteer"]["id"] for each in seen if each["volunteer"]["name"] == MAI)
    asked = len(network.phone(VOLUNTEERS[MAI]).messages("offer"))
    offer = staff.post(f"{REQUESTS}/{received['id']}/assign", {"volunteer_id": mai}, expect=200)
    assert (offer["status"], offer["reasons"][-1]["name"]) == ("pending", "named_by_staff")
    question = network.phone(VOLUNTEERS[MAI]).wait_for("offer", asked + 1)["text"]
    assert staff.get(f"{REQUESTS}/{received['id']}")["appointment_id"] is None
    assert says_by_sms(network, VOLUNTEERS[MAI], answer_in(question, "nhận")) == "answered"
    reaches(staff, received, "scheduled")
