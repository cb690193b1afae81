"""A request is one household's need: whether it is trusted, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from services.volunteers.domain import promise
from services.volunteers.domain.appointment import AppointmentNews, Step
from services.volunteers.domain.asking import Asking, Consent, Household, Place, Urgency, Wish
from services.volunteers.domain.errors import AppointmentContradicts
from services.volunteers.domain.facts import (
    AppointmentFollowed,
    OfferUnplaced,
    PersonReached,
    PersonUnreached,
    PhoneProven,
    RequestClosed,
    RequestOpened,
    RequestReceived,
    ResidentAgreed,
)
from services.volunteers.domain.offer import Offer, OfferStatus
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.seeking import Seeking
from services.volunteers.domain.slip import ENDED, RequestStatus, Slip, tracking_hash
from services.volunteers.domain.windows import Window


@dataclass(eq=False)
class Request(Seeking):
    """One need of one household.

    ``due_at`` is the end of the ward's promise, ``reason`` why the request stands where it does. The
    offers are part of it; what becomes of them is in :class:`Seeking`.
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
    reopened_at: datetime | None = None
    hurried: bool = False
    wave: int = 0
    next_wave_at: datetime | None = None
    reason: str | None = None
    outcome: str | None = None
    appointment_id: str | None = None
    appointment_sequence: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    follows: str | None = None
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
        """What comes of this one: same household and place, the same helper first; as trusted as this one."""
        wishes = tuple(dict.fromkeys((*self.asking.wishes, Wish.SAME_HELPER)))
        asking = replace(self.asking, topics=topics, windows=windows, minutes=minutes, wishes=wishes)
        following = Request.receive(slip, self.household, self.ward, Urgency.NORMAL, asking, self.consent, now, "event")
        following.follows = self.request_id
        following.trust("event", now, rules)
        return following

    @property
    def id(self) -> str:
        return self.request_id

    @property
    def household(self) -> Household:
        return Household(self.resident_id, self.participants, self.asked_by_id, self.relation)

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
        self.due_at = promise.due(now, today=self.today, rules=rules)
        # Somebody who wants the class waits for staff to offer a seat; nobody is sent.
        self.next_wave_at = None if self.asking.place == Place.CLASS else now
        self.record(RequestOpened(by))
        if not self.asking.windows and self.next_wave_at is not None:
            self.need_times(by, "follow_up")

    def unplace(self, offer_id: str, reason: str, now: datetime, rules: Rules) -> None:
        """No time fits this volunteer: the offer ends and the next volunteer is looked for, first in line."""
        offer = self._known(offer_id)
        if not offer.accepted or self.status in ENDED:
            return
        offer.status = OfferStatus.UNPLACED
        offer.ended_because = reason
        self.record(OfferUnplaced(offer.offer_id, offer.volunteer_id, reason))
        self.reopen("event", "unplaced", now, rules)

    def follow(self, news: AppointmentNews) -> None:
        """Take over what became of the appointment, only while its offers are the ones that stand.

        Older news and news of an offer that stands no more change nothing. Raises
        :class:`AppointmentContradicts` for newer news that this request cannot follow.
        """
        if news.appointment_id == self.appointment_id and news.sequence <= self.appointment_sequence:
            return
        if not all(self._known(offer_id).accepted for offer_id in news.offer_ids):
            return
        self._refuse_contradiction(news)
        self.appointment_id, self.appointment_sequence = news.appointment_id, news.sequence
        self.starts_at, self.ends_at = news.starts_at, news.ends_at
        self.status, self.hurried = RequestStatus.SCHEDULED, False
        self.record(AppointmentFollowed(news.appointment_id, news.step, news.starts_at, news.ends_at, news.by))
        if news.step == Step.COMPLETED:
            self._close(RequestStatus.DONE, news.by or "event")

    def note_reached(self, person_id: str, template: str, step: str, *, reached: bool) -> None:
        """A line for the timeline: whom a message reached, and how."""
        self.record((PersonReached if reached else PersonUnreached)(person_id, template, step))

    def _close(self, outcome: RequestStatus, by: str) -> None:
        self.status = self.outcome = outcome
        self.next_wave_at = None
        self.record(RequestClosed(by, outcome))

    def _known(self, offer_id: str) -> Offer:
        offer = self.offer(offer_id)
        if offer is None:
            raise AppointmentContradicts("offer_unknown")
        return offer

    def _refuse_contradiction(self, news: AppointmentNews) -> None:
        if self.status not in (RequestStatus.ACCEPTED, RequestStatus.SCHEDULED):
            raise AppointmentContradicts(f"request_{self.status}")
        if self.appointment_id not in (None, news.appointment_id):
            raise AppointmentContradicts("second_appointment")
