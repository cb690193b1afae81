"""One thing to tell one person, however many tries and channels it takes.

queued ─► sending ─► sent ─► delivered
  │ ▲        └─► queued again (later, or the next channel) ─► … ─► to_call ─► reached | unreached (a code: failed)
  ▼ │
  held (what it speaks of is not known yet, or people rest)          dropped (expired, or no longer true)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from services.notifications.domain import facts
from services.notifications.domain.errors import CodeNotRepeated, StillOnItsWay
from services.notifications.domain.letter import About, Failure, Letter, Words
from shared.aggregate import Aggregate

QUEUED, HELD, SENDING, SENT, FAILED, TO_CALL, DROPPED = (
    "queued",
    "held",
    "sending",
    "sent",
    "failed",
    "to_call",
    "dropped",
)
DELIVERED, REACHED, UNREACHED = "delivered", "reached", "unreached"
"""What the provider said of a message that was sent, and a person of the ward of one they phoned about."""

STATUSES = (QUEUED, HELD, SENDING, SENT, DELIVERED, FAILED, TO_CALL, REACHED, UNREACHED, DROPPED)
LEFT = frozenset({SENT, DELIVERED})
"""A channel took it."""
UNFINISHED = (QUEUED, HELD, SENDING, TO_CALL)
"""Something or somebody still has to act on it."""

RESIDENT, ASKED_BY, VOLUNTEER, STAFF, ACCOUNT = "resident", "asked_by", "volunteer", "staff", "account"
"""The part the recipient plays; an account is a phone that has to be proven, with no person yet.

For staff the recipient is their ward: whoever works there finds it in the inbox.
"""

NUMBER = "number"
"""The part of a number that has just written, whoever holds it: its answers need no person."""

LEASE = timedelta(minutes=3)
"""How long a sender may take for one letter; longer than any channel's own time limit."""

