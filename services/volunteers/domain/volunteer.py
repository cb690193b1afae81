"""A volunteer is a person who may be asked to help; ``volunteer_id`` is their ``person_id``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from services.volunteers.domain.asking import Consent
from services.volunteers.domain.errors import NotInThisState, NotJoinedYet
from services.volunteers.domain.facts.helping import (
    AffiliationsChanged,
    AvailabilityChanged,
    GuardianAgreed,
    LookedOften,
    VolunteerApplied,
    VolunteerApproved,
    VolunteerChecked,
    VolunteerJoined,
    VolunteerSuspended,
)
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Point
from services.volunteers.domain.windows import Weekly, Window
from shared.aggregate import Aggregate


class VolunteerStatus(StrEnum):
    APPLIED = "applied"
    CHECKED = "checked"
    ACTIVE = "active"
    SUSPENDED = "suspended"


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Condition(StrEnum):
    """What a volunteer may ask for; the reason is never asked."""

    PAIR = "pair"
    WOMAN_PRESENT = "woman_present"


@dataclass(frozen=True)
class Guardian:
    """The parent or guardian who lets somebody under age help, and how they said so."""

    name: str
    phone: str
    how: str


@dataclass(frozen=True)
class Affiliation:
    """A kind of group somebody belongs to (``community_team``, ``youth_union``, ``college`` …), and which one."""

    kind: str
    team_id: str | None = None


@dataclass(frozen=True)
class Offering:
    """What a volunteer can do, when, and on what conditions; they change it themselves."""

    topics: tuple[str, ...]
    weekly: tuple[Weekly, ...]
    max_open_tasks: int
    absences: tuple[Window, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """Who they are to the network, as they wrote in their application. ``lat`` and ``lon`` are WGS 84."""

    wards: tuple[str, ...]
    affiliations: tuple[Affiliation, ...]
    languages: tuple[str, ...]
    birth_year: int
    gender: str | None = None
    lat: float | None = None
    lon: float | None = None
    guardian: Guardian | None = None

    @property
    def home(self) -> Point | None:
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)


@dataclass(eq=False)
class Volunteer(Aggregate):
    """An application and, once approved, somebody who is asked.

    One that names a person known before is theirs only once they have signed in (``joined``). They are
    asked in ``approved_wards`` only: each ward's staff speak for their own.
    """

    kind: ClassVar[str] = "volunteer"

    volunteer_id: str
    status: str
    profile: Profile
    offering: Offering
    consent: Consent
    applied_at: datetime
    approved_at: datetime | None = None
    joined: bool = True
    approved_wards: tuple[str, ...] = ()
    suspended_because: str | None = None
    many_looks_at: datetime | None = None
    sequence: int = 0

    @classmethod
    def apply(
        cls,
        volunteer_id: str,
        profile: Profile,
        offering: Offering,
        consent: Consent,
        now: datetime,
        *,
        known: bool = False,
    ) -> Volunteer:
        """An application; ``known`` when the person was known before, so that a stranger may have written it."""
        status = VolunteerStatus.APPLIED
        volunteer = cls(volunteer_id, status, profile, offering, consent, applied_at=now, joined=not known)
        volunteer.record(VolunteerApplied())
        return volunteer

    @property
    def id(self) -> str:
        return self.volunteer_id

    @property
    def ward(self) -> str:
        """The ward whose staff look at the application first."""
        return self.profile.wards[0]

    @property
    def active(self) -> bool:
        return self.status == VolunteerStatus.ACTIVE

    def join(self) -> None:
        """The person has signed in, and can see what was written in their name; once is enough."""
        if not self.joined:
            self.joined = True
            self.record(VolunteerJoined())

    def check(self) -> None:
        """Staff saw who it is."""
        if self.status != VolunteerStatus.APPLIED:
            raise NotInThisState(status=self.status)
        self.status = VolunteerStatus.CHECKED
        self.record(VolunteerChecked())

    def approve(self, now: datetime, wards: Iterable[str] | None = None) -> None:
        """May be asked in these of their wards, in all when none is named; one approval is enough for each.

        Somebody suspended begins anew: only the wards that approve them again count. Raises
        :class:`NotInThisState` when they are approved there already, and :class:`NotJoinedYet`.
        """
        meant = self.profile.wards if wards is None else tuple(wards)
        fresh = tuple(ward for ward in self.profile.wards if ward in meant and ward not in self.approved_wards)
        if not fresh:
            raise NotInThisState(status=self.status)
        if not self.joined:
            raise NotJoinedYet
        self.status, self.suspended_because = VolunteerStatus.ACTIVE, None
        self.approved_at = now
        self.approved_wards = tuple(sorted((*self.approved_wards, *fresh)))
        self.record(VolunteerApproved(fresh))

    def suspend(self, reason: str) -> None:
        """May visit nobody from this moment; suspending twice is suspending once."""
        if self.status != VolunteerStatus.SUSPENDED:
            self.status, self.suspended_because = VolunteerStatus.SUSPENDED, reason
            self.approved_wards = ()
            self.record(VolunteerSuspended(reason))

    def looked_often(self, looks: int, since: datetime, ward: str, now: datetime) -> None:
        """Staff hear of so many looks at residents' contacts since ``since``, once in that time."""
        if self.many_looks_at is None or self.many_looks_at <= since:
            self.many_looks_at = now
            self.record(LookedOften(looks, since, ward))

    def let_help(self, guardian: Guardian) -> None:
        """A parent or guardian agrees; nothing is recorded when they have said the same before."""
        if guardian != self.profile.guardian:
            self.profile = replace(self.profile, guardian=guardian)
            self.record(GuardianAgreed(guardian.how))

    def offer(self, offering: Offering) -> None:
        """Take new free times, topics or limits; nothing is recorded when they are the same."""
        if offering != self.offering:
            self.offering = offering
            self.record(AvailabilityChanged())

    def join_team(self, kind: str, team_id: str) -> None:
        """Belong to a team from now on; once is enough. Naming only the kind before, they are of this team now."""
        mine = Affiliation(kind, team_id)
        if mine not in self.profile.affiliations:
            others = (each for each in self.profile.affiliations if each != Affiliation(kind))
            self._affiliate((*others, mine))

    def leave_team(self, team_id: str) -> None:
        """Belong to this team no more."""
        others = tuple(each for each in self.profile.affiliations if each.team_id != team_id)
        if others != self.profile.affiliations:
            self._affiliate(others)

    def _affiliate(self, affiliations: tuple[Affiliation, ...]) -> None:
        self.profile = replace(self.profile, affiliations=affiliations)
        self.record(AffiliationsChanged())


def away(offering: Offering, until: datetime | None, now: datetime) -> Offering:
    """``offering`` with an absence from now ``until`` then in place of the present one; None ends it."""
    others = tuple(span for span in offering.absences if not span.start <= now < span.end)
    gone = () if until is None or until <= now else (Window(now, until),)
    return replace(offering, absences=tuple(sorted((*others, *gone))))


def away_until(offering: Offering, now: datetime) -> datetime | None:
    """When the present absence ends; None for somebody who is there."""
    return max((span.end for span in offering.absences if span.start <= now < span.end), default=None)


def daytime(weekly: Iterable[Weekly], rules: Rules) -> tuple[Weekly, ...]:
    """What of a week somebody under age may go out in."""
    earliest, latest = rules.young
    cut = (Weekly(span.weekday, max(span.start, earliest), min(span.end, latest)) for span in weekly)
    return tuple(span for span in cut if span.start < span.end)
