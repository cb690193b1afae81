"""Posts over HTTP: given by a head or the city, from a day to a day; tokens end with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.domain.errors import AboveOwnRole, NotOneself
from tests.integration.volunteers_wiring import STAFF_PHONE, Caller, Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

OTHER_WARD = "00008"
HOA = {"name": "Vũ Thị Hoa", "phone": "+84912000030"}
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        yield office


@pytest.fixture
def head(office: Office) -> Caller:
    return office.with_post("head", (BA_DINH,), "+84912000020")


@pytest.fixture
def city(office: Office) -> Caller:
    return office.with_post("city", (), "+84912000021")


def a_post(role: str = "staff", **changes: Any) -> dict[str, Any]:
    return {"role": role, "wards": [BA_DINH], **changes}


def roles_of(caller: Caller) -> list[str]:
    return [post["role"] for post in caller.get("/me").json["posts"]]


def test_a_head_gives_a_post_of_the_ward_and_its_holder_signs_in(office: Office, head: Caller) -> None:
    given = head.post("/staff", {**HOA, **a_post("counter", until="2025-12-31")})
    assert given.status_code == 201
    assert given.json["posts"] == [
        {"role": "counter", "wards": [BA_DINH], "since": "2025-12-01", "until": "2025-12-31"}
    ]
    hoa = office.signed_in(HOA["phone"])
    assert hoa.get(f"/volunteers?ward={BA_DINH}").status_code == 200


def test_a_post_to_come_gives_nothing_before_its_first_day(office: Office, head: Caller) -> None:
    head.post("/staff", {**HOA, **a_post(since="2025-12-03")})
    assert office.signed_in(HOA["phone"]).get("/volunteers").status_code == 403
    office.clock.advance(timedelta(days=2))
    assert office.signed_in(HOA["phone"]).get("/volunteers").status_code == 200


def test_a_post_taken_back_signs_its_holder_out_and_everybody_hears_it(office: Office, head: Caller) -> None:
    given = head.post("/staff", {**HOA, **a_post()}).json
    hoa = office.signed_in(HOA["phone"])
    office.clock.advance(A_SECOND)
    assert head.patch(f"/staff/{given['id']}", {"posts": []}).json["posts"] == []
    refused = hoa.get("/me")
    assert (refused.status_code, refused.json["detail"]) == (401, "Phiên này đã bị kết thúc. Đăng nhập lại.")
    office.tell()
    told = [event for event in office.ears.of("person.contact_changed") if event.subject == given["id"]][-1]
    assert (told.data["roles"], told.data["tokens_valid_after"]) == ([], "2025-12-01T01:30:01+00:00")


def test_whoever_was_signed_out_may_sign_in_again_with_what_is_left(office: Office, head: Caller) -> None:
    given = head.post("/staff", {**HOA, **a_post("head")}).json
    office.clock.advance(A_SECOND)
    head.patch(f"/staff/{given['id']}", {"posts": [a_post("counter")]})
    hoa = office.signed_in(HOA["phone"])
    assert roles_of(hoa) == ["counter"]
    assert hoa.get("/staff").status_code == 403


def test_on_the_day_after_its_last_a_post_and_its_tokens_are_over(office: Office, head: Caller) -> None:
    head.post("/staff", {**HOA, **a_post(until="2025-12-01")})
    office.clock.advance(timedelta(hours=15))
    hoa = office.signed_in(HOA["phone"])
    office.tick()
    assert hoa.get("/volunteers").status_code == 200
    office.tick(timedelta(hours=1))
    assert hoa.get("/volunteers").status_code == 401
    assert roles_of(office.signed_in(HOA["phone"])) == []


@pytest.mark.parametrize(
    "post",
    [
        a_post("safeguarding"),
        {"role": "city", "wards": []},
        a_post(wards=[OTHER_WARD]),
        a_post(wards=[BA_DINH, OTHER_WARD]),
    ],
)
def test_a_head_gives_nothing_above_a_head_and_nothing_elsewhere(
    office: Office, head: Caller, post: dict[str, Any]
) -> None:
    refused = head.post("/staff", {**HOA, **post})
    assert (refused.status_code, refused.json["detail"]) == (403, AboveOwnRole.vi)
    office.anyone.post("/sign-in/code", {"phone": HOA["phone"]})
    office.tell()
    assert not [event for event in office.ears.heard if event.data.get("personal", {}).get("name") == HOA["name"]]


def test_the_city_gives_every_post_in_every_ward(city: Caller) -> None:
    for post in (a_post("safeguarding", wards=[OTHER_WARD]), {"role": "city", "wards": []}):
        assert city.post("/staff", {**HOA, **post}).status_code == 201


def test_nobody_changes_their_own_posts(head: Caller) -> None:
    me = head.get("/me").json["id"]
    refused = head.patch(f"/staff/{me}", {"posts": [a_post("head", until="2099-12-31")]})
    assert (refused.status_code, refused.json["detail"]) == (403, NotOneself.vi)


def test_a_head_changes_no_post_that_is_not_the_heads_to_give(city: Caller, head: Caller) -> None:
    given = city.post("/staff", {**HOA, **a_post("safeguarding")}).json
    head.post("/staff", {**HOA, **a_post("counter")})
    changed = head.patch(f"/staff/{given['id']}", {"posts": []})
    assert [post["role"] for post in changed.json["posts"]] == ["safeguarding"]


def test_staff_of_another_ward_are_not_there(office: Office, city: Caller, head: Caller) -> None:
    given = city.post("/staff", {**HOA, **a_post(wards=[OTHER_WARD])}).json
    assert head.get(f"/staff/{given['id']}").status_code == 404
    assert head.patch(f"/staff/{given['id']}", {"posts": []}, etag='"1"').status_code == 404
    assert head.get(f"/staff?ward={OTHER_WARD}").status_code == 404
    assert given["id"] not in [each["id"] for each in head.get("/staff").json["items"]]
    assert given["id"] in [each["id"] for each in city.get("/staff").json["items"]]


def test_staff_who_are_no_head_manage_no_posts(office: Office) -> None:
    assert office.staff.get("/staff").status_code == 403
    assert office.staff.post("/staff", {**HOA, **a_post()}).status_code == 403


def test_a_head_is_shown_the_posts_of_the_ward_and_no_others(city: Caller, head: Caller) -> None:
    city.post("/staff", {**HOA, **a_post(wards=[OTHER_WARD])})
    head.post("/staff", {**HOA, **a_post("counter")})
    (hoa,) = [each for each in head.get(f"/staff?ward={BA_DINH}").json["items"] if each["name"] == HOA["name"]]
    assert [(post["role"], post["wards"]) for post in hoa["posts"]] == [("counter", [BA_DINH])]


@pytest.mark.parametrize(
    ("post", "field"),
    [
        (a_post(since="2025-12-03", until="2025-12-02"), "until"),
        (a_post(wards=[]), "wards"),
        ({"role": "city", "wards": [BA_DINH]}, "wards"),
        (a_post("volunteer"), "role"),
        (a_post(wards=["4"]), "wards.0"),
    ],
)
def test_a_post_that_cannot_be_names_the_field(city: Caller, post: dict[str, Any], field: str) -> None:
    refused = city.post("/staff", {**HOA, **post})
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])


def test_two_heads_do_not_overwrite_each_other(head: Caller) -> None:
    given = head.post("/staff", {**HOA, **a_post()})
    path, seen = f"/staff/{given.json['id']}", given.headers["ETag"]
    assert head.patch(path, {"posts": [a_post("counter")]}, etag=seen).status_code == 200
    assert head.patch(path, {"posts": []}, etag=seen).status_code == 412


def test_the_journal_says_who_gave_a_post_and_who_took_it_back(office: Office, city: Caller, head: Caller) -> None:
    given = head.post("/staff", {**HOA, **a_post()}).json
    head.patch(f"/staff/{given['id']}", {"posts": []})
    lines = city.get(f"/journal?subject={given['id']}").json["items"]
    assert [line["kind"] for line in lines] == ["tokens_ended", "post_ended", "post_given", "person_registered"]
    assert {line["actor_id"] for line in lines} == {head.get("/me").json["id"]}


def test_a_known_person_stays_as_known_when_given_a_post(office: Office, head: Caller) -> None:
    office.staff.patch("/me", {"address_form": "chị"})
    me = office.staff.get("/me").json
    given = head.post("/staff", {"name": me["name"].upper(), "phone": STAFF_PHONE, **a_post("counter")}).json
    assert (given["id"], given["name"]) == (me["id"], me["name"])
