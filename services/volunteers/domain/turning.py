"""The turns of a request that people take: cancelling, handing back, other times, closing, opening again."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta

from services.volunteers.domain import promise
from services.volunteers.domain.asking import Place, Urgency, check
from services.volunteers.domain.errors import NotHeld, NotReopened, RequestEnded, TimesFixed
from services.volunteers.domain.facts.offers import OfferHandedBack
from services.volunteers.domain.facts.requests import (
    PromiseMoved,
    RequestCancelled,
    RequestClosed,
    RequestEntrusted,
    RequestEscalated,
    RequestNotPlaced,
    RequestReopened,
    WindowsGiven,
)
from services.volunteers.domain.offer import Offer, OfferStatus
from services.volunteers.domain.reasons import EscalatedBecause, ReopenedBecause
from services.volunteers.domain.replacing import Replacing
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import CANCELLED, ENDED, SEEKING, RequestStatus
from services.volunteers.domain.windows import Window, from_moment
from shared.errors import Invalid

LATE = timedelta(days=1)
"""A visit given up less than this before its start is given up late."""

_REOPENED_BY_STAFF = (
    RequestStatus.ESCALATED,
    RequestStatus.SOLVED_BY_PHONE,
    RequestStatus.MOVED_TO_CLASS,
    RequestStatus.REFERRED,
    RequestStatus.GIVEN_UP,
)


class Turning(Replacing):
    """What people decide about a request after it was taken in.

    ``due_at`` is the end of the ward's promise, ``promise_since`` when it began to run, ``watch_due_at`` when
    to look whether it was kept; None once there is nothing to look for, or staff were told.
    """

    phone_proven: bool
    resident_agreed: bool
    outcome: str | None
    referred_to: str | None
    referred_papers: str | None
    owner_id: str | None
    ended_by: str | None
    due_at: datetime | None
    promise_since: datetime | None
    watch_due_at: datetime | None

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def trusted(self) -> bool:
        return self.phone_proven and self.resident_agreed

    def cancel(self, by: str, reason: str) -> None:
        """Nobody is to come any more, from whatever turn it is at; cancelling twice is cancelling once.

        Raises :class:`RequestEnded` for one that has ended in another way.
        """
        if self.status == RequestStatus.CANCELLED:
            return
        self.refuse_if_ended()
        self._let_go(RequestStatus.CANCELLED, by)
        self.reason = reason
        self.record(RequestCancelled(by, reason))

    def close(
        self,
        outcome: RequestStatus,
        by: str,
        reason: str | None = None,
        to: str | None = None,
        papers: str | None = None,
    ) -> None:
        """Staff end it without a visit; ``to`` is who sees to it now, with these ``papers``.

        Raises :class:`RequestEnded`.
        """
        self.refuse_if_ended()
        self._let_go(outcome, by)
        self.reason, self.referred_to, self.referred_papers = reason, to, papers
        self.record(RequestClosed(by, outcome, reason))

    def hand_back(self, volunteer_id: str, by: str, reason: str, now: datetime, rules: Rules) -> Offer:
        """Somebody who had said yes cannot go; another is looked for, first in line. Another's yes of a pair stands.

        Handing back twice is handing back once. Raises :class:`NotHeld` and :class:`RequestEnded`.
        """
        mine = [each for each in self.offers if each.volunteer_id == volunteer_id]
        held = [each for each in mine if each.status in (OfferStatus.ACCEPTED, OfferStatus.HANDED_BACK)]
        offer = next((each for each in held if each.accepted), held[-1] if held else None)
        if offer is None:
            raise NotHeld
        if offer.accepted:
            self.refuse_if_ended()
            self.take_back(offer, reason, now)
            self.reopen(by, ReopenedBecause.HANDED_BACK, now, rules)
        return offer

    def take_back(self, offer: Offer, reason: str, now: datetime) -> None:
        """This volunteer does not go after all."""
        offer.end(OfferStatus.HANDED_BACK, reason)
        late = self.starts_at is not None and self.starts_at - now < LATE
        self.record(OfferHandedBack(offer.offer_id, offer.volunteer_id, offer.minutes, reason, late))

    def give_windows(self, by: str, windows: tuple[Window, ...], now: datetime, rules: Rules) -> None:
        """Other times suit: these, and no longer the earlier ones. The next people are asked now.

        Whoever was asked for the earlier times is asked no more: a yes to them says nothing of these.

        Raises :class:`Invalid` naming the fields, :class:`RequestEnded`, and :class:`TimesFixed` where the
        times cannot be chosen any more, or not yet.
        """
        self.refuse_if_ended()
        if self.status not in (RequestStatus.NEEDS_TIMES, *SEEKING):
            raise TimesFixed
        asking = replace(self.asking, windows=windows)
        check(asking, now, rules)
        notice = rules.notice_for(self.urgency == Urgency.TODAY)
        if not any(left.length >= timedelta(minutes=asking.minutes) for left in from_moment(windows, now + notice)):
            raise _too_soon(notice)
        self.withdraw_pending(CANCELLED)
        self.asking, self.windows_at, self.hurried = asking, now, False
        if self.status == RequestStatus.NEEDS_TIMES:
            self.start_promise(now, rules)
        self._seek(now)
        self.record(WindowsGiven(by, ReopenedBecause.WINDOWS))

    def open_again(self, by: str, now: datetime, rules: Rules) -> None:
        """Staff have it looked for anew. Raises :class:`NotReopened` where that follows from nothing."""
        if self.status not in _REOPENED_BY_STAFF:
            raise NotReopened
        # Whoever was not at home had been told in time who comes: what is owed now is a new answer.
        owed_anew = self.ended or self.reason == EscalatedBecause.RESIDENT_MISSED
        self.outcome = self.referred_to = self.referred_papers = self.ended_by = None
        if not self.trusted:
            self.status, self.reason = RequestStatus.UNCONFIRMED, None
            self.record(RequestReopened(by, ReopenedBecause.STAFF))
            return
        self.reopen(by, ReopenedBecause.STAFF, now, rules)
        if owed_anew:
            self.start_promise(now, rules)

    def reopen(self, by: str, reason: str, now: datetime, rules: Rules) -> None:
        """As :meth:`Seeking.reopen`; the promise runs anew where it had been kept."""
        kept, self.placing_since = self.starts_at is not None, None
        super().reopen(by, reason, now, rules)
        if kept:
            self.start_promise(now, rules)

    def start_promise(self, now: datetime, rules: Rules) -> None:
        """From now on the ward owes an answer, until ``due_at``."""
        self.promise_since = now
        self.due_at = self.watch_due_at = promise.due(now, today=self.today, rules=rules)

    def recount_promise(self, rules: Rules) -> None:
        """A holiday or a pause has changed; a promise that was kept, or whose end staff heard of, stays as it is."""
        if self.promise_since is None or self.watch_due_at is None:
            return
        due = promise.due(self.promise_since, today=self.today, rules=rules)
        if due != self.due_at:
            self.due_at = self.watch_due_at = due
            self.record(PromiseMoved(due))

    def entrust(self, person_id: str | None, by: str) -> None:
        """Somebody of the staff takes care of it from now on, None for nobody; the same again is nothing new.

        Raises :class:`RequestEnded`.
        """
        self.refuse_if_ended()
        if person_id != self.owner_id:
            self.owner_id = person_id
            self.record(RequestEntrusted(by, person_id))

    def pass_promise(self, by: str) -> None:
        """The time of the promise is over: a person of the ward takes over, while the waves go on."""
        self.status, self.reason = RequestStatus.ESCALATED, EscalatedBecause.PROMISE_PASSED
        self.watch_due_at = None
        self.record(RequestEscalated(by, EscalatedBecause.PROMISE_PASSED))

    def note_not_placed(self, by: str) -> None:
        """Enough said yes and still there is no appointment: once for each acceptance."""
        self.placing_since = None
        self.record(RequestNotPlaced(by))

    def refuse_if_ended(self) -> None:
        """Raise :class:`RequestEnded` for a request that is over."""
        if self.ended:
            raise RequestEnded

    def _seek(self, now: datetime) -> None:
        self.status, self.reason, self.wave = RequestStatus.OPEN, None, 0
        # Somebody who wants the class waits for staff to offer a seat; nobody is sent.
        self.next_wave_at = None if self.asking.place == Place.CLASS else now

    def _let_go(self, outcome: RequestStatus, by: str) -> None:
        """It ended without a visit: nobody has to answer, nobody has to come."""
        for offer in self.standing_offers:
            self.withdraw(offer, CANCELLED)
        self.status = self.outcome = outcome
        self.ended_by = by
        self.next_wave_at = self.placing_since = self.watch_due_at = None
        self.starts_at = self.ends_at = None
        self.hurried = False


def _too_soon(notice: timedelta) -> Invalid:
    hours = math.ceil(notice / timedelta(hours=1))
    return Invalid.one(
        "windows",
        vi=f"Các giờ này gần quá, cần ít nhất {hours} giờ để báo người đến. Ghi thêm giờ muộn hơn.",
        en=f"These times are too soon: {hours} hours are needed to find and tell a helper. Add later ones.",
    )
