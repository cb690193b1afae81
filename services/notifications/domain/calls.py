"""The call list: whom a person of the ward has to phone, why, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from services.notifications.domain import facts
from services.notifications.domain.errors import CallEnded
from shared.aggregate import Aggregate


class Why(StrEnum):
    """What somebody is phoned about, the most pressing first."""

    MISSED = "missed"
    """The helper found nobody at home: ask after the person."""
    OVERDUE = "overdue"
    """A visit should long be over: ask the helper whether all is well."""
    SUSPENDED = "suspended"
    """The helper may not come any more."""
    NO_SHOW = "no_show"
    """The helper did not come: apologise, fix another time."""
    UNREACHED = "unreached"
    """No channel reached them with what they have to know."""
    STOPPED = "stopped"
    """They want no messages, and a visit is fixed."""
    REPLY = "reply"
    """They wrote something only a person can answer."""
    WANTED = "wanted"
    """They left a number to be called back."""
    AGREEMENT = "agreement"
    """Somebody asked on their behalf: hear their own yes, before anybody is sent."""
    ESCALATED = "escalated"
    """The network found nobody: say how it goes on."""
    TIMES = "times"
    """Nobody knows when it suits: ask for times."""


PRIORITY: dict[str, int] = {why.value: place for place, why in enumerate(Why)}


class Outcome(StrEnum):
    """What came of a call; after ``no_answer`` it is tried again."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    NOT_NEEDED = "not_needed"


OPEN, ENDED, LAPSED = "open", "ended", "lapsed"


@dataclass(eq=False)
class Call(Aggregate):
    """One person to phone about one thing.

    ``once`` keeps the same reason from being listed twice; after ``until`` nobody has to phone; ``phone`` is there
    where no person is known, ``text`` is what they wrote. Both are personal, and erased once the call has ended for a
    while.
    """

    kind: ClassVar[str] = "call"

    call_id: str
    why: str
    once: str
    ward: str | None
    about_kind: str
    about_id: str
    listed_at: datetime
    due_at: datetime
    priority: int
    person_id: str | None = None
    request_id: str | None = None
    appointment_id: str | None = None
    until: datetime | None = None
    phone: str | None = None
    text: str | None = None
    status: str = OPEN
    tries: int = 0
    outcome: str | None = None
    note: str | None = None
    ended_at: datetime | None = None
    sequence: int = field(default=0)

    @property
    def id(self) -> str:
        return self.call_id

    def announce(self) -> Call:
        """Record that it is on the list; called once, by whoever made it."""
        self.record(facts.CallListed(self.why, self.about_kind, self.about_id))
        return self

    def report(self, outcome: Outcome, note: str | None, again_after: timedelta, now: datetime) -> None:
        """What came of phoning. Raises :class:`CallEnded` when that has been said before."""
        if self.status != OPEN:
            raise CallEnded(outcome=self.outcome or self.status)
        self.tries += 1
        self.outcome, self.note = outcome.value, note or self.note
        if outcome is Outcome.NO_ANSWER:
            self.due_at = now + again_after
        else:
            self.status, self.ended_at = ENDED, now
        self.record(facts.CallMade(outcome.value, self.tries))

    def lapse(self, now: datetime) -> None:
        """Nobody has to phone any more: what it was about has changed."""
        if self.status == OPEN:
            self.status, self.ended_at = LAPSED, now
            self.record(facts.CallLapsed())

    def forget(self) -> None:
        """Erase the number and the words."""
        self.phone = self.text = self.note = None
        self.record(facts.CallForgotten())
