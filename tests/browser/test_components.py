"""Every component of the kit, empty and with errors, can be used by everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.gallery import a_gallery
from tests.browser.keyboard import walk
from tests.browser.looking import Watch, look
from tools.browser import PATIENCE

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    with a_gallery() as address:
        yield address


@pytest.mark.parametrize("contrast", ["no-preference", "more"])
@pytest.mark.parametrize("page", ["", "wrong"])
def test_components_can_be_used_by_everybody(browser: Browser, gallery: str, page: str, contrast: str) -> None:
    context = browser.new_context(contrast=contrast, reduced_motion="reduce")  # type: ignore[arg-type] # literals
    context.set_default_timeout(PATIENCE)
    window = context.new_page()
    watch = Watch(window)
    window.goto(f"{gallery}{page}")
    assert walk(window) == []
    look(window, watch)
    context.close()


@pytest.mark.parametrize("page", ["", "wrong"])
def test_who_has_colours_of_their_own_sees_where_the_focus_is(browser: Browser, gallery: str, page: str) -> None:
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    window = context.new_page()
    window.goto(f"{gallery}{page}")
    assert walk(window) == []
    context.close()


def test_the_summary_leads_to_the_field(browser: Browser, gallery: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    window = context.new_page()
    window.goto(f"{gallery}wrong")
    assert window.title().startswith("Lỗi: ")
    window.get_by_role("alert").get_by_role("link").nth(5).click()
    assert window.locator("#who").evaluate("each => each === document.querySelector(':target')")
    context.close()
