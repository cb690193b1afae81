"""A crowd of people who only know HTTP and what arrives on their phones.

::

    crowd = Crowd("http://127.0.0.1:8000", Path("var/messages.jsonl"), add_staff, seed=7)
    crowd.settle(wards=3, volunteers=30)
    crowd.start(rate=2.0)
    …
    crowd.stop()
    crowd.accepted.requests, crowd.accepted.of(Deed.ACCEPT)

Who gets no answer asks again with the same ``Idempotency-Key``; what was answered with success is
written into the ledger: from then on the network has promised it.
"""

from __future__ import annotations

from tools.crowd.crowd import RULES, Crowd
from tools.crowd.habits import Habits
from tools.crowd.ledger import Asked, Deed, Done, Ledger
from tools.crowd.wire import Answer, Call, Caller, Wire

__all__ = ["RULES", "Answer", "Asked", "Call", "Caller", "Crowd", "Deed", "Done", "Habits", "Ledger", "Wire"]
