"""What becomes of a request by what becomes of its appointment; sessions has the last word on time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.volunteers.domain.appointment import AppointmentNews, Step
from services.volunteers.domain.errors import AppointmentContradicts
from services.volunteers.domain.facts.offers import OfferFell, OfferUnplaced
from services.volunteers.domain.facts.requests import AppointmentFollowed, RequestClosed
from services.volunteers.domain.offer import MISSED, PAUSED, SUSPENDED, Offer, OfferStatus
from services.volunteers.domain.reasons import CancelReason, EscalatedBecause, ReopenedBecause
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.domain.turning import Turning

VOLUNTEER = "volunteer"

_REOPENED_BECAUSE = {PAUSED: ReopenedBecause.PAUSED, SUSPENDED: ReopenedBecause.SUSPENDED}


class Following(Turning):
    """A request and its visit. What is heard counts only while the visit's offers are the ones that stand."""

    def unplace(self, offer_id: str, reason: str, now: datetime, rules: Rules) -> None:
        """No time fits this volunteer: the offer ends and the next volunteer is looked for, first in line."""
        offer = self._known(offer_id)
        if not offer.accepted or self.ended:
            return
        offer.end(OfferStatus.UNPLACED, reason)
        self.record(OfferUnplaced(offer.offer_id, offer.volunteer_id, reason))
        self.reopen("event", ReopenedBecause.UNPLACED, now, rules)

    def follow(self, news: AppointmentNews, now: datetime, rules: Rules) -> bool:
        """Take over what became of the appointment, only while its offers are the ones that stand; whether it was news.

        Older news and news of an offer that stands no more change nothing: whoever cancelled, handed back
        or was suspended meanwhile is not overruled by what crossed it. Raises
        :class:`AppointmentContradicts` for newer news that this request cannot follow.
        """
        if self._has_heard(news) or not all(self._known(offer_id).accepted for offer_id in news.offer_ids):
            return False
        self._refuse_contradiction(news)
        self.record(
            AppointmentFollowed(news.appointment_id, news.step, news.starts_at, news.ends_at, news.by, news.reopen)
        )
        self._take_over(news)
        if news.step == Step.COMPLETED:
            self._complete(news)
        elif news.step == Step.CANCELLED:
            self._visit_cancelled(news, now, rules)
        elif news.step == Step.MISSED and news.who == VOLUNTEER:
            self._volunteer_missed(news, now, rules)
        elif news.step == Step.MISSED:
            self._resident_missed()
        return True

    def _has_heard(self, news: AppointmentNews) -> bool:
        """Also a visit that is over is stated under a higher number, by a service that was restored."""
        if news.appointment_id != self.appointment_id:
            return False
        over = news.step == Step.COMPLETED and self.status == RequestStatus.DONE
        return over or news.sequence <= self.appointment_sequence

    def _take_over(self, news: AppointmentNews) -> None:
        self.appointment_id, self.appointment_sequence = news.appointment_id, news.sequence
        self.starts_at, self.ends_at = news.starts_at, news.ends_at
        self.status, self.reason = RequestStatus.SCHEDULED, None
        self.hurried, self.placing_since, self.watch_due_at = False, None, None

    def _complete(self, news: AppointmentNews) -> None:
        self.status = self.outcome = RequestStatus.DONE
        self.next_wave_at = None
        for offer in self.standing_offers:
            offer.fulfilled = True
        self.record(RequestClosed(news.by or "event", RequestStatus.DONE))

    def _visit_cancelled(self, news: AppointmentNews, now: datetime, rules: Rules) -> None:
        by = news.by or "event"
        if not news.reopen:
            self.cancel(by, CancelReason.of_visit(news.reason))
        elif by == VOLUNTEER:
            for offer in self._fallen(news):
                self.take_back(offer, news.reason or CancelReason.OTHER, now)
            self.reopen(by, ReopenedBecause.HANDED_BACK, now, rules)
        else:
            because = _REOPENED_BECAUSE.get(news.reason or "", ReopenedBecause.VISIT_CANCELLED)
            self._fall(self._fallen(news), news.reason or because)
            self.reopen(by, because, now, rules)

    def _volunteer_missed(self, news: AppointmentNews, now: datetime, rules: Rules) -> None:
        self._fall(self._fallen(news), MISSED)
        self.reopen(news.by or "event", ReopenedBecause.VOLUNTEER_MISSED, now, rules)

    def _resident_missed(self) -> None:
        """Somebody phones to ask after them; nobody else is asked to come before."""
        self._fall(self.standing_offers, EscalatedBecause.RESIDENT_MISSED)
        self.starts_at = self.ends_at = None
        self.escalate("event", EscalatedBecause.RESIDENT_MISSED)

    def _fallen(self, news: AppointmentNews) -> tuple[Offer, ...]:
        """The offers that fall with the visit: of the one volunteer it is about, or of all."""
        visitors = tuple(self._known(offer_id) for offer_id in news.offer_ids)
        meant = tuple(offer for offer in visitors if offer.volunteer_id == news.volunteer_id)
        return meant or visitors

    def _fall(self, offers: Iterable[Offer], because: str) -> None:
        for offer in offers:
            offer.end(OfferStatus.CANCELLED, because)
            self.record(OfferFell(offer.offer_id, offer.volunteer_id, because))

    def _known(self, offer_id: str) -> Offer:
        offer = self.offer(offer_id)
        if offer is None:
            raise AppointmentContradicts("offer_unknown")
        return offer

    def _refuse_contradiction(self, news: AppointmentNews) -> None:
        if self.status not in (RequestStatus.ACCEPTED, RequestStatus.SCHEDULED):
            raise AppointmentContradicts(f"request_{self.status}")
        # Ids grow. A later visit for the very same offers was placed by an agenda that was restored and had lost ours.
        if self.appointment_id is not None and news.appointment_id < self.appointment_id:
            raise AppointmentContradicts("second_appointment")
