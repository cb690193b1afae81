"""``deploy/rabbitmq`` on a real RabbitMQ: each service tells what is its own, hears what its table names, no more."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pika
import pytest
from click.testing import CliRunner
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import ChannelClosedByBroker, ProbableAuthenticationError

from shared.contracts import ALL_CONTRACTS
from shared.messaging import topology
from tests.deployment.compose import ROOT, SERVICES, broker_url, definitions, environment_of
from tools import broker_rights
from tools.servers.rabbit import RabbitServer
from tools.waiting import until

HEARD = {parts.name: sorted(parts.subscriptions) for parts in broker_rights.ALL}
Act = Callable[[BlockingChannel], object]


@pytest.fixture
def prepared(prepared_rabbit: RabbitServer) -> RabbitServer:
    """The node with the queues declared by each service's ``migrate``, with its own rights."""
    for service, types in HEARD.items():
        topology.declare([broker_url(prepared_rabbit, f"{service}_migrate")], service, types)
    return prepared_rabbit


@contextmanager
def speaking_as(server: RabbitServer, user: str) -> Iterator[BlockingChannel]:
    with pika.BlockingConnection(pika.URLParameters(broker_url(server, user))) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        yield channel


def next_message(channel: BlockingChannel, service: str) -> bytes:
    return until(lambda: channel.basic_get(topology.inbox(service), auto_ack=True)[2])


def refused(server: RabbitServer, user: str, act: Act) -> bool:
    """Whether the broker answers ``act`` with ACCESS_REFUSED."""
    with speaking_as(server, user) as channel:
        try:
            act(channel)
            channel.connection.process_data_events(time_limit=0)
        except ChannelClosedByBroker as closed:
            return bool(closed.reply_code == 403)
        return False


def told_by(service: str) -> str:
    """A type ``service`` tells and somebody hears."""
    heard = {type_ for types in HEARD.values() for type_ in types}
    return min(type_ for type_ in heard if ALL_CONTRACTS[type_].owner == service)


def publish(type_: str) -> Act:
    return lambda channel: channel.basic_publish(topology.EXCHANGE, type_, b"{}", mandatory=True)


def bind(service: str, type_: str) -> Act:
    return lambda channel: channel.queue_bind(topology.inbox(service), topology.EXCHANGE, type_)


def test_the_committed_file_is_what_the_subscriptions_say() -> None:
    assert broker_rights.FILE.read_text() == broker_rights.text(), "python -m tools.broker_rights"
    checked = CliRunner().invoke(broker_rights.main, ["--check"])
    assert checked.exit_code == 0, checked.output


def test_a_type_that_left_a_table_must_be_named_before_its_right_is_taken() -> None:
    before = broker_rights.text().replace("^(notifications", r"^(sessions\\.dream\\.told\\.v1|notifications")
    with pytest.raises(broker_rights.Unnamed, match=r"sessions\.dream\.told\.v1.*`former`"):
        broker_rights.check_nothing_is_forgotten(before)
    broker_rights.check_nothing_is_forgotten(broker_rights.text())


def test_the_generator_explains_itself() -> None:
    said = subprocess.run([sys.executable, "-m", "tools.broker_rights", "--help"], cwd=ROOT, capture_output=True)
    assert said.returncode == 0
    assert b"--check" in said.stdout


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_tells_its_events_to_those_who_name_them(prepared: RabbitServer, service: str) -> None:
    type_ = told_by(service)
    with speaking_as(prepared, service) as channel:
        channel.basic_publish(topology.EXCHANGE, type_, service.encode(), mandatory=True)
        assert channel.basic_get(topology.dead(service))[0] is None
    for listener in (name for name, types in HEARD.items() if type_ in types):
        with speaking_as(prepared, listener) as channel:
            assert next_message(channel, listener) == service.encode()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_cannot_tell_what_another_owns(prepared: RabbitServer, service: str) -> None:
    for other in set(SERVICES) - {service}:
        for type_ in (told_by(other), f"{other}.invented.v1", f"{service}s.{other}.v1", "#"):
            assert refused(prepared, service, publish(type_)), type_
    assert refused(prepared, service, lambda channel: channel.basic_publish("", topology.inbox(service), b"{}"))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_reads_nothing_of_the_others(prepared: RabbitServer, service: str) -> None:
    for other in set(SERVICES) - {service}:
        for queue in (topology.inbox(other), topology.dead(other)):
            assert refused(prepared, service, partial(BlockingChannel.basic_get, queue=queue))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_declares_binds_and_deletes_nothing(prepared: RabbitServer, service: str) -> None:
    inbox = topology.inbox(service)
    attempts: list[Act] = [
        lambda channel: channel.queue_declare("mine"),
        lambda channel: channel.exchange_declare("mine"),
        bind(service, HEARD[service][0]),
        lambda channel: channel.queue_unbind(inbox, topology.EXCHANGE, HEARD[service][0]),
        lambda channel: channel.queue_delete(inbox),
        lambda channel: channel.exchange_delete(topology.EXCHANGE),
        lambda channel: channel.queue_purge(topology.inbox("volunteers" if service != "volunteers" else "sessions")),
    ]
    assert all(refused(prepared, service, attempt) for attempt in attempts)


@pytest.mark.parametrize("service", SERVICES)
def test_migrate_binds_what_its_table_names_and_nothing_else(prepared: RabbitServer, service: str) -> None:
    user = f"{service}_migrate"
    unheard = sorted(ALL_CONTRACTS.keys() - set(HEARD[service]))
    for type_ in (*unheard, "#", f"{service}.#", "*.*.*.v1"):
        assert refused(prepared, user, bind(service, type_)), type_
    assert not refused(prepared, user, bind(service, HEARD[service][0]))


def test_a_version_that_hears_more_than_the_broker_knows_is_told_what_to_do(prepared: RabbitServer) -> None:
    address = broker_url(prepared, "sessions_migrate")
    with pytest.raises(topology.TopologyRefused, match=r"sessions_migrate.*rabbitmqctl import_definitions"):
        topology.declare([address], "sessions", [*HEARD["sessions"], "volunteers.invented.v1"])


@pytest.mark.parametrize("service", SERVICES)
def test_migrate_touches_no_other_services_queues_and_tells_nothing(prepared: RabbitServer, service: str) -> None:
    user = f"{service}_migrate"
    for other in set(SERVICES) - {service}:
        attempts: list[Act] = [
            bind(other, HEARD[service][0]),
            partial(BlockingChannel.basic_get, queue=topology.inbox(other)),
            partial(BlockingChannel.queue_delete, queue=topology.inbox(other)),
            publish(told_by(service)),
        ]
        assert all(refused(prepared, user, attempt) for attempt in attempts)


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


def test_every_user_gets_a_password_of_its_own() -> None:
    filled = definitions(environment_of("rabbitmq")).stdout
    users = broker_rights.definitions()["users"]
    given = environment_of("rabbitmq")
    passwords = {given[f"{user['name'].upper()}_BROKER_PASSWORD"] for user in users}
    assert len(passwords) == len(users)
    assert all(f'"{password}"' in filled for password in passwords)
    assert "${" not in filled
