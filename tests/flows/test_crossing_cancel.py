"""The resident cancels while a time is being found: the cancel wins, whichever of the two is heard of first."""

from __future__ import annotations

from datetime import datetime

from shared.clock import HANOI
from tests.flows.client import Client
from tests.flows.network import Network
from tests.flows.people import (
    REQUESTS,
    VOLUNTEERS,
    Body,
    a_member_of_staff,
    a_request,
    accepts,
    active_volunteers,
    entered,
    holder,
    mornings,
    offered,
    the_visit,
    visits_of,
)
from tools.waiting import until

RESIDENTS = {
    "Nguyễn Thị Lan": "+84912000021",
    "Hoàng Văn Tám": "+84912000022",
    "Bùi Thị Nhàn": "+84912000023",
}
NEIGHBOUR, NEIGHBOURS_PHONE = "Đặng Văn Phúc", "+84912000024"
MINH = "Nguyễn Văn Minh"

RULES = """
    [notifications]
    daily_cap = 50
"""
"""These phones ring more often in a minute than people's do in a day."""


def test_who_cancels_while_a_time_is_found_waits_for_nobody_and_the_volunteer_stays_at_home(network: Network) -> None:
    staff = a_member_of_staff(network)
    volunteers = active_volunteers(network, staff, MINH)
    requests = {name: entered(staff, a_request(name, RESIDENTS[name], mornings(network, 1))) for name in RESIDENTS}
    for received in requests.values():
        offered(volunteers[MINH], received)

    with network.not_listening("sessions"):
        for received in requests.values():
            accepts_and_is_not_needed(network, volunteers[MINH], received)
    the_next_visit_is_placed_as_if_nothing_had_been(network, staff, volunteers[MINH])

    for name, received in requests.items():
        nobody_is_expected(network, staff, name, received)
    the_volunteer_is_told_once_of_each(network, staff, list(requests.values()))


def accepts_and_is_not_needed(network: Network, volunteer: Client, received: Body) -> None:
    """The yes and the cancel are on their way at the same moment."""
    accepts(volunteer, received)
    cancelled = holder(network, received).post(f"{REQUESTS}/{received['id']}/cancel", {"reason": "ill"}, expect=200)
    assert cancelled["status"] == "cancelled"


def the_next_visit_is_placed_as_if_nothing_had_been(network: Network, staff: Client, volunteer: Client) -> None:
    """Whatever was booked for a moment is free again; and when this is heard, all before it has been."""
    body = a_request(NEIGHBOUR, NEIGHBOURS_PHONE, mornings(network, 1))
    received = entered(staff, body)
    accepts(volunteer, received)
    visit = the_visit(holder(network, received), received)
    (own,) = [each for each in volunteer.get("/sessions/api/v1/appointments")["items"] if each["status"] == "scheduled"]
    assert own["id"] == visit["id"]
    network.phone(NEIGHBOURS_PHONE).wait_for("visit.confirm")
    network.phone(VOLUNTEERS[MINH]).wait_for("task.accepted")


def nobody_is_expected(network: Network, staff: Client, name: str, received: Body) -> None:
    """No visit stands, and who was told of one was told that it is off."""
    until(lambda: {each["status"] for each in visits_of(staff, received)} <= {"cancelled"})
    assert staff.get(f"{REQUESTS}/{received['id']}")["status"] == "cancelled"
    phone = network.phone(RESIDENTS[name])
    until(lambda: len(phone.messages("visit.confirm")) == len(phone.messages("visit.cancelled.resident")))
    for message in phone.messages("visit.cancelled.resident"):
        assert f"theo ý bác {name.split()[-1]}. Mã hẹn cũ không dùng nữa." in message["text"]


def the_volunteer_is_told_once_of_each(network: Network, staff: Client, requests: list[Body]) -> None:
    """In one sentence, which names the hour where a visit had been heard of before the cancel was."""
    phone = network.phone(VOLUNTEERS[MINH])
    until(lambda: len(phone.messages("offer.cancelled")) == len(requests))
    hours = [hour_of(visit) for received in requests for visit in visits_of(staff, received)]
    sentence = "báo không cần nữa,{} anh/chị không phải đi. Cảm ơn anh/chị đã nhận giúp."
    told = [message["text"] for message in phone.messages("offer.cancelled")]
    assert [text for text in told if not any(sentence.format(hour) in text for hour in ["", *hours])] == []
    assert phone.messages("task.cancelled") == []
    assert len({message["about"]["id"] for message in phone.messages("offer.cancelled")}) == len(requests)


def hour_of(visit: Body) -> str:
    """As the sentence names it; the morning after an ordinary Monday is a Tuesday's."""
    at = datetime.fromisoformat(visit["starts_at"]).astimezone(HANOI)
    return f" {at.hour}h{at.minute or ''} sáng thứ Ba {at.day}/{at.month}"
