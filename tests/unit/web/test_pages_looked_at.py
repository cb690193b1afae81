"""No page is left out where pages are looked at in a browser: what there is, the services themselves say."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from shared.config import Environment
from shared.contracts import OWNERS
from shared.web.pages import Pages
from shared.web.pages.operations import operation_pages
from tests.browser.pages import PAGES, Look

PARTS: Mapping[str, str] = {
    "/volunteers/queue/<uuid:request_id>/row": "a row that the board takes in while it is open",
    "/volunteers/queue/counts": "the numbers above the board, taken in likewise",
    "/sessions/appointments/<uuid:appointment_id>/fragment": "a box on the pages of the request and of the task",
    "/sessions/agenda/fragment": "a box on the page of the day",
    "/notifications/calls/fragment": "a box on the page of the day",
    "/notifications/messages/fragment": "a box on the page of the request",
    "/volunteers/wards/<code>/poster.svg": "a picture to print",
    "/sessions/appointments/<uuid:appointment_id>/code.svg": "a picture on the page of the task",
    "/volunteers/tasks.webmanifest": "what a telephone reads that installs the page of tasks",
    "/volunteers/worker.js": "a script",
}
"""What is no page by itself, and why: whatever shows it is looked at."""

SOMETHING = ("00000000-0000-4000-8000-000000000000", "4-26-017")
"""What may stand in an address for a thing: its id, or the number of a request."""


class Route(NamedTuple):
    service: str
    rule: str

    def __str__(self) -> str:
        return f"/{self.service}{self.rule}".rstrip("/") or "/"


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Flask]:
    """The three applications; their databases are never opened."""
    return {name: _app(name, Environment({"OUTREACH_DATA_DIR": str(tmp_path_factory.mktemp(name))})) for name in OWNERS}


def test_every_page_there_is_is_looked_at_or_is_said_to_be_part_of_another(apps: dict[str, Flask]) -> None:
    seen = {str(route) for look in PAGES if (route := _route_of(apps, look))}
    pages = {str(route) for route in _own_pages(apps)}
    assert sorted(pages - seen - set(PARTS)) == []


def test_what_is_said_to_be_part_of_another_page_is_there_and_is_not_looked_at(apps: dict[str, Flask]) -> None:
    seen = {str(route) for look in PAGES if (route := _route_of(apps, look))}
    assert sorted(set(PARTS) - {str(route) for route in _own_pages(apps)}) == []
    assert sorted(set(PARTS) & seen) == []


def test_what_every_service_has_is_looked_at_in_one_of_them(apps: dict[str, Flask]) -> None:
    seen = {route.rule for look in PAGES if (route := _route_of(apps, look))}
    assert sorted({route.rule for route in _pages(apps, of_all=True)} - seen) == []


def test_no_look_is_at_a_page_there_is_not(apps: dict[str, Flask]) -> None:
    assert [str(look) for look in PAGES if _route_of(apps, look) is None and look.status != 404] == []


def _app(service: str, environment: Environment) -> Flask:
    config, bootstrap, app = (
        importlib.import_module(f"services.{service}.{part}") for part in ("config", "bootstrap", "app")
    )
    made: Flask = app.create_app(bootstrap.build(config.Config.read(environment)))
    return made


def _own_pages(apps: dict[str, Flask]) -> set[Route]:
    return _pages(apps, of_all=False)


def _pages(apps: dict[str, Flask], *, of_all: bool) -> set[Route]:
    """What pages answer to GET: those of the kit that every service has, or a service's own."""
    return {
        Route(service, rule.rule)
        for service, app in apps.items()
        for rule in app.url_map.iter_rules()
        if isinstance(group := app.blueprints.get(rule.endpoint.partition(".")[0]), Pages)
        and "GET" in (rule.methods or ())
        and (group.name == operation_pages.name) is of_all
    }


def _route_of(apps: dict[str, Flask], look: Look) -> Route | None:
    """Which page a look comes to."""
    service, _, rest = urlsplit(look.path).path.lstrip("/").partition("/")
    routes = apps[service or "volunteers"].url_map.bind("localhost")
    for each in SOMETHING:
        named: defaultdict[str, str] = defaultdict(partial(str, each))
        try:
            rule, _ = routes.match("/" + rest.format_map(named), "GET", return_rule=True)
        except NotFound:
            continue
        return Route(service or "volunteers", rule.rule)
    return None
