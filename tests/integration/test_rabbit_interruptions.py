"""What only a real RabbitMQ can be interrupted in: killed, full, half declared, out of reach."""

from __future__ import annotations

import multiprocessing
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pika
import pytest

from shared.messaging import topology
from shared.messaging.consumer import KombuConsumer
from shared.messaging.link import Patience
from shared.messaging.port import BrokerUnavailable, DatabaseAway, Delivery, InboxMissing, OutgoingMessage
from shared.messaging.publisher import LARGEST_BODY, PikaPublisher
from shared.messaging.topology import TopologyRefused
from tests.kit.brokers import TOPIC, WARD, Listener, Rabbit, messages, relay
from tests.kit.wires import FreezingWire
from tests.servers.ports import free_port
from tests.servers.rabbit import RabbitServer
from tests.waiting import until

HURRIED = timedelta(milliseconds=20)


@pytest.fixture
def broker(rabbit_url: str) -> Iterator[Rabbit]:
    broker = Rabbit(rabbit_url)
    yield broker
    broker.close()


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def admin(broker: Rabbit) -> Iterator[Any]:
    """A channel of somebody who rearranges things behind our back."""
    with pika.BlockingConnection(pika.URLParameters(broker.url)) as connection:
        yield connection.channel()


def declare_limited(admin: Any, **limits: int) -> None:
    """Sessions listens to wards with a queue that has smaller limits than ours."""
    queue = topology.inbox("sessions")
    ours = topology.queue_arguments("sessions")[queue]
    admin.queue_delete(queue)
    admin.queue_declare(
        queue, durable=True, arguments=ours | {f"x-{k.replace('_', '-')}": v for k, v in limits.items()}
    )
    admin.queue_bind(queue, topology.EXCHANGE, routing_key=WARD)


def dead_port_url(url: str) -> str:
    """The same address on a port where nobody listens."""
    return url.replace(f":{urlsplit(url).port}/", f":{free_port()}/")


# The broker goes away


def test_what_was_confirmed_before_the_broker_was_killed_is_not_lost(
    broker: Rabbit, rabbit: RabbitServer, listener: Listener
) -> None:
    broker.listen("sessions", [WARD], listener)
    publisher = broker.publisher()
    confirmed: list[OutgoingMessage] = []
    enough = threading.Event()

    def publish() -> None:
        while not enough.is_set():
            batch = messages(200, start=len(confirmed) + 1)
            relay(publisher, batch)
            confirmed.extend(batch)

    with ThreadPoolExecutor(1) as thread:
        publishing = thread.submit(publish)
        until(lambda: confirmed)
        rabbit.kill()
        before = len(confirmed)
        rabbit.start()
        until(lambda: len(confirmed) > before)
        enough.set()
        publishing.result()
    listener.hears(confirmed)


def test_a_broker_restarted_between_two_batches_costs_nothing(
    broker: Rabbit, rabbit: RabbitServer, listener: Listener
) -> None:
    broker.listen("sessions", [WARD], listener)
    publisher = broker.publisher()
    assert publisher.publish(messages(1)).confirmed == {1}
    rabbit.stop()
    rabbit.start()
    assert publisher.publish(messages(1, start=2)).confirmed == {2}
    listener.hears(messages(2))


def test_a_broker_whose_memory_is_full_is_given_up_and_found_again(
    broker: Rabbit, rabbit: RabbitServer, listener: Listener
) -> None:
    broker.listen("sessions", [WARD], listener)
    impatient = PikaPublisher([broker.url], patience=Patience(blocked=0.2, silence=5))
    rabbit.control("set_vm_memory_high_watermark", "0")
    try:
        with pytest.raises(BrokerUnavailable, match="ConnectionBlockedTimeout"):
            impatient.publish(messages(10))
    finally:
        rabbit.control("set_vm_memory_high_watermark", "0.4")
    relay(impatient, messages(10))
    impatient.close()
    listener.hears(messages(10))


def test_the_next_address_is_taken_when_the_first_is_dead(broker: Rabbit, listener: Listener) -> None:
    urls = [dead_port_url(broker.url), broker.url]
    broker.declare("sessions", [WARD])
    broker.consume("sessions", listener, urls)
    publisher = PikaPublisher(urls)
    assert len(publisher.publish(messages(10)).confirmed) == 10
    publisher.close()
    listener.hears(messages(10))


