"""Persons over HTTP: found, put right, and merged by the staff of their wards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.domain.errors import AboveOwnRole, HelpsElsewhere
from tests.integration.volunteers_wiring import (
    RESIDENT_PHONE,
    STAFF_PHONE,
    Office,
    a_request_body,
    an_application,
    on_behalf,
    volunteers_on,
)
from tests.unit.volunteers.builders import BA_DINH

OTHER_PHONE = "+84912000044"
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def a_resident(office: Office, name: str, phone: str = RESIDENT_PHONE, **resident: Any) -> dict[str, Any]:
    """Somebody staff entered a request for: the person, with the ``request`` and its tracking code."""
    entered = office.entered(resident={"name": name, "phone": phone, **resident})
    shown = office.staff.get(f"/requests/{entered['id']}").json
    return {**shown["resident"], "request": entered}


def merge(office: Office, merged: dict[str, Any], kept: dict[str, Any]) -> Any:
    return office.staff.post(f"/persons/{merged['id']}/merge", {"into": kept["id"]})


# Found and put right


@pytest.mark.parametrize(("q", "found"), [("nguyen thi lan", 1), ("LÂN", 1), ("000003", 1), ("Trần", 0)])
def test_people_are_found_by_name_without_marks_or_by_digits_of_the_phone(office: Office, q: str, found: int) -> None:
    a_resident(office, "Nguyễn Thị Lan")
    assert len(office.staff.get(f"/persons?ward={BA_DINH}&q={q}").json["items"]) == found


def test_who_may_be_the_same_person_is_found_by_phone_and_by_folded_name(office: Office) -> None:
    lan = a_resident(office, "Nguyễn Thị Lan")
    on_one_phone = a_resident(office, "Nguyễn T. Lan")
    of_one_name = a_resident(office, "NGUYỄN THỊ LÂN", OTHER_PHONE)
    a_resident(office, "Phạm Thị Mai", "+84912000045")
    path = f"/persons/{lan['id']}/alike"
    found = {person["id"] for person in office.staff.get(path).json["items"]}
    assert found == {on_one_phone["id"], of_one_name["id"]}
    merge(office, on_one_phone, lan)
    assert [person["id"] for person in office.staff.get(path).json["items"]] == [of_one_name["id"]]
    other = office.with_post("staff", ("00008",), "+84912000005")
    assert other.get(path).status_code == 404


def test_a_corrected_number_is_told_and_signs_its_holder_out(office: Office) -> None:
    lan = a_resident(office, "Nguyễn Thị Lan")
    before = office.signed_in(RESIDENT_PHONE)
    office.clock.advance(A_SECOND)
    changed = office.staff.patch(f"/persons/{lan['id']}", {"phone": "0912 000 044", "phone_owner": "shared"})
    assert (changed.json["phone"], changed.json["phone_owner"]) == (OTHER_PHONE, "shared")
    assert before.get("/me").status_code == 401
    assert office.signed_in(OTHER_PHONE).get("/me").json["id"] == lan["id"]
    office.tell()
    told = [event for event in office.ears.of("person.contact_changed") if event.subject == lan["id"]][-1]
    assert told.data["personal"]["phone"] == OTHER_PHONE


def test_a_correction_cannot_give_two_on_one_phone_the_same_name(office: Office) -> None:
    lan, hung = a_resident(office, "Nguyễn Thị Lan"), a_resident(office, "Nguyễn Văn Hùng")
    refused = office.staff.patch(f"/persons/{hung['id']}", {"name": "nguyễn thị lan"})
    assert (refused.status_code, refused.json["code"]) == (409, "name_taken")
    assert lan["id"] != hung["id"]


def test_how_a_head_is_reached_is_not_for_staff_to_change(office: Office) -> None:
    head = office.with_post("head", (BA_DINH,), "+84912000020").get("/me").json
    refused = office.staff.patch(f"/persons/{head['id']}", {"phone": OTHER_PHONE})
    assert (refused.status_code, refused.json["detail"]) == (403, AboveOwnRole.vi)


def test_another_wards_people_are_not_there(office: Office) -> None:
    lan, hung = a_resident(office, "Nguyễn Thị Lan"), a_resident(office, "Nguyễn Văn Hùng")
    other = office.with_post("staff", ("00008",), "+84912000005")
    assert other.get(f"/persons/{lan['id']}").status_code == 404
    assert other.patch(f"/persons/{lan['id']}", {"name": "Ai Đó"}, etag='"1"').status_code == 404
    assert other.post(f"/persons/{lan['id']}/merge", {"into": hung["id"]}).status_code == 404
    assert other.get(f"/persons?ward={BA_DINH}").status_code == 404
    assert lan["id"] not in [person["id"] for person in other.get("/persons").json["items"]]


def test_how_a_volunteer_of_another_ward_is_reached_is_not_ours_to_change(office: Office) -> None:
    """Entering a request under their name and number would otherwise be enough to sign in as them."""
    minh = office.volunteer("Nguyễn Văn Minh", "+84912000010").get("/me").json
    other = office.with_post("staff", ("00008",), "+84912000005")
    entered = other.post(
        "/requests", a_request_body(ward="00008", resident={"name": minh["name"], "phone": minh["phone"]})
    )
    assert entered.status_code == 201
    refused = other.patch(f"/persons/{minh['id']}", {"phone": OTHER_PHONE})
    assert (refused.status_code, refused.json["detail"]) == (403, HelpsElsewhere.vi)
    assert office.staff.patch(f"/persons/{minh['id']}", {"phone": OTHER_PHONE}).status_code == 200


def test_what_somebody_is_in_another_ward_is_not_shown(office: Office) -> None:
    lan = a_resident(office, "Nguyễn Thị Lan")
    other = office.with_post("staff", ("00008",), "+84912000005")
    other.post("/requests", a_request_body(ward="00008"))
    for caller, ward in ((office.staff, BA_DINH), (other, "00008")):
        assert caller.get(f"/persons/{lan['id']}").json["parts"] == [{"role": "resident", "ward": ward}]


def test_the_counter_looks_people_up_and_changes_nobody(office: Office) -> None:
    lan = a_resident(office, "Nguyễn Thị Lan")
    counter = office.with_post("counter", (BA_DINH,), "+84912000005")
    assert counter.get(f"/persons/{lan['id']}").status_code == 200
    assert counter.patch(f"/persons/{lan['id']}", {"name": "Ai Đó"}).status_code == 403
    assert counter.post(f"/persons/{lan['id']}/merge", {"into": lan["id"]}).status_code == 403


# Merged


def test_after_a_merge_sign_in_offers_only_the_kept_one(office: Office) -> None:
    merged, kept = a_resident(office, "Nguyễn T. Lan"), a_resident(office, "Nguyễn Thị Lan")
    assert merge(office, merged, kept).json["id"] == kept["id"]
    assert office.signed_in(RESIDENT_PHONE).get("/me").json["id"] == kept["id"]


def test_a_merge_leaves_a_trace_that_everybody_hears_of(office: Office) -> None:
    merged, kept = a_resident(office, "Nguyễn T. Lan"), a_resident(office, "Nguyễn Thị Lan")
    merge(office, merged, kept)
    shown = office.staff.get(f"/persons/{merged['id']}").json
    assert (shown["name"], shown["merged_into"]) == ("Nguyễn T. Lan", kept["id"])
    office.tell()
    told = [event for event in office.ears.of("person.contact_changed") if event.subject == merged["id"]][-1]
    assert told.data["merged_into"] == kept["id"]
    city = office.with_post("city", (), "+84912000021")
    (line,) = [
        each for each in city.get(f"/journal?subject={kept['id']}").json["items"] if each["kind"] == "person_absorbed"
    ]
    assert (line["detail"], line["actor_id"]) == ({"merged": merged["id"]}, office.staff.get("/me").json["id"])


def test_what_the_merged_one_asked_for_is_the_kept_ones(office: Office) -> None:
    merged, kept = a_resident(office, "Nguyễn T. Lan"), a_resident(office, "Nguyễn Thị Lan")
    merge(office, merged, kept)
    lan = office.signed_in(RESIDENT_PHONE)
    assert lan.get(f"/requests/{merged['request']['id']}").json["resident"]["name"] == "Nguyễn Thị Lan"
    office.tell()
    stated = office.ears.of("request.stated")[-1]
    assert (stated.data["resident_id"], stated.data["participants"]) == (kept["id"], [kept["id"]])


def test_a_tracking_code_does_not_tell_the_number_of_whom_staff_merged_in(office: Office) -> None:
    merged, kept = a_resident(office, "Nguyễn T. Lan"), a_resident(office, "Nguyễn Thị Lan", OTHER_PHONE)
    merge(office, merged, kept)
    holder = office.holder(merged["request"])
    assert holder.get(f"/requests/{merged['request']['id']}").json["resident"]["phone"] == "••• 044"


def test_whoever_asks_under_the_merged_ones_name_is_the_kept_one(office: Office) -> None:
    merged, kept = a_resident(office, "Nguyễn T. Lan"), a_resident(office, "Nguyễn Thị Lan")
    merge(office, merged, kept)
    assert a_resident(office, "nguyễn t. lan")["id"] == kept["id"]


def test_the_merged_ones_sign_ins_end(office: Office) -> None:
    merged = a_resident(office, "Nguyễn T. Lan")
    before = office.signed_in(RESIDENT_PHONE)
    kept = a_resident(office, "Nguyễn Thị Lan", OTHER_PHONE)
    office.clock.advance(A_SECOND)
    merge(office, merged, kept)
    assert before.get("/me").status_code == 401


def test_the_number_of_the_merged_one_opens_nothing_of_the_kept_one(office: Office) -> None:
    merged = a_resident(office, "Nguyễn T. Lan")
    kept = a_resident(office, "Nguyễn Thị Lan", OTHER_PHONE)
    merge(office, merged, kept)
    office.tell()
    before = len(office.ears.of("account.code_requested"))
    assert office.anyone.post("/sign-in/code", {"phone": RESIDENT_PHONE}).status_code == 202
    office.tell()
    assert len(office.ears.of("account.code_requested")) == before


def test_of_those_merged_one_after_the_other_all_lead_to_the_last(office: Office) -> None:
    first, second, third = (a_resident(office, f"Nguyễn Thị Lan {letter}") for letter in "ABC")
    merge(office, first, second)
    merge(office, second, third)
    assert office.staff.get(f"/persons/{first['id']}").json["merged_into"] == third["id"]


def test_who_is_merged_already_is_not_merged_again(office: Office) -> None:
    merged, kept = a_resident(office, "Nguyễn T. Lan"), a_resident(office, "Nguyễn Thị Lan")
    merge(office, merged, kept)
    for one, other in ((merged, kept), (kept, merged), (kept, kept)):
        refused = merge(office, one, other)
        assert (refused.status_code, refused.json["code"]) == (409, "merged_already")


def test_a_post_does_not_pass_to_another_by_a_merge(office: Office) -> None:
    lan, me = a_resident(office, "Nguyễn Thị Lan"), office.staff.get("/me").json
    refused = merge(office, me, lan)
    assert (refused.status_code, refused.json["code"]) == (409, "holds_post")


def test_a_volunteer_is_the_one_who_is_kept(office: Office) -> None:
    minh = office.volunteer("Nguyễn Văn Minh", "+84912000010").get("/me").json
    lan = a_resident(office, "Nguyễn V. Minh", "+84912000010")
    refused = merge(office, minh, lan)
    assert (refused.status_code, refused.json["code"]) == (409, "keep_the_volunteer")
    assert merge(office, lan, minh).status_code == 200


def test_a_second_application_of_one_person_goes_with_the_merge(office: Office) -> None:
    minh = office.volunteer("Nguyễn Văn Minh", "+84912000010").get("/me").json
    again = office.anyone.post("/volunteers", an_application("Nguyễn Minh", "+84912000010")).json
    assert merge(office, again, minh).status_code == 200
    shown = office.staff.get(f"/volunteers?ward={BA_DINH}").json["items"]
    assert [volunteer["id"] for volunteer in shown] == [minh["id"]]
    assert office.staff.post(f"/volunteers/{again['id']}/approve").status_code == 404


def test_nobody_is_merged_into_somebody_of_another_ward(office: Office) -> None:
    lan = a_resident(office, "Nguyễn Thị Lan")
    elsewhere = office.with_post("staff", ("00008",), "+84912000005").get("/me").json
    refused = merge(office, lan, elsewhere)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["into"])


# Shared phones


def test_a_strangers_form_changes_nobody(office: Office) -> None:
    lan = a_resident(office, "Nguyễn Thị Lan", birth_year=1957, address_form="cụ")
    stranger = {"name": "NGUYỄN THỊ LAN", "phone": RESIDENT_PHONE, "birth_year": 1999, "address_form": "chị"}
    office.anyone.post("/requests", a_request_body(resident={**stranger, "phone_owner": "relative", "language": "en"}))
    shown = office.staff.get(f"/persons/{lan['id']}").json
    assert (shown["name"], shown["birth_year"], shown["address_form"]) == ("Nguyễn Thị Lan", 1957, "cụ")
    assert (shown["phone_owner"], shown["language"]) == ("self", "vi")


def test_a_couple_with_one_phone_chooses_who_signs_in(office: Office) -> None:
    lan = a_resident(office, "Nguyễn Thị Lan", phone_owner="shared")
    hung = a_resident(office, "Nguyễn Văn Hùng", phone_owner="shared")
    for person in (lan, hung):
        office.clock.advance(timedelta(minutes=16))
        assert office.signed_in(RESIDENT_PHONE, person_id=person["id"]).get("/me").json["name"] == person["name"]


def test_over_a_neighbours_phone_nobody_signs_in_as_the_resident(office: Office) -> None:
    neighbour = a_resident(office, "Phạm Thị Mai")
    a_resident(office, "Nguyễn Thị Lan", phone_owner="neighbour")
    assert office.signed_in(RESIDENT_PHONE).get("/me").json["id"] == neighbour["id"]


def test_the_code_for_somebody_asked_for_follows_the_merge(office: Office) -> None:
    received = office.anyone.post("/requests", on_behalf()).json
    asker = office.staff.get(f"/requests/{received['id']}").json["asked_by"]
    trang = a_resident(office, "Hoàng T. Trang", OTHER_PHONE)
    assert merge(office, asker, trang).status_code == 200
    assert office.holder(received).post(f"/requests/{received['id']}/code", {"whose": "asked_by"}).status_code == 202
    assert office.code(OTHER_PHONE)


def test_a_signed_in_head_is_found_among_the_people_of_the_ward(office: Office) -> None:
    me = office.staff.get("/me").json
    (found,) = office.staff.get(f"/persons?q={STAFF_PHONE[-6:]}").json["items"]
    assert found["id"] == me["id"]
