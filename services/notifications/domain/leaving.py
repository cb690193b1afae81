"""What to do with a message that wants to leave: a pure decision from what is known at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notifications.domain import manners
from services.notifications.domain.known import NEIGHBOUR, RELATIVE, Knowledge, Person
from services.notifications.domain.letter import PHONE, Letter, Route, Words
from services.notifications.domain.lookup import Lookup, NotKnownYet
from services.notifications.domain.message import ASKED_BY, RESIDENT, STAFF, Message
from services.notifications.domain.notices import Subject
from services.notifications.domain.preferences import Reach, Wish
from services.notifications.domain.reminders import REMINDERS
from services.notifications.domain.replies import ANSWERS, PROOFS, UNNUMBERED, free_digit, prefix
from services.notifications.domain.rules import Rules
from services.notifications.domain.telling import Telling
from services.notifications.domain.wording import compose

EXPIRED, NO_LONGER_TRUE, SAME_NUMBER, NEIGHBOURS_PHONE = (
    "expired",
    "no_longer_true",
    "same_number",
    "neighbours_phone",
)
NOT_THEIR_OWN = "not_their_own"
ASKED_IN_PERSON = "asked_in_person"
STOPPED, NOT_WANTED, WANTS_A_CALL, TOO_LATE = "stopped", "not_wanted", "wants_a_call", "too_late"


@dataclass(frozen=True)
class Leave:
    """Send this letter by the channel at place ``channel``, the person's ``step``-th.

    ``digit`` is the number of the question it asks, None when it asks none; ``counted`` says that it is one of
    the day's.
    """

    letter: Letter
    step: int
    channel: int
    digit: int | None = None
    counted: bool = True
    hinted: bool = False


@dataclass(frozen=True)
class Show:
    """Put it into the inbox of the ward's staff, in these words."""

    words: Words


@dataclass(frozen=True)
class Hold:
    """Wait: ``what`` with this id has not been told to us yet."""

    what: str
    id: str


@dataclass(frozen=True)
class Later:
    """Leave the person in peace until then: ``quiet`` hours, or the day's messages have been sent (``cap``)."""

    why: str
    until: datetime


@dataclass(frozen=True)
class Drop:
    """Never send it, and why."""

    reason: str


@dataclass(frozen=True)
class Unreachable:
    """There is no channel left for which the person has an address, or none may be used in time."""

    reason: str = "no_address"


Verdict = Leave | Show | Hold | Later | Drop | Unreachable


_CITY = Rules()


def decide(
    message: Message, knowledge: Knowledge, routes: Sequence[Route], now: datetime, rules: Rules = _CITY
) -> Verdict:
    """Whether ``message`` leaves now, and as which letter. ``routes`` are the channels in their order."""
    if message.expires_at is not None and now >= message.expires_at:
        return Drop(EXPIRED)
    try:
        return _Desk(message, knowledge, routes, now, rules).verdict()
    except NotKnownYet as missing:
        return Hold(missing.what, missing.id)


