"""A volunteer at a door without a network: today's visit is on the phone, and gone once they have signed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Error, Page

from tests.browser.scene import Scene, session_of
from tests.browser.windows import a_window, expect
from tests.flows.network import EmbeddedNetwork
from tests.flows.people import (
    VOLUNTEERS,
    a_member_of_staff,
    a_request,
    accepts,
    active_volunteers,
    entered,
    mornings,
    reaches,
)
from tools.waiting import until

pytestmark = pytest.mark.xdist_group("browser")

TASKS, MINH = "/volunteers/tasks", "Nguyễn Văn Minh"
HOME, PHONE = "số 12, ngõ 34 phố Đội Cấn", "tel:+84912000021"
KEPT_PAGE = "Chưa tải được trang mới: đây là bản máy này giữ lại"
KEPT = "() => caches.open('volunteers-today-1').then((store) => store.keys()).then((keys) => keys.length >= {n})"
AWAY = "() => caches.match('/volunteers/tasks/offline', { ignoreVary: true }).then((found) => found && found.text())"
NOTHING = "() => caches.open('volunteers-today-1').then((store) => store.keys()).then((keys) => keys.length === 0)"


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Minh visits Lan this morning; it is seven o'clock."""
    network = EmbeddedNetwork(tmp_path_factory.mktemp("morning"))
    try:
        network.run()
        staff = a_member_of_staff(network)
        minh = active_volunteers(network, staff, MINH)[MINH]
        slip = entered(staff, a_request("Nguyễn Thị Lan", "+84912000021", mornings(network, 2)))
        accepts(minh, slip)
        reaches(staff, slip, "scheduled")
        network.wake_up_at(network.day(2, 7))
        yield Scene(network, tokens={}, codes={}, drafts={}, ids={"task": slip["id"]})
    finally:
        network.stop()


@pytest.fixture(scope="module")
def sessions() -> dict[str, str]:
    """Minh's, for as long as it counts: codes are sent three times in a quarter of an hour."""
    return {}


@pytest.fixture
def today(morning: Scene, sessions: dict[str, str]) -> Scene:
    """That morning, with the network as it was, whatever a test has done to it, and Minh signed in."""
    morning.network.stop()
    morning.network.run()
    if not _counts(morning, sessions.get(MINH)):
        sessions[MINH] = session_of(morning.network, VOLUNTEERS[MINH])
    return replace(morning, tokens=sessions)


def _counts(scene: Scene, session: str | None) -> bool:
    mine = f"{scene.network.addresses['volunteers']}/api/v1/me"
    return requests.get(mine, headers={"Authorization": f"Bearer {session}"}, timeout=60).ok


class Gateway(ThreadingHTTPServer):
    """What stands in front of a network that is out of breath: it refuses everything with ``status``, or, where that is
    None, says nothing at all."""

    def __init__(self, origin: str, status: int | None) -> None:
        self.status, self.over = status, Event()
        super().__init__(("127.0.0.1", int(origin.rpartition(":")[2])), Refusing)


class Refusing(BaseHTTPRequestHandler):
    server: Gateway

    def do_GET(self) -> None:
        if self.server.status is None:
            self.server.over.wait()
            return
        self.send_response(self.server.status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "7")
        self.end_headers()
        self.wfile.write(b"Refused")

    def log_message(self, format: str, *args: Any) -> None:
        """The pages tell what came."""


@contextmanager
def a_gateway(scene: Scene, status: int | None) -> Iterator[None]:
    """In place of the network, which has stopped."""
    with Gateway(scene.origin, status) as gateway:
        serving = Thread(target=gateway.serve_forever, daemon=True)
        serving.start()
        try:
            yield
        finally:
            gateway.over.set()
            gateway.shutdown()
            serving.join()


def until_kept(page: Page, pages: int) -> None:
    """The browser's own waiting takes a promise for a yes."""
    until(lambda: page.evaluate(KEPT.format(n=pages)))


