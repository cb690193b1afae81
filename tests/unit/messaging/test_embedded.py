"""What is the embedded broker's own: turns, and the size of what it hands over at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from shared.messaging.embedded import BATCH, EmbeddedBroker
from shared.messaging.port import DatabaseAway, Delivery, Receipt
from tests.kit.brokers import TOPIC, WARD, Listener, messages


def test_relays_that_publish_at_once_take_turns_at_a_service() -> None:
    broker, inside = EmbeddedBroker(), threading.Lock()
    together = threading.Barrier(2)

    def deliver(_batch: Sequence[Delivery], /) -> None:
        assert inside.acquire(blocking=False), "two batches were in the service at once"
        time.sleep(0)  # let the other thread try
        inside.release()

    def publish(_number: int) -> list[Receipt]:
        together.wait()
        return [broker.publish(messages(1)) for _ in range(200)]

    broker.subscribe("sessions", [WARD], deliver)
    with ThreadPoolExecutor(2) as threads:
        receipts = [receipt for made in threads.map(publish, range(2)) for receipt in made]
    assert all(receipt.confirmed == {1} for receipt in receipts)


def test_a_large_batch_is_handed_over_in_transactions_of_a_hundred() -> None:
    broker, sizes = EmbeddedBroker(), list[int]()
    broker.subscribe("sessions", [WARD], lambda batch: sizes.append(len(batch)))
    assert len(broker.publish(messages(250)).confirmed) == 250
    assert sizes == [BATCH, BATCH, 50]


def test_when_the_database_goes_in_the_middle_the_rest_is_refused_and_not_tried() -> None:
    broker, taken = EmbeddedBroker(), list[Delivery]()

    def deliver(batch: Sequence[Delivery], /) -> None:
        if taken:
            raise DatabaseAway("gone")
        taken.extend(batch)

    broker.subscribe("sessions", [WARD], deliver)
    receipt = broker.publish(messages(250))
    assert receipt.confirmed == set(range(1, BATCH + 1))
    assert receipt.refused.keys() == set(range(BATCH + 1, 251))
    assert "database of sessions" in receipt.refused[BATCH + 1]


def test_a_reason_names_what_went_wrong_and_quotes_nothing_anybody_wrote() -> None:
    broker = EmbeddedBroker()

    def deliver(_batch: Sequence[Delivery], /) -> None:
        raise RuntimeError("0912345678 is no number")

    broker.subscribe("sessions", [WARD], deliver)
    assert broker.publish(messages(1)).refused == {1: "sessions could not keep it (RuntimeError)"}


def test_who_subscribes_again_is_heard_instead() -> None:
    broker, before, after = EmbeddedBroker(), Listener(), Listener()
    broker.subscribe("sessions", [WARD, TOPIC], before.deliver)
    broker.subscribe("sessions", [WARD], after.deliver)
    receipt = broker.publish([*messages(1, WARD), *messages(1, TOPIC, start=2)])
    assert receipt.confirmed == {1}
    assert after.bodies == [b"1"]
    assert not before.kept
