"""Who has to do with an appointment, and what that lets them do and see."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Protocol

from services.sessions.domain.errors import (
    AppointmentNotFound,
    OnlyTheHousehold,
    OnlyTheVolunteers,
    OnlyThoseWhoMeet,
    staff_choose,
)
from shared.errors import Forbidden

RESIDENT, ASKED_BY, VOLUNTEER, STAFF, COUNTER = "resident", "asked_by", "volunteer", "staff", "counter"
LEADER = "leader"
"""Leads a team one of the visit's volunteers is in: sees that it is, and neither whose, its code nor its result."""

HOUSEHOLD = (RESIDENT, ASKED_BY)

SEE_OUTCOME = frozenset({RESIDENT, VOLUNTEER, STAFF})
"""What was learnt is not told to whoever asked for somebody else."""

SEE_NOTE = frozenset({VOLUNTEER, STAFF})

SEE_REASON = frozenset({VOLUNTEER, STAFF, COUNTER, LEADER})
"""Why a visit fell is told whole to those who arrange it; to households as :class:`.cancelling.Ending` says."""

SEE_CODE = frozenset({RESIDENT, ASKED_BY, VOLUNTEER, STAFF, COUNTER})
"""The visitor says it and the household knows it; staff tell it to whoever phones."""

SEE_HOUSEHOLD = SEE_CODE
"""Who is visited is told to those who meet there and to the ward, and not to whoever leads the visitor's team."""


@dataclass(frozen=True)
class Caller:
    """Who calls: a person, the holder of links (by their hashes), and the wards of their posts.

    ``staffs`` are the wards where they act as staff, ``looks_up`` those where they may read; ``leads``
    the volunteers of the teams they lead, ``formerly`` persons who turned out to be this one. Who is
    ``suspended`` has no part as a volunteer any more, not even in what they did before.
    """

    person_id: str | None = None
    tracking_hashes: tuple[str, ...] = ()
    staffs: Container[str] = frozenset()
    looks_up: Container[str] = frozenset()
    leads: frozenset[str] = frozenset()
    formerly: frozenset[str] = frozenset()
    suspended: bool = False

    @property
    def persons(self) -> frozenset[str]:
        """Every id this human has had."""
        return self.formerly | ({self.person_id} if self.person_id else frozenset())


class Met(Protocol):
    """As much of an appointment as says whose it is."""

    @property
    def ward(self) -> str: ...
    @property
    def resident_id(self) -> str: ...
    @property
    def asked_by_id(self) -> str | None: ...
    @property
    def volunteer_ids(self) -> tuple[str, ...]: ...
    @property
    def tracking_hash(self) -> str: ...


def parts_of(caller: Caller, met: Met) -> frozenset[str]:
    """Every part the caller has in this appointment; none, and it does not exist for them."""
    return frozenset(
        _as_person(caller, met) | _as_holder(caller, met) | _as_post(caller, met) | _as_leader(caller, met)
    )


def part_to_confirm(caller: Caller, met: Met) -> str:
    """As whom the caller says that the time suits: the household's side first, else staff for them."""
    return _first(parts_of(caller, met), (RESIDENT, ASKED_BY, STAFF), OnlyTheHousehold)


def part_to_move(caller: Caller, met: Met) -> str:
    """As whom the caller asks for another time: one of those who meet, else staff for them."""
    return _first(parts_of(caller, met), (*HOUSEHOLD, VOLUNTEER, STAFF), OnlyThoseWhoMeet)


def sees_named_times_only(caller: Caller, met: Met) -> bool:
    """Whether the caller may only choose among the times the household named, as a volunteer does."""
    parts = parts_of(caller, met)
    if not parts:
        raise AppointmentNotFound
    return VOLUNTEER in parts and parts.isdisjoint(HOUSEHOLD)


def part_to_cancel(caller: Caller, met: Met, reopen: bool | None) -> str:
    """As whom the caller cancels; who says whether help is still sought (``reopen``) does so as staff."""
    part = part_to_move(caller, met)
    if reopen is None:
        return part
    if STAFF not in parts_of(caller, met):
        raise staff_choose("reopen")
    return STAFF


def part_to_miss(caller: Caller, met: Met, who: str) -> str:
    """As whom the caller says that ``who`` was not there: the other side, staff, and a volunteer of themselves."""
    if who == RESIDENT:
        return part_to_report(caller, met)
    return part_to_move(caller, met)


def volunteer_id_of(caller: Caller, met: Met) -> str | None:
    """Which of its volunteers the caller is."""
    return next((volunteer for volunteer in met.volunteer_ids if volunteer in caller.persons), None)


def part_to_report(caller: Caller, met: Met) -> str:
    """As whom the caller reports on the visit: its volunteer, else staff for them."""
    return _first(parts_of(caller, met), (VOLUNTEER, STAFF), OnlyTheVolunteers)


def part_among(person_ids: Iterable[str], met: Met, wanted: Iterable[str]) -> tuple[str, str] | None:
    """Who of these people has one of the ``wanted`` parts, and which: as when a number is shared by several."""
    people = tuple(person_ids)
    for part in wanted:
        for person_id in people:
            if part in parts_of(Caller(person_id), met):
                return person_id, part
    return None


def _first(parts: frozenset[str], wanted: tuple[str, ...], otherwise: type[Forbidden]) -> str:
    if not parts:
        raise AppointmentNotFound
    for part in wanted:
        if part in parts:
            return part
    raise otherwise


def _as_person(caller: Caller, met: Met) -> set[str]:
    helpers = () if caller.suspended else met.volunteer_ids
    known = {RESIDENT: (met.resident_id,), ASKED_BY: (met.asked_by_id,), VOLUNTEER: helpers}
    return {part for part, people in known.items() if not caller.persons.isdisjoint(people)}


def _as_holder(caller: Caller, met: Met) -> set[str]:
    """The link was given to whoever asked."""
    if met.tracking_hash not in caller.tracking_hashes:
        return set()
    return {RESIDENT if met.asked_by_id is None else ASKED_BY}


def _as_post(caller: Caller, met: Met) -> set[str]:
    if met.ward in caller.staffs:
        return {STAFF}
    return {COUNTER} if met.ward in caller.looks_up else set()


def _as_leader(caller: Caller, met: Met) -> set[str]:
    return set() if caller.leads.isdisjoint(met.volunteer_ids) else {LEADER}
