"""A property-based tester reads the three services' documents and tries whatever they let one think of.

Unsigned, with a tracking code, and signed in as resident, volunteer, leader and in every post: no operation
and no check is left out. It looks for answers that break (500), that the document does not list, or that are
not what it says, for bad data that is taken and good data that is not, and for what is another ward's.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fuzz.roles import ROLES
from tests.fuzz.tester import Exploration, document
from tests.fuzz.world import World
from tests.openapi import operations_of

Explored = Callable[[str, str], Exploration]

# One of two processes takes the service with the most operations, the other the rest.
services = pytest.mark.parametrize(
    "service",
    [
        pytest.param("volunteers", marks=pytest.mark.xdist_group("fuzz-volunteers")),
        pytest.param("notifications", marks=pytest.mark.xdist_group("fuzz-others")),
        pytest.param("sessions", marks=pytest.mark.xdist_group("fuzz-others")),
    ],
)


@services
@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_sent_is_answered_as_the_document_says(
    world: World, explored: Explored, service: str, role: str
) -> None:
    found = explored(service, role)
    assert found.answers.keys() == operations(world, service), "operations were left out"
    assert not found.failures, "\n\n".join([f"{len(found.failures)} failures", *found.failures[:10]])


@services
@pytest.mark.parametrize("role", [role for role in ROLES if role != "city"])
def test_nothing_of_another_ward_is_told(explored: Explored, service: str, role: str) -> None:
    leaks = explored(service, role).leaks
    assert not leaks, "\n\n".join([f"{len(leaks)} leaks", *leaks[:10]])


@services
def test_only_the_city_is_told_of_every_ward(explored: Explored, service: str) -> None:
    """What is searched for above is there to be found."""
    assert explored(service, "city").leaks


@services
def test_each_operation_did_what_it_is_for_for_somebody(world: World, explored: Explored, service: str) -> None:
    done = {operation for role in ROLES for operation in explored(service, role).answered_well()}
    never = operations(world, service) - done
    answers = {operation: {role: explored(service, role).answers[operation] for role in ROLES} for operation in never}
    assert not never, f"these never answered 2xx: {answers}"


def operations(world: World, service: str) -> set[str]:
    return {f"{method.upper()} {path}" for path, method, _ in operations_of(document(world, service))}
