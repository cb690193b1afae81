"""The library of the kit's tests behind the web kit: anyone buys a book, staff lend and rename, guesses are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import marshmallow as ma
from flask import Flask
from sqlalchemy import select

from shared.clock import ManualClock
from shared.config import CommonConfig
from shared.errors import NotFound, Refused, TooMany
from shared.service import Runtime
from shared.web import Blueprint, make_app
from shared.web.auth import StandingOf, anyone, principal, roles, signed_in, within
from shared.web.conditional import check_if_match, etag
from shared.web.doors import Kept, command, current_unit, reading
from shared.web.fields import Body, PersonName, Phone, Text, WardCode
from shared.web.health import ExtraHealth
from shared.web.keys import open_signing_key
from shared.web.pages import Pages
from shared.web.paging import Page, Paged, page, page_of
from shared.web.tokens import Issuer, Post, Verifier
from tests.kit.lending import TABLES, Book, a_library

LAN = "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"
HUNG = "019aa3c2-7d1e-7cc2-9d6b-000000000002"
BA_DINH, CUA_NAM = "00004", "00070"
BOOKS = "/api/v1/books"
JSON = "application/json"


class Lent(Refused):
    vi = "Cuốn này đã có người mượn."
    en = "This book is lent."


class BookBody(Body):
    title = Text(80, required=True)
    ward = WardCode(load_default=BA_DINH)


class BorrowerBody(Body):
    to = PersonName(required=True)
    phone = Phone()


class TitleBody(Body):
    title = Text(80, required=True)


class BooksQuery(Paged):
    q = Text(80)


class BookSchema(ma.Schema):
    book_id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    lent_to = ma.fields.String(required=True, allow_none=True)


blp = Blueprint("books", __name__, description="Books.")


@blp.route("/books", methods=["POST"])
@command
@blp.response(201, BookSchema)
@anyone
@blp.arguments(BookBody)
def buy(body: dict[str, Any]) -> tuple[Book, dict[str, str]]:
    """Buy a book."""
    book = Book.bought(body["title"])
    book.ward = body["ward"]
    current_unit().add(book)
    return book, etag(book.sequence)


@blp.route("/books")
@blp.response(200, page_of(BookSchema))
@roles("counter")
@blp.arguments(BooksQuery, location="query")
def books(query: dict[str, Any]) -> Page:
    """Books of one's wards, by title."""
    table = TABLES.books
    statement = select(table).where(within(table.c.ward, principal().wards_of("counter")))
    if "q" in query:
        statement = statement.where(table.c.title.contains(query["q"]))
    with reading() as connection:
        return page(connection, statement, query, by=table.c.title, id=table.c.book_id)


@blp.route("/books/<uuid:book_id>", methods=["PATCH"])
@command
@blp.response(200, BookSchema)
@roles("staff")
@blp.arguments(TitleBody)
def rename(body: dict[str, Any], book_id: UUID) -> tuple[Book, dict[str, str]]:
    """Rename a book."""
    book = _book(book_id, "staff")
    check_if_match(book.sequence)
    book.title = body["title"]
    book.lend(book.lent_to or "")
    return book, etag(book.sequence)


@blp.route("/books/<uuid:book_id>/lend", methods=["POST"])
@command
@blp.response(200, BookSchema)
@roles("staff")
@blp.arguments(BorrowerBody)
def lend(body: dict[str, Any], book_id: UUID) -> Book:
    """Lend a book."""
    book = _book(book_id, "staff")
    if book.lent_to:
        raise Lent
    book.lend(body["to"], body.get("phone", ""))
    return book


@blp.route("/books/<uuid:book_id>/guesses", methods=["POST"])
@command
@blp.response(204)
@anyone
@blp.may_answer(429)
def guess(book_id: UUID) -> None:
    """Guess where the book is: always wrong, and each time counted."""
    book = current_unit().get(Book, str(book_id))
    if book is None:
        raise NotFound
    if len(book.notes) == 3:
        raise TooMany(retry_after=30)
    book.notes += "x"
    book.lend("nobody yet")
    raise Kept(Lent())


@blp.route("/secrets", methods=["POST"])
@command(remember=False)
@blp.response(200)
@anyone
def secret() -> dict[str, str]:
    """A secret that is never stored."""
    book = Book.bought("Bí mật")
    current_unit().add(book)
    return {"secret": book.book_id}


@blp.route("/me")
@blp.response(200)
@signed_in(tracking=True)
def me() -> dict[str, str | list[str] | None]:
    """Who I am."""
    return {"kind": principal().kind, "person": principal().person_id, "hashes": list(principal().tracking_hashes)}


def _book(book_id: UUID, role: str) -> Book:
    book = current_unit().get(Book, str(book_id))
    if book is None or not principal().may(role, book.ward):
        raise NotFound
    return book


@dataclass
class Library:
    """The running example: its app, a client, and what signs people in."""

    runtime: Runtime[CommonConfig]
    app: Flask
    client: Any  # a FlaskClient; its answers' `json` is what each test knows it to be
    issuer: Issuer
    clock: ManualClock

    def token(self, role: str | None = "staff", *wards: str, person: str = LAN) -> dict[str, str]:
        """The header of a person with one post, in Ba Đình unless wards are named; ``None`` is no post."""
        posts = [] if role is None else [Post(role, frozenset(wards or (BA_DINH,)))]
        return {"Authorization": f"Bearer {self.issuer.issue(person, posts)[0]}"}

    def buy(self, title: str = "Dế mèn phiêu lưu ký", ward: str = BA_DINH, **headers: str) -> Any:
        return self.client.post(BOOKS, json={"title": title, "ward": ward}, headers=headers)

    def titles(self) -> list[str]:
        """What the database holds."""
        with self.runtime.reading() as connection:
            return sorted(connection.execute(select(TABLES.books.c.title)).scalars())


def a_library_app(
    database_url: str,
    folder: Path,
    clock: ManualClock,
    *,
    pages: Sequence[Pages] = (),
    standing_of: StandingOf | None = None,
    extra_health: ExtraHealth | None = None,
) -> Library:
    """The library behind the web kit, with a signing key of its own."""
    runtime = a_library(database_url, folder, clock=clock)
    key = open_signing_key(None, data_dir=folder, embedded=True)
    app = make_app(
        runtime,
        [blp],
        title="Library",
        verifier=Verifier(key.public(), clock),
        pages=pages,
        standing_of=standing_of,
        extra_health=extra_health,
    )
    return Library(runtime, app, app.test_client(), Issuer(key, clock), clock)
