"""One pika connection to one address, driven from outside: its loop runs only while we wait for the broker.

A link that met trouble is never used again; whoever holds it closes it and opens another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pika
from pika.adapters.select_connection import IOLoop
from pika.channel import Channel
from pika.exceptions import AMQPError, ChannelClosedByBroker, ChannelClosedByClient
from pika.spec import Basic

from shared.contracts import CONTENT_TYPE
from shared.messaging.flight import Flight
from shared.messaging.port import OutgoingMessage
from shared.messaging.topology import EXCHANGE
from shared.messaging.wire import Wire

_PERSISTENT: Final = 2
_NOT_FOUND: Final = 404


class LinkBroken(Exception):
    """The connection can no longer be trusted."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for a broker that does not answer, in seconds.

    ``connect``: for an open channel at one address. ``blocked``: for a broker that takes nothing
    because its memory or disk is full. ``silence``: between two answers. ``farewell``: for a
    polite goodbye.
    """

    connect: float = 3.0
    blocked: float = 4.0
    silence: float = 8.0
    farewell: float = 1.0


class Link:
    """An open connection with one channel in confirm mode. Every trouble is a :class:`LinkBroken`.

    There are no heartbeats, since nobody would answer them between two batches: TCP's keepalive
    holds an idle connection, and ``patience`` ends the wait for a broker that died.
    """

    def __init__(self, url: str, patience: Patience) -> None:
        self._patience = patience
        self._loop = IOLoop()
        self._trouble: str | None = None
        self._gone = False
        self._channel: Channel
        self._flight: Flight | None = None
        self._sent = 0
        self._connection = Wire(
            _parameters(url, patience),
            on_open_callback=self._open_channel,
            on_open_error_callback=self._lost,
            on_close_callback=self._lost,
            custom_ioloop=self._loop,
        )
        try:
            self._run(patience.connect)
        except LinkBroken:
            self.close()
            raise

    @property
    def next_tag(self) -> int:
        """The delivery tag of the next message sent here."""
        return self._sent + 1

    def send(self, flight: Flight) -> None:
        """Send all of ``flight``; return when the broker has answered for all of it."""
        self._flight = flight
        self._fill(flight)
        if not flight.done:
            self._run(self._patience.silence, progress=lambda: flight.answers)
        self._flight = None

    def first_missing(self, queues: Sequence[str]) -> str | None:
        """The first of ``queues`` that does not exist.

        Only "no queue" counts: one that is there and cannot answer now is trouble like any other.
        """
        probe = _Probe(queues, self._stop)
        self._connection.channel(on_open_callback=probe.start)
        self._run(self._patience.silence)
        if probe.trouble:
            raise LinkBroken(probe.trouble)
        return probe.missing

    def listen(self) -> None:
        """Take note of what the broker said while nobody listened, such as goodbye."""
        self._loop.add_callback_threadsafe(self._stop)
        self._run(self._patience.silence)

    def close(self) -> None:
        """Say goodbye, or drop the connection when the broker does not answer. Never raises."""
        try:
            self._say_goodbye()
        except AssertionError:
            # pika 1.4.4 trips over its own report of a connection that is dropped while it is being opened: it is
            # gone by then, and only its last callback was not called.
            self._gone = True
        finally:
            self._loop.close()

    def forget(self) -> None:
        """Let go of a connection inherited across a fork: closing it would close the parent's."""
        self._loop.close()

    def _say_goodbye(self) -> None:
        if self._gone:
            return
        if not (self._connection.is_closing or self._connection.is_closed):
            self._connection.close()
        self._run_until_gone()
        if not self._gone:
            self._connection.abort()
            self._run_until_gone()

    def _run_until_gone(self) -> None:
        timer = self._loop.call_later(self._patience.farewell, self._stop)
        self._loop.start()
        self._loop.remove_timeout(timer)

    def _run(self, limit: float, progress: Callable[[], int] = int) -> None:
        """Let the loop run until a callback stops it, or nothing progressed for ``limit`` seconds."""
        if self._trouble is None:
            watch = _Watch(self._loop, limit, progress, self._too_slow)
            self._loop.start()
            watch.end()
        if self._trouble is not None:
            raise LinkBroken(self._trouble)

    def _stop(self) -> None:
        self._loop.stop()

    def _fail(self, trouble: str) -> None:
        self._trouble = self._trouble or trouble
        self._stop()

    def _too_slow(self) -> None:
        self._fail("it does not answer")

    def _lost(self, _connection: object, reason: BaseException) -> None:
        self._gone = True
        self._fail(_words(reason))

    def _open_channel(self, _connection: object) -> None:
        self._connection.channel(on_open_callback=self._use_channel)

    def _use_channel(self, channel: Channel) -> None:
        self._channel = channel
        channel.add_on_close_callback(self._channel_lost)
        channel.add_on_return_callback(self._on_return)
        channel.confirm_delivery(self._on_answer, callback=lambda _frame: self._stop())

    def _channel_lost(self, _channel: Channel, reason: Exception) -> None:
        self._fail(_words(reason))

    def _fill(self, flight: Flight) -> None:
        try:
            with self._connection.together():
                for message in flight.to_send():
                    self._publish(message)
        except AMQPError as error:
            self._fail(_words(error))

    def _publish(self, message: OutgoingMessage) -> None:
        properties = pika.BasicProperties(
            content_type=CONTENT_TYPE,
            delivery_mode=_PERSISTENT,
            message_id=message.event_id,
            type=message.type,
        )
        self._sent += 1
        self._channel.basic_publish(EXCHANGE, message.type, message.body, properties, mandatory=True)

    def _on_answer(self, frame: Any) -> None:
        flight = self._flight
        if flight is None:
            return
        answer = frame.method
        if isinstance(answer, Basic.Ack):
            flight.acknowledged(answer.delivery_tag, multiple=answer.multiple)
        else:
            flight.refused(answer.delivery_tag, multiple=answer.multiple)
        self._fill(flight)
        if flight.done:
            self._stop()

    def _on_return(
        self, _channel: Channel, method: Basic.Return, properties: pika.BasicProperties, _body: bytes
    ) -> None:
        if self._flight is not None and properties.message_id:
            self._flight.returned(properties.message_id, f"no queue takes {method.routing_key} ({method.reply_text})")


