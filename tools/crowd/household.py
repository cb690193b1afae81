"""A household that asks for help, proves its phone, and makes up its mind about the visit."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

from tools.crowd.habits import within
from tools.crowd.ledger import Asked, Deed
from tools.crowd.people import ASKERS, RESIDENTS, Body, Ward, a_request, an_asker
from tools.crowd.phones import Message
from tools.crowd.scene import REQUESTS, VISITS, Scene
from tools.crowd.wire import Caller

_CODE = re.compile(r"\b(\d{6})\b")
_CANCELS = ("not_needed", "ill", "mistake", "other")


class Household:
    """One request of theirs. Each has numbers of its own, as three codes in a quarter of an hour are all one gets."""

    def __init__(self, scene: Scene, ward: Ward) -> None:
        self._scene = scene
        self._ward = ward
        self._phone = scene.population.number(RESIDENTS)
        self._caller: Caller | None = None
        self._request_id = ""
        self._code: str | None = None
        self._asker = self._asked_by()

    def ask(self) -> None:
        """Through the ward's staff, or from a phone of their own, and then a code comes."""
        scene = self._scene
        by_staff = self._asker is None and scene.random.random() < scene.habits.by_staff
        scene.phones.give(self._asker["phone"] if self._asker else self._phone, self.hears)
        if self._asker:
            scene.phones.give(self._phone, self.hears)
        body = a_request(scene.random, self._ward, self._phone, scene.now)
        caller = scene.staff[self._ward.code] if by_staff else scene.anyone
        answer = caller.post(REQUESTS, body | ({"asked_by": self._asker} if self._asker else {}))
        scene.note(Deed.ASK, answer, answer.body.get("id", ""), self._phone)
        if answer.ok:
            self._received(answer.body)

    def hears(self, message: Message) -> None:
        """What arrives on the household's phones; called by the thread that reads them, so only noted."""
        scene, habits = self._scene, self._scene.habits
        if message.template == "request.code":
            found = _CODE.search(message.text)
            self._code = found.group(1) if found else None
            scene.agenda.after(within(scene.random, habits.code_after), self._prove)
        elif message.template == "visit.confirm" and message.to == self._phone:
            scene.agenda.after(within(scene.random, habits.decide_after), lambda: self._decide_about(message.about_id))

    def _asked_by(self) -> Body | None:
        scene = self._scene
        if scene.random.random() >= scene.habits.on_behalf:
            return None
        return an_asker(scene.random, scene.population.number(ASKERS))

    def _received(self, slip: Body) -> None:
        scene, self._request_id = self._scene, slip["id"]
        self._caller = scene.anyone.with_tracking_code(slip["tracking_code"])
        names = ("reference", "tracking_code", "status")
        asked = {name: slip[name] for name in names}
        scene.ledger.ask(Asked(slip["id"], ward=self._ward.code, phone=self._phone, at=datetime.now(UTC), **asked))
        if slip["status"] == "open":
            scene.trusted[slip["id"]] = time.monotonic()
        scene.sometimes(scene.habits.cancels_early, self._cancel, within(scene.random, scene.habits.cancel_after))

    def _prove(self) -> None:
        """Type the code in; who asked for somebody else also has the ward hear the resident's yes."""
        if self._caller is None:  # the code came before the answer did
            self._scene.agenda.after(within(self._scene.random, self._scene.habits.code_after), self._prove)
            return
        verified = self._verify(self._caller, {"code": self._code})
        if verified == "unconfirmed" and self._asker:
            verified = self._verify(self._scene.staff[self._ward.code], {"resident_agreed": True})
        if verified == "open":
            self._scene.trusted[self._request_id] = time.monotonic()

    def _verify(self, caller: Caller, body: Body) -> str | None:
        answer = caller.post(f"{REQUESTS}/{self._request_id}/verify", body)
        self._scene.note(Deed.VERIFY, answer, self._request_id, self._phone, self._request_id)
        status: str | None = answer.body.get("status")
        return status if answer.ok else None

    def _cancel(self) -> None:
        assert self._caller
        reason = {"reason": self._scene.random.choice(_CANCELS)}
        answer = self._caller.post(f"{REQUESTS}/{self._request_id}/cancel", reason)
        self._scene.note(Deed.CANCEL, answer, self._request_id, self._phone, self._request_id)

    def _decide_about(self, appointment_id: str) -> None:
        habits, draw = self._scene.habits, self._scene.random.random()
        if draw < habits.cancels_visit:
            self._cancel()
        elif draw < habits.cancels_visit + habits.moves:
            self._move(appointment_id)
        elif draw < habits.cancels_visit + habits.moves + habits.confirms:
            self._do(Deed.CONFIRM, appointment_id, {})

    def _move(self, appointment_id: str) -> None:
        """To one of the times the page offers."""
        assert self._caller
        free = self._caller.get(f"{VISITS}/{appointment_id}/free-times?limit=50").body.get("items", [])
        if free:
            chosen = self._scene.random.choice(free)["starts_at"]
            self._do(Deed.MOVE, appointment_id, {"starts_at": chosen})

    def _do(self, deed: Deed, appointment_id: str, body: Body) -> None:
        assert self._caller
        answer = self._caller.post(f"{VISITS}/{appointment_id}/{deed}", body)
        self._scene.note(deed, answer, appointment_id, self._phone, self._request_id)
