"""A request somebody accepted, and the appointment that sessions is said to make of it."""

from __future__ import annotations

from typing import Any

from shared.contracts import Contract, notifications, sessions
from shared.ids import new_id
from tests.integration.volunteers_wiring import Caller, Office
from tests.unit.volunteers.builders import BA_DINH, at

CODE = {"code": "hoa sen, con cá"}


class Visit:
    """Minh has said yes to Lan's request; what sessions tells of it is up to the test."""

    def __init__(self, office: Office, **changes: Any) -> None:
        self.office = office
        self.volunteer = office.volunteer("Nguyễn Văn Minh", "+84912000010")
        self.request = office.entered(**changes)
        office.tick()
        (offer,) = self.volunteer.get("/offers").json["items"]
        self.offer_id = self.volunteer.post(f"/offers/{offer['id']}/accept").json["id"]
        self.appointment_id = new_id()
        self.path = f"/requests/{self.request['id']}"

    @property
    def holder(self) -> Caller:
        return self.office.holder(self.request)

    def hear(self, contract: Contract, sequence: int, **more: Any) -> None:
        data = {
            "appointment_id": self.appointment_id,
            "request_id": self.request["id"],
            "offer_ids": [self.offer_id],
            "volunteer_ids": [self.volunteer.get("/me").json["id"]],
            "resident_id": self.seen()["resident"]["id"],
            "ward": BA_DINH,
            "place": "home",
            "topics": ["vneid"],
            "starts_at": at(3, 9),
            "ends_at": at(3, 10),
            "status": contract.type.split(".")[2],
            "tracking_hash": "ab" * 32,
            "by": "volunteer",
            **more,
        }
        self.office.hear(contract, self.appointment_id, sequence, data)

    def scheduled(self, sequence: int = 1) -> None:
        self.hear(sessions.APPOINTMENT_SCHEDULED, sequence, personal=CODE)

    def completed(self, sequence: int = 4, follow_up: Any = None) -> None:
        self.hear(sessions.APPOINTMENT_COMPLETED, sequence, minutes=50, skills=[], follow_up=follow_up)

    def cancelled(self, sequence: int = 2, **more: Any) -> None:
        chosen = {"reason": "ill", "late": False, "reopen": True, **more}
        self.hear(sessions.APPOINTMENT_CANCELLED, sequence, **chosen)

    def reached(self, about: tuple[str, str]) -> None:
        """Notifications tells that a message about this left for somebody."""
        told = {"message_id": new_id(), "person_id": new_id(), "template": "visit.confirm", "step": "file"}
        kind, id = about
        self.office.hear(notifications.PERSON_REACHED, new_id(), 1, {**told, "about": {"kind": kind, "id": id}})

    def seen(self) -> dict[str, Any]:
        return dict(self.office.staff.get(f"/requests/{self.request['id']}").json)

    def timeline(self) -> list[tuple[str, str | None]]:
        lines = self.office.staff.get(f"/requests/{self.request['id']}/timeline").json["items"]
        return [(line["kind"], line["detail"].get("step")) for line in lines]

    def told(self, name: str) -> list[dict[str, Any]]:
        """The data of the events of this name so far."""
        self.office.tell()
        return [event.data for event in self.office.ears.of(name)]


def conflicts(office: Office) -> list[str]:
    return [row["code"] for row in office.rows(office.runtime.parts.kit.conflicts)]


def waiting(office: Office) -> list[tuple[str, str | None]]:
    """What is deferred or parked, and why."""
    rows = office.rows(office.runtime.parts.kit.inbox)
    return [(row["status"], row["reason"]) for row in rows if row["status"] != "done"]