def test_an_address_that_accepts_and_says_nothing_is_passed_over(broker: Rabbit) -> None:
    broker.declare("sessions", [WARD])
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = broker.url.replace(f":{urlsplit(broker.url).port}/", f":{silent.getsockname()[1]}/")
        publisher = PikaPublisher([mute, broker.url], patience=Patience(connect=1))
        assert publisher.publish(messages(1)).confirmed == {1}
        publisher.close()


def test_a_broker_that_falls_silent_in_a_batch_is_left_for_the_next_address(broker: Rabbit) -> None:
    broker.declare("sessions", [WARD])
    with FreezingWire(broker.url) as wire:
        publisher = PikaPublisher([wire.url, broker.url], patience=Patience(silence=0.5, farewell=0.1))
        assert publisher.publish(messages(1)).confirmed == {1}
        wire.freeze()
        with pytest.raises(BrokerUnavailable, match="does not answer"):
            publisher.publish(messages(1, start=2))
        assert publisher.publish(messages(1, start=2)).confirmed == {2}
        publisher.close()


def test_a_consumer_whose_broker_falls_silent_turns_to_the_next_address(broker: Rabbit, listener: Listener) -> None:
    broker.declare("sessions", [WARD])
    with FreezingWire(broker.url) as wire:
        consumer = KombuConsumer(
            [wire.url, broker.url], "sessions", listener.deliver, listener.database_answers, heartbeat=1
        )
        broker.run(consumer)
        until(lambda: consumer.connected)
        wire.freeze()
        relay(broker.publisher(), messages(5))
        listener.hears(messages(5))


def test_when_no_address_answers_each_is_named_and_no_password(broker: Rabbit) -> None:
    first, second = dead_port_url(broker.url), dead_port_url(broker.url)
    with pytest.raises(BrokerUnavailable) as raised:
        PikaPublisher([first, second]).publish(messages(1))
    told = str(raised.value)
    assert all(str(urlsplit(url).port) in told for url in (first, second))
    assert "guest" not in told


# The broker does not take it


def test_nothing_is_sent_while_a_services_inbox_is_missing(broker: Rabbit, admin: Any, listener: Listener) -> None:
    broker.listen("notifications", [WARD], listener)
    admin.queue_delete(topology.inbox("sessions"))
    publisher = broker.publisher()
    for _ in range(2):
        with pytest.raises(InboxMissing, match=r"python -m services\.sessions migrate") as raised:
            publisher.publish(messages(3))
        assert not raised.value.receipt.confirmed
    broker.declare("sessions", [WARD])
    assert publisher.publish(messages(3, start=4)).confirmed == {4, 5, 6}
    listener.hears(messages(3, start=4))
    assert len(listener.kept) == 3, "the first three were never sent"


def test_an_inbox_that_disappears_later_is_named_with_the_first_event_it_would_have_had(
    broker: Rabbit, admin: Any
) -> None:
    broker.declare("sessions", [WARD])
    publisher = broker.publisher()
    assert publisher.publish(messages(1)).confirmed == {1}
    admin.queue_delete(topology.inbox("sessions"))
    with pytest.raises(InboxMissing, match=r"services\.sessions migrate") as raised:
        publisher.publish(messages(1, start=2))
    assert raised.value.receipt.refused.keys() == {2}
    broker.declare("sessions", [WARD])
    assert publisher.publish(messages(1, start=2)).confirmed == {2}


def test_what_a_full_queue_would_not_take_is_refused_and_taken_later(
    broker: Rabbit, admin: Any, listener: Listener
) -> None:
    declare_limited(admin, max_length=5)
    publisher = broker.publisher()
    batch = messages(50)
    for message in batch[:20]:  # a quorum queue notices that it is full a little late
        publisher.publish([message])
    receipt = publisher.publish(batch)
    assert receipt.refused, "a full queue answers with a nack"
    assert all("nack" in reason for reason in receipt.refused.values())
    assert receipt.confirmed | receipt.refused.keys() == {message.row_id for message in batch}
    broker.consume("sessions", listener)
    relay(publisher, batch)
    listener.hears(batch)


def test_a_message_no_broker_would_take_does_not_stop_those_behind_it(broker: Rabbit, listener: Listener) -> None:
    broker.listen("sessions", [WARD], listener)
    too_large = OutgoingMessage(1, WARD, b"n" * (LARGEST_BODY + 1), "event-1")
    receipt = broker.publisher().publish([too_large, *messages(2, start=2)])
    assert receipt.confirmed == {2, 3}
    assert "larger than" in receipt.refused[1]


