"""What the fault campaign does to events on a real RabbitMQ: heard first in another order, or again; none is lost."""

from __future__ import annotations

from random import Random

import pytest

from shared.messaging.topology import inbox
from tests.kit.brokers import WARD, Listener, Rabbit, messages, relay
from tests.system.campaign.copies import Copies
from tools.waiting import until

EVENTS = messages(20)
IN_ORDER = [event.body for event in EVENTS]


@pytest.fixture
def copies(broker: Rabbit) -> Copies:
    return Copies(broker.url, Random(7))  # noqa: S311 - dice


def test_what_is_held_back_is_heard_once_each_and_in_another_order(
    broker: Rabbit, listener: Listener, copies: Copies
) -> None:
    broker.listen("sessions", [WARD], listener)
    with copies.holding(inbox("sessions")):
        relay(broker.publisher(), EVENTS)
    listener.hears(EVENTS)
    assert sorted(listener.bodies) == sorted(IN_ORDER)
    assert listener.bodies != IN_ORDER
    assert 0 < copies.reordered <= len(EVENTS)


def test_when_who_holds_them_back_dies_they_are_heard_all_the_same(
    broker: Rabbit, listener: Listener, copies: Copies
) -> None:
    broker.listen("sessions", [WARD], listener)
    holding = copies.holding(inbox("sessions"))
    holding.__enter__()
    relay(broker.publisher(), EVENTS)
    assert listener.kept == []
    assert not holding.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    listener.hears(EVENTS)
    assert copies.reordered == 0


def test_what_is_overheard_is_heard_twice_more(broker: Rabbit, listener: Listener, copies: Copies) -> None:
    broker.listen("sessions", [WARD], listener)
    with copies.overhearing():
        relay(broker.publisher(), EVENTS)
        listener.hears(EVENTS)
    until(lambda: len(listener.bodies) == 3 * len(EVENTS))
    assert copies.said_again == 2 * len(EVENTS)
