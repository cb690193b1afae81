"""A request is one household's need: whether it is trusted, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from services.volunteers.domain.asking import Asking, Consent, Household, Place, Urgency, Wish
from services.volunteers.domain.facts.requests import (
    ContactSeen,
    PersonReached,
    PersonReplaced,
    PersonUnreached,
    PhoneProven,
    RequestOpened,
    RequestReceived,
    ResidentAgreed,
)
from services.volunteers.domain.following import Following
from services.volunteers.domain.offer import Offer
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import PROMISED, RequestStatus, Slip, tracking_hash
from services.volunteers.domain.windows import Window


@dataclass(eq=False)
class Request(Following):
    """One need of one household, and its way to being trusted.

    ``reason`` is why it stands where it does, ``referred_to`` who sees to it instead and ``referred_papers`` what to
    bring there, ``ended_by`` who ended it without a visit, ``owner_id`` who of the staff takes care of it. Who is
    asked is in :class:`Seeking`, what people decide later in :class:`Turning`, what the visit brings in
    :class:`Following`.
    """

    kind: ClassVar[str] = "request"

    request_id: str
    reference: str
    tracking_code: str
    tracking_hash: str
    resident_id: str
    participants: tuple[str, ...]
    asked_by_id: str | None
    relation: str | None
    ward: str
    urgency: str
    asking: Asking
    consent: Consent
    received_at: datetime
    status: str = RequestStatus.UNCONFIRMED
    phone_proven: bool = False
    resident_agreed: bool = False
    opened_at: datetime | None = None
    due_at: datetime | None = None
    promise_since: datetime | None = None
    watch_due_at: datetime | None = None
    reopened_at: datetime | None = None
    hurried: bool = False
    wave: int = 0
    next_wave_at: datetime | None = None
    reason: str | None = None
    outcome: str | None = None
    referred_to: str | None = None
    referred_papers: str | None = None
    ended_by: str | None = None
    windows_at: datetime | None = None
    placing_since: datetime | None = None
    appointment_id: str | None = None
    appointment_sequence: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    follows: str | None = None
    owner_id: str | None = None
    offers: list[Offer] = field(default_factory=list)
    sequence: int = 0

    @classmethod
    def receive(
        cls,
        slip: Slip,
        household: Household,
        ward: str,
        urgency: str,
        asking: Asking,
        consent: Consent,
        now: datetime,
        by: str,
    ) -> Request:
        """A request comes in; it stays unconfirmed, and nobody is asked, until it is trusted."""
        request = cls(
            request_id=slip.request_id,
            reference=slip.reference,
            tracking_code=slip.tracking_code,
            tracking_hash=tracking_hash(slip.tracking_code),
            resident_id=household.resident_id,
            participants=household.participants,
            asked_by_id=household.asked_by_id,
            relation=household.relation,
            ward=ward,
            urgency=urgency,
            asking=asking,
            consent=consent,
            received_at=now,
        )
        request.record(RequestReceived(by))
        return request

    def followed_by(
        self,
        slip: Slip,
        topics: tuple[str, ...],
        windows: tuple[Window, ...],
        minutes: int,
        now: datetime,
        rules: Rules,
    ) -> Request:
        """What comes of this one: same household and place, the same helper first; as trusted as this one.

        Whoever holds the link to this one follows that one by it too: nobody else is given one.
        """
        wishes = tuple(dict.fromkeys((*self.asking.wishes, Wish.SAME_HELPER)))
        asking = replace(self.asking, topics=topics, windows=windows, minutes=minutes, wishes=wishes)
        slip = replace(slip, tracking_code=self.tracking_code)
        following = Request.receive(slip, self.household, self.ward, Urgency.NORMAL, asking, self.consent, now, "event")
        following.follows = self.request_id
        following.trust("event", now, rules)
        return following

    @property
    def id(self) -> str:
        return self.request_id

    @property
    def owed(self) -> datetime | None:
        """Until when the ward owes an answer; None while no promise runs."""
        return self.due_at if self.status in PROMISED else None

    @property
    def household(self) -> Household:
        return Household(self.resident_id, self.participants, self.asked_by_id, self.relation)

    @property
    def asked_in_person(self) -> bool:
        """Whether staff have to hear the resident's own yes: about money, a code another may read is not enough."""
        return self.asking.money and self.asked_by_id is not None

    def trust(self, by: str, now: datetime, rules: Rules) -> None:
        """Staff entered it, so it needs no further proof."""
        self.phone_proven = self.resident_agreed = True
        self._open_if_trusted(by, now, rules)

    def prove_phone(self, by: str, now: datetime, rules: Rules) -> None:
        """The phone that asked answered with its code; alone for oneself, that is the resident's yes too."""
        if not self.phone_proven:
            self.phone_proven = True
            self.record(PhoneProven(by))
        if self.asked_by_id is None:
            self.resident_agreed = True
        self._open_if_trusted(by, now, rules)

    def agree(self, by: str, now: datetime, rules: Rules) -> None:
        """The resident said yes, by code or to staff who called; without an asker the call proves the phone too."""
        if not self.resident_agreed:
            self.resident_agreed = True
            self.record(ResidentAgreed(by))
        if self.asked_by_id is None:
            self.phone_proven = True
        self._open_if_trusted(by, now, rules)

    def _open_if_trusted(self, by: str, now: datetime, rules: Rules) -> None:
        if self.status != RequestStatus.UNCONFIRMED or not (self.phone_proven and self.resident_agreed):
            return
        self.status = RequestStatus.OPEN
        self.opened_at = now
        self.start_promise(now, rules)
        # Somebody who wants the class waits for staff to offer a seat; nobody is sent.
        self.next_wave_at = None if self.asking.place == Place.CLASS else now
        self.record(RequestOpened(by))
        if not self.asking.windows and self.next_wave_at is not None:
            self.need_times(by, "follow_up")

    def replace_person(self, was: str, kept: str) -> None:
        """Somebody of the household turned out to be ``kept``: they stand here for both, each once."""
        if was not in self.household.members:
            return
        others = (kept if each == was else each for each in self.participants)
        self.participants = tuple(dict.fromkeys(others))
        self.resident_id = kept if self.resident_id == was else self.resident_id
        asker = kept if self.asked_by_id == was else self.asked_by_id
        # Who turns out to have asked for themselves asked for nobody else.
        self.asked_by_id = None if asker == self.resident_id else asker
        self.relation = self.relation if self.asked_by_id else None
        self.record(PersonReplaced(was, kept))

    def note_reached(self, person_id: str, template: str, step: str, *, reached: bool) -> None:
        """A line for the timeline: whom a message reached, and how."""
        self.record((PersonReached if reached else PersonUnreached)(person_id, template, step))

    def see_contact(self, volunteer_id: str, *, address: bool) -> None:
        """A volunteer looks at how to reach the resident; every look is a line of the journal."""
        self.record(ContactSeen(volunteer_id, address))
