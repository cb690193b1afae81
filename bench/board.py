"""The first page of the live board as ever more waits behind it, beside a bare list of as many rows.

Beside it stand the board of the whole city, a filter and a search that no index answers, and the other pages that staff
have before them all day, at the shortest queue and at the longest.

Each page is rendered by a web process of four threads while as many others ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial

from bench import network
from bench.callers import CONNECTIONS, get, timed, wait_until_served
from bench.load.figures import percentile
from bench.measure import Benchmark, Case, Comparison, Sample
from bench.posting import App
from bench.references import bare_list
from bench.servers import Servers
from bench.waiting import first_wards, let_wait, searched
from bench.workers import running
from shared.database import make_engine
from shared.web.cookies import SESSION
from tools.servers.ports import free_port

SIZES = (100, 1_000, 10_000, 100_000)
ENDS = (SIZES[0], SIZES[-1])
LOOKED = SIZES[-2:]
"""The queues in which is looked for what no index knows."""

GROUP, WARDS_OF_THE_GROUP = 5_000, 6
WARDS_OF_THE_CITY = 126
PAGES, FEW_PAGES = 400, 8
OTHERS = {"the day": "/today", "the numbers": "/dashboard"}
"""What else staff look at all day. These count all that is open, so they may cost more with more of it."""

ASKED_LESS = 4
"""They are asked for so many times less often."""

WARM_UP = 40
TINY = 100
"""For a try the queues are so many times as short."""

FLAT, TAIL = 2.0, 2.5
"""How many times as much a page may cost with a thousand times as much behind it: the middle one, the hundredth."""

RARE_TOPIC, STRANGER = "/queue?topic=ihanoi", "khong co ai"
"""What nobody in the queue asks for, and who did not: looking goes on as far as it ever does."""

P50, P99 = "p50 ms", "p99 ms"
PREFIX = "/volunteers"


@dataclass(frozen=True)
class Page:
    """An application, and the page of it that is asked for, as it goes over the wire."""

    app: App
    wire: bytes

    def beside(self, path: str) -> Page:
        """Another page of the same queue, for whoever asks for this one."""
        line = f"GET {self.app.path} ".encode()
        return replace(self, wire=self.wire.replace(line, f"GET {PREFIX}{path} ".encode()))


@dataclass(frozen=True)
class Queue:
    """Its board, and a search in it that finds nobody."""

    board: Page
    search: Page


@contextmanager
def prepare(servers: Servers, quick: bool) -> Iterator[list[Case]]:
    """A database for each length of the queue; only one web process runs at a time."""
    shrink, pages = (TINY, FEW_PAGES) if quick else (1, PAGES)
    with ExitStack() as opened:
        queues = {size: _of_one_ward(servers, opened, size // shrink) for size in SIZES}
        city = _of_the_city(servers, opened, SIZES[-1] // shrink)
        made = {
            **{_board(size): queue.board for size, queue in queues.items()},
            GROUP_BOARD: _of_a_group(servers, opened, GROUP // shrink).board,
            CITY_BOARD: city.board,
            **{_topic(size): queues[size].board.beside(RARE_TOPIC) for size in LOOKED},
            **{_search(size): queues[size].search for size in LOOKED},
            CITY_SEARCH: city.search,
            **{_bare(size): _bare_list(servers, opened, size // shrink) for size in ENDS},
        }
        others = {_other(name, size): queues[size].board.beside(path) for name, path in OTHERS.items() for size in ENDS}
        yield [
            *(Case(name, partial(_asked, servers, page, pages)) for name, page in made.items()),
            *(Case(name, partial(_asked, servers, page, pages // ASKED_LESS)) for name, page in others.items()),
        ]


def _board(size: int) -> str:
    return f"the board of a ward, {size:,} open"


def _bare(size: int) -> str:
    return f"bare list, {size:,} rows"


def _other(name: str, size: int) -> str:
    return f"{name} of a ward, {size:,} open"


def _topic(size: int) -> str:
    return f"a topic nobody asks for, {size:,} open"


def _search(size: int) -> str:
    return f"a search that finds nobody, {size:,} open"


def _level(ours: str, reference: str) -> Iterator[Comparison]:
    yield Comparison(ours, reference, P50, at_most=FLAT)
    yield Comparison(ours, reference, P99, at_most=TAIL)


GROUP_BOARD = f"the board of {WARDS_OF_THE_GROUP} wards, {GROUP:,} open"
CITY_BOARD = f"the board of the city, {SIZES[-1]:,} open"
CITY_SEARCH = f"a search in the city that finds nobody, {SIZES[-1]:,} open"

BENCHMARK = Benchmark(
    "board",
    f"The first page of the live board, {CONNECTIONS} asking at once",
    prepare,
    (
        *(each for size in SIZES[1:] for each in _level(_board(size), _board(SIZES[0]))),
        *_level(CITY_BOARD, _board(SIZES[-1])),
        *_level(_topic(LOOKED[-1]), _topic(LOOKED[0])),
        *_level(_search(LOOKED[-1]), _search(LOOKED[0])),
        *_level(CITY_SEARCH, _search(LOOKED[-1])),
        Comparison(_bare(SIZES[-1]), _bare(SIZES[0]), P50),
        Comparison(_board(SIZES[0]), _bare(SIZES[0]), P50),
        Comparison(_board(SIZES[-1]), _bare(SIZES[-1]), P50),
        Comparison(GROUP_BOARD, _board(1_000), P99, at_most=TAIL),
        *(Comparison(_other(name, SIZES[-1]), _other(name, SIZES[0]), P50) for name in OTHERS),
    ),
)


def _of_one_ward(servers: Servers, opened: ExitStack, number: int) -> Queue:
    return _queue(servers, opened, 1, number)


def _of_a_group(servers: Servers, opened: ExitStack, number: int) -> Queue:
    return _queue(servers, opened, WARDS_OF_THE_GROUP, number)


def _of_the_city(servers: Servers, opened: ExitStack, number: int) -> Queue:
    return _queue(servers, opened, WARDS_OF_THE_CITY, number, city=True)


def _queue(servers: Servers, opened: ExitStack, wards: int, number: int, *, city: bool = False) -> Queue:
    settings = network.on_postgres(servers, opened.enter_context(servers.database()))
    runtime = network.build(settings)["volunteers"]
    token = let_wait(runtime, first_wards(runtime, wards), number, city=city)
    found, cookies = searched(runtime, token, STRANGER, PREFIX)
    runtime.close()
    app = App("services.volunteers.app:create_app()", settings, f"{PREFIX}/queue", "/healthz")
    return Queue(_page(app, app.path, f"{SESSION.name}={token}"), _page(app, found, cookies))


def _page(app: App, path: str, cookies: str) -> Page:
    return Page(app, get(path, Cookie=cookies, X_Forwarded_Prefix=PREFIX, Accept="text/html"))


def _bare_list(servers: Servers, opened: ExitStack, number: int) -> Page:
    database = opened.enter_context(servers.database())
    engine = make_engine(database)
    bare_list.fill(engine, number)
    engine.dispose()
    settings: Mapping[str, str] = {bare_list.DATABASE: database}
    return Page(App("bench.references.bare_list:create_app()", settings, bare_list.PATH, "/"), get(bare_list.PATH))


def _asked(servers: Servers, page: Page, number: int) -> Sample:
    port = free_port()
    with running(servers.folder(), page.app.settings, *page.app.served(port, threads=CONNECTIONS)) as server:
        wait_until_served(server, port, page.app.alive)
        timed(port, [page.wire] * WARM_UP)
        taken = timed(port, [page.wire] * number)
    return {P50: 1000 * percentile(taken, 0.5), P99: 1000 * percentile(taken, 0.99)}
