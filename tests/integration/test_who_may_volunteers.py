"""Every operation of volunteers as every kind of caller; the table says who may."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.volunteers_wiring import (
    RESIDENT_PHONE,
    Caller,
    Office,
    a_request_body,
    a_span,
    an_application,
    volunteers_on,
)
from tests.integration.who_may import Body, Walk, differences, trouble
from tests.unit.volunteers.builders import BA_DINH, at

POSTS = ("counter", "staff", "head", "safeguarding")
PEOPLE = {"nobody", "holder", "other_holder", "resident", "helper", "volunteer", "leader"}

CITY = {"city"}
HEADS = {"head", *CITY}
STAFF = {"staff", "safeguarding", *HEADS}
DESK = {"counter", *STAFF}
EVERYBODY = {"other_staff", *DESK, *PEOPLE}
SIGNED_IN = EVERYBODY - {"nobody", "holder", "other_holder"}
HOUSEHOLD = {"holder", "resident"}
VOLUNTEERS = {"helper", "volunteer", "leader"}

WHO_MAY: dict[str, set[str]] = {
    "GET /topics": EVERYBODY,
    "GET /topics/{topic_id}": EVERYBODY,
    "PATCH /topics/{topic_id}": CITY,
    "GET /wards": EVERYBODY,
    "GET /wards/{code}": EVERYBODY,
    "GET /wards/{code}/neighbourhoods": EVERYBODY,
    "PATCH /wards/{code}": STAFF,
    "POST /wards/{code}/pauses": STAFF,
    "POST /wards/{code}/pauses/{pause_id}/end": STAFF,
    "POST /former-units": CITY,
    "POST /call-backs": EVERYBODY,
    "POST /sign-in/code": EVERYBODY,
    "POST /sign-in/token": EVERYBODY,
    "GET /me": SIGNED_IN,
    "PATCH /me": SIGNED_IN,
    "POST /requests": EVERYBODY,
    "GET /requests": DESK,
    "GET /requests/{request_id}": {*DESK, *HOUSEHOLD, "helper"},
    "GET /requests/{request_id}/timeline": {*DESK, *HOUSEHOLD, "helper"},
    "GET /requests/{request_id}/candidates": STAFF,
    "GET /requests/{request_id}/contact": {"helper"},
    "POST /requests/{request_id}/verify": {*STAFF, "holder"},
    "POST /requests/{request_id}/code": {*STAFF, "holder"},
    "POST /requests/{request_id}/cancel": {*STAFF, *HOUSEHOLD},
    "POST /requests/{request_id}/windows": {*STAFF, *HOUSEHOLD},
    "POST /requests/{request_id}/hand-back": {"helper"},
    "POST /requests/{request_id}/assign": STAFF,
    "POST /requests/{request_id}/widen": STAFF,
    "POST /requests/{request_id}/solve-by-phone": STAFF,
    "POST /requests/{request_id}/move-to-class": STAFF,
    "POST /requests/{request_id}/refer": STAFF,
    "POST /requests/{request_id}/close": STAFF,
    "POST /requests/{request_id}/reopen": STAFF,
    "GET /queue/summary": DESK,
    "GET /offers": VOLUNTEERS,
    "POST /offers/{offer_id}/accept": {"helper", "leader"},
    "POST /offers/{offer_id}/decline": {"helper"},
    "POST /volunteers": EVERYBODY,
    "GET /volunteers": DESK,
    "GET /volunteers/{volunteer_id}": DESK,
    "POST /volunteers/{volunteer_id}/check": STAFF,
    "POST /volunteers/{volunteer_id}/approve": STAFF,
    "POST /volunteers/{volunteer_id}/guardian": STAFF,
    "POST /volunteers/{volunteer_id}/suspend": STAFF,
    "GET /teams": EVERYBODY,
    "POST /teams": STAFF,
    "GET /teams/{team_id}": {*DESK, "leader"},
    "PATCH /teams/{team_id}": {*STAFF, "leader"},
    "GET /teams/{team_id}/members": {*DESK, "leader"},
    "POST /teams/{team_id}/members": STAFF,
    "DELETE /teams/{team_id}/members/{volunteer_id}": STAFF,
    "POST /teams/{team_id}/import": STAFF,
    "GET /persons": DESK,
    "GET /persons/{person_id}": DESK,
    "GET /persons/{person_id}/alike": DESK,
    "PATCH /persons/{person_id}": STAFF,
    "POST /persons/{person_id}/merge": STAFF,
    "GET /staff": HEADS,
    "POST /staff": HEADS,
    "GET /staff/{staff_id}": HEADS,
    "PATCH /staff/{staff_id}": HEADS,
    "GET /parked": CITY,
    "POST /parked/{event_id}/replay": CITY,
    "POST /parked/{event_id}/discard": CITY,
    "GET /conflicts": CITY,
    "POST /conflicts/{conflict_id}/settle": CITY,
    "GET /journal": CITY,
}

OF_THE_WARD = {operation for operation, who in WHO_MAY.items() if "staff" in who and "other_staff" not in who}

ONLY_BA_DINH = f"?ward={BA_DINH}"
QUERIES = {f"GET {path}": ONLY_BA_DINH for path in ("/requests", "/queue/summary", "/volunteers", "/persons", "/staff")}


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("office")
    database = folder / "volunteers.sqlite"
    with volunteers_on(f"sqlite:///{database}", folder) as office:
        callers, ids = _move_in(office)
        client = office.anyone.client
        authorizations = {name: caller.authorization for name, caller in callers.items()}
        yield Walk(client, database, authorizations, ids, _bodies(ids), QUERIES)


def test_every_operation_lets_in_whom_the_table_names_and_nobody_else(walk: Walk) -> None:
    assert sorted(walk.operations()) == sorted(WHO_MAY), "say in the table who may"
    assert walk.callers.keys() == EVERYBODY
    assert "\n".join(differences(walk, WHO_MAY)) == ""


def test_what_belongs_to_another_ward_is_not_there(walk: Walk) -> None:
    answered = {operation: walk.status(operation, "other_staff") for operation in OF_THE_WARD}
    assert answered == dict.fromkeys(OF_THE_WARD, 404)


def _move_in(office: Office) -> tuple[dict[str, Caller], dict[str, str]]:
    """Lan's request that Minh has taken, whose team Hà leads; Long has no task; a ward's staff, another's, the city."""
    callers = {role: office.with_post(role, (BA_DINH,), f"+8491200003{at}") for at, role in enumerate(POSTS)}
    callers["other_staff"] = office.with_post("staff", ("00008",), "+84912000038")
    callers["city"] = office.with_post("city", (), "+84912000039")
    callers |= {"nobody": office.anyone, "helper": office.volunteer("Nguyễn Văn Minh", "+84912000010")}
    others = {"leader": "Trần Thu Hà", "volunteer": "Phạm Đức Long"}
    for number, (part, name) in enumerate(others.items(), start=1):
        callers[part] = office.volunteer(name, f"+8491200001{number}", topics=["ai"])
    ids = _ask(office, callers) | _belong(callers) | trouble(office.runtime)
    callers["leader"] = office.signed_in("+84912000011")
    return callers, ids


