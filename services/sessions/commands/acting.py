"""As whom somebody acts in the deed in hand."""

from __future__ import annotations

from dataclasses import replace

from shared.messaging.unit_of_work import UnitOfWork


def act_as(unit: UnitOfWork, part: str, person_id: str | None = None) -> None:
    """Name the part, for the journal and for events; and the person, where an event speaks for one."""
    unit.actor = replace(unit.actor, role=part, id=person_id or unit.actor.id)
