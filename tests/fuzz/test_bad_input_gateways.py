"""What comes from outside in a gateway's name: unsigned, spoiled, repeated or late, it changes nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any
from uuid import uuid4

import pytest

from tests.flows.network import GATEWAY, SECRET
from tests.fuzz.house import CALLS, MESSAGES, REQUESTS, VISITS, VOLUNTEERS, Answer, House, as_json

pytestmark = pytest.mark.xdist_group("bad-input")

INBOUND, RECEIPTS = (f"/notifications/api/v1/{door}/{GATEWAY}" for door in ("inbound", "receipts"))
STRANGER = "+84913888999"


def signed(raw: bytes, secret: str = SECRET) -> dict[str, str]:
    signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Signature": f"sha256={signature}"}


def hand_over(house: House, body: Any, path: str = INBOUND) -> Answer:
    raw = as_json(body)
    return house.send("POST", path, data=raw, headers=signed(raw))


def a_reply(**changes: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "from": STRANGER, "text": "1", **changes}


BODY = as_json({"id": "1", "from": STRANGER, "text": "STOP"})
NOBODYS = "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"


@pytest.mark.parametrize("path", [INBOUND, RECEIPTS])
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no signature"),
        pytest.param({"X-Signature": ""}, id="an empty one"),
        pytest.param({"X-Signature": "sha256="}, id="only its kind"),
        pytest.param({"X-Signature": "sha256=" + "0" * 64}, id="noughts"),
        pytest.param({"X-Signature": "md5=" + "0" * 32}, id="another kind"),
        pytest.param({"X-Signature": signed(BODY)["X-Signature"].removeprefix("sha256=")}, id="no kind"),
        pytest.param({"X-Signature": "sha256=\xe9".encode("latin-1")}, id="no hexadecimal"),
        pytest.param(signed(BODY, "another secret of somebody"), id="another's secret"),
        pytest.param(signed(BODY + b" "), id="over another body"),
        pytest.param(signed(b""), id="over nothing"),
    ],
)
def test_what_is_not_signed_over_the_very_bytes_is_refused_with_how_to_sign(
    unchanged: House, path: str, headers: dict[str, Any]
) -> None:
    sent = {"Content-Type": "application/json", **headers}
    answer = unchanged.refused(401, "POST", path, data=BODY, headers=sent)
    assert "Sign the whole body with HMAC-SHA256" in answer["detail"]


@pytest.mark.parametrize("name", ["other", "FILE", "file ", "a" * 300, "%00", "..%2F..", "phường"])
def test_a_gateway_there_is_not_is_not_found(unchanged: House, name: str) -> None:
    path = f"/notifications/api/v1/inbound/{name}"
    unchanged.refused(404, "POST", path, data=BODY, headers=signed(BODY))


@pytest.mark.parametrize(
    ("changes", "field", "remedy"),
    [
        ({"from": "9029"}, "from", "too few or too many"),
        ({"from": "+12025550123"}, "from", "Only numbers in Viet Nam"),
        ({"from": None}, "from", "null"),
        ({"text": 1}, "text", "Write text"),
        ({"text": "x" * 2001}, "text", "at most 2000"),
        ({"id": ""}, "id", "blank"),
        ({"id": "x" * 101}, "id", "at most 100"),
        ({"id": 7}, "id", "Write text"),
        ({"to": "9029"}, "to", "The fields are: id, from, text"),
    ],
)
def test_a_reply_that_is_not_whole_is_refused_by_its_field(
    unchanged: House, changes: dict[str, Any], field: str, remedy: str
) -> None:
    raw = as_json(a_reply(**changes))
    errors = unchanged.refused(422, "POST", INBOUND, data=raw, headers=signed(raw))["errors"]
    assert list(errors) == [field]
    assert remedy in errors[field][0]


@pytest.mark.parametrize(
    ("body", "field", "remedy"),
    [
        ({"message_id": "x", "status": "read"}, "status", "delivered, failed"),
        ({"message_id": "x" * 61, "status": "failed"}, "message_id", "at most 60"),
        ({"status": "delivered"}, "message_id", "This is needed"),
        ({"message_id": "x", "status": "failed", "reason": "x" * 41}, "reason", "at most 40"),
    ],
)
def test_a_receipt_that_is_not_whole_is_refused_by_its_field(
    unchanged: House, body: dict[str, Any], field: str, remedy: str
) -> None:
    raw = as_json(body)
    errors = unchanged.refused(422, "POST", RECEIPTS, data=raw, headers=signed(raw))["errors"]
    assert list(errors) == [field]
    assert remedy in errors[field][0]


@pytest.mark.parametrize("key", [NOBODYS, "x", "0", "🦀", f"{NOBODYS}.999", "' or 1=1 --"])
def test_a_receipt_for_no_message_of_ours_is_no_news(unchanged: House, key: str) -> None:
    for status in ("delivered", "failed"):
        answer = hand_over(unchanged, {"message_id": key, "status": status}, RECEIPTS)
        assert (answer.status_code, answer.json()) == (202, {"news": False})


def test_a_spoiled_body_with_a_right_signature_is_refused_like_any_other(unchanged: House) -> None:
    for raw, status in [(b"{", 400), ('{"text": "é"}'.encode("latin-1"), 400), (b"[]", 422), (b"", 400)]:
        unchanged.refused(status, "POST", INBOUND, data=raw, headers=signed(raw))


@pytest.mark.parametrize("text", ["1", " 1 ", "1️⃣", "\u202e1\u202c", "\u200f0", "１", "0.", "dạ 1 ạ"])
def test_an_answer_to_an_old_question_is_told_so_and_changes_nothing(house: House, text: str) -> None:
    """The volunteer was asked, has said yes on the page, and the visit is agreed."""
    before, phone = decided(house), house.network.phone(house.phones["volunteer"])
    told = len(phone.messages("reply.late"))
    answer = hand_over(house, a_reply(**{"from": house.phones["volunteer"], "text": text}))
    assert (answer.status_code, answer.json()["status"]) == (202, "too_late")
    assert "không làm thay đổi gì" in phone.wait_for("reply.late", told + 1)["text"]
    assert decided(house) == before


def test_a_reply_that_is_handed_over_again_changes_nothing_more(house: House) -> None:
    reply = a_reply(**{"from": house.phones["volunteer"], "text": "Em đang trên đường"})
    first = hand_over(house, reply).json()
    house.network.phone(house.phones["volunteer"]).wait_for("reply.unclear")
    before, calls = decided(house), listed(house)
    for body in (reply, {**reply, "text": "STOP"}, {**reply, "from": STRANGER}):
        assert hand_over(house, body).json() == first
    assert (decided(house), listed(house)) == (before, calls)


@pytest.mark.parametrize(
    "text", ["", "\u200b\u200b", "🙏🏽👵", "‮gnọđ aột", "99", "1 2", "=cmd|'/c calc'!A0", "\r\n" * 900]
)
def test_what_nobody_can_make_sense_of_decides_nothing_and_is_read_by_a_person(house: House, text: str) -> None:
    before = decided(house)
    answer = hand_over(house, a_reply(text=text))
    assert (answer.status_code, answer.json()["status"]) == (202, "unclear")
    assert decided(house) == before
    assert house.network.phone(STRANGER).messages() == []


def decided(house: House) -> str:
    """Requests, visits and volunteers as staff see them."""
    return json.dumps([house.send("GET", path, "staff").json() for path in (REQUESTS, VISITS, VOLUNTEERS)])


def listed(house: House) -> tuple[Any, int]:
    """Who is to be phoned, and how many messages there are."""
    messages = house.send("GET", f"{MESSAGES}?limit=100", "staff").json()["items"]
    return house.send("GET", CALLS, "staff").json(), len(messages)