class _Watch:
    """Calls ``too_slow`` when ``progress`` did not change for ``limit`` to twice ``limit`` seconds."""

    def __init__(self, loop: IOLoop, limit: float, progress: Callable[[], int], too_slow: Callable[[], None]) -> None:
        self._loop = loop
        self._limit = limit
        self._progress = progress
        self._too_slow = too_slow
        self._seen = progress()
        self._timer = loop.call_later(limit, self._look)

    def end(self) -> None:
        self._loop.remove_timeout(self._timer)

    def _look(self) -> None:
        seen, self._seen = self._seen, self._progress()
        if seen == self._seen:
            self._too_slow()
        else:
            self._timer = self._loop.call_later(self._limit, self._look)


class _Probe:
    """Asks on a channel of its own whether queues exist: the broker closes it at the first that does not."""

    def __init__(self, queues: Sequence[str], finished: Callable[[], None]) -> None:
        self._queues = list(queues)
        self._finished = finished
        self.missing: str | None = None
        self.trouble: str | None = None

    def start(self, channel: Channel) -> None:
        channel.add_on_close_callback(self._closed)
        self._ask(channel)

    def _ask(self, channel: Channel) -> None:
        if self._queues:
            channel.queue_declare(self._queues[0], passive=True, callback=lambda _frame: self._found(channel))
        else:
            channel.close()

    def _found(self, channel: Channel) -> None:
        del self._queues[0]
        self._ask(channel)

    def _closed(self, _channel: Channel, reason: Exception) -> None:
        if isinstance(reason, ChannelClosedByBroker) and is_missing_queue(reason.reply_code, reason.reply_text):
            self.missing = self._queues[0]
        elif not isinstance(reason, ChannelClosedByClient):
            self.trouble = _words(reason)
        self._finished()


def is_missing_queue(code: int, text: str) -> bool:
    """Whether the broker said that a queue does not exist; it also answers 404 for one whose node is down."""
    return code == _NOT_FOUND and "no queue" in text


def _parameters(url: str, patience: Patience) -> pika.URLParameters:
    parameters = pika.URLParameters(url)
    parameters.heartbeat = 0
    parameters.connection_attempts = 1
    parameters.socket_timeout = parameters.stack_timeout = patience.connect
    parameters.blocked_connection_timeout = patience.blocked
    parameters.tcp_options = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}
    parameters.client_properties = {"connection_name": "outreach relay"}
    return parameters


def _words(error: BaseException) -> str:
    """An error of pika in a line; its own text is often a nest of exceptions."""
    text = str(error) or repr(error)
    return f"{type(error).__name__}: {text[:300]}"
