"""The script that keeps a list live, against a server that comes and goes as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from shared.web.static import ROOT
from tools.waiting import PATIENCE

pytestmark = pytest.mark.xdist_group("browser")

PAGE = """<!doctype html><title>Live</title><script defer src="/live.js"></script>
<section data-live="/stream" data-since="0" data-row="/row/{id}" data-new="Mới: {ma}" data-away="Đang nối lại {gio}">
<p data-live-told aria-live="polite"></p><ol data-rows><li id="request-a"><a href="/a">a 1</a></li></ol></section>"""


class Board(ThreadingHTTPServer):
    """Rows, and the changes told of them; without ``streams`` only whoever asks is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.news = threading.Condition()
        self.changes: list[str] = []
        self.rows = {"a": "a 1"}
        self.streams = True

    def change(self, name: str, text: str) -> None:
        with self.news:
            self.rows[name] = text
            self.changes.append(name)
            self.news.notify_all()

    def after(self, position: int) -> list[dict[str, object]]:
        found = enumerate(self.changes, start=1)
        return [{"position": at, "request_id": name, "reference": name} for at, name in found if at > position]


class Answers(BaseHTTPRequestHandler):
    server: Board

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        if where.path == "/stream":
            self._live(int(parse_qs(where.query)["after"][0]))
        elif where.path.startswith("/row/"):
            name = where.path.removeprefix("/row/")
            text = self.server.rows[name]
            self._answer("text/html", f'<li id="request-{name}"><a href="/{name}">{text}</a></li>')
        elif where.path == "/live.js":
            self._answer("text/javascript", (ROOT / "live.js").read_text())
        else:
            self._answer("text/html; charset=utf-8", PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""

    def _live(self, position: int) -> None:
        if "text/event-stream" not in self.headers["Accept"]:
            found = self.server.after(position)
            said = {"position": len(self.server.changes), "reset": False, "changes": found}
            self._answer("application/json", json.dumps(said))
        elif self.server.streams:
            self._tell(position)
        else:
            self._answer("application/problem+json", "{}", 503)

    def _tell(self, position: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        while self.server.streams:
            with self.server.news:
                for change in self.server.after(position):
                    position = int(str(change["position"]))
                    self.wfile.write(f"event: change\nid: {position}\ndata: {json.dumps(change)}\n\n".encode())
                self.server.news.wait(0.2)

    def _answer(self, kind: str, text: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())


@pytest.fixture
def board() -> Iterator[Board]:
    board = Board()
    threading.Thread(target=board.serve_forever, daemon=True).start()
    yield board
    board.streams = False
    board.shutdown()
    board.server_close()


def test_rows_change_where_they_stand_and_go_on_without_a_stream_and_with_it_again(
    browser: Browser, board: Board
) -> None:
    expect.set_options(timeout=PATIENCE * 1000)
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{board.server_port}/")
        page.locator("#request-a a").focus()
        board.change("a", "a 2")
        expect(page.locator("#request-a")).to_have_text("a 2")
        expect(page.locator("#request-a a")).to_be_focused()
        board.change("b", "b 1")
        expect(page.locator("[data-rows] li").first).to_have_text("b 1")
        expect(page.locator("[data-live-told]")).to_have_text("Mới: b")
        board.streams = False
        expect(page.locator("[data-live-told]")).to_contain_text("Đang nối lại")
        board.change("a", "a 3")
        expect(page.locator("#request-a")).to_have_text("a 3")
        board.streams = True
        board.change("b", "b 2")
        expect(page.locator("#request-b")).to_have_text("b 2")
        assert page.locator("[data-rows] li").count() == 2
    finally:
        page.close()
