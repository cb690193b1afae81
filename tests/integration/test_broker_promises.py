"""What any broker promises the relay and the dispatcher: the embedded one and a real RabbitMQ alike."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.messaging.port import Delivery, OutgoingMessage
from tests.kit.brokers import TOPIC, WARD, Broker, Embedded, Listener, Rabbit, messages, relay
from tools.waiting import until


@pytest.fixture(params=["embedded", "rabbit"])
def broker(request: pytest.FixtureRequest) -> Iterator[Broker]:
    chosen = Embedded() if request.param == "embedded" else Rabbit(request.getfixturevalue("rabbit_url"))
    yield chosen
    chosen.close()


@pytest.fixture
def listener() -> Listener:
    return Listener()


def test_a_confirmed_event_reaches_every_service_that_listens(broker: Broker, listener: Listener) -> None:
    another = Listener()
    broker.listen("sessions", [WARD], listener)
    broker.listen("notifications", [WARD, TOPIC], another)
    batch = messages(3)
    receipt = broker.publisher().publish(batch)
    assert receipt.confirmed == {1, 2, 3}
    assert not receipt.refused
    listener.hears(batch)
    another.hears(batch)


def test_a_service_hears_only_the_types_it_listens_to(broker: Broker, listener: Listener) -> None:
    another = Listener()
    broker.listen("sessions", [WARD], listener)
    broker.listen("notifications", [TOPIC], another)
    wards, topics = messages(2, WARD), messages(2, TOPIC, start=3)
    relay(broker.publisher(), [*wards, *topics])
    listener.hears(wards)
    another.hears(topics)
    assert set(listener.bodies) == {b"1", b"2"}
    assert set(another.bodies) == {b"3", b"4"}


def test_an_event_nobody_listens_to_is_refused_and_the_others_are_confirmed(broker: Broker, listener: Listener) -> None:
    broker.listen("sessions", [WARD], listener)
    heard, unheard = messages(2, WARD), messages(2, TOPIC, start=3)
    receipt = broker.publisher().publish([heard[0], *unheard, heard[1]])
    assert receipt.confirmed == {1, 2}
    assert receipt.refused.keys() == {3, 4}
    assert all(TOPIC in reason for reason in receipt.refused.values())
    listener.hears(heard)


def test_what_a_service_could_not_keep_comes_again_when_its_database_answers(
    broker: Broker, listener: Listener
) -> None:
    broker.listen("sessions", [WARD], listener)
    listener.away.set()
    batch = messages(3)
    with ThreadPoolExecutor(1) as thread:
        relaying = thread.submit(relay, broker.publisher(), batch)
        until(lambda: listener.offered or listener.asked > 1)
        assert not listener.kept
        listener.away.clear()
        relaying.result()
    listener.hears(batch)


def test_what_a_service_trips_over_comes_again(broker: Broker) -> None:
    class Clumsy(Listener):
        def deliver(self, batch: Sequence[Delivery], /) -> None:
            if not self.offered:
                self.offered = len(batch)
                raise RuntimeError("nobody foresaw this")
            super().deliver(batch)

    clumsy = Clumsy()
    broker.listen("sessions", [WARD], clumsy)
    batch = messages(3)
    relay(broker.publisher(), batch)
    clumsy.hears(batch)


def test_a_service_whose_database_is_away_keeps_nothing_from_the_others(broker: Broker, listener: Listener) -> None:
    away = Listener()
    away.away.set()
    broker.listen("notifications", [WARD], away)
    broker.listen("sessions", [WARD], listener)
    batch = messages(3)
    broker.publisher().publish(batch)
    listener.hears(batch)
    assert not away.kept


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe\x00", b"{", b"\x80\x04K\x01.", "Hà Nội".encode("utf-16"), b"n" * 1_000_000],
    ids=["empty", "no text", "half", "pickle", "utf-16", "megabyte"],
)
def test_unreadable_bytes_arrive_as_they_were_sent(broker: Broker, listener: Listener, body: bytes) -> None:
    broker.listen("sessions", [WARD], listener)
    batch = [OutgoingMessage(1, WARD, body, "event-1")]
    assert broker.publisher().publish(batch).confirmed == {1}
    listener.hears(batch)
    assert listener.kept == [Delivery(body, "inbox", None)]


def test_one_publishers_events_arrive_in_their_order(broker: Broker, listener: Listener) -> None:
    broker.listen("sessions", [WARD, TOPIC], listener)
    publisher = broker.publisher()
    batches = [messages(150, type_, start=start) for start, type_ in ((1, WARD), (151, TOPIC), (301, WARD))]
    for batch in batches:
        assert len(publisher.publish(batch).confirmed) == 150
    listener.hears(batches[-1])
    assert listener.bodies == [b"%d" % number for number in range(1, 451)]


def test_an_event_published_twice_arrives_twice(broker: Broker, listener: Listener) -> None:
    broker.listen("sessions", [WARD], listener)
    publisher = broker.publisher()
    for _ in range(2):
        assert publisher.publish(messages(1)).confirmed == {1}
    until(lambda: len(listener.kept) == 2)
    assert listener.bodies == [b"1", b"1"]


def test_a_batch_of_five_hundred_is_confirmed_and_arrives_whole(broker: Broker, listener: Listener) -> None:
    broker.listen("sessions", [WARD], listener)
    batch = messages(500)
    assert len(broker.publisher().publish(batch).confirmed) == 500
    listener.hears(batch)
    assert len(listener.kept) == 500


def test_an_empty_batch_is_confirmed_to_be_nothing(broker: Broker, listener: Listener) -> None:
    broker.listen("sessions", [WARD], listener)
    assert not broker.publisher().publish([]).confirmed


def test_two_publishers_in_two_threads_lose_nothing(broker: Broker, listener: Listener) -> None:
    broker.listen("sessions", [WARD], listener)
    together = threading.Barrier(2)

    def publish(start: int) -> list[OutgoingMessage]:
        publisher, batch = broker.publisher(), messages(300, start=start)
        together.wait()
        relay(publisher, batch)
        return batch

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(publish, (1, 301))
    listener.hears([*first, *second])
    assert len(listener.kept) == 600


def test_a_closed_publisher_publishes_again(broker: Broker, listener: Listener) -> None:
    broker.listen("sessions", [WARD], listener)
    publisher = broker.publisher()
    first, second = messages(1), messages(1, start=2)
    relay(publisher, first)
    publisher.close()
    relay(publisher, second)
    listener.hears([*first, *second])
