"""A couple with one phone: she asks for him, two volunteers come together, and both their questions share a number."""

from __future__ import annotations

from tests.flows.client import Client
from tests.flows.network import Network
from tests.flows.people import (
    OFFERS,
    REQUESTS,
    VISITS,
    VOLUNTEERS,
    Body,
    a_member_of_staff,
    a_request,
    active_volunteers,
    answer_in,
    entered,
    holder,
    mornings,
    offered,
    reaches,
    says_by_sms,
    signed_in,
    the_visit,
    visits_of,
)
from tools.waiting import until

MINH, HA, LONG = "Nguyễn Văn Minh", "Trần Thu Hà", "Phạm Đức Long"
HUSBAND, WIFE, THEIR_PHONE = "Trần Văn Bình", "Lê Thị Nhàn", "+84912000021"


def test_a_couple_with_one_phone_gets_one_message_and_two_volunteers_together(network: Network) -> None:
    staff = a_member_of_staff(network)
    volunteers = active_volunteers(network, staff, MINH, HA, LONG)
    his = she_asks_for_him(network, staff)
    two_say_yes_by_sms(network, volunteers, his)
    visit = both_come_together(network, his)
    hers = she_is_helped_herself_by_the_third(network, staff, volunteers, his)

    network.wake_up_at(network.day(0, 18, 1))
    each_visit_is_answered_by_its_own_digit(network, his, hers)

    network.wake_up_at(network.day(1, 11))
    both_visits_are_done(network, visit, the_visit(holder(network, hers), hers))
    reaches(holder(network, his), his, "done")
    each_is_asked_once_how_it_went(network)


def she_asks_for_him(network: Network, staff: Client) -> Body:
    """She sends her code back by SMS; a number they share is no yes of his own, so staff ask him."""
    body = a_request(HUSBAND, THEIR_PHONE, mornings(network, 1), needed=2)
    body["resident"]["phone_owner"] = "shared"
    body["asked_by"] = {"name": WIFE, "phone": THEIR_PHONE, "relation": "spouse"}
    received = Client(network).post(REQUESTS, body, expect=201)
    code = network.phone(THEIR_PHONE).code("request.code")
    assert says_by_sms(network, THEIR_PHONE, code) == "answered"
    until(lambda: staff.get(f"{REQUESTS}/{received['id']}")["phone_proven"])
    assert staff.get(f"{REQUESTS}/{received['id']}")["status"] == "unconfirmed"
    staff.post(f"{REQUESTS}/{received['id']}/verify", {"resident_agreed": True}, expect=200)
    return received


def two_say_yes_by_sms(network: Network, volunteers: dict[str, Client], received: Body) -> None:
    """The first alone brings nobody; with the second the third is thanked."""
    asked = {name: network.phone(VOLUNTEERS[name]).wait_for("offer")["text"] for name in volunteers}
    says_by_sms(network, VOLUNTEERS[MINH], answer_in(asked[MINH], "nhận"))
    until(lambda: volunteers[MINH].get(f"{OFFERS}?status=accepted")["items"])
    assert visits_of(holder(network, received), received) == []
    says_by_sms(network, VOLUNTEERS[HA], answer_in(asked[HA], "nhận"))
    assert "vừa có người nhận trước" in network.phone(VOLUNTEERS[LONG]).wait_for("offer.taken")["text"]


def both_come_together(network: Network, received: Body) -> Body:
    """One visit, one message on the number; each volunteer hears of it."""
    visit = the_visit(holder(network, received), received)
    assert len(visit["volunteer_ids"]) == 2
    told = network.phone(THEIR_PHONE).wait_for("visit.confirm")["text"]
    assert "bác Bình" in told
    assert {MINH, HA} <= set(told.split(": ", 1)[1].split(", ", 1)[1].split(" đến giúp")[0].split(" và "))
    for name in (MINH, HA):
        network.phone(VOLUNTEERS[name]).wait_for("task.accepted")
    assert len(network.phone(THEIR_PHONE).messages("request.received")) == 1
    assert network.phone(THEIR_PHONE).messages("visit.confirm.relative") == []
    return visit


def she_is_helped_herself_by_the_third(
    network: Network, staff: Client, volunteers: dict[str, Client], his: Body
) -> Body:
    """The same morning; the third answers with the second question's own digit."""
    body = a_request(WIFE, THEIR_PHONE, mornings(network, 1))
    body["resident"]["phone_owner"] = "shared"
    hers = entered(staff, body)
    offered(volunteers[LONG], hers)
    asked = network.phone(VOLUNTEERS[LONG]).wait_for("offer", 2)["text"]
    yes = answer_in(asked, "nhận")
    assert len(yes) == 2, "the first question's digit rests for a day"
    says_by_sms(network, VOLUNTEERS[LONG], yes)
    visit = the_visit(holder(network, hers), hers)
    assert not set(visit["volunteer_ids"]) & set(the_visit(holder(network, his), his)["volunteer_ids"])
    return hers


def each_visit_is_answered_by_its_own_digit(network: Network, his: Body, hers: Body) -> None:
    """Two reminders on one number: the answer to hers says nothing of his."""
    phone = network.phone(THEIR_PHONE)
    until(lambda: len(phone.messages("visit.reminder.day")) == 2)
    texts = {name: text for text in _texts(network, "visit.reminder.day") for name in ("Bình", "Nhàn") if name in text}
    suits = {name: answer_in(text, "đúng hẹn") for name, text in texts.items()}
    assert len(set(suits.values())) == 2
    assert says_by_sms(network, THEIR_PHONE, suits["Nhàn"]) == "answered"
    until(lambda: the_visit(holder(network, hers), hers)["status"] == "confirmed")
    assert the_visit(holder(network, his), his)["status"] == "scheduled"
    assert says_by_sms(network, THEIR_PHONE, suits["Bình"]) == "answered"
    until(lambda: the_visit(holder(network, his), his)["status"] == "confirmed")


def both_visits_are_done(network: Network, his: Body, hers: Body) -> None:
    report = {"minutes": 55, "skills": [{"topic": "vneid", "level": "alone"}], "follow_up": None, "note": None}
    for name, visit in ((MINH, his), (LONG, hers)):
        done = signed_in(network, VOLUNTEERS[name]).post(f"{VISITS}/{visit['id']}/complete", report, expect=200)
        assert done["status"] == "completed"


def each_is_asked_once_how_it_went(network: Network) -> None:
    """Both answers come from one number and are told apart; she is not told besides that his is done."""
    phone = network.phone(THEIR_PHONE)
    until(lambda: len(phone.messages("feedback")) == 2)
    for text in _texts(network, "feedback"):
        assert "tự làm lại được chưa ạ?" in text
        meant = "Được" if "Bình" in text else "chưa"
        assert says_by_sms(network, THEIR_PHONE, answer_in(text, meant)) == "answered"
    assert phone.messages("asker.done") == []


def _texts(network: Network, template: str) -> list[str]:
    return [message["text"] for message in network.phone(THEIR_PHONE).messages(template)]
