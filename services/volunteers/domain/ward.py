"""A ward: one of Hà Nội's 126 units since 1 July 2025, and the neighbourhoods it keeps a list of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from services.volunteers.domain.facts.wards import PauseEnded, WardChanged, WardPaused
from services.volunteers.domain.pause import Pause
from services.volunteers.domain.windows import Window
from shared.aggregate import Aggregate
from shared.folding import the_one_called
from shared.rules import Narrowing

THE_CITYS = Narrowing()
"""The settings of a ward that has narrowed nothing."""

KEEP_PAUSES = timedelta(days=90)
"""How long a pause that is over is remembered: promises made before it are still counted around it."""


@dataclass(frozen=True)
class Point:
    """A place on the map, WGS 84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True)
class WardData:
    """What the city's list says: ``unit`` is ``phuong`` or ``xa``, ``lat`` and ``lon`` the centre, WGS 84."""

    name: str
    unit: str
    lat: float
    lon: float
    area_km2: float


@dataclass(frozen=True)
class Neighbourhood:
    """A tổ dân phố or thôn, under its name and every other people use; its centre where staff entered one."""

    neighbourhood_id: str
    name: str
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None

    @property
    def centre(self) -> Point | None:
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(eq=False)
class Ward(Aggregate):
    """One unit by its 5-digit code. ``phone`` is the published landline, E.164, None until staff enter it.

    ``neighbours`` are the codes of the wards near enough to help, None until the city's list was looked at;
    ``helps`` those of them with which this ward has agreed to share helpers. ``settings`` narrow the city's numbers.
    """

    kind: ClassVar[str] = "ward"

    code: str
    data: WardData
    phone: str | None = None
    neighbourhoods: tuple[Neighbourhood, ...] = ()
    settings: Narrowing = THE_CITYS
    pauses: tuple[Pause, ...] = ()
    neighbours: tuple[str, ...] | None = None
    helps: tuple[str, ...] = ()
    sequence: int = 0

    @classmethod
    def enter(cls, code: str, data: WardData, neighbours: tuple[str, ...] | None = None) -> Ward:
        ward = cls(code, data, neighbours=neighbours)
        ward.record(WardChanged())
        return ward

    @property
    def id(self) -> str:
        return self.code

    @property
    def ward(self) -> str:
        return self.code

    def revise(self, data: WardData) -> None:
        """Take newer data of the city's list; nothing is recorded when they are the same."""
        if data != self.data:
            self.data = data
            self.record(WardChanged())

    def edit(
        self,
        phone: str | None,
        neighbourhoods: tuple[Neighbourhood, ...],
        settings: Narrowing | None = None,
        neighbours: tuple[str, ...] | None = None,
        helps: tuple[str, ...] | None = None,
    ) -> None:
        """What staff keep; what is None stays, and nothing is recorded when nothing changes."""
        wanted = (
            phone,
            neighbourhoods,
            self.settings if settings is None else settings,
            self.neighbours if neighbours is None else neighbours,
            self.helps if helps is None else helps,
        )
        if wanted != (self.phone, self.neighbourhoods, self.settings, self.neighbours, self.helps):
            self.phone, self.neighbourhoods, self.settings, self.neighbours, self.helps = wanted
            self.record(WardChanged())

    def border_on(self, neighbours: tuple[str, ...]) -> None:
        """Which wards lie near enough, by the city's list; what staff have entered since stays."""
        if self.neighbours is None:
            self.neighbours = neighbours
            self.record(WardChanged())

    def agrees_with(self, other: Ward) -> bool:
        """Whether both wards have agreed to share helpers."""
        return other.code in self.helps and self.code in other.helps

    def pause(self, pause: Pause, now: datetime) -> None:
        """Put off every visit in it from now on; pauses long over are forgotten."""
        kept = (each for each in self.pauses if each.end > now - KEEP_PAUSES)
        self.pauses = (*kept, pause)
        self.record(WardPaused(pause.pause_id, pause.neighbourhoods, pause.start, pause.end, pause.reason))

    def end_pause(self, pause_id: str, now: datetime) -> None:
        """It ends now, or never was when it had not begun; one that is unknown or over changes nothing."""
        found = next((each for each in self.pauses if each.pause_id == pause_id and each.end > now), None)
        if found is None:
            return
        shorter = () if found.start >= now else (replace(found, end=now),)
        self.pauses = (*(each for each in self.pauses if each != found), *shorter)
        self.record(PauseEnded(pause_id))

    def paused_at(self, neighbourhood: str | None) -> tuple[Window, ...]:
        """When nobody is sent to a household there; ``neighbourhood`` is its name as somebody wrote it."""
        known = self.neighbourhood(neighbourhood) if neighbourhood else None
        found = (each for each in self.pauses if each.covers(known.neighbourhood_id if known else None))
        return tuple(sorted(each.window for each in found))

    def neighbourhood(self, text: str) -> Neighbourhood | None:
        """The neighbourhood that goes by this id, name or alias, whatever the marks and capitals."""
        meant = the_one_called(text, ((each.neighbourhood_id, each.names) for each in self.neighbourhoods))
        return next((each for each in self.neighbourhoods if each.neighbourhood_id == meant), None)
