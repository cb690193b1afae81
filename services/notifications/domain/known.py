"""What this service knows of the others' people and things: its own projections, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from services.notifications.domain.preferences import Wish
from services.notifications.domain.times import Window
from shared.folding import the_one_called
from shared.rules import Narrowing

RELATIVE, NEIGHBOUR = "relative", "neighbour"
"""Whose a phone may be besides one's own (``self``) or the couple's (``shared``)."""


@dataclass(frozen=True)
class Person:
    """One human and how to reach them; ``phone`` is E.164, ``phone_owner`` says whose it is.

    ``merged_into`` is who this person turned out to be; :class:`Knowledge` answers with that one.
    """

    id: str
    name: str
    phone: str | None
    email: str | None
    language: str
    address_form: str | None
    phone_owner: str
    birth_year: int | None
    merged_into: str | None = None


@dataclass(frozen=True)
class Neighbourhood:
    """A tổ dân phố or thôn of the ward's list, under its name."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Pause:
    """No visit takes place in these neighbourhoods (none: the whole ward) between ``start`` and ``end``."""

    pause_id: str
    neighbourhoods: tuple[str, ...]
    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True)
class Ward:
    """One of the city's units; ``kind`` is ``phuong`` or ``xa``, ``phone`` as people dial it or None.

    ``settings`` are the city's numbers as far as the ward has narrowed them.
    """

    code: str
    name: str
    kind: str
    phone: str | None
    neighbourhoods: tuple[Neighbourhood, ...] = ()
    pauses: tuple[Pause, ...] = ()
    settings: Narrowing = field(default_factory=Narrowing)


@dataclass(frozen=True)
class Topic:
    """What one wants to be able to do."""

    id: str
    name_vi: str
    name_en: str
    money: bool = False


@dataclass(frozen=True)
class OfferState:
    """One offer of a request that is pending or stands."""

    offer_id: str
    volunteer_id: str
    status: str


@dataclass(frozen=True)
class Request:
    """A household's need, as far as messages speak of it; ``ended_by`` is who cancelled it, where that is known."""

    id: str
    reference: str
    status: str
    resident_id: str
    asked_by_id: str | None
    ward: str
    neighbourhood: str | None
    place: str
    topics: tuple[str, ...]
    windows: tuple[Window, ...]
    offers: tuple[OfferState, ...]
    due_at: datetime | None
    urgency: str = "normal"
    tracking_hash: str | None = None
    ended_by: str | None = None


@dataclass(frozen=True)
class Appointment:
    """One agreed time."""

    id: str
    request_id: str
    volunteer_ids: tuple[str, ...]
    resident_id: str
    asked_by_id: str | None
    ward: str
    place: str
    starts_at: datetime
    status: str
    ends_at: datetime | None = None
    offer_ids: tuple[str, ...] = ()
    tracking_hash: str | None = None


def pause_over(ward: Ward, at: datetime, neighbourhood: str | None) -> Pause | None:
    """The pause that covers a moment in this neighbourhood; else any that covers the moment in the ward."""
    over = [pause for pause in ward.pauses if pause.start <= at < pause.end]
    return next(iter(_covering(ward, over, neighbourhood)), over[0] if over else None)


def not_paused(ward: Ward, windows: Sequence[Window], neighbourhood: str | None) -> tuple[Window, ...]:
    """The windows in which somebody may be sent to this neighbourhood; what is left of one stands for it."""
    left = list(windows)
    for pause in _covering(ward, ward.pauses, neighbourhood):
        left = [piece for window in left for piece in _outside(window, pause)]
    return tuple(left)


def _covering(ward: Ward, pauses: Sequence[Pause], neighbourhood: str | None) -> list[Pause]:
    there = (
        the_one_called(neighbourhood, ((each.id, each.names) for each in ward.neighbourhoods))
        if neighbourhood
        else None
    )
    return [pause for pause in pauses if not pause.neighbourhoods or there in pause.neighbourhoods]


def _outside(window: Window, pause: Pause) -> list[Window]:
    before, after = min(window.end, pause.start), max(window.start, pause.end)
    pieces = (Window(window.start, before), Window(after, window.end))
    return [piece for piece in pieces if piece.start < piece.end]


class Knowledge(Protocol):
    """Where a projection is looked up; None is what has not been told to us yet."""

    def person(self, id: str) -> Person | None: ...

    def ward(self, code: str) -> Ward | None: ...

    def topic(self, id: str) -> Topic | None: ...

    def request(self, id: str) -> Request | None: ...

    def appointment(self, id: str) -> Appointment | None: ...

    def visit_code(self, appointment_id: str) -> str | None:
        """The code of a standing appointment as it is now."""

    def was_asked(self, offer_id: str) -> bool:
        """Whether the message with this offer left, or may have left."""

    def heard_of(self, appointment_id: str, person_id: str) -> bool:
        """Whether this person was told of the visit, may have been, or is to be by phone."""

    def was_hinted(self, person_id: str, since: datetime) -> bool:
        """Whether this person was told since then how to stop messages."""

    def wish(self, person_id: str) -> Wish:
        """How this person wants to be reached."""

    def stopped(self, phone: str) -> bool:
        """Whether this number wants no messages."""

    def told_since(self, person_id: str, since: datetime) -> int:
        """How many messages of the day's measure this person got since a moment, or is getting."""

    def digits(
        self, phone: str, message_id: str, since: datetime, settled: str | None
    ) -> tuple[int | None, frozenset[int]]:
        """The digit of this message's question, if it has one, and those taken at the number or not rested."""
