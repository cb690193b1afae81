"""Somebody who asks for help on the pages, in a window without JavaScript."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import TestResponse

from tests.kit.windows import Window, hidden

HELP = "/volunteers/help"

OF_THE_SLIP = ("code", "again/code", "done")

LAN: dict[str, dict[str, Any]] = {
    "who": {"who": "me"},
    "topics": {"topics": "vneid"},
    "device": {"resident.device": "touch"},
    "place": {"place": "home"},
    "ward": {"ward_name": "phường Ba Đình"},
    "ward/which": {"ward": "00004"},
    "neighbourhood": {"neighbourhood": ""},
    "address": {"address": "số 12, ngõ 34 phố Đội Cấn", "landmark": "cạnh nhà văn hóa", "met_by": ""},
    "when": {"when": ["2025-12-03.am", "2025-12-04.pm"]},
    "needs": {"needs": ["poor_sight"], "wishes": ["woman"], "note": ""},
    "name": {"resident.name": "Nguyễn Thị Lan", "resident.address_form": "bà", "resident.birth_year": "1957"},
    "phone": {"resident.phone": "0912 000 003", "resident.phone_owner": "self"},
    "consent": {"visit": "yes", "reminders": "yes", "call_30_days": "no", "photo": "no"},
    "picture": {"picture": "boat"},
}
"""What Lan of Phường Ba Đình answers to each question about herself."""

TRANG: dict[str, dict[str, Any]] = {
    **LAN,
    "who": {"who": "family"},
    "agreed": {"agreed": "yes"},
    "relation": {"asked_by.relation": "grandchild"},
    "asker": {"asked_by.name": "Hoàng Thu Trang", "asked_by.phone": "0912000002"},
}
"""What Trang answers, who asks for her grandmother Lan."""


@dataclass
class Asking:
    """One window on the form; ``answers`` are given as the questions come."""

    window: Window
    answers: dict[str, dict[str, Any]] = field(default_factory=lambda: dict(LAN))
    asked: list[str] = field(default_factory=list)
    slip: str = HELP

    def get(self, name: str) -> TestResponse:
        return self.window.get(self._address(name))

    def post(self, name: str, **changes: Any) -> TestResponse:
        """Send the answer of this question, with some fields changed."""
        return self.window.post(self._address(name), {**self.answers.get(name.partition("?")[0], {}), **changes})

    def answer_all(self, start: str = "who") -> str:
        """Answer every question as it comes, from this one on; where that leads at last."""
        name = start
        while name in self.answers:
            self.asked.append(name)
            answer = self.post(name)
            assert answer.status_code == 303, f"{name}: {errors_of(answer)}"
            name = answer.headers["Location"].removeprefix(f"{HELP}/")
        return name

    def send(self) -> TestResponse:
        """Press "Gửi phiếu" on the check page; what follows is under the number of the slip."""
        sent = self.window.post(f"{HELP}/check", {"once": hidden(self.get("check"), "once")})
        if sent.status_code == 303:
            self.slip = sent.headers["Location"].removesuffix("/code")
        return sent

    def _address(self, name: str) -> str:
        return f"{self.slip if name in OF_THE_SLIP else HELP}/{name}"


def errors_of(answer: TestResponse) -> list[str]:
    """What the summary says is wrong, each with the field it leads to."""
    found = re.search(r'<ul class="govuk-list govuk-error-summary__list">(.*?)</ul>', answer.text, re.DOTALL)
    return re.findall(r'<a href="#([^"]*)">', found[1]) if found else []


def is_chosen(answer: TestResponse, name: str, value: str) -> bool:
    """Whether this radio or box is chosen on the page."""
    inputs = re.findall(r"<input[^>]*>", answer.text)
    return any(f'name="{name}"' in each and f'value="{value}"' in each and " checked" in each for each in inputs)
