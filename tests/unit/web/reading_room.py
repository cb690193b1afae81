"""The library's pages: anyone buys a book, staff see the cellar, guesses are counted."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from sqlalchemy import select

from shared.errors import NotFound
from shared.web.auth import anyone, principal, roles, signed_in
from shared.web.doors import current_unit, reading
from shared.web.fields import Body, Text
from shared.web.language import Sentence
from shared.web.pages import Form, Pages, keeping, page_command, render, see_other
from tests.kit.lending import TABLES, Book
from tests.unit.web.library import Lent

WORDS = {"title": Sentence("Mua sách", "Buy a book")}


class BuyBody(Body):
    title = Text(10, required=True)


pages = Pages("reading_room", __name__)


@pages.get("/buy")
@anyone
def buying() -> Response:
    return _page(Form.blank())


@pages.post("/buy")
@page_command
@anyone
def buy() -> Response:
    form = Form.read(BuyBody, request.form)
    if not form.ok:
        return _page(form, 422)
    current_unit().add(Book.bought(form.values["title"]))
    return see_other("/bought")


@pages.get("/bought")
@anyone
def bought() -> Response:
    with reading() as connection:
        titles: list[str] = list(connection.execute(select(TABLES.books.c.title)).scalars())
    return render("books/buy.html", words=WORDS, form=Form.filled({"title": ", ".join(sorted(titles))}))


@pages.post("/refused")
@page_command
@anyone
def refused() -> Response:
    """Does something, and then answers that it cannot be done."""
    current_unit().add(Book.bought("half done"))
    form = Form.blank()
    form.refuse_field("title", WORDS["title"])
    answer = _page(form, 422)
    return keeping(answer) if "keep" in request.form else answer


@pages.post("/lent")
@page_command
@anyone
def lent() -> Response:
    current_unit().add(Book.bought("half done"))
    raise Lent


@pages.get("/lost/<book_id>")
@anyone
def lost(book_id: str) -> Response:
    raise NotFound


@pages.get("/broken")
@anyone
def broken() -> Response:
    raise RuntimeError("Nguyễn Thị Lan")


@pages.get("/cellar")
@roles("staff")
def cellar() -> Response:
    return _page(Form.blank())


@pages.get("/mine")
@signed_in(tracking=True)
def mine() -> dict[str, Any]:
    return {"person": principal().person_id, "hashes": list(principal().tracking_hashes)}


@pages.post("/mine/given-back")
@signed_in
def give_back() -> Response:
    return see_other("/mine")


def _page(form: Form, status: int = 200) -> Response:
    return render("books/buy.html", status, words=WORDS, form=form)
