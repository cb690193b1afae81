"""Callers who may not, versions that are old, calls that are repeated: each is told so, and changes nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.flows.network import SERVICES
from tests.fuzz.bodies import WARD, an_application
from tests.fuzz.house import API, JSON, ME, MESSAGES, REQUESTS, VISITS, VOLUNTEERS, House, problem
from tests.openapi import operations_of

pytestmark = pytest.mark.xdist_group("bad-input")


def test_who_may_not_is_told_so_before_what_they_sent_is_read(unchanged: House) -> None:
    headers = {**JSON, "If-Match": "x"}
    for service in SERVICES:
        for path, method, operation in operations_of(unchanged.send("GET", f"/{service}/api/openapi.json").json()):
            if {} in operation["security"]:
                continue
            address = f"/{service}{path.format_map(_AnyId())}?limit=many"
            answer = unchanged.send(method.upper(), address, data=b"\xff{", headers=headers)
            assert "WWW-Authenticate" in answer.headers, f"{method} {service}{path}"
            problem(answer, 401)


class _AnyId(dict[str, str]):
    """Fills every place of a path."""

    def __missing__(self, name: str) -> str:
        return WARD if name == "code" else str(uuid4())


@pytest.mark.parametrize("who", ["resident", "volunteer"])
def test_what_is_staffs_is_refused_to_others_by_name_of_the_role(unchanged: House, who: str) -> None:
    ids = unchanged.ids
    for method, path in [
        ("GET", REQUESTS),
        ("GET", VOLUNTEERS),
        ("GET", f"{REQUESTS}/{ids['request']}/candidates"),
        ("POST", f"{VOLUNTEERS}/{ids['volunteer']}/approve"),
        ("PATCH", f"{API}/wards/{WARD}"),
        ("GET", MESSAGES),
    ]:
        answer = unchanged.send(method, path, who, json={} if method == "PATCH" else None)
        assert "This is for " in problem(answer, 403)["detail"]


def test_another_wards_is_not_there(unchanged: House) -> None:
    ids = unchanged.ids
    for method, path, body in [
        ("GET", f"{REQUESTS}/{ids['request']}", None),
        ("GET", f"{REQUESTS}?ward={WARD}", None),
        ("POST", f"{REQUESTS}/{ids['unproven']}/verify", {"resident_agreed": True}),
        ("POST", f"{VOLUNTEERS}/{ids['volunteer']}/approve", {}),
        ("PATCH", f"{API}/wards/{WARD}", {"phone": "02438237420"}),
        ("GET", f"{VISITS}/{ids['visit']}", None),
        ("POST", f"{VISITS}/{ids['visit']}/start", {}),
        ("GET", f"{MESSAGES}?ward={WARD}", None),
    ]:
        problem(unchanged.send(method, path, "other_staff", json=body, headers={"If-Match": '"1"'}), 404)


def test_somebody_elses_is_not_there(unchanged: House) -> None:
    ids, stranger = unchanged.ids, "other_staff"
    for who, path in [
        ("tracking", f"{REQUESTS}/{ids['request']}"),
        ("tracking", f"{VISITS}/{ids['visit']}"),
        ("resident", f"{REQUESTS}/{ids['unproven']}"),
        ("volunteer", f"{REQUESTS}/{ids['unproven']}/timeline"),
        (stranger, f"{REQUESTS}/{ids['unproven']}/timeline"),
    ]:
        problem(unchanged.send("GET", path, who), 404)


@pytest.mark.parametrize(
    "authorization",
    ["Bearer x", "Bearer a.b.c", "Tracking", "Tracking ab", "Basic eDp5", "x", "Bearer \xe9", "Tracking " + "a" * 500],
)
def test_credentials_that_do_not_count_are_refused_even_where_none_are_needed(
    unchanged: House, authorization: str
) -> None:
    headers = {"Authorization": authorization.encode("latin-1")}
    for path in (f"{API}/topics", ME):
        answer = unchanged.send("GET", path, headers=headers)
        assert "WWW-Authenticate" in answer.headers
        problem(answer, 401)


def test_a_change_names_the_version_it_changes(unchanged: House) -> None:
    for path, who in [(f"{API}/wards/{WARD}", "staff"), (ME, "volunteer")]:
        missing = unchanged.send("PATCH", path, who, json={})
        assert "Send If-Match with the ETag you read last" in problem(missing, 428)["detail"]
        for version in ('"999"', "x", '"1', "W/"):
            stale = unchanged.send("PATCH", path, who, json={}, headers={"If-Match": version})
            assert "ead it again" in problem(stale, 412)["detail"]


def a_key(key: str | None = None) -> dict[str, str]:
    return {"Idempotency-Key": key or str(uuid4())}


def applications(house: House) -> int:
    return len(house.state()[VOLUNTEERS])


def test_the_same_call_with_the_same_key_does_its_work_once(house: House) -> None:
    key, body, before = a_key(), an_application(), applications(house)
    first, again = (house.send("POST", VOLUNTEERS, json=body, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert applications(house) == before + 1


def test_a_key_that_was_used_is_refused_for_another_call(house: House) -> None:
    key = a_key()
    assert house.send("POST", VOLUNTEERS, "staff", json=an_application(), headers=key).status_code == 201
    before = applications(house)
    answer = house.send("POST", VOLUNTEERS, "staff", json=an_application(), headers=key)
    assert problem(answer, 422)["errors"] == {
        "Idempotency-Key": ["This key was used for another call. Use a new key for a new call."]
    }
    assert applications(house) == before


def test_two_strangers_with_the_same_key_do_not_meet(house: House) -> None:
    key = a_key("1")
    one, other = (house.send("POST", VOLUNTEERS, json=an_application(), headers=key) for _ in range(2))
    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json()["id"] != other.json()["id"]


def test_a_key_is_not_used_up_by_what_was_refused(house: House) -> None:
    key = a_key()
    problem(house.send("POST", VOLUNTEERS, "staff", json={}, headers=key), 422)
    assert house.send("POST", VOLUNTEERS, "staff", json=an_application(), headers=key).status_code == 201


@pytest.mark.parametrize("key", ["", "two words", "a" * 201, "kh\xf3a"])
def test_a_key_that_is_none_is_refused(unchanged: House, key: str) -> None:
    headers = {"Idempotency-Key": key.encode("latin-1")}
    answer = unchanged.send("POST", VOLUNTEERS, json=an_application(), headers=headers)
    assert list(problem(answer, 422)["errors"]) == ["Idempotency-Key"]


def test_a_code_for_another_phone_proves_nothing(house: House) -> None:
    """The wrong try is counted; everything else stays."""
    phone = house.phones["resident"]
    seen = len(house.network.phone(phone).messages("signin.code"))
    house.client().post(f"{API}/sign-in/code", {"phone": phone}, expect=202)
    code = house.network.phone(phone).code("signin.code", seen + 1)
    path = f"{REQUESTS}/{house.ids['unproven']}"
    errors = house.refused(422, "POST", f"{path}/verify", "tracking", json={"code": code})["errors"]
    assert "ask for a new code" in errors["code"][0]
    assert house.send("GET", path, "staff").json()["status"] == "unconfirmed"
    other = {"phone": house.phones["volunteer"], "code": code}
    problem(house.send("POST", f"{API}/sign-in/token", json=other), 401)
