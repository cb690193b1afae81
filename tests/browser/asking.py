"""Somebody half way through the form of asking: everything is answered, nothing is sent."""

from __future__ import annotations

import requests

from tests.flows.network import Network

ANSWERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("who", {"who": "family"}),
    ("agreed", {"agreed": "yes"}),
    ("topics", {"topics": "vneid"}),
    ("device", {"resident.device": "touch"}),
    ("place", {"place": "home"}),
    ("ward", {"ward_name": "Ba Đình"}),
    ("neighbourhood", {"neighbourhood": ""}),
    ("address", {"address": "số 12, ngõ 34 phố Đội Cấn", "landmark": "cạnh nhà văn hóa", "met_by": "cháu Hùng"}),
    ("when", {"when": "any"}),
    ("needs", {"needs": "poor_sight", "wishes": "woman"}),
    ("name", {"resident.name": "Nguyễn Thị Lan", "resident.address_form": "bà", "resident.birth_year": "1947"}),
    ("phone", {"resident.phone": "0912000029", "resident.phone_owner": "self"}),
    ("relation", {"asked_by.relation": "grandchild"}),
    ("asker", {"asked_by.name": "Hoàng Thu Trang", "asked_by.phone": "0912000028"}),
    ("consent", {"visit": "yes", "reminders": "yes", "call_30_days": "yes", "photo": "no"}),
    ("picture", {"picture": "boat"}),
)


def half_asked(network: Network) -> str:
    """The key of the draft, as the browser's cookie holds it."""
    with requests.Session() as browser:
        for page, answer in ANSWERS:
            sent = browser.post(
                f"{network.addresses['volunteers']}/help/{page}",
                answer,
                headers={"Sec-Fetch-Site": "same-origin"},
                allow_redirects=False,
                timeout=60,
            )
            assert sent.status_code == 303, f"{page}: {sent.text}"
        return str(browser.cookies["outreach_draft_request"])
