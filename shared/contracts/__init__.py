"""The published language: every type of event the services tell each other."""

from __future__ import annotations

from shared.contracts import notifications, sessions, volunteers
from shared.contracts.contract import Catalogue, Contract
from shared.contracts.envelope import CONTENT_TYPE, Event, UnreadableEvent

CATALOGUES: tuple[Catalogue, ...] = (volunteers.CONTRACTS, sessions.CONTRACTS, notifications.CONTRACTS)

OWNERS: tuple[str, ...] = tuple(catalogue.owner for catalogue in CATALOGUES)
"""Who tells events, and so who may have an inbox."""

ALL_CONTRACTS: dict[str, Contract] = {
    type_: contract for catalogue in CATALOGUES for type_, contract in catalogue.items()
}

__all__ = ["ALL_CONTRACTS", "CATALOGUES", "CONTENT_TYPE", "OWNERS", "Catalogue", "Contract", "Event", "UnreadableEvent"]