def test_one_message_at_a_time_is_confirmed_too(broker: Rabbit, listener: Listener) -> None:
    broker.listen("sessions", [WARD], listener)
    careful = PikaPublisher([broker.url], window=1)
    assert len(careful.publish(messages(20)).confirmed) == 20
    careful.close()
    listener.hears(messages(20))
    assert listener.bodies == [message.body for message in messages(20)]


# Processes


def test_a_forked_process_publishes_on_a_connection_of_its_own(broker: Rabbit, listener: Listener) -> None:
    broker.declare("sessions", [WARD])
    publisher = broker.publisher()
    relay(publisher, messages(1))
    context = multiprocessing.get_context("fork")
    child = context.Process(target=relay, args=(publisher, messages(1, start=2)))
    child.start()
    child.join(timeout=30)
    assert child.exitcode == 0
    assert publisher.publish(messages(1, start=3)).confirmed == {3}
    broker.consume("sessions", listener)
    listener.hears(messages(3))


def test_a_service_needs_no_right_to_configure(broker: Rabbit, rabbit: RabbitServer, listener: Listener) -> None:
    broker.declare("sessions", [WARD])
    vhost = urlsplit(broker.url).path.removeprefix("/")
    own = {"configure": "^$", "write": r"^outreach\.events$", "read": r"^sessions\.(inbox|dead)$"}
    rabbit.management("PUT", "users/sessions", {"password": "only-here", "tags": ""})
    rabbit.management("PUT", f"permissions/{vhost}/sessions", own)
    url = broker.url.replace("guest:guest@", "sessions:only-here@")
    publisher = PikaPublisher([url])
    assert publisher.publish(messages(2)).confirmed == {1, 2}
    publisher.close()
    broker.consume("sessions", listener, [url])
    listener.hears(messages(2))
    with pytest.raises(TopologyRefused, match="a broker user who may configure"):
        topology.declare([url], "another", [WARD])


# The database goes away


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


def test_while_a_database_refuses_only_single_messages_are_risked(broker: Rabbit, admin: Any) -> None:
    declare_limited(admin, delivery_limit=3)
    relay(broker.publisher(), messages(50))
    full = Listener()
    full.away.set()
    consumer = KombuConsumer([broker.url], "sessions", full.deliver, lambda: True, redelivery_cap=HURRIED)
    broker.run(consumer)
    until(lambda: full.offered > 55)
    full.away.clear()
    full.hears(messages(50))
    assert sum(delivery.source == "inbox" for delivery in full.kept) > 40


# The consumer


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

    class Slow(Listener):
        def deliver(self, batch: Sequence[Delivery], /) -> None:
            working.set()
            assert may_finish.wait(30)
            super().deliver(batch)

    slow = Slow()
    broker.declare("sessions", [WARD])
    relay(broker.publisher(), messages(3))
    consuming = broker.consume("sessions", slow)
    assert working.wait(30)
    consuming.stopping.set()
    may_finish.set()
    consuming.stop()
    assert slow.bodies == [b"1", b"2", b"3"]
    successor = Listener()
    broker.consume("sessions", successor)
    relay(broker.publisher(), messages(1, start=4))
    successor.hears(messages(1, start=4))
    assert successor.bodies == [b"4"]


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
    assert got_them.wait(30)
    victim.kill()
    victim.join()
    broker.consume("sessions", listener)
    listener.hears(messages(3))


# The topology


def test_a_type_no_longer_listened_to_is_unbound_by_the_next_migrate(broker: Rabbit, listener: Listener) -> None:
    broker.declare("sessions", [WARD, TOPIC])
    broker.declare("sessions", [WARD])
    broker.declare("sessions", [WARD])
    receipt = broker.publisher().publish([*messages(1, WARD), *messages(1, TOPIC, start=2)])
    assert receipt.confirmed == {1}
    assert receipt.refused.keys() == {2}


def test_a_queue_with_other_settings_is_refused_with_the_remedy(broker: Rabbit, admin: Any) -> None:
    admin.queue_delete(topology.inbox("sessions"))
    admin.queue_declare(topology.inbox("sessions"), durable=True)
    with pytest.raises(TopologyRefused, match="rabbitmqctl delete_queue"):
        broker.declare("sessions", [WARD])


def test_a_topology_is_not_declared_where_nobody_answers(broker: Rabbit) -> None:
    with pytest.raises(BrokerUnavailable, match="sessions"):
        topology.declare([dead_port_url(broker.url)], "sessions", [WARD])
