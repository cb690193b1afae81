"""Who has to do with an appointment, and what that lets them do and see."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

from services.sessions.domain.errors import AppointmentNotFound, OnlyTheHousehold, OnlyTheVolunteers
from shared.errors import Forbidden

RESIDENT, ASKED_BY, VOLUNTEER, STAFF, COUNTER = "resident", "asked_by", "volunteer", "staff", "counter"

SEE_OUTCOME = frozenset({RESIDENT, VOLUNTEER, STAFF})
"""What was learnt is not told to whoever asked for somebody else."""

SEE_NOTE = frozenset({VOLUNTEER, STAFF})


@dataclass(frozen=True)
class Caller:
    """Who calls: a person, the holder of a link (by its hash), and the wards of their posts.

    ``staffs`` are the wards where they act as staff, ``looks_up`` those where they may read.
    """

    person_id: str | None = None
    tracking_hash: str | None = None
    staffs: Container[str] = frozenset()
    looks_up: Container[str] = frozenset()


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
    return frozenset(_as_person(caller, met) | _as_holder(caller, met) | _as_post(caller, met))


def part_to_confirm(caller: Caller, met: Met) -> str:
    """As whom the caller says that the time suits: the household's side first, else staff for them."""
    return _first(parts_of(caller, met), (RESIDENT, ASKED_BY, STAFF), OnlyTheHousehold)


def part_to_report(caller: Caller, met: Met) -> str:
    """As whom the caller reports on the visit: its volunteer, else staff for them."""
    return _first(parts_of(caller, met), (VOLUNTEER, STAFF), OnlyTheVolunteers)


def _first(parts: frozenset[str], wanted: tuple[str, ...], otherwise: type[Forbidden]) -> str:
    if not parts:
        raise AppointmentNotFound
    for part in wanted:
        if part in parts:
            return part
    raise otherwise


def _as_person(caller: Caller, met: Met) -> set[str]:
    if caller.person_id is None:
        return set()
    known = {RESIDENT: (met.resident_id,), ASKED_BY: (met.asked_by_id,), VOLUNTEER: met.volunteer_ids}
    return {part for part, people in known.items() if caller.person_id in people}


def _as_holder(caller: Caller, met: Met) -> set[str]:
    """The link was given to whoever asked."""
    if caller.tracking_hash is None or caller.tracking_hash != met.tracking_hash:
        return set()
    return {RESIDENT if met.asked_by_id is None else ASKED_BY}


def _as_post(caller: Caller, met: Met) -> set[str]:
    if met.ward in caller.staffs:
        return {STAFF}
    return {COUNTER} if met.ward in caller.looks_up else set()
