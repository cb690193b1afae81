"""``deploy/rabbitmq/definitions.sh`` on a real RabbitMQ: each service writes the events and reads what is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import ChannelClosedByBroker, ProbableAuthenticationError

from shared.messaging import topology
from tests.deployment.compose import SERVICES, broker_url, definitions, environment_of
from tools.servers.rabbit import RabbitServer
from tools.waiting import until

TYPES = {service: f"{service}.tried.v1" for service in SERVICES}


@pytest.fixture
def prepared(prepared_rabbit: RabbitServer) -> RabbitServer:
    """The node with the queues declared as ``migrate`` declares them."""
    for service in SERVICES:
        topology.declare([broker_url(prepared_rabbit, "migrate")], service, list(TYPES.values()))
    return prepared_rabbit


@contextmanager
def speaking_as(server: RabbitServer, user: str) -> Iterator[BlockingChannel]:
    with pika.BlockingConnection(pika.URLParameters(broker_url(server, user))) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        yield channel


def next_message(channel: BlockingChannel, service: str) -> bytes:
    return until(lambda: channel.basic_get(topology.inbox(service), auto_ack=True)[2])


def refused(server: RabbitServer, user: str, act: Callable[[BlockingChannel], object]) -> bool:
    """Whether the broker answers ``act`` with ACCESS_REFUSED."""
    with speaking_as(server, user) as channel:
        try:
            act(channel)
            channel.connection.process_data_events(time_limit=0)
        except ChannelClosedByBroker as closed:
            return bool(closed.reply_code == 403)
        return False


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_tells_events_and_hears_its_own(prepared: RabbitServer, service: str) -> None:
    with speaking_as(prepared, service) as channel:
        channel.basic_publish(topology.EXCHANGE, TYPES[service], service.encode(), mandatory=True)
        assert next_message(channel, service) == service.encode()
        assert channel.basic_get(topology.dead(service))[0] is None
    for other in set(SERVICES) - {service}:
        with speaking_as(prepared, other) as channel:
            assert next_message(channel, other) == service.encode()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_reads_nothing_of_the_others(prepared: RabbitServer, service: str) -> None:
    for other in set(SERVICES) - {service}:
        for queue in (topology.inbox(other), topology.dead(other)):
            assert refused(prepared, service, partial(BlockingChannel.basic_get, queue=queue))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_declares_binds_and_deletes_nothing(prepared: RabbitServer, service: str) -> None:
    inbox = topology.inbox(service)
    attempts: list[Callable[[BlockingChannel], object]] = [
        lambda channel: channel.queue_declare("mine"),
        lambda channel: channel.exchange_declare("mine"),
        lambda channel: channel.queue_bind(inbox, topology.EXCHANGE, "everything.v1"),
        lambda channel: channel.queue_delete(inbox),
        lambda channel: channel.queue_purge(topology.inbox("volunteers" if service != "volunteers" else "sessions")),
    ]
    assert all(refused(prepared, service, attempt) for attempt in attempts)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_can_see_that_the_inboxes_of_all_stand(prepared: RabbitServer, service: str) -> None:
    for other in SERVICES:
        with speaking_as(prepared, service) as channel:
            channel.queue_declare(topology.inbox(other), passive=True)


def test_a_wrong_password_is_refused(prepared: RabbitServer) -> None:
    with pytest.raises(ProbableAuthenticationError):
        pika.BlockingConnection(pika.URLParameters(prepared.url("outreach", user="volunteers", password="guessed")))


@pytest.mark.parametrize("password", ["", 'x"y', "a\\b", "a/b", "chào"])
def test_a_password_that_would_need_quoting_is_refused_by_name(password: str) -> None:
    refusal = definitions(environment_of("rabbitmq") | {"SESSIONS_BROKER_PASSWORD": password})
    assert refusal.returncode != 0
    assert "SESSIONS_BROKER_PASSWORD: write letters, digits, - and _ only" in refusal.stderr
