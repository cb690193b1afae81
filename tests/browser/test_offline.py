"""A volunteer at a door without a network: today's visit is on the phone, and gone once they have signed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browser.scene import Scene, session_of
from tests.browser.windows import PATIENCE, a_window, expect
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

pytestmark = pytest.mark.xdist_group("browser")

TASKS, MINH = "/volunteers/tasks", "Nguyễn Văn Minh"
HOME, PHONE = "số 12, ngõ 34 phố Đội Cấn", "tel:+84912000021"
KEPT = "() => caches.open('volunteers-today-1').then((store) => store.keys()).then((keys) => keys.length >= {n})"
NOTHING = "() => caches.has('volunteers-today-1').then((held) => !held)"


@pytest.fixture
def today(tmp_path: Path) -> Iterator[Scene]:
    """Minh visits Lan this morning; it is seven o'clock."""
    network = EmbeddedNetwork(tmp_path)
    try:
        network.run()
        staff = a_member_of_staff(network)
        minh = active_volunteers(network, staff, MINH)[MINH]
        slip = entered(staff, a_request("Nguyễn Thị Lan", "+84912000021", mornings(network, 2)))
        accepts(minh, slip)
        reaches(staff, slip, "scheduled")
        network.wake_up_at(network.day(2, 7))
        token = session_of(network, VOLUNTEERS[MINH])
        yield Scene(network, tokens={MINH: token}, codes={}, drafts={}, ids={"task": slip["id"]})
    finally:
        network.stop()


def until_kept(page: Page, pages: int) -> None:
    page.wait_for_function(KEPT.format(n=pages), timeout=PATIENCE)


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
        expect(page.get_by_text("Không có mạng: đây là bản máy này giữ lại")).to_be_visible()
        page.get_by_role("link", name="Xem việc").click()
        expect(page.get_by_text(re.compile("Mã hẹn của mình là ‘[^…]+’"))).to_be_visible()
        page.goto(f"{task}/contact")
        expect(page.locator(f'a[href="{PHONE}"]')).to_be_visible()
        page.goto(f"{TASKS}/availability")
        expect(page.get_by_role("heading", level=1)).to_have_text("Máy đang không có mạng")

        today.network.run()
        page.goto(TASKS)
        expect(page.get_by_text("Không có mạng: đây là bản máy này giữ lại")).to_be_hidden()
        page.get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url("**/")
        page.wait_for_function(NOTHING, timeout=PATIENCE)
        today.network.stop()
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            page.goto(task)


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
