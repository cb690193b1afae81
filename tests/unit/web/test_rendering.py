"""What every page has around it, in which language, and what its template may and may not do."""

from __future__ import annotations

import pytest
from flask import Flask, Response, g, request
from jinja2 import UndefinedError

from shared.errors import Invalid
from shared.web.cookies import LANGUAGE
from shared.web.faults import Unavailable
from shared.web.language import Sentence
from shared.web.origin import PUBLIC_URL
from shared.web.pages import Form
from shared.web.pages.drawing import bars, error_list, shown_phone, with_phone
from shared.web.pages.languages import other_language_url, page_language
from shared.web.pages.refusals import page_of_error
from shared.web.pages.rendering import furnish, page_answer, render
from shared.web.principal import Principal
from shared.web.tokens import Post
from tests.unit.web.library import BA_DINH, LAN, Library

QUEUE = "/volunteers/queue"
WORDS = {"heading": Sentence("Không có trang này", "There is no such page")}


@pytest.fixture
def app() -> Flask:
    """An app that has nothing but the kit's templates."""
    app = Flask("shared.web", static_folder=None)
    app.config[PUBLIC_URL] = "http://127.0.0.1:8000"
    furnish(app)
    return app


def a_page(app: Flask, path: str = "/", who: Principal | None = None, likes: str = "vi") -> Response:
    with app.test_request_context(path, headers={"Accept-Language": likes}):
        g.principal = who or Principal()
        return render("layout/refusal.html", words=WORDS, heading=WORDS["heading"], sentences=[])


def whoever_is(role: str) -> Principal:
    return Principal("person", person_id=LAN, posts=(Post(role, frozenset({BA_DINH})),))


@pytest.mark.parametrize("likes", ["vi", "en-US", "en-GB,vi;q=0.5", "fr", ""])
def test_vietnamese_comes_first_on_every_machine_however_it_was_set_up(app: Flask, likes: str) -> None:
    page = a_page(app, likes=likes)
    assert "Không có trang này" in page.get_data(as_text=True)
    assert page.headers["Content-Language"] == "vi"
    assert 'lang=en"' in page.get_data(as_text=True), "and English is one press away"


def test_english_is_for_who_chose_it(app: Flask) -> None:
    english = a_page(app, "/?lang=en")
    assert "There is no such page" in english.get_data(as_text=True)
    assert english.headers["Content-Language"] == "en"


def test_a_chosen_language_is_remembered_for_a_year_and_wins_from_then_on(app: Flask) -> None:
    cookie = a_page(app, "/?lang=en").headers["Set-Cookie"]
    assert cookie.startswith(f"{LANGUAGE.name}=en;")
    assert {"Max-Age=31536000", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    with app.test_request_context("/", headers={"Cookie": f"{LANGUAGE.name}=en", "Accept-Language": "vi"}):
        assert page_language() == "en"


@pytest.mark.parametrize("nonsense", ["fr", "", "EN", "vi\r\nX: y"])
def test_a_language_there_is_not_changes_nothing(app: Flask, nonsense: str) -> None:
    with app.test_request_context("/", query_string={"lang": nonsense}):
        assert page_language() == "vi"
        assert "Set-Cookie" not in page_answer("").headers


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "/a b/%0d%0a"])
def test_the_way_to_the_other_language_stays_on_this_origin(app: Flask, path: str) -> None:
    with app.test_request_context("/"):
        request.path = path
        address = other_language_url()
    assert address.startswith("/")
    assert not address.startswith(("//", "/\\"))
    assert " " not in address


@pytest.mark.parametrize(
    ("who", "place"),
    [("volunteer", "/volunteers/tasks"), ("staff", QUEUE), ("city", QUEUE)],
)
def test_the_header_offers_what_ones_posts_allow(app: Flask, who: str, place: str) -> None:
    signed_in, nobody = a_page(app, who=whoever_is(who)).get_data(as_text=True), a_page(app).get_data(as_text=True)
    assert f'href="{place}"' in signed_in
    assert 'action="/volunteers/sign-out"' in signed_in
    assert f'href="{place}"' not in nobody
    assert 'href="/volunteers/sign-in"' in nobody


