"""Call me back: somebody leaves a number, and a person of the ward phones them."""

from __future__ import annotations

from services.volunteers.commands.strangers import count_stranger
from services.volunteers.storage.calls import call_back_to
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork


def want_call(unit: UnitOfWork, phone: str, ward: str | None, caller: str | None) -> None:
    """Have a number phoned. ``caller`` is the SHA-256 of the address it came from, None for staff.

    Raises :class:`TooManyCallBacks` for a number, and :class:`TooManyStrangers` for an address, or all of them
    together, from which it is asked too often.
    """
    call_back = call_back_to(unit, phone)
    before = call_back.sequence
    call_back.want(new_id(), ward, unit.now, unit.config.rules)
    if call_back.sequence != before:
        count_stranger(unit, caller, "call_backs")
