"""Exchange, queues and bindings on RabbitMQ: their names, and their declaration by each service's ``migrate``.

Works on RabbitMQ 3.10 and 4.x. Everything is durable; both queues of a service are quorum queues.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError, ChannelClosedByBroker

from shared.messaging.port import BrokerUnavailable

EXCHANGE: Final = "outreach.events"

DELIVERY_LIMIT: Final = 50
"""Returns of one message before it is a dead letter. Said always: 3.10 has no default, 4.x has 20."""

NO_LIMIT: Final = 2**31 - 1
"""For dead letters, which nobody may drop: 4.x would after 20 returns, and 3.10 refuses its ``-1`` for "never"."""

_NOT_FOUND: Final = 404
_ACCESS_REFUSED: Final = 403
_PRECONDITION_FAILED: Final = 406


class TopologyRefused(Exception):
    """The broker would not declare what a service needs; the sentence says why and what to do."""


def inbox(service: str) -> str:
    """The queue a service hears from."""
    return f"{service}.inbox"


def dead(service: str) -> str:
    """The queue of messages that were delivered to a service too often."""
    return f"{service}.dead"


def queue_arguments(service: str) -> dict[str, dict[str, object]]:
    """Queue name → arguments. Dead letters come first: the inbox points to them.

    At-least-once dead lettering keeps a message in the inbox until the dead letters have
    confirmed it; on a quorum queue it needs ``reject-publish``.
    """
    return {
        dead(service): {"x-queue-type": "quorum", "x-delivery-limit": NO_LIMIT},
        inbox(service): {
            "x-queue-type": "quorum",
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": dead(service),
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
        },
    }


def declare(urls: Sequence[str], service: str, types: Collection[str], former: Collection[str] = ()) -> None:
    """Declare the exchange, ``service``'s two queues, bind its inbox to ``types`` and take away the ``former`` ones.

    Repeating it changes nothing. AMQP cannot list bindings, and who may take a binding away may also make it: so
    the types a service no longer hears are named, and no user may touch any other.

    Raises :class:`BrokerUnavailable` when no address answers, and :class:`TopologyRefused` when
    something of that name exists with other settings or the broker's user may not declare.
    """
    try:
        with pika.BlockingConnection([_parameters(url) for url in urls]) as connection:
            _declare_on(connection.channel(), service, types, former)
    except ChannelClosedByBroker as error:
        raise TopologyRefused(_remedy(service, error)) from error
    except (AMQPError, OSError) as error:
        raise BrokerUnavailable(f"No broker answers to declare the queues of {service}: {error!r}") from error


def _declare_on(channel: BlockingChannel, service: str, types: Collection[str], former: Collection[str]) -> None:
    channel.exchange_declare(EXCHANGE, exchange_type="topic", durable=True)
    for queue, arguments in queue_arguments(service).items():
        channel.queue_declare(queue, durable=True, arguments=arguments)
    for type_ in types:
        channel.queue_bind(inbox(service), EXCHANGE, routing_key=type_)
    for type_ in former:
        channel.queue_unbind(inbox(service), EXCHANGE, routing_key=type_)


def _parameters(url: str) -> pika.URLParameters:
    parameters = pika.URLParameters(url)
    parameters.socket_timeout = 5
    parameters.stack_timeout = 10
    parameters.blocked_connection_timeout = 30
    return parameters


def _remedy(service: str, error: ChannelClosedByBroker) -> str:
    remedies = {
        _PRECONDITION_FAILED: "It exists with other settings. Let its consumer empty it, stop the consumer, "
        "delete it with `rabbitmqctl delete_queue <queue>`, and migrate again before anything else is started.",
        _ACCESS_REFUSED: f"Let `migrate` sign in as {service}_migrate, with the rights of "
        "deploy/rabbitmq/definitions.json (RabbitMQ takes a newer file at its next start, or at once by "
        "`rabbitmqctl import_definitions`). A worker needs none of them.",
    }
    remedy = remedies.get(error.reply_code, "")
    return f"The broker would not declare the queues of {service}: {error.reply_text}. {remedy}".strip()