def test_whoever_is_at_the_door_can_be_checked_from_every_page(app: Flask) -> None:
    assert 'href="/sessions/code"' in a_page(app).get_data(as_text=True)


def test_nothing_is_inline(app: Flask) -> None:
    page = a_page(app).get_data(as_text=True)
    assert "<style" not in page
    assert " style=" not in page
    assert "<script" not in page


def test_what_people_write_is_never_markup(app: Flask) -> None:
    form = Form.filled({"name": '"><b>'})
    form.errors["name"] = ["<b>"]
    source = '{% from "components/fields.html" import text_field %}{{ text_field(form, "name", "<b>", hint="<b>") }}'
    with app.test_request_context("/"):
        made = app.jinja_env.from_string(source).render(form=form)
    assert "<b>" not in made
    assert "&lt;b&gt;" in made


def test_what_a_template_asks_for_and_does_not_get_is_an_error(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ t.nowhere }}").render(t={})


def test_a_sentence_is_said_in_the_pages_language_wherever_it_is_printed(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert app.jinja_env.from_string("{{ heading }}").render(heading=WORDS["heading"]) == "There is no such page"


def test_a_form_with_errors_says_so_first_and_in_the_title(app: Flask) -> None:
    form = Form.blank()
    form.errors["phone"] = ["Số này thiếu chữ số."]
    with app.test_request_context("/"):
        page = render("layout/refusal.html", 422, words=WORDS, form=form, heading="", sentences=[]).get_data(
            as_text=True
        )
    assert "<title>Lỗi: " in page
    assert "Còn 1 chỗ cần xem lại" in page
    assert '<a href="#phone">' in page.replace(" >", ">")


def test_what_is_wrong_with_the_whole_form_links_nowhere(app: Flask) -> None:
    form = Form.blank()
    form.errors["$"] = ["Ghi lại."]
    with app.test_request_context("/"):
        assert error_list(form) == [{"text": "Ghi lại.", "href": ""}]


def test_a_busy_machine_says_when_to_come_back(app: Flask) -> None:
    with app.test_request_context("/"):
        answer = page_of_error(Unavailable(7))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
    assert "Máy đang bận" in answer.get_data(as_text=True)


def test_what_a_page_cannot_take_is_told_field_by_field(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        answer = page_of_error(Invalid.one("day", vi="Chọn một ngày.", en="Choose a day."))
    assert answer.status_code == 422
    assert "Choose a day." in answer.get_data(as_text=True)


def test_an_address_that_is_nobodys_is_a_page_for_a_browser_and_a_problem_for_a_program(library: Library) -> None:
    browser = library.client.get("/nowhere", headers={"Accept": "text/html"})
    assert (browser.status_code, browser.mimetype) == (404, "text/html")
    assert library.client.get("/nowhere").mimetype == "application/problem+json"
    assert library.client.get("/api/v1/nowhere", headers={"Accept": "text/html"}).mimetype.endswith("problem+json")


def test_a_phone_is_written_as_people_say_it_and_can_be_tapped() -> None:
    assert shown_phone("+842438237420") == "024 3823 7420"
    assert shown_phone("nobody's") == "nobody's"
    tapped = with_phone("Mời bác gọi {sdt} <ạ>.", "+842438237420")
    assert 'href="tel:+842438237420">024 3823 7420</a> &lt;ạ&gt;.' in tapped


def test_the_longest_bar_is_the_largest_number() -> None:
    assert [row["length"] for row in bars([{"value": 12}, {"value": 3}, {"value": 0}])] == [100.0, 25.0, 0.0]
    assert [row["length"] for row in bars([{"value": 0}])] == [0.0]
