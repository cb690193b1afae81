"""A service as small as one can be: a library that lends books, and a shelf that keeps count of them.

It stands on the same kit as the real ones, so that the kit's promises can be tried without them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from marshmallow import fields
from sqlalchemy import BigInteger, Column, MetaData, String, Table
from sqlalchemy.orm import registry

from shared.aggregate import Aggregate, Fact
from shared.aggregate import personal as hidden
from shared.clock import Clock, SystemClock
from shared.config import CommonConfig
from shared.contracts import Contract, Event
from shared.contracts.contract import Catalogue, Shape
from shared.errors import Impossible, ParentUnknown
from shared.ids import new_id
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.publications import Publication, Restatement
from shared.messaging.subscriptions import Handler, Subscriptions
from shared.messaging.tables import KitTables, kit_tables, service_metadata
from shared.messaging.unit_of_work import Actor, UnitOfWork
from shared.service import Parts, Runtime, open_runtime

ACTOR = Actor("person", "p-1", "staff")


@dataclass(frozen=True)
class BookBought(Fact):
    title: str


@dataclass(frozen=True)
class BookLent(Fact):
    to: str
    phone: str = hidden(default="")


@dataclass(eq=False)
class Book(Aggregate):
    kind: ClassVar[str] = "book"
    book_id: str
    title: str
    ward: str = "00004"
    lent_to: str | None = None
    sequence: int = 0
    notes: str = field(default="")

    @property
    def id(self) -> str:
        return self.book_id

    @classmethod
    def bought(cls, title: str) -> Book:
        book = cls(new_id(), title)
        book.record(BookBought(title))
        return book

    def lend(self, to: str, phone: str = "") -> None:
        self.lent_to = to
        self.record(BookLent(to, phone))


class BookShape(Shape):
    book_id = fields.String(required=True)
    title = fields.String(required=True)
    lent_to = fields.String(allow_none=True, load_default=None)


CONTRACTS = Catalogue("library")
BOUGHT = CONTRACTS.add("book.bought", BookShape(), "A new book.")
LENT = CONTRACTS.add("book.lent", BookShape(), "Somebody has it now.")
STATED = CONTRACTS.add("book.stated", BookShape(), "The present state.")


def _state(book: Book, _fact: Fact | None = None) -> dict[str, Any]:
    return {"book_id": book.book_id, "title": book.title, "lent_to": book.lent_to}


@dataclass(frozen=True)
class Tables:
    """The library's tables, in metadata of their own."""

    metadata: MetaData
    kit: KitTables
    books: Table
    shelf: Table


def _tables() -> Tables:
    metadata = service_metadata()
    books = Table(
        "books",
        metadata,
        Column("book_id", String(36), primary_key=True),
        Column("title", String, nullable=False),
        Column("ward", String(5), nullable=False),
        Column("lent_to", String),
        Column("notes", String, nullable=False),
        Column("sequence", BigInteger, nullable=False),
    )
    shelf = Table(
        "shelf",
        metadata,
        Column("book_id", String(36), primary_key=True),
        Column("title", String, nullable=False),
        Column("lent_to", String),
        Column("sequence", BigInteger, nullable=False),
    )
    return Tables(metadata, kit_tables(metadata), books, shelf)


TABLES = _tables()
registry(metadata=TABLES.metadata).map_imperatively(
    Book, TABLES.books, version_id_col=TABLES.books.c.sequence, version_id_generator=False
)


def shelve(event: Event, unit: UnitOfWork) -> None:
    """The projection: applies nothing older than what it knows."""
    unit.upsert(TABLES.shelf, {**event.data, "sequence": event.sequence}, key=("book_id",))


def shelve_what_is_known(event: Event, unit: UnitOfWork) -> None:
    """Lending a book that was never bought has to wait; a title of trouble is refused in its own way."""
    known = unit.execute(TABLES.shelf.select().where(TABLES.shelf.c.book_id == event.subject)).first()
    if known is None:
        raise ParentUnknown("book", event.subject)
    if event.data["lent_to"] == "nobody":
        raise Impossible("lent_to_nobody")
    if event.data["lent_to"] == "trouble":
        raise RuntimeError("the shelf fell down")
    shelve(event, unit)


HANDLERS: dict[Contract, Handler] = {BOUGHT: shelve, LENT: shelve_what_is_known, STATED: shelve}


def a_config(
    database_url: str,
    folder: Path,
    broker_urls: tuple[str, ...] = (),
    service: str = "library",
    worker_port: int = 0,
) -> CommonConfig:
    return CommonConfig(
        service=service,
        data_dir=folder,
        database_url=database_url.replace("postgresql://", "postgresql+psycopg://"),
        migrate_database_url=database_url.replace("postgresql://", "postgresql+psycopg://"),
        broker_urls=broker_urls,
        clock_offset=timedelta(0),
        public_url="http://localhost:8000",
        port=8000,
        worker_port=worker_port,
        trusted_proxies=("127.0.0.1",),
        demo=False,
    )


def a_library(
    database_url: str,
    folder: Path,
    *,
    broker_urls: tuple[str, ...] = (),
    broker: EmbeddedBroker | None = None,
    clock: Clock | None = None,
    handlers: dict[Contract, Handler] | None = None,
    service: str = "library",
    worker_port: int = 0,
) -> Runtime[CommonConfig]:
    """A library whose tables exist; it hears its own events."""
    parts = Parts(
        name=service,
        metadata=TABLES.metadata,
        kit=TABLES.kit,
        publications={BookBought: Publication(BOUGHT, _state), BookLent: Publication(LENT, _state)},
        subscriptions=Subscriptions(handlers if handlers is not None else HANDLERS),
        migrations=folder,
        restatements=(Restatement(STATED, Book, _state),),
    )
    config = a_config(database_url, folder, broker_urls, service, worker_port)
    runtime = open_runtime(parts, config, clock=clock or SystemClock(), broker=broker)
    TABLES.metadata.create_all(runtime.engine)
    return runtime


def an_event(
    kind: Contract = BOUGHT,
    *,
    book_id: str | None = None,
    title: str = "Đất rừng phương Nam",
    lent_to: str | None = None,
    sequence: int = 1,
    id: str | None = None,
) -> Event:
    """An event of the library as it arrives from elsewhere."""
    book_id = book_id or new_id()
    return Event(
        id=id or new_id(),
        source="/library",
        type=kind.type,
        subject=book_id,
        time=datetime(2026, 11, 23, 1, 30, tzinfo=UTC),
        sequence=sequence,
        data={"book_id": book_id, "title": title, "lent_to": lent_to},
        correlation_id="c-1",
    )
