"""The other language is one press away on every page, also on one that tells what is wrong."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from tests.integration.desk_window import deed
from tests.integration.help_window import HELP
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("language")
    with volunteers_on(f"sqlite:///{folder / 'volunteers.sqlite'}", folder) as office:
        yield office


@pytest.fixture
def window(office: Office) -> Window:
    return Window(office.anyone.client.application.test_client(), "/volunteers")


def other_language(page: TestResponse) -> str:
    """Where the link to the other language leads."""
    found = re.search(r'href="([^"]*)" hreflang', page.text)
    assert found, page.text
    return html.unescape(found[1])


@pytest.mark.parametrize(
    ("sent_to", "form", "leads_to"),
    [
        (f"{HELP}/call-back", {"phone": "091"}, HELP),
        (f"{HELP}/who", {}, f"{HELP}/who"),
        (f"{HELP}/phone?from=check", {}, f"{HELP}/phone"),
        (f"{HELP}/look", {"reference": "4-25-001", "phone": "0912000099"}, f"{HELP}/look"),
        ("/volunteers/join", {}, "/volunteers/join"),
        ("/volunteers/sign-in", {"phone": "1"}, "/volunteers/sign-in"),
    ],
)
def test_after_an_error_the_other_language_opens_the_page_with_the_form(
    window: Window, sent_to: str, form: dict[str, str], leads_to: str
) -> None:
    refused = window.post(sent_to, form)
    assert refused.status_code == 422
    link = other_language(refused)
    assert link.partition("?")[0] == leads_to
    page = window.get(link)
    assert (page.status_code, page.headers["Content-Language"]) == (200, "en")


def test_what_a_form_answered_is_told_in_the_other_language_too(office: Office, window: Window) -> None:
    slip = office.entered()
    told = window.post(f"{HELP}/look", {"reference": slip["reference"], "phone": "0912 000 003"})
    assert (told.status_code, "Đang tìm người giúp" in told.text) == (200, True)
    again = {name: hidden(told, name) for name in ("reference", "phone")}
    english = window.post(f"{HELP}/look?lang=en", again)
    assert f'action="{HELP}/look?lang=en"' in told.text
    assert (english.status_code, "Looking for a helper" in english.text) == (200, True)
    assert f'action="{HELP}/look?lang=vi"' in english.text


def test_a_machine_that_was_set_to_english_opens_in_vietnamese_and_its_programs_in_english(window: Window) -> None:
    page = window.get(HELP, **{"Accept-Language": "en-US,en;q=0.9"})
    assert page.headers["Content-Language"] == "vi"
    assert "Tôi cần người giúp" in page.text
    refused = window.get("/volunteers/api/v1/me", **{"Accept-Language": "en-US,en;q=0.9"})
    assert refused.headers["Content-Language"] == "en"


def test_a_page_of_the_desk_that_refuses_keeps_its_way_to_the_other_language(office: Office, window: Window) -> None:
    staff = office.with_post("staff", (BA_DINH,), "+84912000001")
    slip = office.entered()
    window.client.set_cookie("outreach_session", (staff.authorization or "").removeprefix("Bearer "))
    refused = deed(window, slip["id"], "refer")
    assert refused.status_code == 422
    page = window.get(other_language(refused))
    assert (page.status_code, page.headers["Content-Language"]) == (200, "en")


def test_the_language_that_was_chosen_goes_along_when_a_page_leads_on(window: Window) -> None:
    led_on = window.get(f"{HELP}/check?lang=en")
    assert led_on.status_code == 303
    assert window.follow(led_on).headers["Content-Language"] == "en"


@pytest.mark.parametrize("word", ["call-back", "leave", "again", "x", "4-25", "4-25-1x"])
def test_a_word_that_is_no_number_of_a_slip_is_no_page(window: Window, word: str) -> None:
    assert window.get(f"{HELP}/{word}").status_code in (404, 405)
