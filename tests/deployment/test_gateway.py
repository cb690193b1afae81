"""``deploy/nginx.conf`` in a real nginx: one origin, three prefixes, nobody's headers believed, nothing sent twice."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from string import Template

import pytest
import requests

from shared.web.static import IMMUTABLE, static_url, tree_hash
from tests.deployment.compose import ROOT, SERVICES, environment_of
from tests.deployment.gateway import TLS, Echo, Gateway
from tools.cluster.certificates import issue
from tools.servers.ports import free_port
from tools.waiting import until


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    gateway = Gateway(tmp_path)
    yield gateway
    gateway.close()


def test_nginx_accepts_the_configuration(gateway: Gateway) -> None:
    checked = subprocess.run([*gateway.command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


@pytest.mark.parametrize(("file", "beside"), [("nginx.conf", ()), ("nginx/tls.conf", (TLS,))])
def test_compose_fills_every_name_the_configuration_asks_for(file: str, beside: tuple[str, ...]) -> None:
    asked = {name for _, _, name, _ in Template.pattern.findall((ROOT / "deploy" / file).read_text()) if name}
    given = {name for name in environment_of("gateway", *beside) if name.startswith("OUTREACH_")}
    assert {name for name in asked if name.isupper()} <= given


def test_the_line_of_the_handbook_fills_what_is_ours_and_leaves_nginx_its_own() -> None:
    template = "deploy/nginx.conf"
    (line,) = re.findall(
        rf"^ *(envsubst .*< {template}) > \S+$", (ROOT / "docs/operating.md").read_text(), re.MULTILINE
    )
    exported = {"PATH": os.environ["PATH"], "host": "not ours", **environment_of("gateway")}
    filled = subprocess.run(
        ["sh", "-c", line], cwd=ROOT, env=exported, capture_output=True, text=True, check=True
    ).stdout
    ours = {name: value for name, value in exported.items() if name.startswith("OUTREACH_")}
    assert filled == Template((ROOT / template).read_text()).safe_substitute(ours)


@pytest.mark.parametrize("service", SERVICES)
def test_each_prefix_reaches_its_service_which_is_told_the_prefix(gateway: Gateway, service: str) -> None:
    heard = gateway.get(f"/{service}/api/v1/things?limit=2").json()
    assert heard["service"] == service
    assert heard["headers"]["X-Forwarded-Prefix"] == f"/{service}"
    assert heard["path"] == f"/{service}/api/v1/things?limit=2"
    assert gateway.get(f"/{service}", allow_redirects=False).headers["Location"] == f"/{service}/"


@pytest.mark.parametrize("path", ["/", "/favicon.ico"])
def test_what_the_origin_answers_is_rendered_by_volunteers_without_a_prefix(gateway: Gateway, path: str) -> None:
    heard = gateway.get(path).json()
    assert (heard["service"], heard["path"]) == ("volunteers", path)
    assert "X-Forwarded-Prefix" not in heard["headers"]


def test_nobody_chooses_where_he_seems_to_come_from(gateway: Gateway) -> None:
    lies = dict.fromkeys(["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Port"], "6.6.6.6")
    heard = gateway.get("/sessions/", headers={**lies, "X-Forwarded-Proto": "https"}).json()["headers"]
    forwarded = {name: value for name, value in heard.items() if name.startswith("X-Forwarded")}
    assert forwarded == {
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Host": f"127.0.0.1:{gateway.port}",
        "X-Forwarded-Prefix": "/sessions",
        "X-Forwarded-Proto": "http",
    }


@pytest.mark.parametrize("given", ['W/"7"', '"7"'])
def test_the_version_of_a_compressed_answer_can_be_sent_back(gateway: Gateway, given: str) -> None:
    heard = gateway.get("/volunteers/", headers={"If-Match": given}).json()["headers"]
    assert heard["If-Match"] == '"7"'
    assert "If-Match" not in gateway.get("/volunteers/").json()["headers"]


def test_a_file_whose_name_holds_its_hash_is_kept_for_ever_and_needs_no_service(gateway: Gateway) -> None:
    for echo in gateway.echoes.values():
        echo.close()
    file = gateway.get(static_url("pages.css"))
    assert file.ok
    assert file.headers["Cache-Control"] == IMMUTABLE
    assert file.headers["Content-Type"].startswith("text/css")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.text == (ROOT / "shared/web/static/pages.css").read_text()


def test_a_file_of_another_version_is_asked_of_a_service_which_says_how_long_to_keep_it(gateway: Gateway) -> None:
    other = static_url("pages.css").replace(tree_hash(), "0123456789ab")
    answer = gateway.get(other)
    assert answer.json()["path"] == other
    assert "Cache-Control" not in answer.headers, "what the service says holds, and it said nothing"


@pytest.mark.parametrize("path", ["/static/../error.html", "/static/%2e%2e/tls.conf", "/static/..%2ftls.conf"])
def test_nothing_beside_the_static_files_is_given_out(gateway: Gateway, path: str) -> None:
    wire = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=10)
    wire.request("GET", path)
    answer = wire.getresponse()
    assert b"ssl_certificate" not in answer.read()
    wire.close()


@pytest.fixture
def replicated(tmp_path: Path) -> Iterator[tuple[Gateway, Echo, Echo]]:
    port = free_port()
    gateway = Gateway(tmp_path, {"OUTREACH_VOLUNTEERS": f"volunteers-web:{port}"})
    one, two = Echo("one", "127.0.0.61", port), Echo("two", "127.0.0.62", port)
    gateway.replicas = ["127.0.0.61", "127.0.0.62"]
    yield gateway, one, two
    gateway.close()
    two.close()


def test_replicas_take_turns_and_the_death_of_one_costs_nobody_an_answer(
    replicated: tuple[Gateway, Echo, Echo],
) -> None:
    gateway, one, _two = replicated
    assert {gateway.get("/volunteers/").json()["service"] for _ in range(20)} == {"one", "two"}
    one.close()
    answers = [gateway.post("/volunteers/api/v1/requests", json={"n": number}) for number in range(20)]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["service"] for answer in answers} == {"two"}


def test_what_may_have_been_done_is_not_sent_to_a_second_replica(replicated: tuple[Gateway, Echo, Echo]) -> None:
    gateway, one, two = replicated
    one.dies = two.dies = True
    for method in ("POST", "PATCH"):
        before = one.hears + two.hears
        answer = requests.request(method, f"{gateway.address}/volunteers/api/v1/things", json={}, timeout=10)
        assert (answer.status_code, one.hears + two.hears - before) == (503, 1)
    before = one.hears + two.hears
    assert gateway.get("/volunteers/api/v1/things").status_code == 503
    assert one.hears + two.hears - before == 2, "reading may be tried again"
    one.close()


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    issue(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "fullchain.pem"))
    gateway = Gateway(tmp_path, tls=True)
    yield gateway
    gateway.close()


def test_with_a_certificate_it_speaks_tls_and_sends_everybody_else_there(encrypted: Gateway) -> None:
    heard = encrypted.get("/sessions/api/v1/things").json()["headers"]
    assert heard["X-Forwarded-Proto"] == "https"
    plain = f"http://127.0.0.1:{encrypted.port}/volunteers/api/v1/things?a=%C3%A1"
    sent = requests.post(plain, data=b"{}", timeout=10, allow_redirects=False, headers={"Host": "evil.example"})
    assert sent.status_code == 308
    assert sent.headers["Location"] == f"{encrypted.address}/volunteers/api/v1/things?a=%C3%A1"


def test_a_renewed_certificate_is_taken_without_a_stop(encrypted: Gateway) -> None:
    assert encrypted.get("/healthz").ok
    issue(encrypted.folder)
    subprocess.run([*encrypted.command, "-s", "reload"], check=True, capture_output=True)

    def renewed() -> bool:
        try:
            return encrypted.get("/healthz").ok
        except requests.exceptions.SSLError:
            return False

    assert until(renewed)
