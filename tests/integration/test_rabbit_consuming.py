"""The way from RabbitMQ into a service whose database, queue or process goes away."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from shared.messaging import topology
from shared.messaging.consumer import KombuConsumer
from shared.messaging.port import DatabaseAway, Delivery
from tests.kit.brokers import WARD, Listener, Rabbit, declare_limited, messages, relay
from tools.waiting import PATIENCE, until

HURRIED = timedelta(milliseconds=20)


def test_an_outage_of_the_database_longer_than_the_delivery_limit_loses_nothing_and_kills_no_letter(
    broker: Rabbit, admin: Any, listener: Listener
) -> None:
    declare_limited(admin, delivery_limit=2)
    listener.away.set()
    relay(broker.publisher(), messages(150))
    listener.asked = 0
    answers_at_first = iter([True])  # the consumer has begun when the database goes
    consumer = KombuConsumer(
        [broker.url],
        "sessions",
        listener.deliver,
        lambda: next(answers_at_first, False) or listener.database_answers(),
    )
    broker.run(consumer)
    until(lambda: listener.asked > 5)
    assert not consumer.connected
    assert "database of sessions" in (consumer.trouble or "")
    listener.away.clear()
    listener.hears(messages(150))
    assert {delivery.source for delivery in listener.kept} == {"inbox"}
    assert listener.offered <= 2 * 150, "each message went back once"


class Choosy(Listener):
    """Its database answers, but does not keep ``poison``, as when a disk is full."""

    def __init__(self, poison: bytes) -> None:
        super().__init__()
        self._poison = poison

    def deliver(self, batch: Sequence[Delivery], /) -> None:
        if any(each.body == self._poison and each.source == "inbox" for each in batch):
            raise DatabaseAway("no space left on device")
        super().deliver(batch)


def test_what_was_delivered_too_often_arrives_as_a_dead_letter_that_says_so(broker: Rabbit, admin: Any) -> None:
    declare_limited(admin, delivery_limit=3)
    choosy = Choosy(poison=b"2")
    broker.run(
        KombuConsumer(
            [broker.url], "sessions", choosy.deliver, choosy.database_answers, batch=1, redelivery_cap=HURRIED
        )
    )
    relay(broker.publisher(), messages(3))
    choosy.hears(messages(3))
    notes = {delivery.body: delivery.note for delivery in choosy.kept if delivery.source == "dead"}
    assert notes == {b"2": "delivered too often from sessions.inbox (delivery_limit)"}


class Full(Listener):
    """Its database keeps nothing for the first nine rounds."""

    def deliver(self, batch: Sequence[Delivery], /) -> None:
        if self.rounds == 9:
            self.away.clear()
        super().deliver(batch)


def test_while_a_database_refuses_only_single_messages_are_risked(broker: Rabbit, admin: Any) -> None:
    declare_limited(admin, delivery_limit=3)
    relay(broker.publisher(), messages(50))
    full = Full()
    full.away.set()
    consumer = KombuConsumer([broker.url], "sessions", full.deliver, lambda: True, redelivery_cap=HURRIED)
    broker.run(consumer)
    full.hears(messages(50))
    assert sum(delivery.source == "inbox" for delivery in full.kept) > 40


def test_a_consumer_whose_queue_is_deleted_names_the_remedy_and_goes_on_after_it(
    broker: Rabbit, admin: Any, listener: Listener
) -> None:
    broker.declare("sessions", [WARD])
    consumer = broker.consume("sessions", listener).consumer
    until(lambda: consumer.connected)
    admin.queue_delete(topology.inbox("sessions"))
    until(lambda: "python -m services.sessions migrate" in (consumer.trouble or ""))
    broker.declare("sessions", [WARD])
    relay(broker.publisher(), messages(5))
    listener.hears(messages(5))
    assert consumer.connected
    assert consumer.trouble is None


def test_a_consumer_told_to_stop_finishes_the_batch_in_hand_and_acknowledges_it(broker: Rabbit) -> None:
    working, may_finish = threading.Event(), threading.Event()
    in_hand: list[list[bytes]] = []

    class Slow(Listener):
        def deliver(self, batch: Sequence[Delivery], /) -> None:
            in_hand.append([delivery.body for delivery in batch])
            working.set()
            assert may_finish.wait(PATIENCE)
            super().deliver(batch)

    slow = Slow()
    broker.declare("sessions", [WARD])
    relay(broker.publisher(), messages(3))
    consuming = broker.consume("sessions", slow)
    assert working.wait(PATIENCE)
    consuming.stopping.set()
    may_finish.set()
    consuming.stop()
    (finished,) = in_hand
    assert slow.bodies == finished
    successor = Listener()
    broker.consume("sessions", successor)
    relay(broker.publisher(), messages(1, start=4))
    successor.hears(messages(1, start=4))
    assert [*finished, *successor.bodies] == [b"1", b"2", b"3", b"4"]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # gunicorn forks too
def test_what_a_vanished_consumer_had_not_acknowledged_goes_to_another(broker: Rabbit, listener: Listener) -> None:
    broker.declare("sessions", [WARD])
    relay(broker.publisher(), messages(3))
    got_them = multiprocessing.get_context("fork").Event()

    def vanish() -> None:
        def hang(_batch: Sequence[Delivery], /) -> None:
            got_them.set()
            threading.Event().wait()

        KombuConsumer([broker.url], "sessions", hang, lambda: True).run(threading.Event())

    victim = multiprocessing.get_context("fork").Process(target=vanish)
    victim.start()
    assert got_them.wait(PATIENCE)
    victim.kill()
    victim.join()
    broker.consume("sessions", listener)
    listener.hears(messages(3))
