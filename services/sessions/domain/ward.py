"""What sessions knows of a ward: its office, its neighbourhoods, its pauses and its own numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from services.sessions.domain.spans import Window
from shared.folding import bare_name, the_one_called
from shared.rules import Narrowing


@dataclass(frozen=True)
class Neighbourhood:
    """A tổ dân phố or thôn; ``names`` are its name and aliases."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Pause:
    """No visit takes place in these neighbourhoods (by id; none means the whole ward) in this span."""

    neighbourhoods: tuple[str, ...]
    start: datetime
    end: datetime
    reason: str

    @property
    def window(self) -> Window:
        return Window(self.start, self.end)

    def covers(self, neighbourhood_id: str | None) -> bool:
        return not self.neighbourhoods or neighbourhood_id in self.neighbourhoods


@dataclass(frozen=True)
class KnownWard:
    """A ward as its owner last told it; ``lat`` and ``lon`` (degrees, WGS 84) stand for its office."""

    code: str
    lat: float
    lon: float
    neighbourhoods: tuple[Neighbourhood, ...] = ()
    pauses: tuple[Pause, ...] = ()
    settings: Narrowing = field(default_factory=Narrowing)

    def paused_at(self, neighbourhood: str | None) -> tuple[Window, ...]:
        """When nobody is sent to a household there; ``neighbourhood`` is its name as somebody wrote it.

        A household whose neighbourhood nobody can tell is in the pauses of the whole ward only.
        """
        known = None if neighbourhood is None else self.neighbourhood_id(neighbourhood)
        return tuple(pause.window for pause in self.pauses if pause.covers(known))

    def neighbourhood_id(self, text: str) -> str | None:
        """The neighbourhood that goes by this id, name or alias."""
        return the_one_called(text, ((each.id, each.names) for each in self.neighbourhoods))

    def same_neighbourhood(self, one: str, other: str) -> bool:
        """Whether two people wrote of the same tổ or thôn; on one that the ward does not list, their words decide."""
        ids = self.neighbourhood_id(one), self.neighbourhood_id(other)
        return ids[0] == ids[1] if None not in ids else bare_name(one) == bare_name(other)
