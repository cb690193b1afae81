"""Signing in over HTTP: a number proves itself, and nobody learns or guesses anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from shared.web.keys import open_key_set
from shared.web.tokens import Verifier
from tests.integration.volunteers_wiring import STAFF_PHONE, Office, an_application, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

PHONE = "+84912000010"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def sign_in(office: Office, phone: str, code: str, **choice: str) -> int:
    return office.anyone.post("/sign-in/token", {"phone": phone, "code": code, **choice}).status_code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_that_was_sent_gives_a_token_that_the_published_keys_check(office: Office, tmp_path: Path) -> None:
    office.with_post("staff", (BA_DINH,), STAFF_PHONE)
    office.anyone.post("/sign-in/code", {"phone": STAFF_PHONE})
    signed_in = office.anyone.post("/sign-in/token", {"phone": STAFF_PHONE, "code": office.code(STAFF_PHONE)}).json
    published = tmp_path / "jwks.json"
    published.write_bytes(office.anyone.client.get("/.well-known/jwks.json").data)
    verifier = Verifier(open_key_set(str(published), data_dir=tmp_path, embedded=False), office.clock)
    claims = verifier.read(signed_in["token"])
    assert claims.person_id == signed_in["person"]["id"]
    assert [(post.role, post.wards) for post in claims.posts] == [("staff", {BA_DINH})]


def test_an_unknown_number_is_answered_alike_and_sent_nothing(office: Office) -> None:
    office.with_post("staff", (BA_DINH,), STAFF_PHONE)
    office.tell()
    sent = len(office.ears.of("account.code_requested"))
    known = office.anyone.post("/sign-in/code", {"phone": STAFF_PHONE})
    unknown = office.anyone.post("/sign-in/code", {"phone": PHONE})
    office.tell()
    assert (known.status_code, known.json) == (unknown.status_code, unknown.json) == (202, {"valid_seconds": 600})
    assert len(office.ears.of("account.code_requested")) == sent + 1


@pytest.mark.parametrize("phone", [STAFF_PHONE, PHONE], ids=["known", "unknown"])
def test_a_fourth_code_in_a_quarter_of_an_hour_is_refused_with_the_time_to_wait(office: Office, phone: str) -> None:
    office.with_post("staff", (BA_DINH,), STAFF_PHONE)
    office.clock.advance(timedelta(minutes=20))
    for _ in range(3):
        assert office.anyone.post("/sign-in/code", {"phone": phone}).status_code == 202
    refused = office.anyone.post("/sign-in/code", {"phone": phone})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")


def test_wrong_tries_are_refused_and_counted_all_the_same(office: Office) -> None:
    office.with_post("staff", (BA_DINH,), STAFF_PHONE)
    office.anyone.post("/sign-in/code", {"phone": STAFF_PHONE})
    code = office.code(STAFF_PHONE)
    assert [sign_in(office, STAFF_PHONE, wrong(code)) for _ in range(5)] == [401] * 5
    assert sign_in(office, STAFF_PHONE, code) == 401


def test_a_code_opens_once(office: Office) -> None:
    office.with_post("staff", (BA_DINH,), STAFF_PHONE)
    assert sign_in(office, STAFF_PHONE, office.code(STAFF_PHONE)) == 401


def test_those_who_share_a_number_choose_who_they_are_with_the_same_code(office: Office) -> None:
    for name in ("Nguyễn Văn Minh", "Trần Thu Hà"):
        office.anyone.post("/volunteers", an_application(name, PHONE))
    office.anyone.post("/sign-in/code", {"phone": PHONE})
    code = office.code(PHONE)
    choice = office.anyone.post("/sign-in/token", {"phone": PHONE, "code": code})
    assert choice.status_code == 300
    persons = {person["name"]: person["id"] for person in choice.json["persons"]}
    assert sorted(persons) == ["Nguyễn Văn Minh", "Trần Thu Hà"]
    assert sign_in(office, PHONE, code, person_id=persons["Trần Thu Hà"]) == 200


def test_a_stranger_to_the_number_cannot_be_chosen(office: Office) -> None:
    office.anyone.post("/volunteers", an_application("Nguyễn Văn Minh", PHONE))
    me = office.signed_in(PHONE).get("/me").json["id"]
    office.with_post("staff", (BA_DINH,), STAFF_PHONE)
    office.anyone.post("/sign-in/code", {"phone": STAFF_PHONE})
    assert sign_in(office, STAFF_PHONE, office.code(STAFF_PHONE), person_id=me) == 404


def test_numbers_that_asked_long_ago_are_forgotten(office: Office) -> None:
    office.anyone.post("/sign-in/code", {"phone": PHONE})
    accounts = office.runtime.parts.metadata.tables["accounts"]
    assert len(office.rows(accounts)) == 1
    office.tick(timedelta(hours=25))
    assert office.rows(accounts) == []
