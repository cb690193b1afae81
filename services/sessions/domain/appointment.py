"""An appointment: one agreed time of one request, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from services.sessions.domain.errors import VisitIsOver, not_a_participant
from services.sessions.domain.facts import (
    AppointmentCompleted,
    AppointmentConfirmed,
    AppointmentScheduled,
    AppointmentStarted,
)
from services.sessions.domain.outcome import FollowUp, Report, Skill
from services.sessions.domain.spans import Window
from services.sessions.domain.travel import Spot
from shared.aggregate import Aggregate

SCHEDULED = "scheduled"
CONFIRMED = "confirmed"
UNDER_WAY = "under_way"
COMPLETED = "completed"

STANDING: tuple[str, ...] = (SCHEDULED, CONFIRMED, UNDER_WAY)
"""An appointment stands while somebody is still expected to come, or is there."""


@dataclass(frozen=True)
class Need:
    """What a request asks an appointment for. ``tracking_hash`` is how the holder of its link is known."""

    request_id: str
    resident_id: str
    asked_by_id: str | None
    participants: tuple[str, ...]
    ward: str
    spot: Spot
    topics: tuple[str, ...]
    tracking_hash: str


@dataclass(eq=False)
class Appointment(Aggregate):
    """``scheduled → confirmed → under_way → completed``.

    It keeps the offers it was placed for: a set of offers has one appointment, ever. ``offer_ids``
    and ``volunteer_ids`` are in the same order, the offers' own.
    """

    kind: ClassVar[str] = "appointment"

    appointment_id: str
    request_id: str
    offer_ids: tuple[str, ...]
    volunteer_ids: tuple[str, ...]
    resident_id: str
    asked_by_id: str | None
    participants: tuple[str, ...]
    tracking_hash: str
    ward: str
    place: str
    cell: str | None
    topics: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    visit_code: str
    status: str = SCHEDULED
    started_at: datetime | None = None
    completed_at: datetime | None = None
    minutes: int | None = None
    skills: tuple[Skill, ...] = ()
    follow_up: FollowUp | None = None
    note: str | None = None
    sequence: int = 0

    @classmethod
    def schedule(
        cls, appointment_id: str, need: Need, offers: Mapping[str, str], window: Window, visit_code: str, by: str
    ) -> Appointment:
        """Fix a time. ``offers`` maps each standing offer to its volunteer."""
        chosen = sorted(offers)
        appointment = cls(
            appointment_id=appointment_id,
            request_id=need.request_id,
            offer_ids=tuple(chosen),
            volunteer_ids=tuple(offers[offer] for offer in chosen),
            resident_id=need.resident_id,
            asked_by_id=need.asked_by_id,
            participants=need.participants,
            tracking_hash=need.tracking_hash,
            ward=need.ward,
            place=need.spot.place,
            cell=need.spot.cell,
            topics=need.topics,
            starts_at=window.start,
            ends_at=window.end,
            visit_code=visit_code,
        )
        appointment.record(AppointmentScheduled(by=by, code=visit_code))
        return appointment

    @property
    def id(self) -> str:
        return self.appointment_id

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at)

    @property
    def spot(self) -> Spot:
        return Spot(self.place, self.cell)

    @property
    def booked_ids(self) -> tuple[str, ...]:
        """Whose calendar this time is in: all who are to learn, and all who come."""
        return tuple(dict.fromkeys((self.resident_id, *self.participants, *self.volunteer_ids)))

    @property
    def parties(self) -> frozenset[tuple[str, str]]:
        """Who has to do with it, and as what: ``resident``, ``asked_by``, ``volunteer``."""
        asked_by = {(self.asked_by_id, "asked_by")} if self.asked_by_id else set()
        volunteers = {(volunteer, "volunteer") for volunteer in self.volunteer_ids}
        return frozenset({(self.resident_id, "resident")} | asked_by | volunteers)

    def confirm(self, by: str) -> None:
        """The time suits. Said again, or after the visit began, it changes nothing."""
        self.refuse_if_over()
        if self.status == SCHEDULED:
            self.status = CONFIRMED
            self.record(AppointmentConfirmed(by=by))

    def start(self, by: str, now: datetime) -> None:
        """The volunteer is there, whenever that is; the second of a pair changes nothing."""
        self.refuse_if_over()
        if self.status != UNDER_WAY:
            self.status = UNDER_WAY
            self.started_at = now
            self.record(AppointmentStarted(by=by, minutes_early=self._minutes_early(now)))

    def complete(self, report: Report, by: str, now: datetime) -> None:
        """The visit is over, also when nobody had said that it began."""
        self.refuse_if_over()
        self._refuse_strangers(report.skills)
        self.status = COMPLETED
        self.completed_at = now
        self.minutes = report.minutes
        self.skills = report.skills
        self.follow_up = report.follow_up
        self.note = report.note
        self.record(
            AppointmentCompleted(
                by=by,
                minutes=report.minutes,
                skills=report.skills,
                follow_up=report.follow_up,
                minutes_early=self._minutes_early(now),
            )
        )

    def refuse_if_over(self) -> None:
        """Raise :class:`VisitIsOver` once the result is recorded."""
        if self.status not in STANDING:
            raise VisitIsOver

    def _refuse_strangers(self, skills: tuple[Skill, ...]) -> None:
        helped = {self.resident_id, *self.participants}
        for number, skill in enumerate(skills):
            if skill.participant_id not in helped:
                raise not_a_participant(f"skills.{number}.participant_id")

    def _minutes_early(self, now: datetime) -> int:
        return max(self.starts_at - now, timedelta(0)) // timedelta(minutes=1)
