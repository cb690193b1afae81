"""Values that cannot be: each is refused by the name of its field with what to write, and changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.fuzz.bodies import CONSENT, WARD, a_request, an_application, the_present
from tests.fuzz.house import API, ME, REQUESTS, VISITS, VOLUNTEERS, House, problem
from tools.offsets import an_ordinary_monday

pytestmark = pytest.mark.xdist_group("bad-input")

NOBODY = "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"
RESIDENT = {"name": "Nguyễn Thị Lan", "phone": "+84913999999"}
MORNING = (an_ordinary_monday() + timedelta(days=1)).isoformat()

WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("an unknown field", {"adress": "12"}, "adress", "The fields are: resident, "),
    ("an unknown field further in", {"resident": {**RESIDENT, "age": 70}}, "resident.age", "The fields are: name, "),
    ("a ward's code as a number", {"ward": 4}, "ward", 'all five digits in double quotes: "00004"'),
    ("a ward's code without its zeros", {"ward": "4"}, "ward", "leading zeros included"),
    ("a ward that is not in the city", {"ward": "99999"}, "ward", "See GET /wards"),
    ("a ward's code in Thai digits", {"ward": "๐๐๐๐๔"}, "ward", "leading zeros included"),
    ("a hotline", {"resident": {**RESIDENT, "phone": "19001234"}}, "resident.phone", "a person's mobile or landline"),
    ("a foreign number", {"resident": {**RESIDENT, "phone": "+12025550123"}}, "resident.phone", "Only numbers in Viet"),
    ("a number cut short", {"resident": {**RESIDENT, "phone": "091234"}}, "resident.phone", "too few or too many"),
    ("a phone as a number", {"resident": {**RESIDENT, "phone": 912345678}}, "resident.phone", "Write text"),
    ("a name of marks", {"resident": {**RESIDENT, "name": "\u0301\u0323\u0302"}}, "resident.name", "in letters"),
    ("a name that turns round", {"resident": {**RESIDENT, "name": "Lan \u202enaL"}}, "resident.name", "invisible"),
    ("a name with a tab", {"resident": {**RESIDENT, "name": "Lan\tAnh"}}, "resident.name", "control characters"),
    ("a name of one letter", {"resident": {**RESIDENT, "name": "L"}}, "resident.name", "at least 2 characters"),
    ("a blank name", {"resident": {**RESIDENT, "name": " \u00a0 "}}, "resident.name", "cannot be blank"),
    ("somebody not born yet", {"resident": {**RESIDENT, "birth_year": 2090}}, "resident.birth_year", "not come yet"),
    ("a year that is too big", {"resident": {**RESIDENT, "birth_year": 10**30}}, "resident.birth_year", "1900 to 2099"),
    ("nobody", {"resident": None}, "resident", "null"),
    ("one person as a list", {"resident": [RESIDENT]}, "resident", "JSON object"),
    ("three helpers", {"needed": 3}, "needed", "from 1 to 2"),
    ("half a helper", {"needed": 1.5}, "needed", "from 1 to 2"),
    ("a helper as text", {"needed": "1"}, "needed", "from 1 to 2"),
    ("a helper as yes", {"needed": True}, "needed", "from 1 to 2"),
    ("helpers beyond counting", {"needed": 1e308}, "needed", "from 1 to 2"),
    ("a topic there is not", {"topics": ["cooking"]}, "topics.0", "Choose one of: phone, "),
    ("a topic twice", {"topics": ["vneid", "vneid"]}, "topics", "only once"),
    ("no topic", {"topics": []}, "topics", "1 to 14 items"),
    ("topics as text", {"topics": "vneid"}, "topics", "Write a JSON list"),
    ("a place far north", {"location": {"lat": 48.85, "lon": 105.8}}, "location.lat", "from 6"),
    ("half a place", {"location": {"lat": 21.0}}, "location.lon", "This is needed"),
    ("a place there is not", {"place": "park"}, "place", "Choose one of: home, "),
    ("a home nobody can find", {"address": None}, "address", "write an address or a landmark"),
    ("no times", {"windows": []}, "windows", "at least one time"),
    ("too many times", {"windows": [{"start": MORNING, "end": MORNING}] * 21}, "windows", "0 to 20 items"),
    ("a note that is too long", {"note": "a" * 1001}, "note", "at most 1000"),
    ("today, by a stranger", {"urgency": "today"}, "urgency", "call the ward"),
    ("no consent", {"consent": None}, "consent", "null"),
    ("consent to what is not asked", {"consent": {**CONSENT, "purposes": ["ads"]}}, "consent.purposes.0", "Choose one"),
    (
        "a line of an e-mail's head in its address",
        {"asked_by": {**RESIDENT, "relation": "child", "email": "a@example.com\r\nBcc: b@example.com"}},
        "asked_by.email",
        "control characters",
    ),
]


@pytest.mark.parametrize(("changes", "field", "remedy"), [pytest.param(*row[1:], id=row[0]) for row in WRONG])
def test_a_wrong_value_is_refused_by_its_field(
    unchanged: House, changes: dict[str, Any], field: str, remedy: str
) -> None:
    body = a_request(unchanged.network, **changes)
    errors = problem(unchanged.send("POST", REQUESTS, json=body), 422)["errors"]
    assert list(errors) == [field]
    assert any(remedy in sentence for sentence in errors[field]), errors


@pytest.mark.parametrize(
    ("start", "end", "field", "remedy"),
    [
        ("2020-05-04T08:00:00+07:00", "2020-05-04T10:00:00+07:00", "end", "already passed"),
        ("{day}T22:00:00+07:00", "{next}T01:00:00+07:00", "end", "on one day"),
        ("{day}T10:00:00+07:00", "{day}T08:00:00+07:00", "end", "after the start"),
        ("{day}T08:00:00+07:00", "{day}T08:00:00+07:00", "end", "after the start"),
        ("2098-05-04T08:00:00+07:00", "2098-05-04T10:00:00+07:00", "end", "within the next year"),
        ("2027-02-29T08:00:00+07:00", "{day}T10:00:00+07:00", "start", "Write date, time and offset"),
        ("{day}T08:00:00", "{day}T10:00:00+07:00", "start", "Write date, time and offset"),
        ("{day}T08:00:00+07:00", "{day}T24:00:00+07:00", "end", "Write date, time and offset"),
        ("{day}T08:00:00+07:00", "{day} 10:00", "end", "Write date, time and offset"),
        ("{day}T08:00:00+19:00", "{day}T10:00:00+07:00", "start", "Write date, time and offset"),
        ("9999-12-31T23:59:59-14:00", "{day}T10:00:00+07:00", "start", "Write date, time and offset"),
        ("0000-00-00T00:00:00Z", "{day}T10:00:00+07:00", "start", "Write date, time and offset"),
        (1_700_000_000, "{day}T10:00:00+07:00", "start", "Write date, time and offset"),
    ],
)
def test_a_time_that_cannot_be_is_refused_by_its_field(
    unchanged: House, start: Any, end: Any, field: str, remedy: str
) -> None:
    soon = the_present(unchanged.network).date() + timedelta(days=2)
    days = {"day": soon.isoformat(), "next": (soon + timedelta(days=1)).isoformat()}
    window = {"start": str(start).format(**days) if isinstance(start, str) else start, "end": end.format(**days)}
    errors = problem(unchanged.send("POST", REQUESTS, json=a_request(unchanged.network, windows=[window])), 422)[
        "errors"
    ]
    assert list(errors) == [f"windows.0.{field}"]
    assert remedy in errors[f"windows.0.{field}"][0]


def test_every_fault_is_named_at_once(unchanged: House) -> None:
    body = {**a_request(unchanged.network, topics=["cooking"], needed=9), "adress": "12"}
    body["resident"] = {"name": "L", "phone": "1"}
    errors = problem(unchanged.send("POST", REQUESTS, json=body), 422)["errors"]
    assert errors.keys() == {"topics.0", "needed", "adress", "resident.name", "resident.phone"}


def test_refusals_are_said_in_vietnamese_unless_english_is_liked_better(unchanged: House) -> None:
    for accepted, language, sentence in [
        ("en-GB,vi;q=0.5", "en", "Write a whole number from 1 to 2."),
        ("fr,vi;q=0.8,en;q=0.2", "vi", "Ghi số nguyên từ 1 đến 2."),
        ("", "vi", "Ghi số nguyên từ 1 đến 2."),
    ]:
        body = a_request(unchanged.network, needed=5)
        answer = unchanged.send("POST", REQUESTS, json=body, headers={"Accept-Language": accepted})
        assert problem(answer, 422)["errors"] == {"needed": [sentence]}
        assert answer.headers["Content-Language"] == language
        assert "Accept-Language" in answer.headers["Vary"]


def test_an_unknown_or_wrong_query_parameter_is_named(unchanged: House) -> None:
    for query, field in [("limit=0", "limit"), ("limit=1e3", "limit"), ("cursor=0", "cursor"), ("sort=name", "sort")]:
        errors = problem(unchanged.send("GET", f"{REQUESTS}?{query}", "staff"), 422)["errors"]
        assert list(errors) == [field]
    assert "NUL" in problem(unchanged.send("GET", f"{REQUESTS}?q=a%00b", "staff"), 400)["detail"]


APPLICATIONS: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "free backwards",
        {"weekly": [{"weekday": 0, "start": "10:00", "end": "08:00"}]},
        "weekly.0.end",
        "after the start",
    ),
    (
        "an eighth day",
        {"weekly": [{"weekday": 7, "start": "08:00", "end": "09:00"}]},
        "weekly.0.weekday",
        "from 0 to 6",
    ),
    ("a half hour", {"weekly": [{"weekday": 0, "start": "8h30", "end": "09:00"}]}, "weekly.0.start", "08:30"),
    (
        "a team there is not",
        {"affiliations": [{"kind": "x", "team_id": NOBODY}]},
        "affiliations.0.team_id",
        "GET /teams",
    ),
    ("a team without a word", {"affiliations": [{"kind": "Đoàn"}]}, "affiliations.0.kind", "small letters"),
    ("no ward", {"wards": []}, "wards", "1 to 126 items"),
    ("the same ward twice", {"wards": [WARD, WARD]}, "wards", "only once"),
    ("too many tasks", {"max_open_tasks": 21}, "max_open_tasks", "from 1 to 20"),
    ("a language nobody speaks here", {"languages": ["fr"]}, "languages.0", "Choose one of: vi, en"),
    ("somebody to be born", {"birth_year": 2099}, "birth_year", "not come yet"),
]


@pytest.mark.parametrize(("changes", "field", "remedy"), [pytest.param(*row[1:], id=row[0]) for row in APPLICATIONS])
def test_an_application_that_cannot_be_is_refused_by_its_field(
    unchanged: House, changes: dict[str, Any], field: str, remedy: str
) -> None:
    errors = problem(unchanged.send("POST", VOLUNTEERS, json=an_application(**changes)), 422)["errors"]
    assert list(errors) == [field]
    assert remedy in errors[field][0]


SKILL = {"topic": "vneid", "level": "alone"}
REPORTS: list[tuple[str, dict[str, Any], str, str]] = [
    ("a visit of no time", {"minutes": 0}, "minutes", "from 1 to 720"),
    ("no length", {"minutes": None}, "minutes", "null"),
    ("a topic there is not", {"skills": [{**SKILL, "topic": "cooking"}]}, "skills.0.topic", "GET /volunteers"),
    ("a topic twice", {"skills": [SKILL, SKILL]}, "skills.1.topic", "once"),
    ("a level there is not", {"skills": [{**SKILL, "level": "5"}]}, "skills.0.level", "Choose one of: alone"),
    ("nobody's id", {"skills": [{**SKILL, "participant_id": "x"}]}, "skills.0.participant_id", "as it was answered"),
    (
        "somebody who was not there",
        {"skills": [{**SKILL, "participant_id": NOBODY}]},
        "skills.0.participant_id",
        "resident",
    ),
    ("another visit for nothing", {"follow_up": {"topics": []}}, "follow_up.topics", "1 to 10 items"),
    (
        "another visit in the past",
        {
            "follow_up": {
                "topics": ["vneid"],
                "windows": [{"start": "2020-05-04T08:00:00Z", "end": "2020-05-04T09:00:00Z"}],
            }
        },
        "follow_up.windows.0.end",
        "already passed",
    ),
]


@pytest.mark.parametrize(("changes", "field", "remedy"), [pytest.param(*row[1:], id=row[0]) for row in REPORTS])
def test_a_report_that_cannot_be_is_refused_by_its_field(
    unchanged: House, changes: dict[str, Any], field: str, remedy: str
) -> None:
    path = f"{VISITS}/{unchanged.ids['visit']}/complete"
    errors = problem(unchanged.send("POST", path, "volunteer", json={"minutes": 50, **changes}), 422)["errors"]
    assert list(errors) == [field]
    assert remedy in errors[field][0]


@pytest.mark.parametrize(
    ("path", "who", "changes", "field", "remedy"),
    [
        (f"{API}/wards/{WARD}", "staff", {"phone": "1900 1234"}, "phone", "mobile or landline"),
        (f"{API}/wards/{WARD}", "staff", {"neighbourhoods": [{"name": ""}]}, "neighbourhoods.0.name", "blank"),
        (f"{API}/wards/{WARD}", "staff", {"name": "Ba Đình"}, "name", "The fields are: phone, neighbourhoods"),
        (ME, "resident", {"email": "lan@"}, "email", "Write an e-mail address"),
        (ME, "volunteer", {"away_until": "next week"}, "away_until", "Write date, time and offset"),
        (ME, "volunteer", {"phone": "0912345678"}, "phone", "The fields are: name, "),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_its_field(
    unchanged: House, path: str, who: str, changes: dict[str, Any], field: str, remedy: str
) -> None:
    version = {"If-Match": unchanged.send("GET", path, who).headers["ETag"]}
    errors = problem(unchanged.send("PATCH", path, who, json=changes, headers=version), 422)["errors"]
    assert list(errors) == [field]
    assert remedy in errors[field][0]


@pytest.mark.parametrize("code", ["12345", "1234567", "١٢٣٤٥٦", "12 456", 123456, ""], ids=str)
def test_a_code_is_six_digits_as_text(unchanged: House, code: Any) -> None:
    for path, who, rest in [
        (f"{API}/sign-in/token", None, {"phone": RESIDENT["phone"]}),
        (f"{REQUESTS}/{unchanged.ids['unproven']}/verify", "tracking", {}),
    ]:
        errors = problem(unchanged.send("POST", path, who, json={**rest, "code": code}), 422)["errors"]
        assert list(errors) == ["code"]


def test_a_proof_is_either_the_code_or_the_residents_yes(unchanged: House) -> None:
    for body in ({}, {"code": "123456", "resident_agreed": True}, {"resident_agreed": False}, {"phone_proven": False}):
        path = f"{REQUESTS}/{unchanged.ids['unproven']}/verify"
        errors = problem(unchanged.send("POST", path, "staff", json=body), 422)["errors"]
        assert "Send code (the one received), or resident_agreed: true" in errors["code"][0]
