"""Until a resident reads the first question of the form: an old phone, a slow line, everything through the gateway.

Beside it stands a bare page with the same words and nothing else, sent by the same gateway in the same round. Chromium
slows both down (:data:`KBIT` kbit/s, :data:`RTT` ms for each round trip, a processor :data:`SLOWER` times as slow), and
each load is a first visit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from html import escape
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page

from bench.measure import Benchmark, Case, Comparison, Sample
from bench.servers import Servers
from tools.browser import PATIENCE, a_browser
from tools.cluster import Cluster
from tools.waiting import until

KBIT, RTT, SLOWER = 400, 400, 4
PHONE = {"width": 390, "height": 844}
LOADS, FEW_LOADS = 7, 1
FORM, BARE_PAGE = "/volunteers/help", "/static/bare.html"
QUESTION = "[name=who]"

SHOWN, WEIGHT = "ms until the question is read", "kB over the wire"
OURS, BARE = "the form", "bare HTML with the same text"

NEEDED = ("postgres", "rabbitmq", "volunteers-web", "gateway")
"""Containers that run, and every migrate."""

# The words are all there once the page is parsed, and are read once it is painted.
PAINTED = """() => {
  const [painted] = performance.getEntriesByName('first-contentful-paint');
  const [visit] = performance.getEntriesByType('navigation');
  return painted ? Math.max(painted.startTime, visit.domInteractive) : null;
}"""


@contextmanager
def prepare(servers: Servers, quick: bool) -> Iterator[list[Case]]:
    """The gateway with the pages behind it, and a browser; both pages are opened once before the clock starts."""
    loads = FEW_LOADS if quick else LOADS
    with ExitStack() as opened:
        cluster = opened.enter_context(_gateway(servers))
        browser = opened.enter_context(a_browser())
        text = _words_of(browser, f"{cluster.address}{FORM}")
        (cluster.folder / "files" / BARE_PAGE.lstrip("/")).write_text(_bare(text), encoding="utf-8")
        pages = {OURS: FORM, BARE: BARE_PAGE}
        yield [Case(name, partial(_read, browser, cluster.address, path, loads)) for name, path in pages.items()]


BENCHMARK = Benchmark(
    "first-question",
    f"The first question of the form at {KBIT} kbit/s, {RTT} ms round trip and {SLOWER}× CPU slowdown in Chromium",
    prepare,
    (Comparison(OURS, BARE, SHOWN, at_most=2.5), Comparison(OURS, BARE, WEIGHT)),
)


@contextmanager
def _gateway(servers: Servers) -> Iterator[Cluster]:
    """The production shape, as far as it answers for the form."""
    folder = servers.folder()
    folder.chmod(0o755)  # PostgreSQL runs as a user of its own
    cluster = Cluster.prepare(folder, durable=False)
    try:
        needed = [*NEEDED, *cluster.migrates]
        cluster.start(without=[name for name in cluster.containers if name not in needed])
        yield cluster
    finally:
        cluster.remove()


def _words_of(browser: Browser, address: str) -> list[str]:
    """What the form's first page says, line by line."""
    with _window(browser) as page:
        page.goto(address, timeout=PATIENCE)
        assert page.locator(QUESTION).count(), f"{address} asks no question"
        return [line for line in page.locator("body").inner_text().splitlines() if line.strip()]


def _bare(lines: list[str]) -> str:
    words = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bare</title>'
    return f'<!doctype html>\n<html lang="vi">{head}\n{words}\n</html>\n'


def _read(browser: Browser, address: str, path: str, loads: int) -> Sample:
    """The middle one of several first visits."""
    visits = [_visit(browser, address, path) for _ in range(loads)]
    return {measure: median(visit[measure] for visit in visits) for measure in (SHOWN, WEIGHT)}


def _visit(browser: Browser, address: str, path: str) -> Sample:
    with _window(browser) as page:
        page.goto(f"{address}/healthz", timeout=PATIENCE)  # the process that shows this origin has started
        session = page.context.new_cdp_session(page)
        heard = _slowed(session)
        page.goto(f"{address}{path}", wait_until="networkidle", timeout=PATIENCE)
        shown = until(lambda: page.evaluate(PAINTED))
        return {SHOWN: float(shown), WEIGHT: sum(heard) / 1000}


def _slowed(session: CDPSession) -> list[float]:
    """From now on everything is slow; the bytes of each answer as they come over the wire, heads included."""
    heard: list[float] = []
    session.on("Network.loadingFinished", lambda told: heard.append(told["encodedDataLength"]))
    session.send("Network.enable")
    speed = KBIT * 1000 / 8
    line = {"offline": False, "latency": RTT, "downloadThroughput": speed, "uploadThroughput": speed}
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return heard


@contextmanager
def _window(browser: Browser) -> Iterator[Page]:
    """Somebody who was never here before."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type] # a TypedDict of theirs
    try:
        yield context.new_page()
    finally:
        context.close()