def _ask(office: Office, callers: dict[str, Caller]) -> dict[str, str]:
    """Lan asks herself, staff call her, Minh accepts; somebody else asks too."""
    received = office.anyone.post("/requests", a_request_body()).json
    callers["holder"] = office.holder(received)
    stranger = {"name": "Phạm Thị Mai", "phone": "+84912000060"}
    callers["other_holder"] = office.holder(office.anyone.post("/requests", a_request_body(resident=stranger)).json)
    callers["resident"] = office.signed_in(RESIDENT_PHONE)
    callers["staff"].post(f"/requests/{received['id']}/verify", {"resident_agreed": True})
    office.tick()
    (offer,) = callers["helper"].get("/offers").json["items"]
    callers["helper"].post(f"/offers/{offer['id']}/accept")
    return {"request_id": received["id"], "offer_id": offer["id"], "person_id": _id_of(callers["resident"])}


def _belong(callers: dict[str, Caller]) -> dict[str, str]:
    """A team with Minh in it, led by Hà, who signs in anew."""
    staff, helper = callers["staff"], _id_of(callers["helper"])
    team = {"ward": BA_DINH, "kind": "community_team", "name": "Tổ số 1", "leader_id": _id_of(callers["leader"])}
    team_id = staff.post("/teams", team).json["id"]
    staff.post(f"/teams/{team_id}/members", {"volunteer_id": helper})
    pause = {"from": at(20, 0).isoformat(), "to": at(21, 0).isoformat(), "reason": "flood"}
    pause_id = staff.post(f"/wards/{BA_DINH}/pauses", pause).json["id"]
    ids = {"volunteer_id": helper, "team_id": team_id, "pause_id": pause_id, "member_id": _id_of(callers["volunteer"])}
    return {**ids, "code": BA_DINH, "topic_id": "vneid", "staff_id": _id_of(callers["counter"])}


