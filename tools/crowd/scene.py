"""What everybody in the crowd shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from tools.crowd.agenda import Agenda
from tools.crowd.habits import Habits
from tools.crowd.ledger import Deed, Done, Ledger
from tools.crowd.people import Population, Ward
from tools.crowd.phones import Phones
from tools.crowd.wire import Answer, Caller, Wire

API, VISITS = "/volunteers/api/v1", "/sessions/api/v1/appointments"
REQUESTS, OFFERS = f"{API}/requests", f"{API}/offers"


@dataclass
class Scene:
    """``ahead`` is how much later the network's clock is than ours, learnt from the first message.

    ``placed`` learns which request an offer belongs to, ``trusted`` when a request could first be offered
    (monotonic seconds): with the arrival of messages they give the time from one end to the other.
    """

    wire: Wire
    phones: Phones
    agenda: Agenda
    ledger: Ledger
    habits: Habits
    population: Population
    random: Random
    ahead: timedelta = timedelta(0)
    wards: list[Ward] = field(default_factory=list)
    staff: dict[str, Caller] = field(default_factory=dict)
    trusted: dict[str, float] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)

    @property
    def anyone(self) -> Caller:
        return Caller(self.wire)

    @property
    def now(self) -> datetime:
        """The network's time."""
        return datetime.now(UTC) + self.ahead

    def note(self, deed: Deed, answer: Answer, about_id: str, by: str, request_id: str | None = None) -> bool:
        """Write it into the ledger; whether it was done."""
        self.ledger.write(Done(deed, about_id, by, answer.status, request_id))
        return answer.ok

    def sometimes(self, share: float, turn: Callable[[], None], after: float) -> bool:
        """With this likelihood the turn comes, after so many seconds; whether it will."""
        comes = self.random.random() < share
        if comes:
            self.agenda.after(after, turn)
        return comes
