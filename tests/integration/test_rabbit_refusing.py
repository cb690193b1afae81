"""What RabbitMQ does not take, or does not have: missing inboxes, full queues, messages too large, other settings."""

from __future__ import annotations

from typing import Any

import pika
import pytest

from shared.messaging import topology
from shared.messaging.port import BrokerUnavailable, InboxMissing, OutgoingMessage
from shared.messaging.publisher import LARGEST_BODY, PikaPublisher
from shared.messaging.topology import TopologyRefused
from tests.kit.brokers import TOPIC, WARD, Listener, Rabbit, dead_port_url, declare_limited, messages, relay
from tools.waiting import until


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


@pytest.mark.parametrize(
    "written",
    [{"content_encoding": "utf-16"}, {"content_encoding": "no-such"}, {"headers": {"compression": "zlib"}}],
    ids=["an encoding", "no encoding", "a compression"],
)
def test_what_a_sender_wrote_on_a_message_changes_no_byte_of_it(
    broker: Rabbit, admin: Any, listener: Listener, written: dict[str, Any]
) -> None:
    broker.listen("sessions", [WARD], listener)
    body = "Hà Nội".encode("utf-16")
    admin.basic_publish(topology.EXCHANGE, WARD, body, pika.BasicProperties(**written))
    until(lambda: listener.kept)
    assert listener.bodies == [body]


def test_a_type_no_longer_listened_to_is_unbound_by_the_next_migrate(broker: Rabbit, listener: Listener) -> None:
    broker.declare("sessions", [WARD, TOPIC])
    for _twice in range(2):
        topology.declare([broker.url], "sessions", [WARD], former=[TOPIC])
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
