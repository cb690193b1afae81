"""What cannot be read at all: each gets a problem document that says where or why, and changes nothing."""

from __future__ import annotations

import json
import socket
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.flows.client import SECONDS
from tests.fuzz.bodies import a_request
from tests.fuzz.house import JSON, REQUESTS, House, as_json, problem

pytestmark = pytest.mark.xdist_group("bad-input")

LIMIT = 256 * 1024


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        (b"", "Send a JSON object."),
        (b"{", "line 1, column 2"),
        (b'{"note": "a" "b"}', "line 1, column 14"),
        ('{"note": "cụ Lan ở ngõ"}'.encode("utf-16"), "Send it in UTF-8."),
        ('{"note": "caf\xe9"}'.encode("latin-1"), "Send it in UTF-8."),
        (b'{"note": "a\\u0000b"}', "Leave it out."),
        (b'{"note": "\\ud83d"}', "Write the whole one."),
        (b'{"\\udc00": 1}', "Write the whole one."),
        (b'{"note": "a", "note": "b"}', "Keep one of them."),
        (b'{"resident": {"name": "a", "name": "b"}}', "Keep one of them."),
        (b'{"needed": NaN}', "Write a number."),
        (b'{"needed": ' + b"9" * 5000 + b"}", "There is a number that is too long."),
        (b'{"note": ' + b"[" * 100_000, "nested too deeply"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_what_cannot_be_read_is_refused_with_where_or_why(unchanged: House, body: bytes, remedy: str) -> None:
    answer = unchanged.send("POST", REQUESTS, data=body, headers=JSON)
    assert remedy in problem(answer, 400)["detail"]


def test_too_much_is_refused_whether_or_not_its_length_is_told(unchanged: House) -> None:
    body = as_json(a_request(unchanged.network, note="a" * LIMIT))
    told = unchanged.send("POST", REQUESTS, data=body, headers=JSON)
    chunked = unchanged.send("POST", REQUESTS, data=iter([body]), headers=JSON)
    for answer in (told, chunked):
        assert f"Send {LIMIT} bytes at most." in problem(answer, 413)["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json; charset=windows-1258"},
        {**JSON, "Content-Encoding": "gzip"},
    ],
    ids=str,
)
def test_anything_but_json_in_utf8_is_refused(unchanged: House, headers: dict[str, str]) -> None:
    answer = unchanged.send("POST", REQUESTS, data=as_json(a_request(unchanged.network)), headers=headers)
    assert "Send Content-Type: application/json, in UTF-8" in problem(answer, 415)["detail"]


@pytest.mark.parametrize("body", [[], "x", 1, None, True], ids=str)
def test_json_that_is_no_object_is_refused_as_a_whole(unchanged: House, body: Any) -> None:
    answer = unchanged.send("POST", REQUESTS, data=as_json(body), headers=JSON)
    assert problem(answer, 422)["errors"] == {"$": ["Write a JSON object: {…}."]}


@pytest.mark.parametrize("framing", ["Content-Length: {longer}", "Transfer-Encoding: chunked"])
def test_a_body_that_breaks_off_is_not_taken_for_a_whole_one(unchanged: House, framing: str) -> None:
    body = as_json(a_request(unchanged.network))
    sent = body if "Length" in framing else b"%x\r\n%s\r\n" % (len(body), body)
    head = framing.format(longer=len(body) + 10)
    status, document = over_the_wire(unchanged, f"POST {REQUESTS} HTTP/1.1", JSON_HEADER, head, body=sent)
    assert (status, document["detail"]) == (400, "Nội dung gửi lên bị đứt giữa chừng. Gửi lại cả nội dung.")


@pytest.mark.parametrize(
    ("lines", "status", "remedy"),
    [
        ((f"POST {REQUESTS} HTTP/1.1", "Transfer-Encoding: chunked"), 400, "Gửi lại cả nội dung"),
        ((f"POST {REQUESTS} HTTP/1.1", "Content-Length: -5"), 400, "RFC 9112"),
        ((f"POST {REQUESTS} HTTP/1.1", "Content-Length: 2", "Content-Length: 3"), 400, "RFC 9112"),
        ((f"GET {REQUESTS} HTTP/1.1", "no colon"), 400, "RFC 9112"),
        ((f"G\x01T {REQUESTS} HTTP/1.1",), 400, "RFC 9112"),
        (("\x16\x03\x01",), 400, "RFC 9112"),
        ((f"GET {REQUESTS}?q={'a' * 9000} HTTP/1.1",), 414, "Shorten what comes after the question mark"),
        ((f"GET {REQUESTS} HTTP/1.1", f"Cookie: {'a' * 9000}"), 431, "fewer and shorter header fields"),
    ],
    ids=lambda value: value[-1][:30] if isinstance(value, tuple) else "",
)
def test_what_is_no_http_is_answered_with_a_problem_document_too(
    unchanged: House, lines: tuple[str, ...], status: int, remedy: str
) -> None:
    answered, document = over_the_wire(unchanged, *lines, body=b"zz\r\n{}\r\n0\r\n\r\n")
    assert (answered, document["status"]) == (status, status)
    assert remedy in document["detail"]


def test_addresses_and_methods_there_are_not_are_refused_with_those_there_are(unchanged: House) -> None:
    for path in ("/volunteers/api/v1/nothing", f"{REQUESTS}/no-id", f"{REQUESTS}/{'a' * 300}", f"{REQUESTS}%00"):
        problem(unchanged.send("GET", path, "staff"), 404)
    answer = unchanged.send("DELETE", REQUESTS, "staff")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert answer.headers["Allow"] in problem(answer, 405)["detail"]


def test_a_form_in_latin_1_is_refused_with_the_form_to_use(unchanged: House) -> None:
    form = "name=Jos\xe9&ward=00004".encode("latin-1")
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=iso-8859-1"}
    answer = unchanged.refused(415, "POST", REQUESTS, data=form, headers=headers)
    assert "Send Content-Type: application/json, in UTF-8" in answer["detail"]


def test_a_note_of_ten_megabytes_is_refused_with_how_much_is_taken(unchanged: House) -> None:
    body = as_json(a_request(unchanged.network, note="a" * 10 * 1024 * 1024))
    answer = unchanged.refused(413, "POST", REQUESTS, data=body, headers=JSON)
    assert "Send 262144 bytes at most." in answer["detail"]


JSON_HEADER = f"Content-Type: {JSON['Content-Type']}"


def over_the_wire(house: House, *lines: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Send these lines as they are, and no more; the status and the problem that come back."""
    address = urlsplit(house.network.addresses["volunteers"])
    with socket.create_connection((address.hostname, address.port), SECONDS) as line:
        line.sendall("\r\n".join([*lines, "Host: localhost", "", ""]).encode("latin-1") + body)
        line.shutdown(socket.SHUT_WR)
        with HTTPResponse(line) as answer:
            answer.begin()
            assert answer.headers["Content-Type"] == "application/problem+json"
            return answer.status, json.loads(answer.read())
