"""The queue on a wall: a screen of requests at a time, and no way from it to anybody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from werkzeug.test import TestResponse

from services.volunteers.pages.desk.board import WALL_ROWS
from tests.integration.desk_window import QUEUE, rows_of, said_to_script
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

WALL = f"{QUEUE}?view=wall"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def test_the_wall_leads_to_no_page_that_names_anybody(office: Office) -> None:
    request_id = office.entered()["id"]
    window, me = window_of(office.staff), office.staff.get("/me").json["name"]
    here = f"{QUEUE}?ward={BA_DINH}&view=wall"
    wall = window.get(here)
    parts = [window.get(said_to_script(wall, "counts")), window.get(f"{QUEUE}/{request_id}/row?view=wall")]
    assert me in window.get(QUEUE).text
    assert me not in wall.text
    found = {unquote(way) for page in (wall, *parts) for way in re.findall(r' href="([^"]*)"', page.text)}
    ways = {way.replace("&amp;", "&") for way in found if not way.startswith(("/static/", "#"))}
    assert ways == {here, f"{here}&lang=en", f"/volunteers/sign-in?next={here}"}
    assert "<form" not in wall.text


def test_the_wall_has_pages_of_a_screen_and_the_last_leads_to_the_first(office: Office) -> None:
    made = [office.entered()["id"] for _ in range(WALL_ROWS + 1)]
    window = window_of(office.staff)
    first = window.get(WALL)
    assert rows_of(first) == made[:WALL_ROWS]
    last = window.get(_turned(first))
    assert rows_of(last) == made[WALL_ROWS:]
    assert (_turned(last), "Về đầu danh sách" in last.text) == (WALL, True)
    office.staff.post(f"/requests/{made[-1]}/close", {"reason": "no_answer"})
    assert re.search(r"<a [^>]*data-turn [^>]* hidden>", window.get(WALL).text), "one page alone is not turned"
    assert _turned(window.get(_turned(first))) == WALL, "nor does one stay where nothing is left"


def _turned(page: TestResponse) -> str:
    found = re.search(r'<a [^>]*data-turn href="([^"]*)"', page.text)
    assert found, page.text
    return found[1].replace("&amp;", "&")
