"""A library on a real RabbitMQ and PostgreSQL, its processes, and what a test looks at when one of them is dead."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pika
from pika.adapters.blocking_connection import BlockingChannel

from shared.contracts import OWNERS, Contract, Event
from shared.messaging import topology
from tests.kit.dying import Dies
from tests.kit.lending import ACTOR, BOUGHT, LENT, TABLES, Book, an_event
from tests.kit.processes import Process, Site, Worker, buy
from tests.kit.receipts import RECEIPTS
from tools.servers.ports import free_port
from tools.waiting import until

INBOX, DEAD, COPIES = topology.inbox("library"), topology.dead("library"), "copies"
TITLES = ("Số đỏ", "Chí Phèo", "Tắt đèn")


class CrashSite:
    """The library as its web process sees it: it only commits. Sending and hearing are other processes' work."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.runtime = site.open()
        self._numbers = itertools.count(1)
        self._last: set[str] = set()
        self._stack = ExitStack()
        self._stack.callback(self.runtime.close)
        for owner in OWNERS:
            self.declare(owner)

    def close(self) -> None:
        """End what still runs."""
        self._stack.close()

    def migrate(self, types: Collection[Contract] = (BOUGHT, LENT)) -> None:
        """Declare the library's queues, bound to ``types``."""
        self.declare("library", types)

    def declare(self, service: str, types: Collection[Contract] = ()) -> None:
        """Declare the queues of a service, bound to ``types``."""
        topology.declare([self.site.broker_url], service, [contract.type for contract in types])

    def worker(self, *loops: str, dies: Dies | None = None) -> Worker:
        """Start a worker process with these loops, or all; it ends with the test at the latest."""
        worker = Worker(self.site, *loops, dies=dies, port=free_port(), log=self._log())
        self._stack.callback(worker.kill)
        return worker

    def buy_and_die(self, *titles: str, dies: Dies) -> None:
        """Buy books in a process that is killed at this step."""
        Process(buy, self.site, titles, dies, log=self._log()).killed_itself()

    def buy(self, *titles: str) -> list[str]:
        """Buy books in one unit of work of this process; their ids."""
        with self.runtime.unit(ACTOR) as unit:
            books = [Book.bought(title) for title in titles]
            for book in books:
                unit.add(book)
            unit.commit()
        return [book.id for book in books]

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """All rows of ``table``."""
        with self.runtime.reading() as connection:
            return [dict(row) for row in connection.execute(table.select()).mappings()]

    @property
    def outbox(self) -> list[dict[str, Any]]:
        return self.rows(TABLES.kit.outbox)

    @property
    def inbox(self) -> list[dict[str, Any]]:
        return self.rows(TABLES.kit.inbox)

    def statuses(self) -> Counter[str]:
        """How many inbox rows are done, deferred, parked."""
        return Counter(row["status"] for row in self.inbox if row["event_id"] not in self._last)

    def effects(self, kind: Contract = BOUGHT) -> Counter[str]:
        """How often an event of this type took effect, by book."""
        return Counter(row["book_id"] for row in self._receipts(kind) if row["book_id"] not in self._last)

    def effects_reach(self, number: int) -> None:
        """Wait until this many events have taken effect."""
        until(lambda: sum(self.effects().values()) >= number)

    def each_took_effect_once(self, books: Collection[str]) -> None:
        """Wait until these books are on the shelf and nothing is on its way: each took effect once, and no other."""
        until(lambda: self.effects().keys() >= set(books) and not self.outbox)
        self._hear_the_last()
        assert self.effects() == Counter(books)

    def _hear_the_last(self) -> None:
        """Put one more event behind all others and wait until it took effect: then the others had their turn."""
        last = an_event()
        self._last |= {last.id, last.subject}
        self.put(last)
        until(lambda: last.subject in {row["book_id"] for row in self._receipts(BOUGHT)})

    def _receipts(self, kind: Contract) -> list[dict[str, Any]]:
        return [row for row in self.rows(RECEIPTS) if row["type"] == kind.type]

    @contextmanager
    def channel(self) -> Iterator[BlockingChannel]:
        """A channel of the test's own, whose publishing is confirmed."""
        with pika.BlockingConnection(pika.URLParameters(self.site.broker_url)) as connection:
            channel = connection.channel()
            channel.confirm_delivery()
            yield channel

    def put(self, *messages: Event | bytes) -> None:
        """Put messages into the library's inbox as if they had come from elsewhere."""
        persistent = pika.BasicProperties(delivery_mode=2)
        with self.channel() as channel:
            for message in messages:
                body = message if isinstance(message, bytes) else message.to_bytes()
                channel.basic_publish("", INBOX, body, persistent, mandatory=True)

    def keep_copies(self) -> None:
        """From now on the broker puts a copy of everything that is published aside."""
        with self.channel() as channel:
            channel.queue_declare(COPIES, durable=True, arguments={"x-queue-type": "quorum"})
            channel.queue_bind(COPIES, topology.EXCHANGE, routing_key="#")

    def take(self, queue: str) -> list[Event]:
        """Take everything out of a queue nobody consumes."""
        taken: list[Event] = []
        with self.channel() as channel:
            while True:
                _, _, body = channel.basic_get(queue, auto_ack=True)
                if body is None:
                    return taken
                taken.append(Event.from_bytes(body))

    def left_in_the_inbox(self, worker: Worker) -> int:
        """Stop this worker and count what it has not acknowledged."""
        worker.terminate()
        assert worker.ended() == 0, worker.log
        return len(self.take(INBOX))

    def _log(self) -> Path:
        return self.site.folder / f"process-{next(self._numbers)}.log"


def restarted_until(start: Callable[[], Worker], condition: Callable[[], object]) -> int:
    """Do a supervisor's work: start a worker again whenever it is dead, until ``condition``; how many were started."""
    workers = [start()]

    def happened() -> object:
        if not workers[-1].running:
            workers.append(start())
        return condition()

    until(happened)
    return len(workers)
