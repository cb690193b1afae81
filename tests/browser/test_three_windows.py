"""Three people, three windows, one process; ``test_on_the_cluster.py`` tells the same through nginx."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import story
from tests.browser.town import Town

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(
    ("script", "name", "phone"), [(True, "Lê Thị Hiền", "0912000061"), (False, "Lê Thị Hậu", "0912000062")]
)
def test_from_the_first_question_to_the_board_that_says_done(
    browser: Browser, town: Town, script: bool, name: str, phone: str
) -> None:
    story.tell(browser, town, name, phone, script=script)
