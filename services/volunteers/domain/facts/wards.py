"""Wards with their pauses, teams and topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.aggregate import Fact


@dataclass(frozen=True)
class TeamChanged(Fact):
    """A team is new, or its name, leader, neighbourhoods or pause are."""


@dataclass(frozen=True)
class WardChanged(Fact):
    """A ward is new, or what staff keep of it or its data from the city's list are."""


@dataclass(frozen=True)
class WardPaused(Fact):
    """No visit takes place in these neighbourhoods (none: the whole ward) from ``start`` to ``end``."""

    pause_id: str
    neighbourhoods: tuple[str, ...]
    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True)
class PauseEnded(Fact):
    """A pause is over sooner than was said."""

    pause_id: str


@dataclass(frozen=True)
class TopicChanged(Fact):
    """A topic is new, or its words or numbers are."""
