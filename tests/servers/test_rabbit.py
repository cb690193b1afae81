"""The private node keeps what it has confirmed, whatever happens to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pika
import pika.exceptions
import pytest

from tools.servers.rabbit import RabbitServer
from tools.waiting import until


def publish_confirmed(url: str, body: bytes) -> None:
    with closing(pika.BlockingConnection(pika.URLParameters(url))) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        channel.queue_declare("kept", durable=True, arguments={"x-queue-type": "quorum"})
        channel.basic_publish("", "kept", body, pika.BasicProperties(delivery_mode=2), mandatory=True)


def take_one(url: str) -> bytes:
    with closing(pika.BlockingConnection(pika.URLParameters(url))) as connection:
        channel = connection.channel()
        return until(lambda: channel.basic_get("kept", auto_ack=True)[2])


def test_every_test_has_an_empty_virtual_host(rabbit: RabbitServer, rabbit_url: str) -> None:
    vhost = rabbit_url.rpartition("/")[2]
    assert rabbit.management("GET", f"queues/{vhost}").json() == []
    assert rabbit.create_vhost() != rabbit_url


@pytest.mark.parametrize("end", [RabbitServer.stop, RabbitServer.kill], ids=["stopped", "killed"])
def test_a_node_comes_back_with_the_messages_it_confirmed(
    rabbit: RabbitServer, rabbit_url: str, end: Callable[[RabbitServer], None]
) -> None:
    publish_confirmed(rabbit_url, b"confirmed")
    end(rabbit)
    with pytest.raises(pika.exceptions.AMQPConnectionError):
        pika.BlockingConnection(pika.URLParameters(rabbit_url))
    rabbit.start()
    assert take_one(rabbit_url) == b"confirmed"


def test_messages_are_counted_as_they_are_now_also_those_that_wait_for_an_acknowledgement(
    rabbit: RabbitServer, rabbit_url: str
) -> None:
    vhost = rabbit_url.rpartition("/")[2]
    assert rabbit.messages_in(vhost) == 0
    for body in (b"one", b"two", b"three"):
        publish_confirmed(rabbit_url, body)
    assert rabbit.messages_in(vhost) == 3
    with closing(pika.BlockingConnection(pika.URLParameters(rabbit_url))) as connection:
        channel = connection.channel()
        got = until(lambda: channel.basic_get("kept")[0])
        assert rabbit.messages_in(vhost) == 3
        channel.basic_ack(got.delivery_tag)
        until(lambda: rabbit.messages_in(vhost) == 2)


def test_rabbitmqctl_speaks_to_the_private_node(rabbit: RabbitServer) -> None:
    assert f"outreach{rabbit.port}@localhost" in rabbit.control("cluster_status")
