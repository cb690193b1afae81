"""Volunteers, oneself, wards and topics over HTTP; and the command that adds staff."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from services.volunteers.__main__ import main
from services.volunteers.commands.catalogue import seed
from shared.messaging.restate import restate
from shared.messaging.unit_of_work import Actor
from tests.integration.volunteers_wiring import (
    EVERY_MORNING,
    RESIDENT_PHONE,
    STAFF_PHONE,
    Office,
    an_application,
    settings_for,
    volunteers_on,
)
from tests.unit.volunteers.builders import BA_DINH, at

MINH, PHONE = "Nguyễn Văn Minh", "+84912000010"
WARD = f"/wards/{BA_DINH}"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'volunteers.sqlite'}"


@pytest.fixture
def office(database: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database, tmp_path) as office:
        yield office


# Volunteers


def test_an_application_is_checked_approved_and_told(office: Office) -> None:
    applied = office.anyone.post("/volunteers", an_application(MINH, PHONE)).json
    assert applied["status"] == "applied"
    path = f"/volunteers/{applied['id']}"
    assert office.staff.post(f"{path}/check").json["status"] == "checked"
    assert office.staff.post(f"{path}/approve").json["status"] == "active"
    again = office.staff.post(f"{path}/approve")
    assert (again.status_code, again.json["code"]) == (409, "not_in_this_state")
    office.tell()
    (approved,) = office.ears.of("volunteer.approved")
    assert (approved.data["status"], approved.data["weekly"][0]) == ("active", EVERY_MORNING[0])
    contact = [event for event in office.ears.of("person.contact_changed") if event.subject == applied["id"]][-1]
    assert (contact.data["roles"], contact.data["personal"]["phone"]) == (["volunteer"], PHONE)


def test_a_second_application_of_the_same_person_is_refused(office: Office) -> None:
    office.anyone.post("/volunteers", an_application(MINH, PHONE))
    again = office.anyone.post("/volunteers", an_application("nguyễn văn minh", PHONE))
    assert (again.status_code, again.json["code"]) == (409, "already_applied")


def test_an_application_on_a_known_phone_changes_nothing_of_that_person(office: Office) -> None:
    me = office.staff.get("/me").json
    office.anyone.post("/volunteers", an_application(me["name"], STAFF_PHONE, email="other@example.org"))
    assert office.staff.get("/me").json["email"] is None
    assert office.staff.get("/me").json["volunteer"]["status"] == "applied"


def test_an_application_on_a_known_phone_joins_that_person_only_after_that_phone_signs_in(office: Office) -> None:
    office.entered()
    lan = an_application("Nguyễn Thị Lan", RESIDENT_PHONE)
    path = f"/volunteers/{office.anyone.post('/volunteers', lan).json['id']}/approve"
    early = office.staff.post(path)
    assert (early.status_code, early.json["code"]) == (409, "not_joined_yet")
    office.signed_in(RESIDENT_PHONE)
    assert office.staff.post(path).json["status"] == "active"


def test_another_wards_volunteers_are_not_there(office: Office) -> None:
    applied = office.anyone.post("/volunteers", an_application(MINH, PHONE)).json
    other_ward = office.with_post("staff", ("00008",), "+84912000005")
    assert other_ward.get(f"/volunteers/{applied['id']}").status_code == 404
    assert other_ward.post(f"/volunteers/{applied['id']}/approve").status_code == 404
    assert other_ward.get("/volunteers").json["items"] == []
    assert other_ward.get(f"/volunteers?ward={BA_DINH}").status_code == 404


def test_the_counter_looks_up_and_does_not_approve(office: Office) -> None:
    applied = office.anyone.post("/volunteers", an_application(MINH, PHONE)).json
    counter = office.with_post("counter", (BA_DINH,), "+84912000005")
    assert counter.get(f"/volunteers/{applied['id']}").status_code == 200
    assert counter.post(f"/volunteers/{applied['id']}/approve").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"), [("q=van%20minh", 1), ("q=Hà", 0), ("status=applied", 1), ("status=active", 0)]
)
def test_volunteers_are_searched(office: Office, query: str, found: int) -> None:
    office.anyone.post("/volunteers", an_application(MINH, PHONE))
    assert len(office.staff.get(f"/volunteers?ward={BA_DINH}&{query}").json["items"]) == found


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wards": ["99999"]}, "wards.0"),
        ({"topics": []}, "topics"),
        ({"birth_year": 2026}, "birth_year"),
        ({"weekly": [{"weekday": 0, "start": "11:00", "end": "08:00"}]}, "weekly.0.end"),
        ({"weekly": [{"weekday": 7, "start": "08:00", "end": "11:00"}]}, "weekly.0.weekday"),
        (
            {"affiliations": [{"kind": "youth_union", "team_id": "0198a5e0-7c10-7000-8000-000000000001"}]},
            "affiliations.0.team_id",
        ),
    ],
)
def test_an_application_that_cannot_be_used_names_the_field(
    office: Office, changes: dict[str, Any], field: str
) -> None:
    refused = office.anyone.post("/volunteers", an_application(MINH, PHONE, **changes))
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])


# Oneself


def test_a_volunteer_changes_what_they_offer_and_sessions_hears(office: Office) -> None:
    minh = office.volunteer(MINH, PHONE)
    touching = [{"weekday": 2, "start": "14:00", "end": "15:00"}, {"weekday": 2, "start": "15:00", "end": "17:00"}]
    changed = minh.patch("/me", {"weekly": touching, "away_until": at(10, 18).isoformat(), "address_form": "Anh"})
    assert changed.status_code == 200
    assert changed.json["volunteer"]["weekly"] == [{"weekday": 2, "start": "14:00", "end": "17:00"}]
    assert changed.json["volunteer"]["away_until"] == "2025-12-10T11:00:00+00:00"
    assert changed.json["address_form"] == "anh"
    office.tell()
    (told,) = office.ears.of("volunteer.availability_changed")
    assert [absence["end"] for absence in told.data["absences"]] == ["2025-12-10T11:00:00+00:00"]


def test_what_is_left_out_stays(office: Office) -> None:
    minh = office.volunteer(MINH, PHONE, email="minh@example.org")
    changed = minh.patch("/me", {"max_open_tasks": 1}).json
    assert (changed["email"], changed["volunteer"]["topics"]) == ("minh@example.org", ["vneid", "public_services"])


def test_nobody_overwrites_what_they_have_not_seen(office: Office) -> None:
    minh = office.volunteer(MINH, PHONE)
    seen = minh.get("/me").headers["ETag"]
    assert minh.patch("/me", {"max_open_tasks": 1}, etag=seen).status_code == 200
    assert minh.patch("/me", {"max_open_tasks": 5}, etag=seen).status_code == 412


def test_who_is_no_volunteer_has_nothing_to_offer(office: Office) -> None:
    assert office.staff.patch("/me", {"max_open_tasks": 5}).status_code == 403


def test_two_on_one_phone_cannot_take_the_same_name(office: Office) -> None:
    staff = office.staff
    office.anyone.post("/volunteers", an_application("Trần Thu Hà", STAFF_PHONE))
    refused = staff.patch("/me", {"name": "Trần Thu Hà"})
    assert (refused.status_code, refused.json["code"]) == (409, "name_taken")


# Wards and topics


def test_the_citys_wards_and_the_catalogue_are_there(office: Office) -> None:
    first = office.anyone.get("/wards?limit=100").json
    second = office.anyone.get(f"/wards?limit=100&cursor={first['next']}").json
    assert len(first["items"]) + len(second["items"]) == 126
    topics = [topic["id"] for topic in office.anyone.get("/topics").json["items"]]
    assert " ".join(topics) == (
        "phone vneid public_services ihanoi payments buying selling scams health_pension video_calls learning ai "
        "consultations other"
    )


def test_staff_publish_their_wards_phone_and_everybody_hears(office: Office) -> None:
    assert office.staff.patch(WARD, {"phone": "024 3823 7420"}).json["phone"] == "+842438237420"
    office.tell()
    told = office.ears.of("ward.changed")[-1]
    assert (told.subject, told.data["phone"]) == (BA_DINH, "+842438237420")


def test_a_wards_neighbourhoods_are_kept_with_their_other_names(office: Office) -> None:
    kept = [{"name": "Tổ 12", "aliases": ["Tổ dân phố 12"], "location": {"lat": 21.03, "lon": 105.83}}]
    office.staff.patch(WARD, {"neighbourhoods": kept})
    (shown,) = office.anyone.get(f"{WARD}/neighbourhoods").json["items"]
    assert shown == {"id": "to-12", **kept[0]}


def test_two_neighbourhoods_cannot_answer_to_one_name(office: Office) -> None:
    refused = office.staff.patch(WARD, {"neighbourhoods": [{"name": "Tổ 12"}, {"name": "Đình", "aliases": ["to 12"]}]})
    assert list(refused.json["errors"]) == ["neighbourhoods.1.name"]


def test_another_wards_data_are_not_ours_to_change(office: Office) -> None:
    assert office.staff.patch("/wards/00008", {"phone": None}).status_code == 404


def test_seeding_again_changes_and_tells_nothing(office: Office) -> None:
    office.tell()
    before = len(office.ears.heard)
    with office.runtime.unit(Actor("command", "migrate")) as unit:
        seed(unit)
        unit.commit()
    office.tell()
    assert len(office.ears.heard) == before


def test_restating_tells_every_aggregate_with_its_present_number(office: Office) -> None:
    office.volunteer(MINH, PHONE)
    office.staff.post("/teams", {"ward": BA_DINH, "kind": "community_team", "name": "Tổ số 1"})
    office.entered()
    for restatement in office.runtime.parts.restatements:
        assert sum(restate(restatement, lambda: office.runtime.unit(Actor("command", "restate")))) > 0
    office.tell()
    (stated,) = office.ears.of("request.stated")
    assert stated.sequence == max(event.sequence for event in office.ears.heard if event.subject == stated.subject)


# The command


def add_staff(database: str, folder: Path, *arguments: str) -> Any:
    return CliRunner(env=settings_for(database, folder)).invoke(main, ["add-staff", *arguments])


def test_whom_the_command_adds_may_sign_in_as_staff(office: Office, database: str, tmp_path: Path) -> None:
    done = add_staff(database, tmp_path, "--name", "Đỗ Thị Hoa", "--phone", "0912 000 009", "--ward", BA_DINH)
    assert done.exit_code == 0, done.output
    posts = office.signed_in("+84912000009").get("/me").json["posts"]
    assert [(post["role"], post["wards"]) for post in posts] == [("staff", [BA_DINH])]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--phone", "0912000009"), "--ward"),
        (("--phone", "0912000009", "--ward", BA_DINH, "--city"), "--ward"),
        (("--phone", "0912000009", "--ward", BA_DINH, "--role", "city"), "--city"),
        (("--phone", "0912000009", "--ward", "99999"), "99999"),
        (("--phone", "1900 1234", "--city"), "hotlines"),
    ],
)
def test_a_post_that_cannot_be_is_refused_with_the_remedy(
    office: Office, database: str, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    refused = add_staff(database, tmp_path, "--name", "Đỗ Thị Hoa", *arguments)
    assert refused.exit_code != 0
    assert says in refused.output
    assert office.rows(office.runtime.parts.metadata.tables["persons"]) == []
