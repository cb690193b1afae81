"""The numbers by which messages leave; a ward's own may narrow them."""

from __future__ import annotations

from dataclasses import dataclass

from shared.rules import Network


@dataclass(frozen=True)
class Rules(Network):
    """What the city decided about when people may be written to."""
