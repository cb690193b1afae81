"""Who of the staff takes care of a request, and who stands in for them while they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from services.volunteers.domain.person import Person
from services.volunteers.domain.request import Request
from services.volunteers.storage.leaves import Leave, add_leave, leave_of, shorten_leave
from shared.clock import HANOI
from shared.errors import Invalid, NotFound
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

LONGEST_LEAVE = timedelta(days=200)
"""A leave for a child takes six months."""


@dataclass(frozen=True)
class LeaveWish:
    """The first and the last day of a leave, and who sees to one's requests meanwhile."""

    first_day: date
    last_day: date
    cover_id: str | None


def entrust(unit: UnitOfWork, request: Request, person_id: str | None) -> None:
    """Let somebody of the ward's staff take care of it. Raises :class:`Invalid` and :class:`RequestEnded`."""
    if person_id is not None:
        _refuse_strangers(unit, "person_id", person_id, {request.ward})
    request.entrust(person_id, unit.actor.by)


def take_leave(unit: UnitOfWork, person: Person, wish: LeaveWish) -> None:
    """Be away, through the last day. Raises :class:`Invalid` naming the field."""
    _refuse_impossible(wish, unit.now.astimezone(HANOI).date())
    if wish.cover_id is not None:
        if wish.cover_id == person.person_id:
            raise Invalid.one("cover_id", vi="Chọn một đồng nghiệp.", en="Choose a colleague.")
        _refuse_strangers(unit, "cover_id", wish.cover_id, {ward for post in person.posts for ward in post.wards})
    leave = Leave(new_id(), person.person_id, wish.cover_id, wish.first_day, wish.last_day)
    add_leave(unit, leave)
    detail = {"first_day": str(leave.first_day), "last_day": str(leave.last_day), "cover_id": leave.cover_id}
    unit.note("leave_taken", "person", person.person_id, detail=detail)


def end_leave(unit: UnitOfWork, person_id: str, leave_id: str) -> None:
    """Be there again from today on, or not leave at all. Raises :class:`NotFound` for another's leave."""
    leave = leave_of(unit, person_id, leave_id)
    if leave is None:
        raise NotFound
    shorten_leave(unit, leave, unit.now.astimezone(HANOI).date() - timedelta(days=1))
    unit.note("leave_ended", "person", person_id, detail={"first_day": str(leave.first_day)})


def _refuse_strangers(unit: UnitOfWork, field: str, person_id: str, wards: set[str]) -> None:
    """Only who decides in one of these wards today can see to their requests; the city's staff have no wards."""
    person, today = unit.get(Person, person_id, lock=False), unit.now.astimezone(HANOI).date()
    if person is None or not any(person.decides_in(ward, today) for ward in wards or {""}):
        raise Invalid.one(
            field,
            vi="Người này không giữ nhiệm vụ ở phường, xã ấy.",
            en="This person holds no post in that ward.",
        )


def _refuse_impossible(wish: LeaveWish, today: date) -> None:
    if wish.last_day < max(wish.first_day, today):
        raise Invalid.one(
            "last_day",
            vi="Ngày cuối phải từ ngày đầu trở đi, và chưa qua.",
            en="The last day must not be before the first, nor be over.",
        )
    if wish.last_day - wish.first_day > LONGEST_LEAVE:
        days = LONGEST_LEAVE.days
        raise Invalid.one("last_day", vi=f"Ghi nhiều nhất {days} ngày.", en=f"Write {days} days at most.")
