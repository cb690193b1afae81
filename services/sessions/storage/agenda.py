"""How appointments are found and kept, and whose time is taken when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import and_, insert, select
from sqlalchemy.exc import IntegrityError

from services.sessions.domain.appointment import STANDING, Appointment
from services.sessions.domain.errors import AppointmentNotFound
from services.sessions.domain.placing import Booking, Calendar
from services.sessions.domain.spans import Window
from services.sessions.domain.travel import Spot
from services.sessions.domain.unplaced import UnplacedOffer
from services.sessions.tables import appointments, bookings, parties, unplaced_offers
from shared.messaging.unit_of_work import UnitOfWork


def appointment_with(unit: UnitOfWork, appointment_id: str) -> Appointment:
    """The appointment, locked; raises :class:`AppointmentNotFound`."""
    found = unit.get(Appointment, appointment_id)
    if found is None:
        raise AppointmentNotFound
    return found


def placed_for(unit: UnitOfWork, offer_ids: Iterable[str]) -> bool:
    """Whether this very set of offers has had its appointment."""
    wanted = tuple(sorted(offer_ids))
    return unit.execute(select(appointments.c.id).where(appointments.c.offer_ids == wanted)).first() is not None


def stands_for(unit: UnitOfWork, request_id: str) -> bool:
    """Whether an appointment of this request stands."""
    standing = and_(appointments.c.request_id == request_id, appointments.c.status.in_(STANDING))
    return unit.execute(select(appointments.c.id).where(standing)).first() is not None


def told_unplaced(unit: UnitOfWork, offer_ids: Iterable[str]) -> bool:
    """Whether one of these offers has ended for want of a time."""
    wanted = unplaced_offers.c.id.in_(list(offer_ids))
    return unit.execute(select(unplaced_offers.c.id).where(wanted)).first() is not None


def with_bookings(unit: UnitOfWork, free: Mapping[str, Calendar]) -> dict[str, Calendar]:
    """The calendars with what is booked in them from now on."""
    taken: dict[str, list[Booking]] = defaultdict(list)
    wanted = and_(bookings.c.person_id.in_(list(free)), bookings.c.ends_at > unit.now)
    for row in unit.execute(select(bookings).where(wanted)):
        taken[row.person_id].append(Booking(Window(row.starts_at, row.ends_at), Spot(row.place, row.cell)))
    return {person: replace(calendar, booked=tuple(taken[person])) for person, calendar in free.items()}


def book(unit: UnitOfWork, appointment_id: str, people: Sequence[str], window: Window, spot: Spot) -> bool:
    """Claim the time of all of them, or of nobody; False when the database knows of an overlap we did not see."""
    claim = {"appointment_id": appointment_id, "starts_at": window.start, "ends_at": window.end}
    rows = [{**claim, "person_id": person, "place": spot.place, "cell": spot.cell} for person in sorted(set(people))]
    try:
        with unit.session.begin_nested():
            unit.execute(insert(bookings).values(rows))
    except IntegrityError:
        return False
    return True


def keep_appointment(unit: UnitOfWork, appointment: Appointment) -> None:
    """Keep a new appointment and who has to do with it."""
    unit.add(appointment)
    unit.session.flush()
    rows = [
        {"appointment_id": appointment.id, "person_id": person, "role": role}
        for person, role in sorted(appointment.parties)
    ]
    unit.execute(insert(parties).values(rows))


def keep_unplaced(unit: UnitOfWork, unplaced: UnplacedOffer) -> None:
    """Keep that an offer found no time."""
    unit.add(unplaced)
    unit.session.flush()
