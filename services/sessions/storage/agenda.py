"""How appointments are found and kept, and whose time is taken when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, insert, select
from sqlalchemy.exc import IntegrityError

from services.sessions.domain.appointment import CONFIRMED, SCHEDULED, STANDING, VOLUNTEER, Appointment
from services.sessions.domain.errors import AppointmentNotFound
from services.sessions.domain.spans import Window, whole_day
from services.sessions.domain.travel import HOME, PHONE, Spot
from services.sessions.domain.unplaced import UnplacedOffer
from services.sessions.tables import STANDS, appointments, bookings, parties, requests, unplaced_offers
from shared.clock import HANOI
from shared.messaging.unit_of_work import UnitOfWork


def find(unit: UnitOfWork, appointment_id: str) -> Appointment | None:
    """The appointment, locked, if there is one."""
    return unit.get(Appointment, appointment_id)


def appointment_with(unit: UnitOfWork, appointment_id: str) -> Appointment:
    """The appointment, locked; raises :class:`AppointmentNotFound`."""
    found = find(unit, appointment_id)
    if found is None:
        raise AppointmentNotFound
    return found


def placed_for(unit: UnitOfWork, offer_ids: Iterable[str]) -> bool:
    """Whether this very set of offers has had its appointment."""
    wanted = tuple(sorted(offer_ids))
    return unit.execute(select(appointments.c.id).where(appointments.c.offer_ids == wanted)).first() is not None


def stands_for(unit: UnitOfWork, request_id: str) -> bool:
    """Whether an appointment of this request stands."""
    standing = and_(appointments.c.request_id == request_id, STANDS)
    return unit.execute(select(appointments.c.id).where(standing)).first() is not None


def standing_of(unit: UnitOfWork, request_id: str) -> Appointment | None:
    """The appointment of this request that stands, locked."""
    standing = select(Appointment).where(appointments.c.request_id == request_id, STANDS)
    return next(iter(_locked(unit, standing)), None)


def standing_with(unit: UnitOfWork, volunteer_id: str) -> list[Appointment]:
    """The appointments that stand and for which this volunteer was to come, locked."""
    theirs = select(parties.c.appointment_id).where(parties.c.person_id == volunteer_id, parties.c.role == VOLUNTEER)
    return _locked(unit, select(Appointment).where(appointments.c.id.in_(theirs), STANDS))


def reports_due(unit: UnitOfWork, limit: int) -> list[Appointment]:
    """Visits that should have been reported by now, locked; none that another worker has in hand."""
    due = select(Appointment).where(appointments.c.report_due_at <= unit.now).order_by(appointments.c.report_due_at)
    return _locked(unit, due.limit(limit), skip_locked=True)


def to_come_in(unit: UnitOfWork, ward: str, since: datetime, until: datetime) -> list[tuple[Appointment, str | None]]:
    """The visits, not the calls, of a ward that touch this time and have not begun, locked; and their neighbourhood."""
    touched = and_(appointments.c.ends_at > since, appointments.c.starts_at < until)
    to_come = and_(appointments.c.status.in_((SCHEDULED, CONFIRMED)), appointments.c.place != PHONE)
    found = _locked(unit, select(Appointment).where(appointments.c.ward == ward, touched, to_come))
    asked = requests.c.id.in_([appointment.request_id for appointment in found])
    where = dict(unit.execute(select(requests.c.id, requests.c.neighbourhood).where(asked)).all())
    return [(appointment, where.get(appointment.request_id)) for appointment in found]


def told_unplaced(unit: UnitOfWork, offer_ids: Iterable[str]) -> bool:
    """Whether one of these offers has ended for want of a time."""
    wanted = unplaced_offers.c.id.in_(list(offer_ids))
    return unit.execute(select(unplaced_offers.c.id).where(wanted)).first() is not None


def codes_on(unit: UnitOfWork, ward: str, moment: datetime) -> set[str]:
    """The visit codes of that local day in this ward, also of visits that fell since."""
    return set(unit.execute(select(appointments.c.visit_code).where(*_that_day(ward, moment))).scalars())


def codes_expected(unit: UnitOfWork, ward: str, moment: datetime) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Code, neighbourhood and volunteers of each visit to a home of that local day in this ward that stands."""
    visits = appointments.outerjoin(requests, requests.c.id == appointments.c.request_id)
    columns = (appointments.c.visit_code, requests.c.neighbourhood, appointments.c.volunteer_ids)
    at_home = and_(appointments.c.status.in_(STANDING), appointments.c.place == HOME)
    standing = and_(*_that_day(ward, moment), at_home)
    return [tuple(row) for row in unit.execute(select(*columns).select_from(visits).where(standing))]


def _that_day(ward: str, moment: datetime) -> tuple[ColumnElement[bool], ...]:
    day, starts_at = whole_day(moment.astimezone(HANOI).date()), appointments.c.starts_at
    return appointments.c.ward == ward, starts_at >= day.start, starts_at < day.end


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


def release(unit: UnitOfWork, appointment: Appointment) -> None:
    """Give back the time of all whom the appointment was to bring together, and write what became of it.

    It is written at once: another appointment of the same request may only be kept after that.
    """
    unit.session.flush()
    theirs = bookings.c.person_id.in_(appointment.booked_ids)
    unit.execute(delete(bookings).where(theirs, bookings.c.appointment_id == appointment.id))


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


def _locked(unit: UnitOfWork, statement: Select[Appointment], *, skip_locked: bool = False) -> list[Appointment]:
    locking = statement.order_by(appointments.c.id).with_for_update(skip_locked=skip_locked, key_share=True)
    return list(unit.session.scalars(locking.execution_options(populate_existing=True)))
