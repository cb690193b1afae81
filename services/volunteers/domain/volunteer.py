"""A volunteer is a person who may be asked to help; ``volunteer_id`` is their ``person_id``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from services.volunteers.domain.asking import Consent
from services.volunteers.domain.errors import NotInThisState, NotJoinedYet
from services.volunteers.domain.facts import (
    AffiliationsChanged,
    AvailabilityChanged,
    VolunteerApplied,
    VolunteerApproved,
    VolunteerChecked,
    VolunteerJoined,
)
from services.volunteers.domain.ward import Point
from services.volunteers.domain.windows import Weekly, Window
from shared.aggregate import Aggregate


class VolunteerStatus(StrEnum):
    APPLIED = "applied"
    CHECKED = "checked"
    ACTIVE = "active"


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


@dataclass(frozen=True)
class Affiliation:
    """A kind of group somebody belongs to (``community_team``, ``youth_union``, ``college`` …), and which one."""

    kind: str
    team_id: str | None = None


@dataclass(frozen=True)
class Offering:
    """What a volunteer can do and when; they change it themselves."""

    topics: tuple[str, ...]
    weekly: tuple[Weekly, ...]
    max_open_tasks: int
    absences: tuple[Window, ...] = ()


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

    @property
    def home(self) -> Point | None:
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)


@dataclass(eq=False)
class Volunteer(Aggregate):
    """An application and, once approved, somebody who is asked.

    One that names a person known before is theirs only once they have signed in (``joined``).
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

    def approve(self, now: datetime) -> None:
        """One approval is enough, with or without a check before it."""
        if self.status not in (VolunteerStatus.APPLIED, VolunteerStatus.CHECKED):
            raise NotInThisState(status=self.status)
        if not self.joined:
            raise NotJoinedYet
        self.status = VolunteerStatus.ACTIVE
        self.approved_at = now
        self.record(VolunteerApproved())

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
