"""Who is left alone, and what an answer by SMS does: ages, conditions, pauses, replies, and one request that fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from services.volunteers import timers
from services.volunteers.tables import requests
from shared.contracts import notifications
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor
from tests.integration.agenda_visit import waiting
from tests.integration.volunteers_wiring import Caller, Office, on_behalf, volunteers_on
from tests.unit.volunteers.builders import BA_DINH, at

MINH, HA = "Nguyễn Văn Minh", "Trần Thu Hà"
TO_12 = {"name": "Tổ 12", "aliases": []}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def either(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """On SQLite and on PostgreSQL: for what leans on locks and savepoints."""
    with volunteers_on(database_url, tmp_path) as office:
        yield office


def id_of(caller: Caller) -> str:
    return str(caller.get("/me").json["id"])


def request_of(office: Office, request: dict[str, Any]) -> dict[str, Any]:
    return dict(office.staff.get(f"/requests/{request['id']}").json)


def asked_in(office: Office, request: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["volunteer"]["name"], each["status"]) for each in request_of(office, request)["offers"]]


def newest_offer(caller: Caller) -> dict[str, Any]:
    return dict(caller.get("/offers").json["items"][0])


def why_not(office: Office, request: dict[str, Any]) -> dict[str, list[str]]:
    others = office.staff.get(f"/requests/{request['id']}/candidates").json["others"]
    return {each["volunteer"]["name"]: each["why_not"] for each in others}


# Trust


def test_whoever_asked_for_somebody_may_be_proven_by_a_call_back(office: Office) -> None:
    request = office.anyone.post("/requests", on_behalf()).json
    path = f"/requests/{request['id']}/verify"
    assert office.holder(request).post(path, {"phone_proven": True}).status_code == 403
    assert office.staff.post(path, {"phone_proven": False}).status_code == 422
    assert office.staff.post(path, {"phone_proven": True}).json == {"status": "unconfirmed"}
    assert office.staff.post(path, {"resident_agreed": True}).json == {"status": "open"}


# Ages and wishes


def test_two_go_where_the_resident_wishes_for_a_pair(office: Office) -> None:
    request = office.entered(wishes=["pair"])
    assert request_of(office, request)["needed"] == 2


def test_a_young_volunteer_is_asked_once_an_adult_comes_and_a_guardian_agrees(office: Office) -> None:
    office.volunteer("Vũ Gia Bảo", "+84912000012", birth_year=2008)
    minh = office.volunteer(MINH, "+84912000010")
    request = office.entered(needed=2)
    office.tick()
    assert asked_in(office, request) == [(MINH, "pending")]
    assert why_not(office, request)["Vũ Gia Bảo"] == ["beside_adult_only", "no_guardian_consent"]
    (young,) = office.staff.get("/volunteers?q=Bao").json["items"]
    guardian = {"name": "Vũ Đức Thắng", "phone": "+84912000013", "how": "paper"}
    assert office.staff.post(f"/volunteers/{young['id']}/guardian", guardian).json["guardian"] == guardian
    minh.post(f"/offers/{newest_offer(minh)['id']}/accept")
    assert office.staff.post(f"/requests/{request['id']}/widen").status_code == 200
    assert asked_in(office, request)[-1] == ("Vũ Gia Bảo", "pending")


def test_what_a_volunteer_asks_for_is_kept_and_decides(office: Office) -> None:
    minh = office.volunteer(MINH, "+84912000010", conditions=["woman_present"])
    assert minh.patch("/me", {"conditions": ["woman_present", "pair"]}).json["volunteer"]["conditions"] == [
        "woman_present",
        "pair",
    ]
    request = office.entered()
    office.tick()
    assert why_not(office, request)[MINH] == ["wishes_for_two", "wishes_for_a_woman"]
    resident = {"name": "Nguyễn Thị Hoa", "phone": "+84912000033", "address_form": "bà"}
    suits = office.entered(needed=2, resident=resident)
    office.tick()
    assert asked_in(office, suits) == [(MINH, "pending")]


# Pauses


def test_in_a_pause_nobody_is_asked_and_when_it_ends_sooner_they_are_at_once(office: Office) -> None:
    office.volunteer(MINH, "+84912000010")
    office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [TO_12]})
    body = {"from": at(1, 0).isoformat(), "to": at(3, 0).isoformat(), "reason": "flood", "neighbourhoods": ["Tổ 12"]}
    pause = office.staff.post(f"/wards/{BA_DINH}/pauses", body).json
    flooded, dry = office.entered(neighbourhood="Tổ 12"), office.entered()
    office.tick()
    assert (asked_in(office, flooded), asked_in(office, dry)) == ([], [(MINH, "pending")])
    assert request_of(office, flooded)["next_wave_at"] == "2025-12-02T17:00:00+00:00"
    office.staff.post(f"/wards/{BA_DINH}/pauses/{pause['id']}/end")
    office.tick()
    assert asked_in(office, flooded) == [(MINH, "pending")]


# Replies by SMS


def reply(office: Office, offer: dict[str, Any], answer: str, *person_ids: str) -> None:
    about = {"kind": "offer", "id": offer["id"]}
    reply_id = new_id()
    said = {"reply_id": reply_id, "person_ids": list(person_ids), "template": "offer", "answer": answer, "option": 1}
    personal = {"phone": "+84912000010", "text": "11"}
    office.hear(notifications.REPLY_RECEIVED, reply_id, 1, {**said, "about": about, "personal": personal})


@pytest.mark.parametrize(("answer", "status"), [("yes", "accepted"), ("no", "declined"), ("text", "pending")])
def test_an_answer_by_sms_counts_as_on_the_page(either: Office, answer: str, status: str) -> None:
    minh = either.volunteer(MINH, "+84912000010")
    request = either.entered()
    either.tick()
    reply(either, newest_offer(minh), answer, id_of(minh))
    assert newest_offer(minh)["status"] == status
    lines = either.staff.get(f"/requests/{request['id']}/timeline").json["items"]
    assert [line["by"] for line in lines if line["kind"] == f"offer_{status}"] == ["volunteer"] * (answer != "text")


def test_an_answer_that_comes_too_late_leaves_a_line_and_changes_nothing(office: Office) -> None:
    minh, ha = office.volunteer(MINH, "+84912000010"), office.volunteer(HA, "+84912000011")
    request = office.entered()
    office.tick()
    ha.post(f"/offers/{newest_offer(ha)['id']}/accept")
    for _ in range(2):
        reply(office, newest_offer(minh), "yes", id_of(minh))
    assert newest_offer(minh)["status"] == "withdrawn"
    lines = office.staff.get(f"/requests/{request['id']}/timeline").json["items"]
    assert [line["detail"]["reason"] for line in lines if line["kind"] == "answer_refused"] == ["too_late"] * 2
    assert waiting(office) == []


def test_an_answer_from_somebody_who_was_not_asked_changes_nothing(office: Office) -> None:
    minh, ha = office.volunteer(MINH, "+84912000010"), office.volunteer(HA, "+84912000011", topics=["payments"])
    office.entered()
    office.tick()
    reply(office, newest_offer(minh), "yes", id_of(ha))
    assert newest_offer(minh)["status"] == "pending"


def test_an_answer_to_an_offer_not_known_here_waits_for_it(office: Office) -> None:
    reply(office, {"id": new_id()}, "yes", new_id())
    assert [status for status, _ in waiting(office)] == ["deferred"]


# One that fails


def test_a_request_that_fails_does_not_hold_up_the_waves_of_the_others_and_is_tried_again(either: Office) -> None:
    either.volunteer(MINH, "+84912000010")
    broken, sound = either.entered(), either.entered()
    wanted = topics_of(either, broken, ())
    either.tick()
    assert (asked_in(either, sound), asked_in(either, broken)) == ([(MINH, "pending")], [])
    topics_of(either, broken, wanted)
    either.tick(timers.TRY_AGAIN)
    assert asked_in(either, broken) == [(MINH, "pending")]


def topics_of(office: Office, request: dict[str, Any], topics: tuple[str, ...]) -> tuple[str, ...]:
    """Put these topics into the row behind the domain's back; without any, nobody can be ranked. What it had before."""
    mine = requests.c.request_id == request["id"]
    with office.runtime.unit(Actor("test")) as unit:
        asking = unit.execute(select(requests.c.asking).where(mine)).scalar_one()
        unit.execute(update(requests).where(mine).values(asking=replace(asking, topics=topics)))
        unit.commit()
    return tuple(asking.topics)
