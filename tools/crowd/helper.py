"""A volunteer with a phone: looks when a message comes, says yes, no, late or nothing, and goes."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime

from tools.crowd.habits import within
from tools.crowd.ledger import Deed
from tools.crowd.people import Body
from tools.crowd.phones import Message
from tools.crowd.scene import API, OFFERS, REQUESTS, VISITS, Scene
from tools.crowd.wire import Caller

_CODE = re.compile(r"\b(\d{6})\b")
_WORDS = ("task.accepted",)
CODE_WITHIN = 120.0
"""Seconds after which a code that was asked for is taken to be lost."""


class SignedOut(Exception):
    """Nobody could sign in with this number; the text says at which step."""


class Holder:
    """Somebody with a number who can sign in."""

    def __init__(self, scene: Scene, phone: str) -> None:
        self.phone = phone
        self._scene = scene
        self._code: str | None = None
        self._code_came = threading.Event()
        self._signing_in = threading.Lock()
        self._caller: Caller | None = None
        scene.phones.give(phone, self.hears)

    def hears(self, message: Message) -> None:
        """What arrives at the number."""
        found = _CODE.search(message.text) if message.template == "signin.code" else None
        if found:
            self._scene.ahead = message.at - datetime.now(UTC)
            self._code = found.group(1)
            self._code_came.set()

    def signed_in(self) -> Caller:
        """Themselves, by the code on the phone; raises :class:`SignedOut`."""
        with self._signing_in:
            if self._caller is None:
                self._caller = self._sign_in()
            return self._caller

    def _sign_in(self) -> Caller:
        anyone = self._scene.anyone
        asked = anyone.post(f"{API}/sign-in/code", {"phone": self.phone}, repeatable=False)
        if not asked.ok or not self._code_came.wait(CODE_WITHIN):
            raise SignedOut(f"{self.phone} got no code: {asked.status} {asked.body}")
        token = anyone.post(f"{API}/sign-in/token", {"phone": self.phone, "code": self._code}, repeatable=False)
        if token.status != 200:
            raise SignedOut(f"{self.phone} got no token: {token.status} {token.body}")
        return anyone.with_token(token.body["token"])


class Helper(Holder):
    """A volunteer. Offers are answered once each; what came to nothing is not asked after."""

    def __init__(self, scene: Scene, phone: str) -> None:
        super().__init__(scene, phone)
        self._seen: set[str] = set()

    def hears(self, message: Message) -> None:
        super().hears(message)
        scene, habits = self._scene, self._scene.habits
        if message.template == "offer":
            scene.agenda.after(within(scene.random, habits.answer_after), self._look)
        elif message.template in _WORDS:
            visit = message.about_id
            if not scene.sometimes(
                habits.hands_back, lambda: self._hand_back(visit), within(scene.random, habits.decide_after)
            ):
                scene.sometimes(
                    habits.completes, lambda: self._complete(visit), within(scene.random, habits.visit_after)
                )

    def _look(self) -> None:
        """All offers that are open, new ones first; each is decided about once."""
        for offer in self.signed_in().get(f"{OFFERS}?status=pending&limit=50").body.get("items", []):
            self._scene.offered[offer["id"]] = offer["request_id"]
            if offer["id"] not in self._seen:
                self._seen.add(offer["id"])
                self._decide(offer["id"], offer["request_id"])

    def _decide(self, offer_id: str, request_id: str) -> None:
        scene, habits = self._scene, self._scene.habits
        draw = scene.random.random()
        if draw < habits.yes:
            self._answer(Deed.ACCEPT, offer_id, request_id)
        elif draw < habits.yes + habits.no:
            self._answer(Deed.DECLINE, offer_id, request_id)
        elif draw < habits.yes + habits.no + habits.late_yes:
            late = within(scene.random, habits.late_after)
            scene.agenda.after(late, lambda: self._answer(Deed.ACCEPT, offer_id, request_id))

    def _answer(self, deed: Deed, offer_id: str, request_id: str) -> None:
        answer = self.signed_in().post(f"{OFFERS}/{offer_id}/{deed}")
        self._scene.note(deed, answer, offer_id, self.phone, request_id)

    def _hand_back(self, appointment_id: str) -> None:
        visit = self.signed_in().get(f"{VISITS}/{appointment_id}").body
        if "request_id" in visit:
            path = f"{REQUESTS}/{visit['request_id']}/hand-back"
            reason = {"reason": self._scene.random.choice(("ill", "busy", "travel", "family"))}
            answer = self.signed_in().post(path, reason)
            self._scene.note(Deed.HAND_BACK, answer, appointment_id, self.phone, visit["request_id"])

    def _complete(self, appointment_id: str) -> None:
        report: Body = {"minutes": self._scene.random.randint(30, 90), "skills": [], "follow_up": None, "note": None}
        answer = self.signed_in().post(f"{VISITS}/{appointment_id}/complete", report)
        self._scene.note(Deed.COMPLETE, answer, appointment_id, self.phone)
