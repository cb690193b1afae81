"""A crowd lives in a network of one process for a while; what it was promised stands when all is quiet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.network import Network, embedded_network
from tools.crowd import RULES, Call, Caller, Crowd, Deed, Habits
from tools.crowd.scene import REQUESTS
from tools.waiting import until

BUSY = Habits(answer_after=(0, 0.2), late_after=(0.3, 0.6), decide_after=(0, 0.3), visit_after=(0.2, 0.6), moves=0.2)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    running = embedded_network(tmp_path, RULES)
    yield running
    running.stop()


def test_what_a_crowd_was_promised_stands_when_all_is_quiet(network: Network, tmp_path: Path) -> None:
    calls: list[Call] = []
    crowd = Crowd(
        network.addresses["volunteers"].removesuffix("/volunteers"),
        tmp_path / "messages.jsonl",
        lambda *words: network.command("services.volunteers", "add-staff", *words),
        seed=11,
        habits=BUSY,
        watch=calls.append,
    )
    crowd.settle(wards=2, volunteers=10)
    crowd.start(rate=2)
    until(lambda: len(crowd.accepted.of(Deed.COMPLETE)) > 5, seconds=240)
    crowd.stop()
    promised = crowd.accepted
    assert crowd.failed == []
    assert promised.unsure == []
    assert all(call.status < 500 for call in calls)
    seen = {asked.request_id: _seen_by(crowd, asked.ward, asked.request_id) for asked in promised.requests.values()}
    assert [id for id, request in seen.items() if request["reference"] != promised.requests[id].reference] == []
    for deed, ends in ((Deed.CANCEL, {"cancelled"}), (Deed.COMPLETE, {"done"})):
        done = {each.request_id or _request_of(crowd, each.about_id) for each in promised.of(deed)}
        until(lambda done=done, ends=ends: all(_status(crowd, id) in ends for id in done))  # type: ignore[misc]


def _seen_by(crowd: Crowd, ward: str, request_id: str) -> dict[str, Any]:
    staff: Caller = crowd.scene.staff[ward]
    return staff.get(f"{REQUESTS}/{request_id}").body


def _status(crowd: Crowd, request_id: str) -> str:
    status: str = _seen_by(crowd, crowd.accepted.requests[request_id].ward, request_id)["status"]
    return status


def _request_of(crowd: Crowd, appointment_id: str) -> str:
    """Of a visit, as its ward sees it."""
    found = [staff.get(f"/sessions/api/v1/appointments/{appointment_id}").body for staff in crowd.scene.staff.values()]
    (request_id,) = [each["request_id"] for each in found if "request_id" in each]
    return str(request_id)
