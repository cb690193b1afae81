"""A flood: the ward puts off twenty visits at once, one message to each person, and nobody is to blame."""

from __future__ import annotations

from datetime import datetime

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
    an_active_volunteer,
    entered,
    reaches,
)
from tools.waiting import until

AT_HOME = {f"Nguyễn Thị {name}": f"+849120001{number:02}" for number, name in enumerate("ABCDEFGHIKLMNOPQRSTU")}
"""Twenty households; the first sixteen could also have somebody come after the flood."""
LATER_TOO = 16
BY_PHONE, HIS_PHONE = "Đặng Văn Phúc", "+84912000024"
IN_FLOOD, AFTER = (1, 2, 3), (4, 5)
"""Days from today."""

RULES = """
    [notifications]
    daily_cap = 100
"""
"""These phones ring more often in a minute than people's do in a day."""


def test_a_flood_puts_off_twenty_visits_with_one_message_each_and_no_mark(network: Network) -> None:
    staff = a_member_of_staff(network)
    helpers = {
        name: an_active_volunteer(network, staff, name, phone, max_open_tasks=10) for name, phone in VOLUNTEERS.items()
    }
    requests, by_phone = twenty_ask(network, staff), one_is_helped_by_phone(network, staff)
    every_offer_is_taken(staff, helpers, [*requests.values(), by_phone])
    assert all(start < network.day(4) for start in standing(staff).values())

    the_ward_is_flooded(network, staff)
    twenty_visits_fall_without_a_mark(staff, requests)
    assert set(standing(staff)) == {by_phone["id"]}, "nobody has to leave the house for a call"
    everybody_is_told_once_that_nobody_comes(network)

    waiting = dict(list(requests.items())[:LATER_TOO])
    who_had_said_yes_is_asked_first(staff, waiting)
    the_others_are_phoned_for_other_times(network, staff, list(requests.values())[LATER_TOO:])
    every_offer_is_taken(staff, helpers, list(requests.values()))
    again = standing(staff)
    assert all(again[received["id"]] >= network.day(4) for received in requests.values())
    everybody_is_told_once_that_nobody_comes(network)


def twenty_ask(network: Network, staff: Client) -> dict[str, Body]:
    """Staff enter them; for the last four only days of the flood would suit."""
    received = {}
    for number, (name, phone) in enumerate(AT_HOME.items()):
        days = (*IN_FLOOD, *AFTER) if number < LATER_TOO else IN_FLOOD
        received[name] = entered(staff, a_request(name, phone, all_day(network, *days)))
    return received


def one_is_helped_by_phone(network: Network, staff: Client) -> Body:
    return entered(staff, a_request(BY_PHONE, HIS_PHONE, all_day(network, 1), place="phone"))


def all_day(network: Network, *days: int) -> list[Body]:
    return [a_span(network.day(day, 8), hours=10) for day in days]


def every_offer_is_taken(staff: Client, helpers: dict[str, Client], requests: list[Body]) -> None:
    """The helpers say yes in turn, as long as they may, until all these requests are scheduled."""
    wanted = {received["id"] for received in requests}

    def all_scheduled() -> bool:
        for helper in helpers.values():
            for offer in helper.get(f"{OFFERS}?status=pending&limit=100")["items"][:1]:
                assert helper.try_to_post(f"{OFFERS}/{offer['id']}/accept") in (200, 409)
        return wanted <= set(standing(staff))

    until(all_scheduled, seconds=180)


def standing(staff: Client) -> dict[str, datetime]:
    """When the visits that stand begin, by their request."""
    visits = staff.get(f"{VISITS}?ward={WARD}&limit=100")["items"]
    return {
        each["request_id"]: datetime.fromisoformat(each["starts_at"])
        for each in visits
        if each["status"] in ("scheduled", "confirmed")
    }


def the_ward_is_flooded(network: Network, staff: Client) -> None:
    """From tomorrow on, for three days."""
    span = {"from": network.day(1).isoformat(), "to": network.day(4).isoformat()}
    staff.post(f"/volunteers/api/v1/wards/{WARD}/pauses", {**span, "reason": "flood"}, expect=201)


def twenty_visits_fall_without_a_mark(staff: Client, requests: dict[str, Body]) -> None:
    """The ward puts them off, and nobody else; nobody was missed."""
    ids = {received["id"] for received in requests.values()}
    until(lambda: not ids & set(standing(staff)))
    visits = [each for each in staff.get(f"{VISITS}?ward={WARD}&limit=100")["items"] if each["request_id"] in ids]
    assert len(visits) == len(requests)
    ended = {(each["status"], each["cancelled_by"], each["reason"], each["missed"]) for each in visits}
    assert ended == {("cancelled", "staff", "pause", None)}


def everybody_is_told_once_that_nobody_comes(network: Network) -> None:
    """One message a person, however many visits were theirs; none to who is helped by phone."""
    for phone in map(network.phone, AT_HOME.values()):
        text = phone.wait_for("pause.weather")["text"]
        assert "P. Ba Đình: do mưa ngập, các buổi" in text
        assert "tạm hoãn, KHÔNG có ai đến nhà. Phường sẽ gọi hẹn lại." in text
    for phone in map(network.phone, VOLUNTEERS.values()):
        assert "tạm hoãn, anh/chị chưa phải đi" in phone.wait_for("pause.weather")["text"]
    for phone in map(network.phone, (*AT_HOME.values(), *VOLUNTEERS.values())):
        assert len(phone.messages("pause.weather")) == 1
        for other in ("visit.cancelled.us", "task.cancelled", "offer.cancelled", "request.needs_times"):
            assert phone.messages(other) == []
    assert network.phone(HIS_PHONE).messages("pause.weather") == []


def who_had_said_yes_is_asked_first(staff: Client, waiting: dict[str, Body]) -> None:
    """They are first in line again, and so is the helper who would have come."""
    for received in waiting.values():
        offers = until(lambda received=received: _of_the_second_wave(staff, received))  # type: ignore[misc]
        named = {reason["name"] for offer in offers for reason in offer["reasons"]}
        assert "put_off" in named


def _of_the_second_wave(staff: Client, received: Body) -> list[Body]:
    """Its offers since the flood, once there are any."""
    request = staff.get(f"{REQUESTS}/{received['id']}")
    return [offer for offer in request["offers"] if offer["status"] == "pending"]


def the_others_are_phoned_for_other_times(network: Network, staff: Client, others: list[Body]) -> None:
    """No day of theirs is left: they wait for new ones, are on the call list, and say when it suits."""
    for received in others:
        reaches(staff, received, "needs_times", "paused")
    wanted = {received["id"] for received in others}
    until(lambda: wanted <= {call["request_id"] for call in _calls(staff) if call["why"] == "times"})
    for received in others:
        windows = {"windows": all_day(network, *AFTER)}
        staff.post(f"{REQUESTS}/{received['id']}/windows", windows, expect=200)
    until(lambda: not wanted & {call["request_id"] for call in _calls(staff)})


def _calls(staff: Client) -> list[Body]:
    calls: list[Body] = staff.get(f"/notifications/api/v1/calls?ward={WARD}&limit=100")["items"]
    return calls