def test_todays_visit_is_read_without_a_network_and_forgotten_at_signing_out(browser: Browser, today: Scene) -> None:
    task = f"{TASKS}/{today.ids['task']}"
    with a_window(browser, today, MINH) as page:
        page.goto(TASKS)
        until_kept(page, 3)
        page.reload()
        page.get_by_role("link", name="Xem việc").click()
        page.get_by_role("button", name="Xem số điện thoại và đường đến nhà").click()
        expect(page.get_by_text(HOME)).to_be_visible()
        today.network.stop()

        page.goto(TASKS)
        expect(page.get_by_text(KEPT_PAGE)).to_be_visible()
        page.get_by_role("link", name="Xem việc").click()
        expect(page.get_by_text(re.compile("Mã hẹn của mình là ‘[^…]+’"))).to_be_visible()
        page.goto(f"{task}/contact")
        expect(page.locator(f'a[href="{PHONE}"]')).to_be_visible()
        page.goto(f"{TASKS}/availability")
        expect(page.get_by_role("heading", level=1)).to_have_text("Máy đang không có mạng")

        today.network.run()
        page.goto(TASKS)
        expect(page.get_by_text(KEPT_PAGE)).to_be_hidden()
        page.get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url("**/")
        until(lambda: page.evaluate(NOTHING))
        today.network.stop()
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            page.goto(task)


def test_what_is_kept_is_shown_where_the_server_is_out_of_breath_or_slow_and_no_refusal_throws_it_away(
    browser: Browser, today: Scene
) -> None:
    with a_window(browser, today, MINH) as page:
        page.goto(TASKS)
        until_kept(page, 3)
        page.reload()
        today.network.stop()
        for status in (503, 429):
            with a_gateway(today, status):
                page.goto(TASKS)
                expect(page.get_by_text(KEPT_PAGE)).to_be_visible()
        with a_gateway(today, 403):
            page.goto(TASKS)
            expect(page.get_by_text("Refused")).to_be_visible()
        with a_gateway(today, None):
            page.goto(f"{TASKS}/{today.ids['task']}", wait_until="commit")
            expect(page.get_by_text(KEPT_PAGE)).to_be_visible()
            expect(page.get_by_text(re.compile("Mã hẹn của mình là ‘[^…]+’"))).to_be_visible()


def test_signing_out_without_a_network_leaves_nothing_on_the_phone(browser: Browser, today: Scene) -> None:
    with a_window(browser, today, MINH) as page:
        page.goto(TASKS)
        until_kept(page, 3)
        page.reload()
        today.network.stop()
        page.goto(f"{TASKS}/{today.ids['task']}")
        with page.expect_event("requestfailed", lambda failed: failed.url.endswith("/volunteers/sign-out")):
            page.get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url("chrome-error://**")
        page.goto(TASKS)
        expect(page.get_by_role("heading", level=1)).to_have_text("Máy đang không có mạng")


def test_the_servers_word_alone_has_everything_forgotten(browser: Browser, today: Scene) -> None:
    with a_window(browser, today, MINH) as page:
        page.goto(TASKS)
        until_kept(page, 3)
        page.evaluate("fetch('/volunteers/sign-out', { method: 'POST' })")
        until(lambda: page.evaluate(NOTHING))


def test_the_page_for_where_nothing_is_kept_names_nobody(browser: Browser, today: Scene) -> None:
    with a_window(browser, today, MINH) as page:
        page.goto(TASKS)
        away = until(lambda: page.evaluate(AWAY))
        assert "Máy đang không có mạng" in away
        assert MINH in page.content()
        assert [each for each in (MINH, "Đăng xuất") if each in away] == []


def test_how_to_reach_her_is_not_kept_before_it_was_asked_for(browser: Browser, today: Scene) -> None:
    with a_window(browser, today, MINH) as page:
        page.goto(TASKS)
        until_kept(page, 2)
        page.reload()
        today.network.stop()
        page.goto(f"{TASKS}/{today.ids['task']}/contact")
        expect(page.get_by_role("heading", level=1)).to_have_text("Máy đang không có mạng")


def test_the_tasks_can_be_installed(browser: Browser, today: Scene) -> None:
    with a_window(browser, today, MINH) as page:
        page.goto(TASKS)
        devtools = page.context.new_cdp_session(page)
        manifest: dict[str, Any] = devtools.send("Page.getAppManifest")
        assert (manifest["errors"], manifest["url"].endswith("/tasks.webmanifest?lang=vi")) == ([], True)
        found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # A window of a test keeps nothing after it, so Chromium offers to install nothing in it; that is all it misses.
        assert [each["errorId"] for each in found if each["errorId"] != "in-incognito"] == []
