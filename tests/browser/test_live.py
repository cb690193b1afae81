"""The queue stays open in a window while things happen: rows change in place, with a stream, without one, and again."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request, Response, Route

from tests.browser.board import QUEUE, STREAM, open_board, row, was_never_reloaded
from tests.browser.town import HA, Town
from tests.browser.windows import DESK, a_window, expect
from tests.deployment.gateway import Gateway
from tests.flows.client import Client
from tests.flows.people import REQUESTS, Body, a_request, entered, mornings
from tools.browser import PATIENCE
from tools.cluster.certificates import issue

pytestmark = pytest.mark.xdist_group("browser")

TOLD = "[data-live-told]"
AWAY, RESTS = "Đang nối lại", "Tạm dừng"
UNCONFIRMED = "Chờ xác minh"
STREAMS, ROWS, COUNTS = f"**{STREAM}*", f"**{QUEUE}/*/row*", f"**{QUEUE}/counts*"
HALF_A_MINUTE, A_MINUTE = 30_000, 61_000
"""Milliseconds."""
OPEN = """([path, number]) => Promise.all(Array.from({length: number}, () => new Promise(
  open => { new EventSource(path).onmessage = open; }
)))"""
HIDDEN = """hidden => {
  Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""


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
        page.route(STREAMS, _only_questions)
        open_board(page)
        asked = somebody_asks(town, "Bùi Thị Na", "+84912000055")
        row(page, asked["reference"])
        with page.expect_response(_is_a_stream):
            page.unroute(STREAMS)
        streamed = somebody_asks(town, "Bùi Thị Mít", "+84912000056")
        row(page, streamed["reference"])
        assert was_never_reloaded(page)


def test_whoever_finds_no_seat_at_the_gateway_asks_instead(browser: Browser, town: Town, tmp_path: Path) -> None:
    behind = {"OUTREACH_VOLUNTEERS": urlsplit(town.origin).netloc, "OUTREACH_STREAMS_EACH": "1"}
    gateway = Gateway(tmp_path, behind)
    try:
        with (
            a_window(browser, town, "staff", width=DESK) as first,
            a_window(browser, town, "staff", width=DESK) as second,
        ):
            with first.expect_response(_is_a_stream):
                open_board(first, f"{gateway.address}{QUEUE}")
            with second.expect_response(lambda answer: _is_for_changes(answer.request)) as asked:
                open_board(second, f"{gateway.address}{QUEUE}")
            assert asked.value.status == 200
            expect(second.locator(TOLD)).to_contain_text(AWAY)
            slip = somebody_asks(town, "Bùi Thị Bưởi", "+84912000070")
            row(first, slip["reference"])
            row(second, slip["reference"])
            assert was_never_reloaded(second)
    finally:
        gateway.close()


def test_an_answer_that_never_comes_does_not_stop_the_board(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        page.route(ROWS, lambda _route: None, times=1)
        with page.expect_request(ROWS):
            lost = somebody_asks(town, "Bùi Thị Cam", "+84912000071")
        later = somebody_asks(town, "Bùi Thị Chanh", "+84912000072")
        row(page, lost["reference"])
        row(page, later["reference"])


def test_who_is_told_to_come_later_comes_later(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        page.route(ROWS, _too_many)
        page.route(COUNTS, _too_many)
        slip = somebody_asks(town, "Bùi Thị Quất", "+84912000073")
        expect(page.locator(TOLD)).to_contain_text(AWAY)  # it hears of what it cannot show
        with page.expect_response(lambda answer: answer.ok and urlsplit(answer.url).path == f"{QUEUE}/counts"):
            page.unroute(ROWS)
            page.unroute(COUNTS)
        row(page, slip["reference"])
        expect(page.locator(TOLD)).not_to_contain_text(AWAY)


def test_a_tab_that_nobody_looks_at_rests_and_is_read_anew_when_somebody_does(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        page.clock.install()
        open_board(page)
        page.evaluate(HIDDEN, True)
        page.clock.fast_forward(A_MINUTE)
        expect(page.locator(TOLD)).to_contain_text(RESTS)
        slip = somebody_asks(town, "Bùi Thị Khế", "+84912000074")
        with page.expect_request(_is_for_the_list):
            page.evaluate(HIDDEN, False)
        row(page, slip["reference"])
        expect(page.locator(TOLD)).not_to_contain_text(RESTS)
        assert was_never_reloaded(page)


def test_a_board_without_a_stream_is_read_anew_too_because_time_passes(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        page.clock.install()
        page.route(STREAMS, _only_questions)
        open_board(page)
        expect(page.locator(TOLD)).to_contain_text(AWAY)
        with page.expect_request(_is_for_the_list):
            for _ in range(6):
                with page.expect_request(_is_for_changes):
                    page.clock.fast_forward(HALF_A_MINUTE)


def test_what_could_not_be_had_before_a_rest_is_had_after_it(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "staff", width=DESK) as page:
        open_board(page)
        page.route(ROWS, lambda route: route.abort())
        with page.expect_request(ROWS):
            slip = somebody_asks(town, "Bùi Thị Dừa", "+84912000075")
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
        page.unroute(ROWS)
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        row(page, slip["reference"])


def test_encrypted_a_browser_may_have_many_boards_open(browser: Browser, tmp_path: Path) -> None:
    issue(tmp_path)
    gateway = Gateway(tmp_path, tls=True)
    office = browser.new_context(ignore_https_errors=True)
    office.set_default_timeout(PATIENCE)
    try:
        page = office.new_page()
        page.goto(f"{gateway.address}/healthz")
        page.evaluate(OPEN, [STREAM, 8])
        assert page.evaluate("path => fetch(path).then(answer => answer.status)", QUEUE) == 200
        assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2", "all share one"
    finally:
        office.close()
        gateway.close()


def _too_many(route: Route) -> None:
    route.fulfill(status=429, headers={"Retry-After": "1"})


def _is_for_changes(request: Request) -> bool:
    return request.resource_type == "fetch" and urlsplit(request.url).path == STREAM


def _is_for_the_list(request: Request) -> bool:
    return request.resource_type == "fetch" and urlsplit(request.url).path == QUEUE


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
        open_board(page, f"{QUEUE}?view=wall&topic=payments")  # there is but one page of it
        body = a_request("Bùi Thị Quýt", "+84912000059", mornings(town.network, 3, 4), topics=["payments"])
        asked = entered(town.staff, body)
        shown = row(page, asked["reference"])
        assert "Quýt" not in shown["text"]
        assert HA not in shown["text"]
