"""Pages: who may see them, what is sent from where, and that nothing is done twice or by halves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from shared.clock import ManualClock
from shared.web import make_app
from shared.web.api import AccessMissing
from shared.web.origin import PUBLIC_URL
from shared.web.pages import Pages, own_path, see_other
from shared.web.pages.rendering import PAGES_POLICY
from shared.web.tokens import Post, Verifier
from tests.kit.lending import a_library
from tests.kit.windows import Window, hidden
from tests.unit.web.library import BA_DINH, BOOKS, LAN, Library, a_library_app
from tests.unit.web.reading_room import pages

CODE = "k7wq3m9xz2pd5tvc"
HASH = hashlib.sha256(CODE.encode()).hexdigest()
ME = "/api/v1/me"
FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://example.org"}


@pytest.fixture
def room(tmp_path: Path, clock: ManualClock) -> Iterator[Library]:
    made = a_library_app(f"sqlite:///{tmp_path / 'library.sqlite'}", tmp_path, clock, pages=[pages])
    yield made
    made.runtime.stop()


@pytest.fixture
def window(room: Library) -> Window:
    return Window(room.client)


def sign_in(room: Library, role: str | None = "staff", prefix: str = "") -> None:
    posts = [] if role is None else [Post(role, frozenset({BA_DINH}))]
    room.client.set_cookie(f"{prefix}outreach_session", room.issuer.issue(LAN, posts)[0])


def follow_a_link(room: Library) -> None:
    room.client.set_cookie("outreach_tracking", CODE)


def test_a_page_loads_nothing_from_elsewhere_and_is_kept_by_nobody(window: Window) -> None:
    page = window.get("/buy")
    assert page.status_code == 200
    assert page.headers["Content-Security-Policy"] == PAGES_POLICY
    assert "unsafe" not in PAGES_POLICY
    assert page.headers["Cache-Control"] == "no-store"
    assert "Cookie" in page.vary


def test_a_browser_is_not_told_to_hide_where_its_forms_come_from(window: Window) -> None:
    """With ``no-referrer`` it would send ``Origin: null``, and its own forms would be refused."""
    assert window.get("/buy").headers["Referrer-Policy"] == "same-origin"


def test_a_page_that_does_not_say_who_may_see_it_keeps_the_app_from_starting(tmp_path: Path) -> None:
    careless = Pages("careless", __name__)
    careless.get("/secret")(lambda: "")
    runtime = a_library(f"sqlite:///{tmp_path / 'library.sqlite'}", tmp_path)
    with pytest.raises(AccessMissing):
        make_app(runtime, [], pages=[careless], title="Library", verifier=Verifier(None, runtime.clock))  # type: ignore[arg-type] # nobody signs in
    runtime.stop()


def test_pages_are_no_operations_of_the_api(room: Library) -> None:
    document = room.client.get("/api/openapi.json").json
    assert not [path for path in document["paths"] if not path.startswith("/api/v1/")]


# Who may


def test_who_is_not_signed_in_is_led_to_it_and_back(window: Window) -> None:
    answer = window.get("/cellar?q=lan")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/volunteers/sign-in?next=/cellar")


def test_the_way_back_stands_under_the_services_prefix(room: Library) -> None:
    answer = Window(room.client, "/library").get("/library/cellar")
    assert answer.headers["Location"] == "/volunteers/sign-in?next=/library/cellar"


@pytest.mark.parametrize(
    ("path", "address"),
    [("/mine/given-back", "/volunteers/sign-in"), ("/buy", None)],
    ids=["nothing to look at", "for anyone"],
)
def test_a_form_of_somebody_who_is_signed_out_leads_to_the_sign_in(
    window: Window, path: str, address: str | None
) -> None:
    assert window.post(path).headers.get("Location") == address


def test_a_part_of_a_page_that_a_script_asks_for_makes_it_leave_the_page(window: Window) -> None:
    answer = window.get("/cellar", **{"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/volunteers/sign-in?next=/cellar")


def test_staff_are_let_in_by_their_cookie(room: Library, window: Window) -> None:
    sign_in(room)
    assert window.get("/cellar").status_code == 200


def test_who_has_another_post_is_told_whose_page_it_is(room: Library, window: Window) -> None:
    sign_in(room, "volunteer")
    answer = window.get("/cellar")
    assert (answer.status_code, answer.mimetype) == (403, "text/html")
    assert "Việc này dành cho cán bộ phường, xã." in answer.text


def test_pages_do_not_look_at_authorization(room: Library, window: Window) -> None:
    assert window.get("/cellar", **room.token()).status_code == 303


def test_who_opened_a_link_is_known_by_its_code_and_whoever_signed_in_too_is_both(
    room: Library, window: Window
) -> None:
    follow_a_link(room)
    assert window.get("/mine").json == {"person": None, "hashes": [HASH]}
    sign_in(room, None)
    assert window.get("/mine").json == {"person": LAN, "hashes": [HASH]}


@pytest.mark.parametrize("session", ["", "x", "a.b.c", "mine for ever"])
def test_a_session_that_does_not_count_is_nobody_and_is_forgotten(room: Library, window: Window, session: str) -> None:
    room.client.set_cookie("outreach_session", session)
    assert window.get("/buy").status_code == 200
    assert window.get("/cellar").status_code == 303
    assert not window.cookie("outreach_session")


def test_after_twelve_hours_one_is_signed_out(room: Library, window: Window, clock: ManualClock) -> None:
    sign_in(room)
    clock.advance(timedelta(hours=12))
    assert window.get("/cellar").status_code == 303
    assert window.cookie("outreach_session") is None


@pytest.mark.parametrize(
    "address",
    [
        "//example.org",
        "/\\example.org",
        "\\\\example.org",
        "https://example.org",
        "javascript:alert(1)",
        "example.org",
        "/\t/example.org",
        "/\n/example.org",
        " /x",
        "",
        "/" + "x" * 600,
    ],
)
def test_nobody_is_led_elsewhere(address: str) -> None:
    assert own_path(address) is None


@pytest.mark.parametrize("address", ["/", "/volunteers/queue", "/volunteers/help/BD-26-0012?tab=1"])
def test_a_path_of_ours_is_kept(address: str) -> None:
    assert own_path(address) == address


@pytest.mark.parametrize("address", ["//example.org", "https://example.org", "bought"])
def test_a_page_only_leads_to_paths_of_this_origin(room: Library, address: str) -> None:
    with room.app.test_request_context(), pytest.raises(ValueError):
        see_other(address)


# From where


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "", "Origin": "http://localhost:8000"},
    ],
    ids=["fetch metadata", "the person themselves", "the host that was asked", "the public address"],
)
def test_a_form_of_ours_is_taken(room: Library, window: Window, headers: dict[str, str]) -> None:
    assert window.post("/buy", {"title": "Dế mèn"}, **headers).status_code == 303
    assert room.titles() == ["Dế mèn"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "", "Origin": "https://example.org"},
        {"Sec-Fetch-Site": "", "Origin": "https://localhost"},
        {"Sec-Fetch-Site": "", "Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "", "Origin": "http://localhost.example.org"},
        {"Sec-Fetch-Site": "", "Origin": "null"},
        {"Sec-Fetch-Site": "", "Origin": "http://[::"},
        {"Sec-Fetch-Site": ""},
    ],
)
def test_a_form_from_elsewhere_is_refused(room: Library, window: Window, headers: dict[str, str]) -> None:
    answer = window.post("/buy", {"title": "Dế mèn"}, **headers)
    assert (answer.status_code, answer.mimetype) == (403, "text/html")
    assert "nơi khác gửi đến" in answer.text
    assert room.titles() == []


def test_who_comes_by_a_link_from_elsewhere_may_look(window: Window) -> None:
    assert window.get("/buy", **FROM_ELSEWHERE).status_code == 200


@pytest.mark.parametrize("known", [sign_in, follow_a_link])
def test_the_api_knows_the_cookies_of_the_pages(room: Library, known: Callable[[Library], None]) -> None:
    known(room)
    assert room.client.get(ME).status_code == 200


def test_what_is_in_authorization_comes_before_the_cookies(room: Library) -> None:
    sign_in(room, "volunteer")
    follow_a_link(room)
    assert room.client.get(ME, headers=room.token(None, person=LAN)).json["hashes"] == []


def test_a_call_of_the_api_by_cookie_must_come_from_a_page_of_ours(room: Library) -> None:
    sign_in(room)
    assert room.buy(**FROM_ELSEWHERE).status_code == 403
    assert room.buy().status_code == 403
    assert room.buy(**{"Sec-Fetch-Site": "same-origin"}).status_code == 201


def test_a_call_of_the_api_with_a_token_or_by_nobody_may_come_from_anywhere(room: Library) -> None:
    assert room.buy(**FROM_ELSEWHERE).status_code == 201
    sign_in(room)
    assert room.buy(**FROM_ELSEWHERE, **room.token()).status_code == 201


def test_a_session_that_does_not_count_is_told_to_the_api(room: Library) -> None:
    room.client.set_cookie("outreach_session", "a.b.c")
    assert room.client.get(ME).status_code == 401


def test_behind_https_only_cookies_of_this_very_host_count(room: Library, window: Window) -> None:
    room.app.config[PUBLIC_URL] = "https://binhdan.example"
    sign_in(room)
    assert window.get("/cellar").status_code == 303
    sign_in(room, prefix="__Host-")
    assert window.get("/cellar").status_code == 200


# What is done


def test_what_is_sent_is_done_and_shown_by_another_page(room: Library, window: Window) -> None:
    answer = window.post("/buy", {"title": "Dế mèn"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/bought")
    assert "Dế mèn" in window.follow(answer).text


def test_a_form_with_something_wrong_is_shown_again_with_what_was_typed(room: Library, window: Window) -> None:
    answer = window.post("/buy", {"title": "Dế mèn phiêu lưu ký"})
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert 'value="Dế mèn phiêu lưu ký"' in answer.text
    assert "Ghi nhiều nhất 10 ký tự." in answer.text
    assert "<title>Lỗi: " in answer.text
    assert room.titles() == []


def test_a_form_sent_twice_does_its_work_once_and_is_answered_alike(room: Library, window: Window) -> None:
    form = {"title": "Dế mèn", "once": hidden(window.get("/buy"), "once")}
    first, second = window.post("/buy", form), window.post("/buy", form)
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert room.titles() == ["Dế mèn"]


def test_who_goes_back_and_sends_something_else_has_sent_two_things(room: Library, window: Window) -> None:
    once = hidden(window.get("/buy"), "once")
    for title in ("Dế mèn", "Kiều"):
        assert window.post("/buy", {"title": title, "once": once}).status_code == 303
    assert room.titles() == ["Dế mèn", "Kiều"]


def test_two_forms_are_two_deeds_also_when_they_say_the_same(room: Library, window: Window) -> None:
    for _ in range(2):
        window.post("/buy", {"title": "Kiều", "once": hidden(window.get("/buy"), "once")})
    assert room.titles() == ["Kiều", "Kiều"]


def test_a_form_that_was_wrong_may_be_sent_again_with_its_key(room: Library, window: Window) -> None:
    once = hidden(window.get("/buy"), "once")
    assert window.post("/buy", {"title": "", "once": once}).status_code == 422
    assert window.post("/buy", {"title": "Kiều", "once": once}).status_code == 303
    assert window.post("/buy", {"title": "", "once": once}).status_code == 422


def test_what_is_refused_is_undone_unless_it_must_count(room: Library, window: Window) -> None:
    assert window.post("/refused").status_code == 422
    assert room.titles() == []
    assert window.post("/refused", {"keep": "1"}).status_code == 422
    assert room.titles() == ["half done"]


def test_a_refusal_of_the_domain_is_a_page_and_nothing_is_left_of_the_deed(room: Library, window: Window) -> None:
    answer = window.post("/lent")
    assert (answer.status_code, answer.mimetype) == (409, "text/html")
    assert "Cuốn này đã có người mượn." in answer.text
    assert room.titles() == []


def test_json_is_for_the_api(window: Window) -> None:
    answer = window.client.post("/buy", json={"title": "Kiều"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.mimetype) == (415, "text/html")


def test_a_form_may_be_as_long_as_json_may(window: Window) -> None:
    answer = window.post("/buy", {"title": "x" * (256 * 1024)})
    assert (answer.status_code, answer.mimetype) == (413, "text/html")


def test_what_breaks_is_a_page_without_a_word_of_what_broke(window: Window) -> None:
    answer = window.get("/broken")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert answer.headers["X-Request-ID"] in answer.text
    assert "Lan" not in answer.text


def test_what_is_not_there_is_a_page_in_the_language_that_was_chosen(window: Window) -> None:
    english = window.get("/lost/1?lang=en")
    assert (english.status_code, english.headers["Content-Language"]) == (404, "en")
    assert window.get("/lost/1").headers["Content-Language"] == "en"


def test_switching_the_language_keeps_the_page_and_its_question(window: Window) -> None:
    assert 'href="/buy?page=2&amp;lang=en"' in window.get("/buy?page=2").text
    assert 'href="/buy?page=2&amp;lang=vi"' in window.get("/buy?page=2&lang=en").text
    assert "Buy a book" in window.get("/buy").text


def test_errors_of_the_api_stay_problems(room: Library) -> None:
    answer = room.client.post(BOOKS, json={}, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
