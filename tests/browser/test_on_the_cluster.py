"""In the production shape, through nginx: the whole story, a service that is away, a broker that is started again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import story
from tests.browser.board import open_board, row, was_never_reloaded
from tests.browser.form import press
from tests.browser.town import HA, MINH, RULES, Town, peopled
from tests.browser.windows import DESK, a_window, expect
from tests.flows.clustered import clustered_network
from tests.flows.people import Body, a_request, accepts, entered, first_asked, mornings, reaches
from tools.cluster import Cluster
from tools.waiting import until

pytestmark = pytest.mark.xdist_group("cluster")

OF_SESSIONS = re.compile("^/sessions/appointments/")
FRAGMENT = ".fragment[hx-get^='/sessions/']"
SESSIONS = ("sessions-web", "sessions-worker")


@pytest.fixture(scope="module")
def town(shared_cluster: Cluster) -> Iterator[Town]:
    """The people of a ward whose network is many processes; at the end it is forgotten."""
    yield peopled(clustered_network(shared_cluster, RULES))
    shared_cluster.forget()


@pytest.mark.parametrize(
    ("script", "name", "phone"), [(True, "Lê Thị Hòa", "0912000063"), (False, "Lê Thị Huệ", "0912000064")]
)
def test_from_the_first_question_to_the_board_that_says_done(
    browser: Browser, town: Town, script: bool, name: str, phone: str
) -> None:
    story.tell(browser, town, name, phone, script=script)


def test_staff_work_on_while_sessions_is_away(browser: Browser, town: Town, shared_cluster: Cluster) -> None:
    slip = _scheduled(town, "Lê Thị Hoài", "+84912000065")
    with a_window(browser, town, "staff", width=DESK) as page:
        page.goto(f"/volunteers/queue/{slip['id']}")
        _tells_of_the_visit(page)
        with _away(shared_cluster, *SESSIONS):
            page.reload()
            fragment = page.locator(FRAGMENT)
            expect(fragment.get_by_role("link")).to_have_attribute("href", OF_SESSIONS)
            expect(fragment.locator("p").first).not_to_be_empty()
            asked = a_request("Lê Thị Hằng", "+84912000066", mornings(town.network, 5), topics=["ai"])
            solved = entered(town.staff, asked)
            first_asked(town.staff, solved)
            page.goto(f"/volunteers/queue/{solved['id']}")
            page.get_by_text("Giúp qua điện thoại").first.click()
            press(page, "Giúp qua điện thoại")
            expect(page.get_by_role("status")).to_contain_text("xong qua điện thoại")
        page.goto(f"/volunteers/queue/{slip['id']}")
        _tells_of_the_visit(page)


def test_a_board_goes_on_while_the_broker_is_started_again(
    browser: Browser, town: Town, shared_cluster: Cluster
) -> None:
    (broker,) = shared_cluster.rabbits
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        broker.stop()
        slip = entered(town.staff, a_request("Lê Thị Hoa", "+84912000067", mornings(town.network, 6)))
        row(page, slip["reference"])
        accepts(town.volunteers[HA], slip)
        row(page, slip["reference"], "Đã có người nhận")  # sessions has not heard of it yet
        broker.start()
        row(page, slip["reference"], "Đã xếp lịch")
        assert was_never_reloaded(page)


def test_a_board_goes_on_while_its_worker_is_started_again(
    browser: Browser, town: Town, shared_cluster: Cluster
) -> None:
    worker = shared_cluster.processes["volunteers-worker"]
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        worker.stop()
        asked = a_request("Lê Thị Hương", "+84912000069", mornings(town.network, 6), topics=["video_calls"])
        slip = entered(town.staff, asked)
        row(page, slip["reference"])
        worker.start()
        accepts(town.volunteers[MINH], slip)  # whom nobody but the worker asks
        row(page, slip["reference"], "Đã xếp lịch")
        assert was_never_reloaded(page)


def test_a_board_goes_on_while_the_database_is_started_again(
    browser: Browser, town: Town, shared_cluster: Cluster
) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        shared_cluster.postgres.stop()
        shared_cluster.postgres.start()
        until(shared_cluster.processes["volunteers-web"].is_ready)
        slip = entered(town.staff, a_request("Lê Thị Hưởng", "+84912000070", mornings(town.network, 6), topics=["ai"]))
        row(page, slip["reference"])
        assert was_never_reloaded(page)


def test_a_board_goes_on_while_its_web_process_is_started_again(
    browser: Browser, town: Town, shared_cluster: Cluster
) -> None:
    web = shared_cluster.processes["volunteers-web"]
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        restarts = web.restarts
        web.kill()
        until(lambda: web.restarts > restarts and web.is_ready())
        slip = entered(town.staff, a_request("Lê Thị Hường", "+84912000068", mornings(town.network, 6), topics=["ai"]))
        row(page, slip["reference"])
        assert was_never_reloaded(page)


def _scheduled(town: Town, name: str, phone: str) -> Body:
    slip = entered(town.staff, a_request(name, phone, mornings(town.network, 4)))
    accepts(town.volunteers[HA], slip)
    reaches(town.staff, slip, "scheduled")
    return slip


def _tells_of_the_visit(page: Page) -> None:
    """What sessions knows stands where the sentence was."""
    expect(page.locator(FRAGMENT)).to_contain_text(HA)


@contextmanager
def _away(cluster: Cluster, *names: str) -> Iterator[None]:
    """These processes are stopped meanwhile, and ready again afterwards, for the tests that follow too."""
    for name in names:
        cluster.processes[name].stop()
    try:
        yield
    finally:
        for name in names:
            cluster.processes[name].start()
        until(lambda: all(cluster.processes[name].is_ready() for name in names))