def _id_of(caller: Caller) -> str:
    return str(caller.get("/me").json["id"])


def _bodies(ids: dict[str, str]) -> dict[str, Body]:
    """What is sent where something has to be."""
    windows = [a_span(at(20, 8), at(20, 11, 30))]
    pause = {"from": at(22, 0).isoformat(), "to": at(23, 0).isoformat(), "reason": "flood"}
    hoa = {"name": "Vũ Thị Hoa", "phone": "+84912000070"}
    post = {"role": "counter", "wards": [BA_DINH]}
    leads = {"leader": {"member_id": ids["volunteer_id"]}}
    fixed: dict[str, Any] = {
        "PATCH /topics/{topic_id}": {"minutes": 75},
        "PATCH /wards/{code}": {"phone": "024 3823 7420"},
        "POST /wards/{code}/pauses": pause,
        "POST /former-units": _file("mã;phường xã cũ\n00004;Phường Quán Thánh\n"),
        "POST /call-backs": {"phone": "+84912000071"},
        "POST /sign-in/code": {"phone": "+84912000072"},
        "POST /sign-in/token": {"phone": "+84912000072", "code": "12345"},
        "PATCH /me": {"language": "en"},
        "POST /requests": a_request_body(),
        "POST /requests/{request_id}/verify": {"resident_agreed": True},
        "POST /requests/{request_id}/code": {},
        "POST /requests/{request_id}/cancel": {"reason": "mistake"},
        "POST /requests/{request_id}/windows": {"windows": windows},
        "POST /requests/{request_id}/hand-back": {"reason": "ill"},
        "POST /requests/{request_id}/assign": {"volunteer_id": ids["member_id"]},
        "POST /requests/{request_id}/refer": {"to": "Công an phường"},
        "POST /requests/{request_id}/close": {},
        "POST /volunteers": an_application("Lê Thị Mai", "+84912000073"),
        "POST /volunteers/{volunteer_id}/guardian": {**hoa, "how": "phone"},
        "POST /volunteers/{volunteer_id}/suspend": {"reason": "complaint"},
        "POST /teams": {"ward": BA_DINH, "kind": "college", "name": "Khoa CNTT"},
        "PATCH /teams/{team_id}": {"pause": None},
        "POST /teams/{team_id}/members": {"volunteer_id": ids["member_id"]},
        "POST /teams/{team_id}/import": {
            **_file("Họ tên;Điện thoại;Năm sinh\nLê Mai;0912000074;1990\n"),
            "consent_version": "2025-11",
        },
        "PATCH /persons/{person_id}": {"address_form": "cụ"},
        "POST /persons/{person_id}/merge": {"into": ids["volunteer_id"]},
        "POST /staff": {**hoa, **post},
        "PATCH /staff/{staff_id}": {"posts": [post]},
    }
    made = {operation: _always(body) for operation, body in fixed.items()}
    code = {"holder": {"code": "123456"}, "other_holder": {"code": "123456"}}
    made["POST /requests/{request_id}/verify"] = lambda who: code.get(who, {"resident_agreed": True})
    made["POST /offers/{offer_id}/accept"] = lambda who: leads.get(who, {})
    return made


def _always(body: Any) -> Body:
    return lambda _who: body


def _file(text: str) -> dict[str, str]:
    return {"file": base64.b64encode(text.encode()).decode()}
