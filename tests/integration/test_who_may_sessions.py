"""Every operation of sessions as every kind of caller; the table says who may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.ids import new_id
from shared.web.tokens import Post
from tests.integration.sessions_town import CODE, REPORT, Town, a_town
from tests.integration.sessions_wiring import WARD, a_team, a_volunteer, hear
from tests.integration.who_may import Body, Walk, differences, trouble
from tests.unit.sessions.builders import at

CITY = {"city"}
HEADS = {"head", *CITY}
STAFF = {"staff", "safeguarding", *HEADS}
DESK = {"counter", *STAFF}
HOUSEHOLD = {"holder", "resident", "asked_by"}
THOSE_WHO_MEET = {*HOUSEHOLD, "helper"}
EVERYBODY = {"nobody", "other_holder", "volunteer", "leader", "other_staff", *DESK, *THOSE_WHO_MEET}

WHO_MAY: dict[str, set[str]] = {
    "GET /appointments": EVERYBODY - {"nobody", "other_staff"},
    "GET /appointments/{appointment_id}": {*DESK, *THOSE_WHO_MEET, "leader"},
    "GET /appointments/{appointment_id}/free-times": {*DESK, *THOSE_WHO_MEET, "leader"},
    "POST /appointments/{appointment_id}/confirm": {*STAFF, *HOUSEHOLD},
    "POST /appointments/{appointment_id}/move": {*STAFF, *THOSE_WHO_MEET},
    "POST /appointments/{appointment_id}/cancel": {*STAFF, *THOSE_WHO_MEET},
    "POST /appointments/{appointment_id}/start": {*STAFF, "helper"},
    "POST /appointments/{appointment_id}/complete": {*STAFF, "helper"},
    "POST /appointments/{appointment_id}/missed": {*STAFF, *THOSE_WHO_MEET},
    "GET /days": EVERYBODY,
    "GET /days/{day}": EVERYBODY,
    "PUT /days/{day}": HEADS,
    "POST /visit-codes/check": EVERYBODY,
    "GET /parked": CITY,
    "POST /parked/{event_id}/replay": CITY,
    "POST /parked/{event_id}/discard": CITY,
    "GET /conflicts": CITY,
    "POST /conflicts/{conflict_id}/settle": CITY,
    "GET /journal": CITY,
}

OF_ONE_VISIT = {operation for operation in WHO_MAY if "{appointment_id}" in operation}


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("town")
    database = folder / "sessions.sqlite"
    with a_town(f"sqlite:///{database}", folder) as town:
        callers = _callers(town)
        ids = {"appointment_id": town.appointment_id, "day": "2026-12-24", **trouble(town.sessions)}
        yield Walk(town.client, database, callers, ids, _bodies(), {"GET /appointments": f"?ward={WARD}"})


def test_every_operation_lets_in_whom_the_table_names_and_nobody_else(walk: Walk) -> None:
    assert sorted(walk.operations()) == sorted(WHO_MAY), "say in the table who may"
    assert walk.callers.keys() == EVERYBODY
    assert "\n".join(differences(walk, WHO_MAY)) == ""


@pytest.mark.parametrize("who", ["other_staff", "other_holder", "volunteer"])
def test_a_visit_one_has_nothing_to_do_with_is_not_there(walk: Walk, who: str) -> None:
    answered = {operation: walk.status(operation, who) for operation in OF_ONE_VISIT}
    assert set(answered.values()) <= {401, 404}
    assert 404 in answered.values()


def _callers(town: Town) -> dict[str, str | None]:
    """Everybody by their authorization; Hà leads the team that Minh, who is to come, belongs to."""
    leader, team = new_id(), new_id()
    hear(town.sessions, a_volunteer(town.volunteer_id, sequence=3, team_id=team), a_team(team, leader))
    ward = frozenset({WARD})
    posts = {role: (new_id(), Post(role, ward)) for role in ("counter", "staff", "head", "safeguarding", "volunteer")}
    posts |= {"city": (new_id(), Post("city")), "other_staff": (new_id(), Post("staff", frozenset({"00008"})))}
    posts |= {"helper": (town.volunteer_id, Post("volunteer", ward)), "leader": (leader, Post("leader", ward))}
    signed_in = {who: town.token(person_id, post)["Authorization"] for who, (person_id, post) in posts.items()}
    household = {who: town.by(who)["Authorization"] for who in ("resident", "asked_by")}
    holders = {"holder": f"Tracking {CODE}", "other_holder": town.by("other tracking")["Authorization"]}
    return {"nobody": None, **signed_in, **household, **holders}


def _bodies() -> dict[str, Body]:
    fixed: dict[str, dict[str, object]] = {
        "move": {"starts_at": at("9:30", 1).isoformat()},
        "cancel": {"reason": "ill"},
        "complete": REPORT,
        "missed": {"who": "volunteer"},
    }
    made = {f"POST /appointments/{{appointment_id}}/{turn}": _always(body) for turn, body in fixed.items()}
    heat: dict[str, object] = {"kind": "heat", "name": "Nắng nóng trên 39 độ", "ward": WARD}
    check: dict[str, object] = {"code": "hoa sen, con cá", "ward": WARD}
    return {**made, "PUT /days/{day}": _always(heat), "POST /visit-codes/check": _always(check)}


def _always(body: dict[str, object]) -> Body:
    return lambda _who: body