@dataclass(frozen=True)
class _Desk:
    """One message, and all that is looked up for it."""

    message: Message
    knowledge: Knowledge
    routes: Sequence[Route]
    now: datetime
    rules: Rules

    def verdict(self) -> Verdict:
        subject = self.look.subject()
        if not self.look.notice.stands(subject):
            return Drop(NO_LONGER_TRUE)
        if self.message.part == STAFF:
            return Show(compose(self.look.telling(subject, None), brief=False))
        reader, resident = self.look.reader(), self.look.resident(subject)
        wish = self._wish()
        if not manners.is_wanted(self.message, wish):
            return Drop(NOT_WANTED)
        ladder = manners.addresses(self.message, reader, wish, self.routes, self.knowledge)
        if wish.reach == Reach.CALL or len(ladder) <= self.message.step:
            return self._by_no_channel(wish, reader)
        channel, to = ladder[self.message.step]
        if self._told_to_resident_there(to, resident):
            return Drop(SAME_NUMBER)
        owner = self._owner(reader, self.routes[channel])
        if self.message.notice == "visit.safety" and owner == NEIGHBOUR:
            return Drop(NEIGHBOURS_PHONE)
        if self.message.notice == "request.agree" and (owner in (RELATIVE, NEIGHBOUR) or self._askers(to, subject)):
            return Drop(NOT_THEIR_OWN)
        if self.message.notice == "request.agree" and self.look.about_money(subject):
            return Drop(ASKED_IN_PERSON)  # staff phone, and hear the yes themselves
        digit = self._digit(self.routes[channel], to)
        telling = self._telling(subject, owner, self.routes[channel], digit)
        letter = self._letter(telling, channel, to)
        if manners.never_waits(self.message, subject.request, subject.appointment, self.rules, self.now):
            return Leave(letter, self.message.step, channel, digit, counted=False, hinted=telling.with_hint)
        return self._peace() or Leave(letter, self.message.step, channel, digit, hinted=telling.with_hint)

    @property
    def look(self) -> Lookup:
        return Lookup(self.message, self.knowledge, self.now)

    def _wish(self) -> Wish:
        person_id = self.message.person_id
        return self.knowledge.wish(person_id) if person_id else Wish()

    def _by_no_channel(self, wish: Wish, reader: Person | None) -> Verdict:
        """Somebody phones, unless it is nothing one phones about."""
        phone = reader.phone if reader else None
        if wish.reach == Reach.CALL:
            reason = WANTS_A_CALL
        elif self.message.step == 0 and phone and self.knowledge.stopped(phone):
            reason = STOPPED
        else:
            return Unreachable()
        return Drop(reason) if self.message.notice in manners.OPTIONAL else Unreachable(reason)

    def _peace(self) -> Verdict | None:
        """What waits for the end of quiet hours, or for tomorrow; what would be useless then, somebody says."""
        waiting = manners.wait(self.message, self.knowledge, self.look.ward(), self.rules, self.now)
        if waiting is None:
            return None
        why, until = waiting
        expires_at = self.message.expires_at
        if self.message.notice not in REMINDERS and (expires_at is None or until < expires_at):
            return Later(why, until)
        return Drop(TOO_LATE) if self.message.notice in manners.OPTIONAL else Unreachable(why)

    def _digit(self, route: Route, to: str) -> int | None:
        """The number of the question this message asks at the number, where answers come back."""
        if route.replies and self.message.notice in PROOFS:
            return UNNUMBERED
        if not route.replies or self.message.notice not in ANSWERS:
            return None
        # Nobody answers a reminder of a visit that is over: its digit need not rest until the next day.
        settled = self.message.about_id if self.message.notice == "feedback" else None
        since = self.now - self.rules.digit_rests
        own, taken = self.knowledge.digits(to, self.message.id, since, settled)
        return own if own is not None else free_digit(taken)

    def _told_to_resident_there(self, to: str, resident: Person | None) -> bool:
        """Two recipients on one number get one message, the resident's."""
        if self.message.part != ASKED_BY or not self.look.notice.paired:
            return False
        wish = self.knowledge.wish(resident.id) if resident else Wish()
        of_resident = manners.addresses(self.message, resident, wish, self.routes, self.knowledge)
        return bool(of_resident) and of_resident[0][1] == to

    def _askers(self, to: str, subject: Subject) -> bool:
        """Whether the asker reads what goes there: a yes from there is not the resident's own."""
        asker = self.look.asker(subject)
        return asker is not None and to in (asker.phone, asker.email)

    def _owner(self, reader: Person | None, route: Route) -> str | None:
        """Whose the phone is, where that matters: only for the person who is helped, and only for a phone."""
        if reader is None or self.message.part != RESIDENT or route.medium != PHONE:
            return None
        return reader.phone_owner

    def _telling(self, subject: Subject, owner: str | None, route: Route, digit: int | None) -> Telling:
        asks = digit if route.replies else None
        hint = route.medium == PHONE and self._hints()
        return self.look.telling(
            subject, owner, replies=route.replies, prefix=None if asks is None else prefix(asks), with_hint=hint
        )

    def _hints(self) -> bool:
        """Once a month a message says how to stop them."""
        person_id = self.message.person_id
        since = self.now - self.rules.hint_every
        return person_id is not None and self.look.notice.hints and not self.knowledge.was_hinted(person_id, since)

    def _letter(self, telling: Telling, channel: int, to: str) -> Letter:
        route = self.routes[channel]
        words = compose(telling, brief=route.brief)
        return Letter(
            message_id=self.message.key,
            to=to,
            channel=route.name,
            template=telling.template,
            language=telling.language,
            subject=words.subject,
            text=words.text,
            about=self.message.about,
            at=self.now,
        )
