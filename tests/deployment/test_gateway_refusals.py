"""When no service answers: a page in two languages for people, a problem document for programs."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from http.client import HTTPResponse

import pytest

from tests.deployment.compose import ROOT
from tests.deployment.gateway import BROWSER, Gateway


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """One whose sessions are away."""
    gateway = Gateway(tmp_path_factory.mktemp("gateway"))
    gateway.echoes["sessions"].close()
    yield gateway
    gateway.close()


def test_a_service_that_is_down_costs_its_own_addresses_only(gateway: Gateway) -> None:
    away = gateway.get("/sessions/api/v1/appointments")
    assert (away.status_code, away.headers["Content-Type"]) == (503, "application/problem+json")
    assert away.json()["status"] == 503
    assert int(away.headers["Retry-After"]) > 0
    assert away.headers["Cache-Control"] == "no-store"
    assert gateway.get("/volunteers/").ok
    assert gateway.get("/notifications/").ok


def test_a_browser_gets_a_page_with_both_languages_and_ways_to_go_on(gateway: Gateway) -> None:
    page = gateway.get("/sessions/agenda", headers=BROWSER)
    assert (page.status_code, page.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert page.headers["Retry-After"] == "5"
    assert '<html lang="vi">' in page.text
    assert "<h1>Phần này đang tạm nghỉ</h1>" in page.text
    assert '<section class="english" lang="en">' in page.text
    assert "This part is taking a short rest" in page.text
    assert '<a href="">Thử lại' in page.text
    assert '<a href="/">Trang đầu' in page.text
    assert '<a href="/sessions/code">Có người đến nhà? Kiểm tra mã hẹn' in page.text


def test_the_page_needs_no_script_no_service_and_no_other_address(gateway: Gateway) -> None:
    page = gateway.get("/sessions/agenda", headers=BROWSER)
    assert "<script" not in page.text
    assert set(re.findall(r'(?:href|src)="([^"]*)"', page.text)) == {"", "/", "/sessions/code", "tel:113", "data:,"}
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<!--#" not in page.text


@pytest.mark.parametrize("accept", [BROWSER["Accept"], "*/*"])
@pytest.mark.parametrize("path", ["/api/v1/requests", "/readyz", "/elsewhere", "/error.html", "/.page", "/.problem"])
def test_the_root_has_no_second_address_for_what_the_services_have(gateway: Gateway, path: str, accept: str) -> None:
    nowhere = gateway.get(path, headers={"Accept": accept})
    assert nowhere.status_code == 404
    if accept == "*/*":
        assert nowhere.json()["title"] == "Không có trang này · There is no such page"
    else:
        assert "<h1>Không có trang này</h1>" in nowhere.text
        assert "Thử lại" not in nowhere.text, "the same address would answer the same"


def test_what_is_too_large_is_said_to_people_in_their_words(gateway: Gateway) -> None:
    refused = gateway.post("/volunteers/help", data=b"x" * 2**21, headers=BROWSER)
    assert refused.status_code == 413
    assert "<h1>Nội dung gửi quá lớn</h1>" in refused.text


def test_a_static_file_takes_nothing(gateway: Gateway) -> None:
    refused = gateway.post("/static/0123456789ab/pages.css")
    assert refused.status_code in {200, 405}, "of another version: what volunteers says"
    known = next((gateway.folder / "static").iterdir()).name
    refused = gateway.post(f"/static/{known}/pages.css")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
    assert refused.json()["status"] == 405


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET / HTTP/1.1\r\nContent-Length: -1", 400),
        ("GET /\x01 HTTP/1.1", 400),
        ("GET / HTTP/1.1\r\nCookie: " + "a" * 40_000, 400),
        ("GET /?" + "a" * 40_000 + " HTTP/1.1", 414),
    ],
    ids=["length", "sign", "header", "address"],
)
def test_what_is_no_http_is_refused_with_a_problem_document(gateway: Gateway, line: str, status: int) -> None:
    with socket.create_connection(("127.0.0.1", gateway.port), 10) as wire:
        wire.sendall(f"{line}\r\nHost: localhost\r\n\r\n".encode("latin-1"))
        with HTTPResponse(wire) as answer:
            answer.begin()
            assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
            assert json.loads(answer.read())["status"] == status


def test_every_refusal_has_words_in_both_languages() -> None:
    configuration = (ROOT / "deploy/nginx.conf").read_text()
    refused = {int(code) for line in re.findall(r"error_page ([\d ]+)", configuration) for code in line.split()}
    said_as = {494: 400, 502: 503, 504: 503, 500: None}
    tables = re.findall(r"map \$status \$(title|remedy)_(?:vi|en) \{(.*?)\n    \}", configuration, re.DOTALL)
    assert len(tables) == 4
    for _name, table in tables:
        worded = {int(code) for code in re.findall(r"^\s+(\d{3}) \"", table, re.MULTILINE)}
        assert worded == {said for code in refused if (said := said_as.get(code, code)) is not None}
