"""A quiet network: nothing in it changes by itself, so that what bad input changes would be seen."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.flows.client import SECONDS, Client
from tests.flows.network import SERVICES, Network
from tests.fuzz.bodies import OTHER_WARD, WARD, a_number, a_request, an_application
from tests.fuzz.world import API, signed_in
from tools.waiting import until

REQUESTS, VOLUNTEERS, ME = f"{API}/requests", f"{API}/volunteers", f"{API}/me"
VISITS, MESSAGES = "/sessions/api/v1/appointments", "/notifications/api/v1/messages"
TEAMS, DAYS, CALLS = f"{API}/teams", "/sessions/api/v1/days", "/notifications/api/v1/calls"
JSON = {"Content-Type": "application/json"}

Answer = requests.Response


@dataclass
class House:
    """``headers`` are the authorizations of its people; one visit is agreed, and one request still unproven."""

    network: Network
    headers: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, who: str | None = None, **options: Any) -> Answer:
        """Send anything: ``json``, ``data``, ``headers`` and ``params`` as ``requests`` takes them."""
        service = path.split("/")[1]
        url = self.network.addresses[service] + path.removeprefix(f"/{service}")
        headers = {"Accept-Language": "en", **options.pop("headers", {})}
        if who is not None:
            headers["Authorization"] = self.headers[who]
        return requests.request(method, url, headers=headers, timeout=SECONDS, **options)

    def state(self) -> dict[str, Any]:
        """What the city, the ward's staff and people's phones show; journals name every fact there is."""
        shown = {service: self._items(f"/{service}/api/v1/journal?limit=100", "city") for service in SERVICES}
        for path in (REQUESTS, VOLUNTEERS, VISITS, TEAMS, f"{DAYS}?limit=100", CALLS, f"{MESSAGES}?limit=100"):
            shown[path] = self._items(path, "staff")
        shown["ward"] = self.send("GET", f"{API}/wards/{WARD}").json()
        messages = self.network.folder / "messages.jsonl"
        return {**shown, "phones": messages.read_text("utf-8").splitlines() if messages.exists() else []}

    def settle(self) -> None:
        """Wait until every message has left and every service has heard of all that happened."""
        until(self._settled)

    def _settled(self) -> bool:
        messages = self._items(f"{MESSAGES}?limit=100", "staff")
        heard = self.send("GET", f"{REQUESTS}/{self.ids['request']}", "staff").json()["status"] == "scheduled"
        told, known = (
            sum(
                line["kind"] == "person_reached" for line in self._items(f"/{service}/api/v1/journal?limit=100", "city")
            )
            for service in ("notifications", "volunteers")
        )
        return heard and told == known and {message["status"] for message in messages} <= {"sent", "dropped"}

    def _items(self, path: str, who: str) -> Any:
        return self.send("GET", path, who).json()["items"]

    def refused(self, status: int, method: str, path: str, who: str | None = None, **options: Any) -> dict[str, Any]:
        """The same call in both languages; the English problem, once both are known to name the same fields."""
        headers = options.pop("headers", {})
        vi, en = (
            problem(self.send(method, path, who, headers={**headers, "Accept-Language": language}, **options), status)
            for language in ("vi", "en")
        )
        assert vi["detail"] != en["detail"] or vi["errors"] != en["errors"]
        assert vi.get("errors", {}).keys() == en.get("errors", {}).keys()
        for sentences in vi.get("errors", {}).values():
            assert not set(sentences) & {each for english in en["errors"].values() for each in english}
        return en

    def client(self, who: str | None = None) -> Client:
        return Client(self.network, self.headers[who] if who else None)


def a_quiet_house(network: Network) -> House:
    """A ward with staff, a volunteer, a visit in the calendar, and nothing else under way."""
    house = House(network)
    for who, where in (("staff", ("--ward", WARD)), ("other_staff", ("--ward", OTHER_WARD)), ("city", ("--city",))):
        phone = a_number()
        network.command("services.volunteers", "add-staff", "--name", "Đỗ Thị Hoa", "--phone", phone, *where)
        house.headers[who] = signed_in(network, phone)
    _agree_on_a_visit(house)
    _ask(house)
    team = {"ward": WARD, "kind": "community_team", "name": "Tổ số 1"}
    house.ids["team"] = house.client("staff").post(TEAMS, team, expect=201)["id"]
    house.settle()
    return house


def _agree_on_a_visit(house: House) -> None:
    application, asking = an_application(), a_request(house.network)
    applied = house.client().post(VOLUNTEERS, application, expect=201)
    house.client("staff").post(f"{VOLUNTEERS}/{applied['id']}/approve", {}, expect=200)
    house.headers["volunteer"] = signed_in(house.network, application["phone"])
    entered = house.client("staff").post(REQUESTS, asking, expect=201)
    volunteer = house.client("volunteer")
    (offer,) = until(lambda: volunteer.get(f"{API}/offers")["items"])
    house.network.phone(application["phone"]).wait_for("offer")  # else nobody asks by phone what is answered here
    volunteer.post(f"{API}/offers/{offer['id']}/accept", {}, expect=200)
    (visit,) = until(lambda: volunteer.get(VISITS)["items"])
    house.headers["resident"] = signed_in(house.network, asking["resident"]["phone"])
    house.ids |= {"volunteer": applied["id"], "request": entered["id"], "offer": offer["id"], "visit": visit["id"]}
    house.phones = {"volunteer": application["phone"], "resident": asking["resident"]["phone"]}
    house.network.phone(application["phone"]).wait_for("task.accepted")


def _ask(house: House) -> None:
    """Without proof of the phone; nobody is asked."""
    body = a_request(house.network)
    received = house.client().post(REQUESTS, body, expect=201)
    house.network.phone(body["resident"]["phone"]).wait_for("request.code")
    house.headers["tracking"] = f"Tracking {received['tracking_code']}"
    house.ids["unproven"] = received["id"]


def problem(answer: Answer, status: int) -> dict[str, Any]:
    """The document of a refusal."""
    assert answer.status_code == status, f"{answer.status_code} {answer.text}"
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    return document


def as_json(body: Any) -> bytes:
    """What a careful client sends."""
    return json.dumps(body, ensure_ascii=False).encode()
