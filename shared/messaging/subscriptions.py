"""Events in: the table from a contract to the handler that hears it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from shared.contracts import Contract, Event
from shared.messaging.unit_of_work import UnitOfWork

Handler = Callable[[Event, UnitOfWork], None]
"""A few lines that turn an event into a command.

It returns when the event is dealt with, also when it is older than what is known. It raises
``ParentUnknown`` when the event came too early, ``Impossible`` when a newer event contradicts our
state machine; anything else counts as a failure and is tried again later.
"""


class Subscriptions(dict[str, tuple[Contract, Handler]]):
    """Type of event to contract and handler.

    ``former`` are contracts whose line was taken out of the table: `migrate` takes their bindings away. They stay
    named until every broker has seen that, and a contract is not removed from the catalogue before.
    """

    def __init__(self, table: dict[Contract, Handler], former: Collection[Contract] = ()) -> None:
        super().__init__({contract.type: (contract, handler) for contract, handler in table.items()})
        self.former = tuple(contract.type for contract in former)
