"""Turns that cannot be taken: each is refused by its field with what to do, in both languages, and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fuzz.bodies import WARD
from tests.fuzz.filling import filled
from tests.fuzz.house import House

pytestmark = pytest.mark.xdist_group("bad-input")

Body = dict[str, Any]


NOBODY = "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"
SOON = {"start": "{day}T08:00:00+07:00", "end": "{day}T10:00:00+07:00"}

WRONG_TURNS: list[tuple[str, str, str | None, Body, str, str]] = [
    ("moved to the past", "{visit}/move", "resident", {"starts_at": "2020-05-04T08:00:00+07:00"}, "starts_at", "later"),
    (
        "moved to a leap day there is not",
        "{visit}/move",
        "staff",
        {"starts_at": "2027-02-29T08:00:00Z"},
        "starts_at",
        "Write date",
    ),
    (
        "moved by half a minute",
        "{visit}/move",
        "staff",
        {"starts_at": "{day}T08:00:30+07:00"},
        "starts_at",
        "whole minute",
    ),
    (
        "moved across midnight",
        "{visit}/move",
        "staff",
        {"starts_at": "{day}T23:50:00+07:00"},
        "starts_at",
        "free-times",
    ),
    (
        "moved years ahead",
        "{visit}/move",
        "staff",
        {"starts_at": "2098-05-04T08:00:00+07:00"},
        "starts_at",
        "nearer day",
    ),
    (
        "moved by a volunteer where nobody asked",
        "{visit}/move",
        "volunteer",
        {"starts_at": "{day}T15:00:00+07:00"},
        "starts_at",
        "free-times",
    ),
    (
        "cancelled for a reason in words",
        "{visit}/cancel",
        "resident",
        {"reason": "bận việc"},
        "reason",
        "Choose one of",
    ),
    ("cancelled as the network does", "{visit}/cancel", "resident", {"reason": "suspended"}, "reason", "Choose one of"),
    (
        "cancelled with a maybe",
        "{visit}/cancel",
        "staff",
        {"reason": "ill", "reopen": "maybe"},
        "reopen",
        "true or false",
    ),
    ("missed by the weather", "{visit}/missed", "staff", {"who": "weather"}, "who", "resident, volunteer"),
    (
        "missed by somebody else",
        "{visit}/missed",
        "staff",
        {"who": "volunteer", "volunteer_id": NOBODY},
        "volunteer_id",
        "Name one of this visit",
    ),
    ("reported for a day and a night", "{visit}/complete", "volunteer", {"minutes": 1440}, "minutes", "from 1 to 720"),
    (
        "reported with hundreds of skills",
        "{visit}/complete",
        "volunteer",
        {"minutes": 50, "skills": [{"topic": "vneid", "level": "alone"}] * 51},
        "skills",
        "0 to 50 items",
    ),
    (
        "another visit across midnight",
        "{visit}/complete",
        "volunteer",
        {
            "minutes": 50,
            "follow_up": {
                "topics": ["vneid"],
                "windows": [{"start": "{day}T23:00:00+07:00", "end": "{next}T01:00:00+07:00"}],
            },
        },
        "follow_up.windows.0.end",
        "on one day",
    ),
    ("cancelled for no reason", "{request}/cancel", "resident", {}, "reason", "This is needed"),
    ("handed back in words", "{request}/hand-back", "volunteer", {"reason": "mệt"}, "reason", "Choose one of"),
    ("referred to nobody", "{request}/refer", "staff", {"to": " \t "}, "to", "cannot be blank"),
    ("referred to half a book", "{request}/refer", "staff", {"to": "a" * 201}, "to", "at most 200"),
    (
        "assigned to a name",
        "{request}/assign",
        "staff",
        {"volunteer_id": "Trần Thu Hà"},
        "volunteer_id",
        "as it was answered",
    ),
    ("no times", "{request}/windows", "resident", {"windows": []}, "windows", "1 to 20 items"),
    (
        "times without an end",
        "{request}/windows",
        "resident",
        {"windows": [{"start": "{day}T08:00:00+07:00"}]},
        "windows.0.end",
        "This is needed",
    ),
    (
        "a thousand times",
        "{request}/windows",
        "resident",
        {"windows": [{"start": "{day}T08:00:00+07:00", "end": "{day}T09:00:00+07:00"}] * 1000},
        "windows",
        "1 to 20 items",
    ),
    ("suspended for gossip", "{volunteer}/suspend", "staff", {"reason": "gossip"}, "reason", "Choose one of"),
    (
        "a pause that ends first",
        "{ward}/pauses",
        "staff",
        {"from": "{next}T08:00:00+07:00", "to": "{day}T08:00:00+07:00", "reason": "flood"},
        "to",
        "after the start",
    ),
    (
        "a pause of last year",
        "{ward}/pauses",
        "staff",
        {"from": "2020-01-01T00:00:00Z", "to": "{day}T08:00:00+07:00", "reason": "flood"},
        "from",
        "a day ago",
    ),
    (
        "a pause without an end in sight",
        "{ward}/pauses",
        "staff",
        {"from": "{day}T08:00:00+07:00", "to": "2098-01-01T00:00:00Z", "reason": "flood"},
        "to",
        "60 days",
    ),
    (
        "a pause where nobody lives",
        "{ward}/pauses",
        "staff",
        {
            "neighbourhoods": ["Tổ 9999"],
            "from": "{day}T08:00:00+07:00",
            "to": "{next}T08:00:00+07:00",
            "reason": "flood",
        },
        "neighbourhoods.0",
        "GET /wards",
    ),
    (
        "a pause for a party",
        "{ward}/pauses",
        "staff",
        {"from": "{day}T08:00:00+07:00", "to": "{next}T08:00:00+07:00", "reason": "party"},
        "reason",
        "Choose one of",
    ),
    (
        "a team of nowhere",
        "{teams}",
        "staff",
        {"ward": "4", "kind": "community_team", "name": "Tổ số 2"},
        "ward",
        "leading zeros",
    ),
    (
        "a member nobody knows",
        "{team}/members",
        "staff",
        {"volunteer_id": NOBODY},
        "volunteer_id",
        "GET /volunteers",
    ),
    ("a call-back to a hotline", "{call_backs}", None, {"phone": "19001234"}, "phone", "a person's mobile"),
    (
        "a call-back to a ward without its zeros",
        "{call_backs}",
        None,
        {"phone": "0912345678", "ward": "4"},
        "ward",
        "leading zeros",
    ),
    (
        "a visit code in a ward without its zeros",
        "{codes}",
        None,
        {"code": "hoa sen", "ward": 4},
        "ward",
        "in double quotes",
    ),
    ("a visit code as long as a letter", "{codes}", None, {"code": "a" * 81, "ward": WARD}, "code", "at most 80"),
]


@pytest.mark.parametrize(
    ("path", "who", "body", "field", "remedy"), [pytest.param(*row[1:], id=row[0]) for row in WRONG_TURNS]
)
def test_a_turn_that_cannot_be_is_refused_by_its_field(
    unchanged: House, path: str, who: str | None, body: Body, field: str, remedy: str
) -> None:
    errors = unchanged.refused(422, "POST", filled(unchanged, path), who, json=filled(unchanged, body))["errors"]
    assert list(errors) == [field]
    assert remedy in errors[field][0]


@pytest.mark.parametrize(
    ("path", "who", "body", "remedy"),
    [
        ("{request}/windows", "resident", {"windows": [SOON]}, "A fixed visit is moved"),
        ("{request}/reopen", "staff", {}, "enter a new one"),
        ("{request}/widen", "staff", {}, "Nobody is looked for"),
        ("{offer}/decline", "volunteer", {}, "hand it back"),
        ("{unproven}/assign", "staff", {"volunteer_id": "{volunteer_id}"}, "Nobody is looked for"),
    ],
)
def test_a_turn_out_of_order_is_refused_with_what_to_do_instead(
    unchanged: House, path: str, who: str, body: Body, remedy: str
) -> None:
    answer = unchanged.refused(409, "POST", filled(unchanged, path), who, json=filled(unchanged, body))
    assert remedy in answer["detail"]


def test_what_was_said_before_may_be_said_again(unchanged: House) -> None:
    assert unchanged.send("POST", filled(unchanged, "{offer}/accept"), "volunteer", json={}).status_code == 200
