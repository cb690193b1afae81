"""The story across services, its last rows: what staff end, what runs out of times, what is done."""

from __future__ import annotations

import pytest

from tests.flows.saga_town import ASKER, LAN, Saga
from tests.properties.actions import RESIDENTS

ELDER = RESIDENTS[LAN]
SON = ASKER["name"]


@pytest.mark.parametrize(("reopen", "status", "reason"), [(True, "offered", None), (False, "cancelled", "mistake")])
def test_staff_cancel_and_the_request_is_reopened_or_cancelled_as_they_say(
    saga: Saga, reopen: bool, status: str, reason: str | None
) -> None:
    request_id = saga.placed(days=(4, 5), asked_by=ASKER)
    (helper,) = saga.helpers(request_id)
    saga.of_visit(saga.staff, request_id, "cancel", {"reason": "mistake", "reopen": reopen})
    saga.rest()
    assert saga.visit(request_id)["status"] == "cancelled"
    assert (saga.request(request_id)["status"], saga.request(request_id)["reason"]) == (status, reason)
    told = saga.told()
    assert {(ELDER, "visit.cancelled.us"), (SON, "visit.cancelled.us"), (helper, "task.cancelled")} <= told


def test_all_windows_past_resident_and_staff_are_asked_for_new_times_and_the_next_wave_goes(saga: Saga) -> None:
    request_id = saga.ask(days=(2,))
    saga.told()
    saga.pass_time(days=2)
    request = saga.request(request_id)
    assert (request["status"], request["reason"]) == ("needs_times", "windows_past")
    assert {(ELDER, "request.needs_times"), ("ward", "staff.needs_times")} <= saga.told()
    assert (ELDER, "times") in saga.calls()
    given = {"windows": saga.people.windows((3, 4))}
    saga.of_request(saga.holder(request_id), request_id, "windows", given)
    saga.rest()
    assert saga.request(request_id)["status"] == "offered"
    assert len(saga.asked(request_id)) == 3
    assert saga.calls() == set()


@pytest.mark.parametrize("times", [True, False])
def test_completed_with_more_to_do_a_new_request_names_the_old_and_prefers_the_same_volunteer(
    saga: Saga, times: bool
) -> None:
    request_id = saga.placed(asked_by=ASKER)
    (helper,) = saga.helpers(request_id)
    saga.until(saga.visit(request_id)["ends_at"])
    saga.told()
    windows = saga.people.windows((3, 4)) if times else []
    report = {"minutes": 50, "skills": [], "follow_up": {"topics": ["vneid"], "windows": windows}, "note": None}
    saga.of_visit(saga.people.volunteers[helper], request_id, "complete", report)
    saga.rest()
    assert saga.visit(request_id)["status"] == "completed"
    assert saga.request(request_id)["status"] == "done"
    (following,) = [row for row in saga.town.rows("volunteers", "requests") if row["follows"] == request_id]
    told = saga.told()
    assert {(ELDER, "feedback"), (SON, "asker.done")} <= told
    if times:
        assert following["status"] == "offered"
        assert saga.asked(following["request_id"])[0] == helper
    else:
        assert (following["status"], following["reason"]) == ("needs_times", "follow_up")
        assert {(ELDER, "request.needs_times"), ("ward", "staff.needs_times")} <= told
        given = {"windows": saga.people.windows((3, 4))}
        saga.of_request(saga.holder(request_id), following["request_id"], "windows", given)
        saga.rest()
        assert saga.asked(following["request_id"])[0] == helper
