"""What a real RabbitMQ is interrupted in: killed, restarted, full, silent, out of reach."""

from __future__ import annotations

import multiprocessing
import socket
import threading
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from shared.messaging import topology
from shared.messaging.consumer import KombuConsumer
from shared.messaging.link import Patience
from shared.messaging.port import BrokerUnavailable, OutgoingMessage
from shared.messaging.publisher import PikaPublisher
from shared.messaging.topology import TopologyRefused
from tests.kit.brokers import WARD, Listener, Rabbit, dead_port_url, messages, relay
from tests.kit.wires import FreezingWire
from tools.servers.rabbit import RabbitServer
from tools.waiting import PATIENCE, until


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
        until(lambda: len(confirmed) > before, seconds=120)
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
        publisher = PikaPublisher([mute, broker.url], patience=Patience(connect=5))
        assert publisher.publish(messages(1)).confirmed == {1}
        publisher.close()


def test_a_broker_that_falls_silent_in_a_batch_is_left_for_the_next_address(broker: Rabbit) -> None:
    broker.declare("sessions", [WARD])
    with FreezingWire(broker.url) as wire:
        publisher = PikaPublisher([wire.url, broker.url], patience=Patience(silence=3, farewell=0.1))
        assert publisher.publish(messages(1)).confirmed == {1}
        wire.freeze()
        with pytest.raises(BrokerUnavailable, match="does not answer"):
            publisher.publish(messages(1, start=2))
        assert _confirmed(publisher, messages(1, start=2)) == {2}
        publisher.close()


def _confirmed(publisher: PikaPublisher, batch: Sequence[OutgoingMessage]) -> Collection[int]:
    """The rows that a broker took; none where no address answers."""
    try:
        return publisher.publish(batch).confirmed
    except BrokerUnavailable as error:
        return error.receipt.confirmed


def test_when_no_address_answers_each_is_named_and_no_password(broker: Rabbit) -> None:
    first, second = dead_port_url(broker.url), dead_port_url(broker.url)
    with pytest.raises(BrokerUnavailable) as raised:
        PikaPublisher([first, second]).publish(messages(1))
    told = str(raised.value)
    assert all(str(urlsplit(url).port) in told for url in (first, second))
    assert "guest" not in told


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


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # gunicorn forks too
def test_a_forked_process_publishes_on_a_connection_of_its_own(broker: Rabbit, listener: Listener) -> None:
    broker.declare("sessions", [WARD])
    publisher = broker.publisher()
    relay(publisher, messages(1))
    context = multiprocessing.get_context("fork")
    child = context.Process(target=relay, args=(publisher, messages(1, start=2)))
    child.start()
    child.join(timeout=PATIENCE)
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
    with pytest.raises(TopologyRefused, match="sign in as another_migrate"):
        topology.declare([url], "another", [WARD])
