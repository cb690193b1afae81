"""A real RabbitMQ with the queues of every service, as the tests of this room need it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pika
import pytest

from tests.kit.brokers import Listener, Rabbit


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
