"""The part of a request in which people decide who goes: named by staff, sent by a leader, suspended."""

from __future__ import annotations

from datetime import datetime

from services.volunteers.domain.asking import Place
from services.volunteers.domain.errors import NotLookedFor, OfferEnded, RequestEnded
from services.volunteers.domain.facts.offers import AnswerRefused, RequestWidened, WaveHeld
from services.volunteers.domain.matching import Candidate
from services.volunteers.domain.offer import Offer, OfferStatus
from services.volunteers.domain.reasons import EscalatedBecause, ReopenedBecause
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.seeking import Seeking
from services.volunteers.domain.slip import ENDED, OTHERS_FIRST, SEEKING
from services.volunteers.domain.tasks import Tasks


class Replacing(Seeking):
    """Who is asked by name, who goes in another's place, and who goes nowhere any more."""

    def refuse_unless_seeking(self) -> None:
        """Raise :class:`RequestEnded` or :class:`NotLookedFor`; who wants the class waits for staff to offer a seat."""
        if self.status in ENDED:
            raise RequestEnded
        if self.status not in SEEKING or self.asking.place == Place.CLASS:
            raise NotLookedFor

    def assign(self, offer_id: str, candidate: Candidate, now: datetime, until: datetime) -> Offer:
        """Staff name somebody, who is still asked; the next wave waits for the answer."""
        self.refuse_unless_seeking()
        self.wait_for_answers()
        self.next_wave_at = until if self.next_wave_at is None else max(self.next_wave_at, until)
        offer = self.offer_to(offer_id, candidate, max(self.wave, 1), now, until)
        self.ask_one(offer)
        return offer

    def widen(self, by: str) -> None:
        """Staff want more people asked, now; asking them follows."""
        self.refuse_unless_seeking()
        self.record(RequestWidened(by))

    def hold(self, until: datetime) -> None:
        """A pause holds where they live: nobody is asked before it is over."""
        self.next_wave_at = until
        self.record(WaveHeld(until))

    @property
    def nobody_because(self) -> str:
        """Why nobody is left to ask: those who said yes found no time, or there never was anybody."""
        unplaced = any(status == OfferStatus.UNPLACED for status in self.asked.values())
        return EscalatedBecause.NO_TIME_FITS if unplaced else EscalatedBecause.NOBODY_ELIGIBLE

    def accept_in_place_of(
        self, asked: Offer, offer_id: str, candidate: Candidate, tasks: Tasks, now: datetime, until: datetime
    ) -> Offer:
        """The asked one's team sends another member, who has said yes to the leader.

        That member's own offer, or a new one, is accepted; the asked one is thanked. Raises what
        :meth:`accept` raises, :class:`TaskTaken` for a member who goes already.
        """
        if not asked.pending and not asked.lapsed:
            raise OfferEnded
        own = next((each for each in reversed(self.offers) if each.volunteer_id == candidate.volunteer_id), None)
        if own is None or not own.pending:
            own = self.offer_to(offer_id, candidate, asked.wave, now, until)
            own.made_as, own.announced_at = self.sequence + 1, now  # its yes is its first fact
            self.offers.append(own)
        self.accept(own, tasks, now)
        if asked.pending:
            self.withdraw(asked, OTHERS_FIRST)
        return own

    def note_refused_answer(self, offer_id: str, reason: str) -> None:
        """A line for the timeline: somebody answered by SMS, and it could not be taken."""
        offer = self.offer(offer_id)
        if offer is not None:
            self.record(AnswerRefused(offer_id, offer.volunteer_id, reason))

    def drop(self, volunteer_id: str, by: str, now: datetime, rules: Rules) -> None:
        """A volunteer was suspended: what was asked of them is withdrawn, what they held is looked for anew."""
        if self.status in ENDED:
            return
        mine = [offer for offer in self.standing_offers if offer.volunteer_id == volunteer_id]
        held = any(offer.accepted for offer in mine)
        for offer in mine:
            self.withdraw(offer, ReopenedBecause.SUSPENDED)
        if held:
            self.reopen(by, ReopenedBecause.SUSPENDED, now, rules)
        elif mine:
            self.hasten(now)
