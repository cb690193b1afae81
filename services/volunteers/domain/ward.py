"""A ward: one of Hà Nội's 126 units since 1 July 2025, and the neighbourhoods it keeps a list of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from services.volunteers.domain.facts import WardChanged
from services.volunteers.domain.names import fold
from shared.aggregate import Aggregate


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

    def answers_to(self, text: str) -> bool:
        return text == self.neighbourhood_id or fold(text) in {fold(name) for name in (self.name, *self.aliases)}


@dataclass(eq=False)
class Ward(Aggregate):
    """One unit by its 5-digit code. ``phone`` is the published landline, E.164, None until staff enter it."""

    kind: ClassVar[str] = "ward"

    code: str
    data: WardData
    phone: str | None = None
    neighbourhoods: tuple[Neighbourhood, ...] = ()
    sequence: int = 0

    @classmethod
    def enter(cls, code: str, data: WardData) -> Ward:
        ward = cls(code, data)
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

    def edit(self, phone: str | None, neighbourhoods: tuple[Neighbourhood, ...]) -> None:
        """What staff keep; nothing is recorded when nothing changes."""
        if (phone, neighbourhoods) != (self.phone, self.neighbourhoods):
            self.phone, self.neighbourhoods = phone, neighbourhoods
            self.record(WardChanged())

    def neighbourhood(self, text: str) -> Neighbourhood | None:
        """The neighbourhood that goes by this id, name or alias, whatever the marks and capitals."""
        return next((each for each in self.neighbourhoods if each.answers_to(text)), None)
