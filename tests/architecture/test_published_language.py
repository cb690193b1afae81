"""What is told is heard, and what is heard is told: an event nobody listens to would wait in its outbox for ever."""

from __future__ import annotations

from services.notifications.bootstrap import PARTS as NOTIFICATIONS
from services.sessions.bootstrap import PARTS as SESSIONS
from services.volunteers.bootstrap import PARTS as VOLUNTEERS
from shared.contracts import ALL_CONTRACTS, OWNERS

ALL_PARTS = (VOLUNTEERS, SESSIONS, NOTIFICATIONS)
TOLD = {(parts.name, told.contract.type) for parts in ALL_PARTS for told in parts.publications.values()} | {
    (parts.name, told.contract.type) for parts in ALL_PARTS for told in parts.restatements
}
HEARD = {type_ for parts in ALL_PARTS for type_ in parts.subscriptions}


def test_every_contract_is_told_by_its_owner_and_by_nobody_else() -> None:
    assert {owner for owner, _ in TOLD} == set(OWNERS)
    assert {(contract.owner, type_) for type_, contract in ALL_CONTRACTS.items()} == TOLD


def test_every_type_that_is_told_has_a_listener_and_every_listener_something_to_hear() -> None:
    assert {type_ for _, type_ in TOLD} == HEARD


def test_no_service_listens_to_itself() -> None:
    for parts in ALL_PARTS:
        assert not {type_ for type_ in parts.subscriptions if ALL_CONTRACTS[type_].owner == parts.name}
