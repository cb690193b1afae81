"""Wards as the tester may know them, and calls about them that are possible."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from tests.flows.client import Client
from tests.fuzz.bodies import a_number
from tools.waiting import until

Body = dict[str, Any]

API = "/volunteers/api/v1"
FAR_AWAY = {"from": "2090-01-05T00:00:00+07:00", "to": "2090-01-06T00:00:00+07:00"}
"""No visit of these tests is put off by it."""


def make_pauses(staff: Client, ward: str) -> dict[str, list[str]]:
    """Pauses that may end."""
    bodies = [{**FAR_AWAY, "reason": reason} for reason in ("flood", "storm", "power")]
    ids = [str(staff.post(f"{API}/wards/{ward}/pauses", body, expect=201)["id"]) for body in bodies]
    return {"pause_id": ids, "code": [ward]}


def make_calls(staff: Client, ward: str, *phones: str) -> dict[str, list[str]]:
    """People who want to be phoned."""
    wanted = phones or (a_number(), a_number(), a_number())
    for phone in wanted:
        staff.post(f"{API}/call-backs", {"phone": phone, "ward": ward}, expect=202)

    def all_listed() -> list[str] | None:
        items = staff.get(f"/notifications/api/v1/calls?ward={ward}&limit=100")["items"]
        ids = [item["id"] for item in items if item["phone"] in wanted]
        return ids if len(ids) == len(wanted) else None

    return {"call_id": until(all_listed)}


def pause(body: Body, known: Callable[[str], str]) -> Body:
    """Of the whole ward: the tester does not read which neighbourhoods there are."""
    return {**body, **FAR_AWAY, "neighbourhoods": []}


def change_ward(body: Body, known: Callable[[str], str]) -> Body:
    """Narrower than the city, and no neighbour of itself. Helpers are shared with nobody."""
    if "settings" in body:
        body["settings"] = {"promise_days": 2, "notice_minutes": 1440}
    if "neighbours" in body:
        body["neighbours"] = []
    if "helps" in body:
        body["helps"] = []
    return body


def former_units(body: Body, known: Callable[[str], str]) -> Body:
    """A list of one, as a spreadsheet saves it."""
    text = "Mã;Phường xã cũ;Quận huyện cũ\n00004;Phường Trúc Bạch;Quận Ba Đình\n"
    return {"file": base64.b64encode(text.encode()).decode()}


BODIES: dict[str, Callable[[Body, Callable[[str], str]], Body]] = {
    "POST /api/v1/wards/{code}/pauses": pause,
    "PATCH /api/v1/wards/{code}": change_ward,
    "POST /api/v1/former-units": former_units,
}
