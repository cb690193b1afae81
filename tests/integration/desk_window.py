"""Ward staff at the pages: what a page shows of the queue, and pressing its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from sqlalchemy import event
from werkzeug.test import TestResponse

from services.volunteers.tables import requests
from shared.service import Runtime
from tests.integration.volunteers_wiring import Office
from tests.kit.windows import Window, hidden

QUEUE = "/volunteers/queue"


def rows_of(page: TestResponse) -> list[str]:
    """The requests on the page, by id, in their order."""
    assert page.status_code == 200, page.text
    return re.findall(r'<li[^>]* data-order="[0-9]+-([0-9a-f-]+)"', page.text)


def said_to_script(page: TestResponse, name: str) -> str:
    """What the page says to the script that keeps its list up to date."""
    found = re.search(rf'<section[^>]* data-{name}="([^"]*)"', page.text)
    assert found, page.text
    return found[1].replace("&amp;", "&")


def next_of(page: TestResponse) -> str:
    """Where the rest of the list stands; empty at its end."""
    found = re.search(rf'href="({QUEUE}\?[^"]*cursor=[^"]*)" rel="next"', page.text)
    return found[1].replace("&amp;", "&") if found else ""


def searched(window: Window, words: str, **chosen: str) -> TestResponse:
    """The board after these words were searched for."""
    return window.follow(window.post(f"{QUEUE}/search", {"q": words, **chosen}))


def multiplied(office: Office, request_id: str, number: int) -> None:
    """So many requests more, each like this one but for its number, as years would leave them."""
    changed = {"request_id": "printf('0198a5e07c1070008000%012x', n)", "reference": "'4-25-' || (10000 + n)"}
    names = [column.name for column in requests.columns]
    like = ", ".join(changed.get(name, name) for name in names)
    numbers = f"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {number})"
    into = f"INSERT INTO requests ({', '.join(names)})"
    with office.runtime.engine.begin() as connection:
        one = f"FROM requests, numbers WHERE request_id = '{request_id.replace('-', '')}'"
        connection.exec_driver_sql(f"{numbers} {into} SELECT {like} {one}")


def words_of(page: TestResponse) -> str:
    """What a page says, as one line of text."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()).replace(" :", ":").replace(" ,", ",")


def jargon_in(page: TestResponse) -> list[str]:
    """Words for programs that came into a sentence for people: names of fields, calls of the API."""
    return re.findall(r"GET /|POST /|JSON|\b[a-z]+_[a-z]+\b|\{[a-z_]*\}", words_of(page))


def deed(window: Window, request_id: str, name: str, **form: Any) -> TestResponse:
    """Do something with a request, as its page's form sends it."""
    page = window.get(f"{QUEUE}/{request_id}")
    return window.post(f"{QUEUE}/{request_id}/{name}", {"once": hidden(page, "once"), **as_seen(page), **form})


def as_seen(page: TestResponse) -> dict[str, str]:
    """The state a page shows a request in, as its forms send it; nothing where there is nothing to do."""
    found = re.search(r'name="standing" value="([^"]+)"', page.text)
    return {"standing": unescape(found[1])} if found else {}


@contextmanager
def connections_of(runtime: Runtime[Any]) -> Iterator[list[Any]]:
    """Every connection that is taken from a pool within the block."""
    taken: list[Any] = []

    def note(connection: Any, *_: Any) -> None:
        taken.append(connection)

    pools = {runtime.engine.pool, *([] if runtime.live is None else [runtime.live.engine.pool])}
    for pool in pools:
        event.listen(pool, "checkout", note)
    try:
        yield taken
    finally:
        for pool in pools:
            event.remove(pool, "checkout", note)


@contextmanager
def statements_of(runtime: Runtime[Any]) -> Iterator[list[str]]:
    """Every statement that is sent to the database within the block."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(runtime.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(runtime.engine, "before_cursor_execute", note)
