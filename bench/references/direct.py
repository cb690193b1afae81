"""No outbox and no inbox: commit, then publish with bare pika; elsewhere consume, commit, acknowledge.

The shortest way there is, and what is committed when the process dies before it has published is
never told. ``python -m bench.references.direct`` runs the consuming side.
"""

from __future__ import annotations

import json
import os
from types import TracebackType
from typing import Self

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic
from sqlalchemy import Engine, select, update

from bench.changes import evenings
from bench.events import availability
from bench.references.projection import learn
from services.volunteers.tables import volunteers
from shared.database import make_engine
from shared.messaging.topology import EXCHANGE, inbox


class Publisher:
    """The side that changes something; it publishes one at a time, confirmed."""

    def __init__(self, broker: str, database: str) -> None:
        self._engine = make_engine(database)
        self._connection = pika.BlockingConnection(pika.URLParameters(broker))
        self._channel = self._connection.channel()
        self._channel.confirm_delivery()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._engine.dispose()

    def change(self, volunteer_id: str) -> None:
        """Commit that a volunteer is free in the evenings now, then tell it."""
        row = volunteers.c.volunteer_id == volunteer_id
        with self._engine.begin() as connection:
            offering = connection.execute(select(volunteers.c.offering).where(row).with_for_update()).scalar_one()
            connection.execute(update(volunteers).where(row).values(offering=evenings(offering), sequence=2))
        event = availability(volunteer_id)
        self._channel.basic_publish(
            EXCHANGE, event.type, event.to_bytes(), pika.BasicProperties(delivery_mode=2), mandatory=True
        )


def take(engine: Engine, channel: BlockingChannel, method: Basic.Deliver, body: bytes) -> None:
    """Handle one message in a commit of its own."""
    event = json.loads(body)
    if event["type"].startswith("volunteers.volunteer."):
        with engine.begin() as connection:
            learn(connection, event["data"], int(event["sequence"]))
    channel.basic_ack(method.delivery_tag)


def consume(broker: str, database: str, prefetch: int = 300) -> None:
    """Hear what sessions hears, until the process ends."""
    engine = make_engine(database)
    channel = pika.BlockingConnection(pika.URLParameters(broker)).channel()
    channel.basic_qos(prefetch_count=prefetch)
    channel.basic_consume(inbox("sessions"), lambda ch, method, _, body: take(engine, ch, method, body))
    channel.start_consuming()


if __name__ == "__main__":
    consume(
        os.environ["OUTREACH_BROKER_URL"],
        os.environ["SESSIONS_DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"),
    )