BACKOFF = (timedelta(seconds=10), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""The pause after the first, second … try by one channel; one try more than pauses."""

FIRST, LATER = 0, 1
"""Priorities: a code is waited for by somebody who stands before a form."""

INBOX = "inbox"
"""The channel of what staff find in their ward's inbox."""

NO_STEP, BY_CALL = "none", "call"
"""The step that is named when there was no address for any channel, and when a person phoned."""

QUIET, CAP, FAULT = "quiet", "cap", "fault"
"""What a message waits for besides knowledge: the end of quiet hours, another day, that it can be put into words."""


_CODED = ("ward", "topic")


@dataclass(frozen=True)
class Ticket:
    """What a sender holds while a channel works: which try of which message it is."""

    key: str
    step: int
    attempt: int


@dataclass(eq=False)
class Message(Aggregate):
    """What is told to whom, and how far it has come.

    ``notice`` is what is told; ``template`` the words used, known once they are. ``once`` and
    ``recipient`` make it unique with the notice: the event, or the request for what is told once in
    its life. ``step`` is the place in the list of channels, ``attempts`` counts the tries of this
    step. ``repeat`` is the mark "may have been sent". What becomes of it later continues the
    correlation it was queued in. ``variant`` is how it came about, where the words depend on it;
    ``hinted`` whether it says how to stop messages; ``minutes`` and ``amount`` how long and how many, where
    the words say so.
    ``code`` and ``phone`` are personal and erased as soon as nobody needs them.
    """

    kind: ClassVar[str] = "message"

    message_id: str
    notice: str
    once: str
    recipient: str
    part: str
    about_kind: str
    about_id: str
    queued_at: datetime
    next_at: datetime
    priority: int = LATER
    person_id: str | None = None
    ward: str | None = None
    request_id: str | None = None
    appointment_id: str | None = None
    expires_at: datetime | None = None
    correlation_id: str | None = None
    causation_id: str | None = None
    traceparent: str | None = None
    distance_m: int | None = None
    variant: str | None = None
    hinted: bool = False
    minutes: int | None = None
    amount: int | None = None
    reference: str | None = None
    phone: str | None = None
    answers: bool = False
    counted: bool = False
    call_id: str | None = None
    code: str | None = None
    status: str = QUEUED
    waits_for: str | None = None
    waits_for_id: str | None = None
    waits_for_code: str | None = None
    claimed_until: datetime | None = None
    step: int = 0
    attempts: int = 0
    round: int = 1
    repeat: bool = False
    failure: str | None = None
    template: str | None = None
    language: str | None = None
    channel: str | None = None
    to: str | None = None
    subject: str | None = None
    text: str | None = None
    ended_at: datetime | None = None
    sequence: int = field(default=0)

    @property
    def id(self) -> str:
        return self.message_id

    @property
    def about(self) -> About:
        return About(self.about_kind, self.about_id)

    @property
    def is_code(self) -> bool:
        """Whether it carries a code that proves a phone: short-lived, never shown, never repeated by hand."""
        return self.part == ACCOUNT

    @property
    def has_person(self) -> bool:
        """Whether it is for somebody; else for a bare number."""
        return self.person_id is not None

    @property
    def key(self) -> str:
        """The provider's key: the same for every try, another one when staff want it sent again."""
        return self.message_id if self.round == 1 else f"{self.message_id}.{self.round}"

    @property
    def ticket(self) -> Ticket:
        """The present try."""
        return Ticket(self.key, self.step, self.attempts)

    def announce(self) -> Message:
        """Record that it is there; called once, by whoever made it."""
        self.record(facts.MessageQueued(self.notice, self.about_kind, self.about_id))
        return self

    def hold(self, what: str, id: str) -> None:
        """Wait until ``what`` is known here: wards and topics are known by a code, all else by a UUID."""
        self.status, self.waits_for = HELD, what
        self.waits_for_id, self.waits_for_code = (None, id) if what in _CODED else (id, None)
        self.record(facts.MessageHeld(what, id))

    def postpone(self, why: str, until: datetime) -> None:
        """Not before then: ``why`` is ``quiet``, ``cap`` or ``fault``."""
        self.status, self.waits_for, self.next_at = HELD, why, until
        self.waits_for_id = self.waits_for_code = None
        self.record(facts.MessagePostponed(why, until))

    def release(self, now: datetime) -> None:
        """What it waited for may be known now: decide again."""
        self.status, self.next_at = QUEUED, now
        self.waits_for = self.waits_for_id = self.waits_for_code = None
        self.record(facts.MessageReleased())

    def show(self, words: Words, now: datetime) -> None:
        """Put it into the inbox of the ward's staff: no channel is needed, and nothing can fail."""
        self.status, self.channel, self.ended_at = SENT, INBOX, now
        self.template, self.language = self.notice, words.language
        self.subject, self.text = words.subject, words.text
        self.record(facts.MessageShown())

    def begin(self, letter: Letter, step: int, claimed_until: datetime, *, counted: bool = False) -> None:
        """A sender takes it and promises an outcome before ``claimed_until``; ``counted`` among those of the day."""
        if step != self.step:
            self.step, self.attempts = step, 0
        self.status, self.claimed_until = SENDING, claimed_until
        self.attempts += 1
        self.template, self.language, self.channel = letter.template, letter.language, letter.channel
        self.to, self.subject, self.text = letter.to, letter.subject, letter.text
        self.counted = counted
        self.record(facts.SendingBegan(letter.channel, letter.template, self.attempts, self.repeat))

    def lapse(self, now: datetime) -> None:
        """The lease ran out without an outcome: it may have been sent, and is tried again at once."""
        self._again(Failure("lease_expired", may_have_left=True), now, pause=timedelta(0))

    def sent(self, ticket: Ticket, now: datetime) -> None:
        """A channel took it. A sender thought dead is believed too; said twice, it changes nothing."""
        if self.status in (*LEFT, REACHED) or ticket.key != self.key:
            return
        self.status, self.claimed_until, self.ended_at, self.failure = SENT, None, now, None
        step = self.channel or NO_STEP
        if self.is_code:
            self._erase()
            self.record(facts.CodeSent(step, self.repeat))
        elif self.has_person:
            self.record(facts.PersonReached(step, self.repeat))
        else:
            self.record(facts.NumberAnswered(step, self.repeat))

    def deliver(self, key: str) -> bool:
        """The provider says it arrived; whether that was news."""
        if key != self.key or self.status not in (SENDING, SENT):
            return False
        self.status, self.claimed_until = DELIVERED, None
        self.record(facts.MessageDelivered(self.channel or NO_STEP))
        return True

    def bounce(self, key: str, reason: str, now: datetime) -> bool:
        """The provider took it and could not deliver it: on to the next channel; whether that was news."""
        if key != self.key or self.status != SENT:
            return False
        if self.is_code:
            self._end(FAILED, now)
            self.failure = reason
            self.record(facts.CodeFailed(self.channel or NO_STEP))
            return True
        self.ended_at = None
        self._again(Failure(reason, for_good=True), now, pause=timedelta(0))
        return True

    def fail(self, ticket: Ticket, failure: Failure, now: datetime) -> None:
        """A channel did not take it: later again, or the next channel.

        The failure of a try that has lapsed meanwhile is no news.
        """
        if self.status != SENDING or ticket != self.ticket:
            return
        pause = BACKOFF[min(self.attempts, len(BACKOFF)) - 1]
        self._again(failure, now, pause)

    def unreachable(self, now: datetime, reason: str = "no_address") -> None:
        """No channel is left: somebody has to phone; for a code, or an answer to a bare number, nobody can."""
        step = self.channel or NO_STEP
        self._end(TO_CALL if self.has_person else FAILED, now)
        self.failure = self.failure or reason
        self.record(facts.PersonUnreached(step) if self.has_person else facts.CodeFailed(step))

    def called(self, reached: bool, now: datetime) -> None:
        """A person of the ward phoned about it, and told it or gave up."""
        if self.status != TO_CALL:
            return
        self._end(REACHED if reached else UNREACHED, now)
        self.record(facts.PersonReached(BY_CALL, False) if reached else facts.PersonUnreached(BY_CALL))

    def drop(self, reason: str, now: datetime) -> None:
        """It is not to be sent any more, so nobody needs its words."""
        self._end(DROPPED, now)
        self._erase()
        self.failure = reason
        self.record(facts.MessageDropped(reason))

    def resend(self, now: datetime) -> None:
        """Staff want it sent again, from the first channel on.

        Raises :class:`CodeNotRepeated` and, before there is an outcome, :class:`StillOnItsWay`.
        """
        if self.is_code:
            raise CodeNotRepeated
        if self.status not in (*LEFT, TO_CALL):
            raise StillOnItsWay(status=self.status)
        self.round += 1
        self.status, self.next_at, self.ended_at = QUEUED, now, None
        self.step, self.attempts, self.repeat, self.failure = 0, 0, False, None
        self.record(facts.MessageResent(self.round))

    def forget_words(self) -> None:
        """Erase what it said and where it went; that it was told stays."""
        self._erase()
        self.record(facts.WordsForgotten())

    def _again(self, failure: Failure, now: datetime, pause: timedelta) -> None:
        over = failure.for_good or self.attempts > len(BACKOFF) or self._too_late(now + pause)
        self.record(facts.AttemptFailed(self.channel or NO_STEP, failure.reason, self.attempts, over))
        self.status, self.claimed_until, self.failure = QUEUED, None, failure.reason
        self.repeat = self.repeat or failure.may_have_left
        self.next_at = now if over else now + pause
        if over:
            self.step, self.attempts = self.step + 1, 0

    def _too_late(self, at: datetime) -> bool:
        return self.expires_at is not None and at >= self.expires_at

    def _end(self, status: str, now: datetime) -> None:
        self.status, self.claimed_until, self.ended_at = status, None, now
        if self.is_code:
            self._erase()

    def _erase(self) -> None:
        self.phone = self.code = self.to = self.subject = self.text = None
