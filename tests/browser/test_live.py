"""The queue stays open in a window while things happen: rows change in place, with a stream, without one, and again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Response, Route

from tests.browser.board import QUEUE, open_board, row, was_never_reloaded
from tests.browser.town import HA, Town
from tests.browser.windows import DESK, a_window, expect
from tests.flows.client import Client
from tests.flows.people import REQUESTS, Body, a_request, entered, mornings

pytestmark = pytest.mark.xdist_group("browser")

TOLD = "[data-live-told]"
AWAY = "Đang nối lại"
UNCONFIRMED = "Chờ xác minh"
STREAM = "**/api/v1/queue/stream*"


def somebody_asks(town: Town, name: str, phone: str) -> Body:
    """Staff have entered it; nobody in the ward can help with this, so that nothing else happens to it."""
    body = a_request(name, phone, mornings(town.network, 3, 4), topics=["ihanoi"])
    return entered(town.staff, body)


def solved(town: Town, slip: Body) -> None:
    town.staff.post(f"{REQUESTS}/{slip['id']}/solve-by-phone", expect=200)


def link_of(slip: Body) -> str:
    return f"#request-{slip['id']} a"


def test_a_row_changes_where_it_stands_and_what_has_the_focus_keeps_it(browser: Browser, town: Town) -> None:
    body = a_request("Bùi Thị Mơ", "+84912000051", mornings(town.network, 3), topics=["ihanoi"])
    first = Client(town.network).post(REQUESTS, body, expect=201)
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        page.locator(link_of(first)).first.focus()
        second = somebody_asks(town, "Bùi Thị Mận", "+84912000052")
        row(page, second["reference"])
        expect(page.locator(link_of(first)).first).to_be_focused()
        expect(page.locator(f"#request-{first['id']}")).to_contain_text(UNCONFIRMED)
        town.staff.post(f"{REQUESTS}/{first['id']}/verify", {"resident_agreed": True}, expect=200)
        expect(page.locator(f"#request-{first['id']}")).not_to_contain_text(UNCONFIRMED)
        expect(page.locator(link_of(first)).first).to_be_focused()
        solved(town, second)
        expect(page.locator(f"#request-{second['id']}")).to_have_count(0)
        assert was_never_reloaded(page)


def test_a_board_whose_server_is_started_again_tells_so_and_goes_on_without_a_reload(
    browser: Browser, town: Town
) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        here = somebody_asks(town, "Bùi Thị Đào", "+84912000053")
        row(page, here["reference"])
        town.network.stop()
        expect(page.locator(TOLD)).to_contain_text(AWAY)
        town.network.run()
        solved(town, here)
        meanwhile = somebody_asks(town, "Bùi Thị Lựu", "+84912000054")
        row(page, meanwhile["reference"])
        expect(page.locator(f"#request-{here['id']}")).to_have_count(0)
        expect(page.locator(TOLD)).not_to_contain_text(AWAY)
        assert was_never_reloaded(page)


def test_where_no_stream_gets_through_the_board_asks_and_takes_a_stream_again(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        page.route(STREAM, _only_questions)
        open_board(page)
        asked = somebody_asks(town, "Bùi Thị Na", "+84912000055")
        row(page, asked["reference"])
        with page.expect_response(_is_a_stream):
            page.unroute(STREAM)
        streamed = somebody_asks(town, "Bùi Thị Mít", "+84912000056")
        row(page, streamed["reference"])
        assert was_never_reloaded(page)


def _is_a_stream(answer: Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/event-stream")


def _only_questions(route: Route) -> None:
    """A line that lets nothing through which does not end."""
    if "text/event-stream" in route.request.headers.get("accept", ""):
        route.abort()
    else:
        route.continue_()


def test_a_filtered_board_takes_in_what_fits_and_nothing_else(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page, f"{QUEUE}?topic=ihanoi")
        other = entered(
            town.staff, a_request("Bùi Thị Lê", "+84912000057", mornings(town.network, 3), topics=["payments"])
        )
        fits = somebody_asks(town, "Bùi Thị Ổi", "+84912000058")
        row(page, fits["reference"])
        expect(page.locator(f"#request-{other['id']}")).to_have_count(0)


def test_the_wall_shows_it_too_without_a_name(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page, f"{QUEUE}?view=wall")
        asked = somebody_asks(town, "Bùi Thị Quýt", "+84912000059")
        shown = row(page, asked["reference"])
        assert "Quýt" not in shown["text"]
        assert HA not in shown["text"]
