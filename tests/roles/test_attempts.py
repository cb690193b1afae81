"""What somebody tries who may do less than they would like; each world is put back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.properties.town import Caller, Town
from tests.roles.calls import Calls
from tests.roles.cast import asking, sent_code
from tests.roles.walk import Snapshot, Walker, routes_of
from tests.roles.world import World

pytestmark = pytest.mark.xdist_group("roles")

STOP = {"reach": "text", "level": "needed", "stop": True}


@pytest.fixture
def changing(world: World) -> Iterator[World]:
    """The world, to be changed by this test alone."""
    snapshot, now = Snapshot(world.town), world.town.now
    yield world
    world.town.flow()
    for service in world.town.clients:
        snapshot.restore(service)
    snapshot.close()
    world.town.clock.moment = now


def later(town: Town, by: timedelta = timedelta(seconds=1)) -> None:
    town.flow()
    town.clock.advance(by)


def status(caller: Caller, path: str) -> int:
    return caller.get(path).status


def items(caller: Caller, path: str) -> Any:
    answer = caller.get(path)
    assert answer.status == 200, answer.body
    return answer.body["items"]


def test_a_sign_in_that_was_ended_opens_no_call_of_any_service(changing: World) -> None:
    """Of who lost a post, of who was suspended, and of who has another number now."""
    town, cast = changing.town, changing.here
    staff, head, ids = cast.callers["staff"], cast.callers["head"], cast.ids
    later(town)
    assert head.patch(f"volunteers/staff/{ids['counter']}", {"posts": []}).status == 200
    assert staff.post(f"volunteers/volunteers/{ids['volunteer']}/suspend", {"reason": "papers"}).status == 200
    assert staff.patch(f"volunteers/persons/{ids['resident']}", {"phone": cast.phone(49)}).status == 200
    town.flow()
    calls, walker = Calls(cast), Walker(town)
    for route in (each for each in routes_of(town) if each.api):
        for who in ("counter", "volunteer", "resident"):
            answer = walker.send(route, calls.sent(route, who), cast.callers[who].authorization)
            assert answer.status == 401, f"{route} answers {who} {answer.status}"
    walker.close()


def test_who_is_suspended_finds_nothing_of_the_visits_of_before(changing: World) -> None:
    town, cast = changing.town, changing.here
    suspend = f"volunteers/volunteers/{cast.ids['helper']}/suspend"
    assert cast.callers["staff"].post(suspend, {"reason": "complaint"}).status == 200
    later(town)
    helper = town.signed_in(cast.phone(10))
    assert items(helper, "sessions/appointments") == []
    assert status(helper, f"sessions/appointments/{cast.ids['done']}") == 404
    assert status(helper, f"volunteers/requests/{cast.ids['taken']}") == 404
    assert status(helper, f"volunteers/requests/{cast.ids['taken']}/contact") == 403
    assert status(helper, "volunteers/offers") == 403


def test_a_suspended_leader_finds_nothing_of_the_team(changing: World) -> None:
    town, cast = changing.town, changing.here
    assert items(cast.callers["leader"], "sessions/appointments")
    suspend = f"volunteers/volunteers/{cast.ids['leader']}/suspend"
    assert cast.callers["staff"].post(suspend, {"reason": "own_wish"}).status == 200
    later(town)
    leader = town.signed_in(cast.phone(11))
    assert items(leader, "sessions/appointments") == []
    assert status(leader, f"volunteers/teams/{cast.ids['team']}/members") == 403
    assert status(leader, f"volunteers/offers?team_id={cast.ids['team']}") == 403


def test_who_let_an_offer_pass_is_not_told_when_somebody_else_comes(changing: World) -> None:
    """A volunteer knows the neighbourhood and the topics; when an old woman has a visitor is another matter."""
    town, cast = changing.town, changing.here
    request = f"volunteers/requests/{cast.ids['asked']}"
    assert cast.callers["staff"].post(f"{request}/widen").status == 200
    town.quieten()
    late = town.signed_in(cast.phone(14))
    later(town, timedelta(hours=10))
    town.quieten()
    assert cast.callers["helper"].post(f"volunteers/offers/{cast.ids['offer']}/accept").status == 200
    town.quieten()
    assert cast.callers["helper"].get(request).body["starts_at"]
    shown, offers = late.get(request).body, items(late, "volunteers/offers")
    assert (shown["status"], "expired" in [offer["status"] for offer in offers]) == ("scheduled", True)
    for told in (shown, *offers):
        assert (told["appointment_id"], told["starts_at"], told["ends_at"]) == (None, None, None)
    assert "appointment_followed" not in [line["kind"] for line in items(late, f"{request}/timeline")]


def test_a_strangers_form_opens_nothing_of_the_household_it_names(changing: World) -> None:
    """Whoever knows a name and a number gets a code by it, before anybody has proven anything."""
    town, cast = changing.town, changing.here
    stranger = Caller(town, f"Tracking {cast.codes['waiting']}")
    assert items(stranger, "sessions/appointments") == []
    assert items(stranger, "notifications/inbox") == []
    for key in ("taken", "visited", "asked"):
        assert status(stranger, f"volunteers/requests/{cast.ids[key]}") == 404
    assert cast.phone(20) not in str(stranger.get(f"volunteers/requests/{cast.ids['waiting']}").body)


def test_a_strangers_form_stops_nobodys_messages_until_the_number_is_proven(changing: World) -> None:
    town, cast = changing.town, changing.here
    body = {**asking(cast, 10), "asked_by": None}
    received = town.anyone.post("volunteers/requests", body).body
    holder = town.holder(received)
    town.flow()
    assert holder.put("notifications/preferences", STOP).status == 403
    assert status(holder, "notifications/preferences") == 403
    proof = {"code": sent_code(town, cast.phone(20))}
    assert holder.post(f"volunteers/requests/{received['id']}/verify", proof).status == 200
    town.flow()
    assert holder.put("notifications/preferences", STOP).status == 200
