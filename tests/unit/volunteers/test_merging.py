"""Persons put right, and persons who turn out to be one: with a trace, and never a post passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.volunteers.domain.errors import HoldsPost, MergedAlready
from services.volunteers.domain.person import Contact, Part, Person, Post
from tests.unit.volunteers.builders import BA_DINH, MONDAY, a_person, a_request, facts, kinds


def lan(**changes: Any) -> Contact:
    return replace(Contact("Nguyễn Thị Lan", "+84912345678"), **changes)


def two_of_one() -> tuple[Person, Person]:
    merged, kept = a_person("Nguyễn Lan"), a_person("Nguyễn Thị Lan")
    merged.take_part(Part("resident", BA_DINH))
    merged.forget_recorded()
    kept.forget_recorded()
    return merged, kept


def test_whoever_is_merged_leads_to_the_kept_one_and_stays_as_a_trace() -> None:
    merged, kept = two_of_one()
    merged.merge_into(kept, MONDAY)
    assert (merged.merged_into, merged.name) == (kept.person_id, "Nguyễn Lan")
    assert kinds(merged) == ["person_merged", "tokens_ended"]
    assert kinds(kept) == ["part_taken", "person_absorbed"]
    assert kept.parts == (Part("resident", BA_DINH),)


def test_whoever_holds_a_post_is_not_merged_into_somebody_else() -> None:
    merged, kept = two_of_one()
    merged.give_post(Post("staff", (BA_DINH,), date(2025, 12, 1)), MONDAY)
    with pytest.raises(HoldsPost):
        merged.merge_into(kept, MONDAY)
    assert merged.merged_into is None


def test_nobody_is_merged_twice_into_oneself_or_into_somebody_merged() -> None:
    merged, kept = two_of_one()
    merged.merge_into(kept, MONDAY)
    for one, other in ((merged, kept), (kept, merged), (kept, kept)):
        with pytest.raises(MergedAlready):
            one.merge_into(other, MONDAY)


def test_another_number_signs_somebody_out_and_another_form_of_address_does_not() -> None:
    person = a_person()
    person.correct(lan(address_form="cụ"), MONDAY)
    assert (kinds(person)[-1], person.tokens_valid_after) == ("contact_corrected", None)
    person.correct(lan(address_form="cụ", phone="+84987654321"), MONDAY)
    assert (kinds(person)[-2:], person.tokens_valid_after) == (["contact_corrected", "tokens_ended"], MONDAY)


def test_the_journal_says_what_was_put_right_and_never_how_it_reads_now() -> None:
    person = a_person()
    person.correct(lan(name="Nguyễn Thị Lân", birth_year=1957), MONDAY)
    assert facts(person)[-1].detail() == {"fields": ("name", "birth_year")}
    assert person.folded_name == "nguyen thi lan"


def test_putting_nothing_right_records_nothing() -> None:
    person = a_person()
    person.correct(lan(), MONDAY)
    assert kinds(person) == ["person_registered"]


def test_in_a_request_the_kept_person_stands_once_for_both() -> None:
    request = a_request(asked_by="trang")
    request.participants = ("lan", "hung", "lan-2")
    request.replace_person("lan", "lan-2")
    assert (request.resident_id, request.participants, request.asked_by_id) == ("lan-2", ("lan-2", "hung"), "trang")
    assert kinds(request)[-1] == "person_replaced"


def test_who_turns_out_to_have_asked_for_themselves_asked_for_nobody_else() -> None:
    request = a_request(asked_by="trang")
    request.replace_person("trang", "lan")
    assert (request.resident_id, request.asked_by_id, request.relation) == ("lan", None, None)


def test_a_request_somebody_has_no_part_in_stays_as_it_is() -> None:
    request = a_request()
    request.replace_person("trang", "hoa")
    assert kinds(request) == ["request_received"]
