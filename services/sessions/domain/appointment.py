"""An appointment: one agreed time of one request, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from services.sessions.domain.cancelling import Cancellation, Ending
from services.sessions.domain.errors import (
    VisitHasBegun,
    VisitIsOver,
    VisitWasCancelled,
    VisitWasMissed,
    not_a_participant,
    not_a_volunteer_of_it,
)
from services.sessions.domain.facts import (
    AppointmentCancelled,
    AppointmentCompleted,
    AppointmentConfirmed,
    AppointmentMissed,
    AppointmentMoved,
    AppointmentOver,
    AppointmentOverdue,
    AppointmentScheduled,
    AppointmentStarted,
)
from services.sessions.domain.outcome import FollowUp, Report, Skill
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import Window
from services.sessions.domain.travel import Spot
from shared.aggregate import Aggregate

SCHEDULED = "scheduled"
CONFIRMED = "confirmed"
UNDER_WAY = "under_way"
COMPLETED = "completed"
CANCELLED = "cancelled"
MISSED = "missed"

STANDING: tuple[str, ...] = (SCHEDULED, CONFIRMED, UNDER_WAY)
"""An appointment stands while somebody is still expected to come, or is there."""

OVER: tuple[str, ...] = (COMPLETED, CANCELLED, MISSED)

RESIDENT, VOLUNTEER = "resident", "volunteer"
MISSING: tuple[str, ...] = (RESIDENT, VOLUNTEER)
"""Who can have been missed."""

_WHY_OVER = {COMPLETED: VisitIsOver, CANCELLED: VisitWasCancelled, MISSED: VisitWasMissed}
_MINUTE = timedelta(minutes=1)


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


@dataclass(frozen=True)
class Absence:
    """``who`` was not there; ``volunteer_id`` names one of a pair, None means all who were to come."""

    who: str
    volunteer_id: str | None = None


@dataclass(eq=False)
class Appointment(Aggregate):
    """``scheduled → confirmed → under_way → completed``; until then it may be cancelled or missed.

    ``ended_at`` and ``ending`` say how it ended without a result. ``report_due_at`` is when a visit should
    have been reported, begun or not; None once it was, or once somebody was told.

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
    over_at: datetime | None = None
    report_due_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    sequence: int = 0

    @classmethod
    def schedule(
        cls,
        appointment_id: str,
        need: Need,
        offers: Mapping[str, str],
        window: Window,
        visit_code: str,
        by: str,
        rules: Rules,
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
            report_due_at=window.end + rules.overdue_after,
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
    def learners(self) -> tuple[str, ...]:
        """All who are to learn."""
        return tuple(dict.fromkeys((self.resident_id, *self.participants)))

    @property
    def booked_ids(self) -> tuple[str, ...]:
        """Whose calendar this time is in: all who are to learn, and all who come."""
        return tuple(dict.fromkeys((*self.learners, *self.volunteer_ids)))

    @property
    def parties(self) -> frozenset[tuple[str, str]]:
        """Who has to do with it, and as what: ``resident``, ``asked_by``, ``volunteer``."""
        asked_by = {(self.asked_by_id, "asked_by")} if self.asked_by_id else set()
        volunteers = {(volunteer, VOLUNTEER) for volunteer in self.volunteer_ids}
        return frozenset({(self.resident_id, RESIDENT)} | asked_by | volunteers)

    @property
    def stands(self) -> bool:
        return self.status in STANDING

    def confirm(self, by: str) -> None:
        """The time suits. Said again, or after the visit began, it changes nothing."""
        self.refuse_if_over()
        if self.status == SCHEDULED:
            self.status = CONFIRMED
            self.record(AppointmentConfirmed(by=by))

    def start(self, by: str, now: datetime, rules: Rules) -> None:
        """The volunteer is there, whenever that is; the second of a pair changes nothing."""
        self.refuse_if_over()
        if self.status != UNDER_WAY:
            self.status = UNDER_WAY
            self.started_at = now
            self.report_due_at = self._expected_end(now) + rules.overdue_after
            self.record(AppointmentStarted(by=by, minutes_early=self._minutes_early(now)))

    def end(self, by: str, now: datetime, rules: Rules) -> None:
        """The volunteer says that it is over: nobody has to ask after them, the report is still owed."""
        self.start(by, now, rules)
        if self.over_at is None:
            self.over_at = now
            self.report_due_at = None
            self.record(AppointmentOver(by=by))

    def grow_overdue(self, by: str, now: datetime, rules: Rules) -> None:
        """Nobody has said that it ended, or that it began: told once, ``rules.overdue_after`` past its end."""
        if self.report_due_at is None or self.report_due_at > now:
            return
        minutes_over = (now - self.report_due_at + rules.overdue_after) // _MINUTE
        self.report_due_at = None
        self.record(AppointmentOverdue(by=by, minutes_over=minutes_over))

    def move(self, window: Window, visit_code: str, by: str, rules: Rules) -> None:
        """The same visit at another time: the old code is dead at once, the state and the offers stay."""
        self.refuse_to_move()
        if window != self.window:
            was = self.window
            self.starts_at, self.ends_at = window.start, window.end
            self.visit_code = visit_code
            self.report_due_at = window.end + rules.overdue_after
            self.record(AppointmentMoved(by=by, was=was, code=visit_code))

    def cancel(self, why: Cancellation, now: datetime, rules: Rules) -> None:
        """Nobody comes: from any state in which it stands."""
        self.refuse_if_over()
        self.status = CANCELLED
        late = self.starts_at - now < rules.late_within
        self.ending = Ending(why.by, why.volunteer_id, why.reason.value, late, why.reopen)
        self.ended_at, self.report_due_at = now, None
        self.record(AppointmentCancelled(why.by, why.reason.value, late, why.reopen, why.volunteer_id))

    def miss(self, absence: Absence, by: str, now: datetime) -> None:
        """The two sides did not meet; said early, as on the telephone before the hour, it counts too."""
        self.refuse_if_over()
        self._refuse_unexpected(absence)
        self.status = MISSED
        self.ending = Ending(by, absence.volunteer_id, who=absence.who)
        self.ended_at, self.report_due_at = now, None
        missing, early = absence.volunteer_id, self._minutes_early(now)
        self.record(AppointmentMissed(by=by, who=absence.who, volunteer_id=missing, minutes_early=early))

    def complete(self, report: Report, by: str, now: datetime) -> None:
        """The visit is over, also when nobody had said that it began."""
        self.refuse_if_over()
        self._refuse_strangers(report.skills)
        self.status = COMPLETED
        self.completed_at, self.report_due_at = now, None
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
        """Raise :class:`VisitIsOver`, :class:`VisitWasCancelled` or :class:`VisitWasMissed` once it stands no more."""
        if not self.stands:
            raise _WHY_OVER[self.status]

    def refuse_to_move(self) -> None:
        """Raise :class:`VisitHasBegun` too once somebody is there."""
        self.refuse_if_over()
        if self.status == UNDER_WAY:
            raise VisitHasBegun

    def _refuse_unexpected(self, absence: Absence) -> None:
        expected = self.volunteer_ids if absence.who == VOLUNTEER else ()
        if absence.volunteer_id is not None and absence.volunteer_id not in expected:
            raise not_a_volunteer_of_it("volunteer_id")

    def _refuse_strangers(self, skills: tuple[Skill, ...]) -> None:
        helped = {self.resident_id, *self.participants}
        for number, skill in enumerate(skills):
            if skill.participant_id not in helped:
                raise not_a_participant(f"skills.{number}.participant_id")

    def _minutes_early(self, now: datetime) -> int:
        return max(self.starts_at - now, timedelta(0)) // _MINUTE

    def _expected_end(self, started: datetime) -> datetime:
        """Who came late stays as long as was agreed."""
        return max(self.ends_at, started + self.window.length)
