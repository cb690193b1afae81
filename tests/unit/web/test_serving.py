"""Under any prefix, behind a trusted proxy or none; documents served by ourselves; nothing loaded from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from shared.config import WrongSetting
from shared.web.headers import API_POLICY, harden
from shared.web.proxies import TrustedProxies
from shared.web.static import IMMUTABLE, ROOT, static_url, tree_hash
from tests.openapi import assert_good_document, document_of
from tests.unit.web.library import BOOKS, Library

FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "binhdan.example",
    "X-Forwarded-Prefix": "/volunteers",
}


def _echo(*trusted: str) -> Client:
    app = Flask(__name__)

    @app.get("/where")
    def where() -> str:
        return f"{request.remote_addr} {request.host_url} {request.script_root}"

    return Client(TrustedProxies(app.wsgi_app, trusted))


def _asked(client: Client, address: str, path: str = "/where", **headers: str) -> str:
    answer = client.get(path, headers={**FORWARDED, **headers}, environ_overrides={"REMOTE_ADDR": address})
    return answer.text if answer.status_code == 200 else str(answer.status_code)


def _status(library: Library, path: str) -> int:
    return library.client.get(path, buffered=True).status_code


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:127.0.0.1"])
def test_a_trusted_proxy_is_believed(address: str) -> None:
    client = _echo("127.0.0.1", "10.0.0.0/8", "::1")

    assert _asked(client, address) == "203.0.113.9 https://binhdan.example/ /volunteers"


@pytest.mark.parametrize("address", ["203.0.113.7", "11.0.0.1", "", "nonsense"])
def test_anybody_else_is_not(address: str) -> None:
    client = _echo("127.0.0.1", "10.0.0.0/8")

    assert _asked(client, address) == f"{address or 'None'} http://localhost/ ".replace("None", "")


def test_a_unix_socket_is_trusted_only_by_name() -> None:
    assert "binhdan" not in _asked(_echo("127.0.0.1"), "")
    assert "binhdan" in _asked(_echo("unix"), "")


def test_the_prefix_may_still_be_on_the_path() -> None:
    assert _asked(_echo("127.0.0.1"), "127.0.0.1", "/volunteers/where").endswith(" /volunteers")


@pytest.mark.parametrize("prefix", ["//evil.example", "/a b", "/../..", "javascript:", "/x/<script>"])
def test_a_prefix_that_is_none_is_dropped(prefix: str) -> None:
    answer = _asked(_echo("127.0.0.1"), "127.0.0.1", **{"X-Forwarded-Prefix": prefix})

    assert answer == "203.0.113.9 https://binhdan.example/ "


def test_a_proxy_that_is_no_address_stops_the_process_with_the_remedy() -> None:
    with pytest.raises(WrongSetting, match="OUTREACH_TRUSTED_PROXIES: write addresses or networks"):
        _echo("nginx")


def test_the_document_is_one_an_independent_validator_accepts(library: Library) -> None:
    assert_good_document(library.app)


def test_the_document_says_what_an_operation_takes_and_may_answer(library: Library) -> None:
    document = document_of(library.app)
    rename = document["paths"][f"{BOOKS}/{{book_id}}"]["patch"]
    buy = document["paths"][BOOKS]["post"]

    assert {"403", "404", "409", "412", "413", "415", "422", "428"} <= set(rename["responses"])
    assert [p["name"] for p in rename["parameters"] if p["in"] == "header"] == ["If-Match"]
    assert [p["name"] for p in buy["parameters"]] == ["Idempotency-Key"]
    assert buy["security"] == [{}, {"bearer": []}]
    assert document["paths"][f"{BOOKS}/{{book_id}}/guesses"]["post"]["responses"]["429"]
    secret = document["paths"]["/api/v1/secrets"]["post"]
    assert "parameters" not in secret


def test_the_servers_are_relative_to_the_prefix(library: Library) -> None:
    mounted = Client(DispatcherMiddleware(Flask("front"), {"/volunteers": library.app}))

    assert mounted.get("/volunteers/api/openapi.json").get_json()["servers"] == [{"url": "/volunteers"}]
    assert library.client.get("/api/openapi.json").json["servers"] == [{"url": "/"}]


def test_the_page_of_the_document_loads_only_what_is_ours(library: Library) -> None:
    answer = library.client.get("/api/docs")

    addresses = re.findall(r'(?:src|href|data-document)="([^"]+)"', answer.text)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=", answer.text)
    for address in addresses:
        if address != "data:,":
            assert _status(library, address if address.startswith("/") else f"/api/{address}") == 200


def test_a_static_file_may_be_kept_for_ever(library: Library) -> None:
    answer = library.client.get(static_url("docs.css"), buffered=True)

    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert answer.mimetype == "text/css"


def test_a_file_asked_for_under_another_hash_is_not_kept(library: Library) -> None:
    answer = library.client.get("/static/000000000000/docs.css", buffered=True)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["nowhere.css", "../app.py", "..%2fapp.py", "%2e%2e/app.py", "vendor"])
def test_nothing_outside_the_tree_is_served(library: Library, name: str) -> None:
    assert library.client.get(f"/static/{tree_hash()}/{name}").status_code == 404


def test_a_page_cannot_name_a_file_there_is_not() -> None:
    with pytest.raises(FileNotFoundError):
        static_url("nowhere.css")


def test_vendored_files_come_with_licence_and_version() -> None:
    for folder in (path for path in (ROOT / "vendor").iterdir() if path.is_dir()):
        assert {"LICENSE", "VERSION"} <= {path.name for path in folder.iterdir()}


def test_vendored_files_ask_no_other_origin_for_anything() -> None:
    sheets = [path.read_text() for path in Path(ROOT).rglob("*.css")]

    assert sheets
    assert not [url for sheet in sheets for url in re.findall(r"url\(\s*['\"]?(?:https?:)?//", sheet)]


def test_json_may_load_nothing_and_be_framed_by_nobody(library: Library) -> None:
    headers = library.client.get("/healthz").headers

    assert headers["Content-Security-Policy"] == API_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_problems_are_hardened_too(library: Library) -> None:
    assert library.client.get("/nowhere").headers["Content-Security-Policy"] == API_POLICY


def test_https_is_asked_for_again_where_it_is_the_public_address() -> None:
    app = Flask(__name__)
    harden(app, https=True)

    assert app.test_client().get("/").headers["Strict-Transport-Security"] == "max-age=31536000"
