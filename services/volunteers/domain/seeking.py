"""The part of a request that looks for helpers: waves of offers, and whoever answers first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from services.volunteers.domain.asking import Asking, Urgency
from services.volunteers.domain.errors import AdultFirst, NoLongerNeeded, OfferEnded, TaskTaken, TooLate
from services.volunteers.domain.facts.offers import (
    OfferAccepted,
    OfferAnnounced,
    OfferDeclined,
    OfferExpired,
    OfferMade,
    OfferWithdrawn,
)
from services.volunteers.domain.facts.requests import RequestEscalated, RequestNeedsTimes, RequestReopened
from services.volunteers.domain.matching import Candidate
from services.volunteers.domain.offer import ASKED_AGAIN, PAUSED, Offer, OfferStatus
from services.volunteers.domain.reasons import EscalatedBecause, NeedsTimesBecause
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import CANCELLED, ENDED, OTHERS_FIRST, SEEKING, RequestStatus
from services.volunteers.domain.tasks import Tasks
from services.volunteers.domain.windows import Window, from_moment, left_of
from shared.aggregate import Aggregate
from shared.clock import HANOI


class Seeking(Aggregate):
    """What asking volunteers needs of a request.

    ``wave`` is the number of the last wave since the request was opened or reopened, ``next_wave_at``
    when to look again (None: not by itself). ``hurried`` while somebody is looked for in place of a
    helper who fell out less than a day before the visit. ``windows_at`` is when the windows were last given
    anew, ``placing_since`` since when enough have said yes and no appointment is known.
    """

    asking: Asking
    urgency: str
    status: str
    reason: str | None
    wave: int
    next_wave_at: datetime | None
    reopened_at: datetime | None
    hurried: bool
    appointment_id: str | None
    appointment_sequence: int
    starts_at: datetime | None
    ends_at: datetime | None
    windows_at: datetime | None
    placing_since: datetime | None
    offers: list[Offer]

    @property
    def today(self) -> bool:
        """Whether help is needed today, or must be found as if it were."""
        return self.hurried or self.urgency == Urgency.TODAY

    @property
    def asked(self) -> Mapping[str, str]:
        """What became of the latest offer to each volunteer; what fitted no earlier window says nothing of new ones.

        What keeps somebody from being asked again keeps them from it, also when it befell an offer before the latest.
        """
        present = [offer for offer in self.offers if not self._before_these_windows(offer)]
        latest = {offer.volunteer_id: offer.came_to for offer in present}
        return latest | {offer.volunteer_id: offer.came_to for offer in present if offer.came_to not in ASKED_AGAIN}

    @property
    def standing_offers(self) -> tuple[Offer, ...]:
        return tuple(offer for offer in self.offers if offer.standing)

    @property
    def adult_comes(self) -> bool:
        """Whether a grown-up has said yes: somebody under age only ever goes beside one."""
        return any(offer.accepted and not offer.minor for offer in self.offers)

    @property
    def put_off(self) -> frozenset[str]:
        """Who had said yes before a pause put the visit off: they are asked first again."""
        return frozenset(offer.volunteer_id for offer in self.offers if offer.ended_because == PAUSED)

    @property
    def unannounced(self) -> tuple[Offer, ...]:
        """Pending offers whose time does not run yet: as far as we know, their announcement is still in the outbox."""
        return tuple(offer for offer in self.offers if offer.pending and offer.announced_at is None)

    def offer(self, offer_id: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.offer_id == offer_id), None)

    def waves_used_up(self, rules: Rules) -> bool:
        return self.wave >= rules.max_waves_for(self.today)

    def ask(self, people: Sequence[tuple[str, Candidate]], now: datetime, until: datetime) -> None:
        """Send the next wave: an offer, by its new id, to each of ``people``."""
        self.wave += 1
        self.wait_for_answers()
        self.next_wave_at = until
        for offer_id, candidate in people:
            self.ask_one(self.offer_to(offer_id, candidate, self.wave, now, until))

    def ask_one(self, offer: Offer) -> None:
        """From now on this volunteer is asked."""
        self.record(OfferMade(offer.offer_id, offer.volunteer_id, offer.wave, offer.expires_at, offer.distance_m))
        offer.made_as = self.sequence
        self.offers.append(offer)

    def offer_to(self, offer_id: str, candidate: Candidate, wave: int, now: datetime, until: datetime) -> Offer:
        """An offer to this volunteer, not made yet."""
        return Offer(
            offer_id=offer_id,
            volunteer_id=candidate.volunteer_id,
            wave=wave,
            minutes=self.asking.minutes,
            distance_m=candidate.shown_distance_m,
            reasons=candidate.reasons,
            made_at=now,
            expires_at=until,
            made_as=0,
            minor=candidate.minor,
        )

    def usable_windows(self, now: datetime, rules: Rules) -> tuple[Window, ...]:
        """What is left of the windows once everybody has had notice, as far as the visit still fits.

        Nothing is left of them in a pause (``rules.shut``), nor in the days around Tết.
        """
        open_windows = (piece for window in self.asking.windows for piece in left_of(window, rules.shut))
        return self._with_notice(open_windows, now, rules)

    def _with_notice(self, windows: Iterable[Window], now: datetime, rules: Rules) -> tuple[Window, ...]:
        left = from_moment(windows, now + rules.notice_for(self.today))
        long = timedelta(minutes=self.asking.minutes)
        return tuple(
            window
            for window in left
            if window.length >= long and not rules.tet.nothing_on(window.start.astimezone(HANOI).date())
        )

    def announce(self, offer: Offer, now: datetime, rules: Rules) -> None:
        """The offer has left for the broker only now: its time counts from here, so it moves on by the wait."""
        waited = now - offer.made_at
        offer.announced_at = now
        if waited > rules.announcement_slack:
            offer.expires_at += waited
        if self.next_wave_at is not None and offer.pending:
            self.next_wave_at = max(self.next_wave_at, offer.expires_at)
        self.record(OfferAnnounced(offer.offer_id, offer.expires_at))

    def expire_offers(self, now: datetime) -> None:
        """End the announced offers whose time is over."""
        pending = (offer for offer in self.offers if offer.pending and offer.announced_at is not None)
        self._expire(offer for offer in pending if offer.expires_at <= now)

    def _expire(self, offers: Iterable[Offer]) -> None:
        for offer in offers:
            offer.status = OfferStatus.EXPIRED
            self.record(OfferExpired(offer.offer_id, offer.volunteer_id))

    def escalate(self, by: str, reason: str) -> None:
        """The network found nobody: a person of the ward takes over. A late yes still counts."""
        self.status = RequestStatus.ESCALATED
        self.reason = reason
        self.next_wave_at = None
        self.record(RequestEscalated(by, reason))

    def accept(self, offer: Offer, tasks: Tasks, now: datetime) -> None:
        """The first ``needed`` acceptances win, the others are withdrawn and thanked.

        Raises :class:`TooLate` for whoever comes after, :class:`AdultFirst`, and what :class:`Tasks`
        raises. Saying yes twice is saying it once; an expired offer's yes counts while somebody is
        looked for.
        """
        if offer.accepted:
            return
        self._refuse_if_past(offer)
        self._refuse_if_held(offer.volunteer_id)
        if offer.minor and not self.adult_comes:
            raise AdultFirst
        tasks.check_room_for(self.asking.windows, offer.minutes)
        offer.status = OfferStatus.ACCEPTED
        self.record(OfferAccepted(offer.offer_id, offer.volunteer_id, offer.minutes))
        self._expire(each for each in self.offers if each.pending and each.volunteer_id == offer.volunteer_id)
        if sum(each.accepted for each in self.offers) >= self.asking.needed:
            self.status = RequestStatus.ACCEPTED
            self.reason = None
            self.next_wave_at = None
            self.placing_since = now
            self.withdraw_pending(OTHERS_FIRST)

    def decline(self, offer: Offer, now: datetime) -> None:
        """Busy this time, whichever of their offers for it they answer. When all are busy, the next wave goes at once.

        Raises :class:`TaskTaken` after a yes, and :class:`OfferEnded` for what ended otherwise.
        """
        if offer.declined:
            return
        self._refuse_if_held(offer.volunteer_id)
        if not offer.pending and not offer.lapsed:
            raise OfferEnded
        for each in self.offers:
            if each is offer or (each.pending and each.volunteer_id == offer.volunteer_id):
                each.status = OfferStatus.DECLINED
                self.record(OfferDeclined(each.offer_id, each.volunteer_id))
        self.hasten(now)

    def hasten(self, now: datetime) -> None:
        """When nobody's answer is awaited any more, the next wave goes at once."""
        if self._waits_for_answers and not any(each.pending for each in self.offers):
            self.next_wave_at = now

    def reopen(self, by: str, reason: str, now: datetime, rules: Rules) -> None:
        """Whoever had accepted no longer comes: the visit falls, and somebody is looked for, first in line.

        Less than a day before the visit that is as urgent as help needed today. Without a window left
        somebody has to say when it suits.
        """
        if self.starts_at is not None:
            self.hurried = self.starts_at - now < rules.hurry_before
        self.appointment_id = self.starts_at = self.ends_at = None
        self.appointment_sequence = 0
        self.status, self.reason, self.wave = RequestStatus.OPEN, None, 0
        self.reopened_at = self.next_wave_at = now
        self.record(RequestReopened(by, reason))
        self.need_times_unless_usable(by, now, rules)

    def need_times_unless_usable(self, by: str, now: datetime, rules: Rules) -> bool:
        """Whether windows are left; if not, wait for new ones, saying whether a pause or time itself took them."""
        if self.usable_windows(now, rules):
            return True
        paused = bool(self._with_notice(self.asking.windows, now, rules))
        self.need_times(by, NeedsTimesBecause.PAUSED if paused else NeedsTimesBecause.WINDOWS_PAST)
        return False

    def need_times(self, by: str, reason: str) -> None:
        """Nobody is asked until somebody says when it suits; offers not answered yet are of no use any more."""
        self.status, self.reason, self.next_wave_at = RequestStatus.NEEDS_TIMES, reason, None
        self.withdraw_pending(CANCELLED)
        self.record(RequestNeedsTimes(by, reason))

    def withdraw_pending(self, reason: str) -> None:
        """Nobody's answer is awaited any more."""
        for offer in self.offers:
            if offer.pending:
                self.withdraw(offer, reason)

    def withdraw(self, offer: Offer, reason: str) -> None:
        """The offer ends without this volunteer."""
        accepted = offer.accepted
        offer.end(OfferStatus.WITHDRAWN, reason)
        self.record(OfferWithdrawn(offer.offer_id, offer.volunteer_id, reason, accepted))

    def wait_for_answers(self) -> None:
        """Volunteers are being asked; a request whose promise has passed stays with staff meanwhile."""
        if not self._promise_passed:
            self.status, self.reason = RequestStatus.OFFERED, None

    @property
    def _promise_passed(self) -> bool:
        """Staff were told that the promise is over, and the waves go on meanwhile."""
        return self.status == RequestStatus.ESCALATED and self.reason == EscalatedBecause.PROMISE_PASSED

    @property
    def _waits_for_answers(self) -> bool:
        return self.status == RequestStatus.OFFERED or self._promise_passed

    def _before_these_windows(self, offer: Offer) -> bool:
        return offer.status == OfferStatus.UNPLACED and self._of_other_times(offer)

    def _of_other_times(self, offer: Offer) -> bool:
        """Whether it was made before the present windows were given."""
        return self.windows_at is not None and offer.made_at < self.windows_at

    def _refuse_if_held(self, volunteer_id: str) -> None:
        """Nobody is both of a pair, and a yes is taken back by handing back."""
        if any(each.accepted and each.volunteer_id == volunteer_id for each in self.offers):
            raise TaskTaken

    def _refuse_if_past(self, offer: Offer) -> None:
        if self.status in ENDED:
            raise NoLongerNeeded
        if self.status == RequestStatus.NEEDS_TIMES:
            raise OfferEnded
        if self.status not in SEEKING or offer.ended_because == OTHERS_FIRST:
            raise TooLate
        if self.reason == EscalatedBecause.RESIDENT_MISSED:
            raise OfferEnded  # somebody asks after the resident first
        if (not offer.pending and not offer.lapsed) or self._of_other_times(offer):
            raise OfferEnded
