"""Appointments: the agenda, and what people say of one agreed time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.sessions.commands import cancelling, moving, visits
from services.sessions.domain.appointment import Absence, Appointment
from services.sessions.domain.cancelling import Reason
from services.sessions.domain.people import Caller
from services.sessions.doorway.reports import report_of
from services.sessions.queries import appointments as queries
from services.sessions.schemas import (
    AgendaQuery,
    AppointmentSchema,
    CancelBody,
    FreeTimeSchema,
    FreeTimesQuery,
    MissedBody,
    MoveBody,
    ReportBody,
)
from shared.web.api import Blueprint
from shared.web.auth import principal, signed_in
from shared.web.conditional import etag
from shared.web.doors import command, current_runtime, current_unit, reading
from shared.web.paging import Page, page_of

blp = Blueprint("appointments", __name__, description="Agreed times: home, ward office or phone.")

Answer = tuple[dict[str, Any], dict[str, str]]


@blp.route("/appointments")
@blp.response(200, page_of(AppointmentSchema))
@signed_in(tracking=True)
@blp.arguments(AgendaQuery, location="query")
def list_appointments(query: dict[str, Any]) -> Page:
    """The agenda: a ward's for its staff, one's own for everybody else"""
    with reading() as connection:
        return queries.agenda(connection, principal(), query)


@blp.route("/appointments/<uuid:appointment_id>")
@blp.response(200, AppointmentSchema)
@signed_in(tracking=True)
def get_appointment(appointment_id: UUID) -> Answer:
    """One appointment"""
    with reading() as connection:
        shown, sequence = queries.appointment(connection, principal(), str(appointment_id))
    return shown, etag(sequence)


@blp.route("/appointments/<uuid:appointment_id>/free-times")
@blp.response(200, page_of(FreeTimeSchema))
@signed_in(tracking=True)
@blp.arguments(FreeTimesQuery, location="query")
def list_free_times(query: dict[str, Any], appointment_id: UUID) -> Page:
    """Every quarter hour to which the visit can be moved: its people are free, and know early enough

    A volunteer sees those among the times the household named.
    """
    runtime = current_runtime()
    with reading() as connection:
        return queries.free_times(
            connection, principal(), str(appointment_id), query, runtime.clock.now(), runtime.config.rules
        )


@blp.route("/appointments/<uuid:appointment_id>/confirm", methods=["POST"])
@command
@blp.response(200, AppointmentSchema)
@blp.may_answer(403)
@signed_in(tracking=True)
def confirm_appointment(appointment_id: UUID) -> Answer:
    """The time suits: said by the resident, by whoever asked for them, or by staff"""
    return _answer(visits.confirm(current_unit(), str(appointment_id), _caller()))


@blp.route("/appointments/<uuid:appointment_id>/start", methods=["POST"])
@command
@blp.response(200, AppointmentSchema)
@blp.may_answer(403)
@signed_in
def start_appointment(appointment_id: UUID) -> Answer:
    """The volunteer has arrived, early or not; said by a volunteer of this visit or by staff"""
    return _answer(visits.start(current_unit(), str(appointment_id), _caller()))


@blp.route("/appointments/<uuid:appointment_id>/complete", methods=["POST"])
@command
@blp.response(200, AppointmentSchema)
@blp.may_answer(403)
@signed_in
@blp.arguments(ReportBody)
def complete_appointment(body: dict[str, Any], appointment_id: UUID) -> Answer:
    """The visit is over: what was learnt, how long it took, what follows"""
    return _answer(visits.complete(current_unit(), str(appointment_id), report_of(body), _caller()))


@blp.route("/appointments/<uuid:appointment_id>/move", methods=["POST"])
@command
@blp.response(200, AppointmentSchema)
@blp.may_answer(403)
@signed_in(tracking=True)
@blp.arguments(MoveBody)
def move_appointment(body: dict[str, Any], appointment_id: UUID) -> Answer:
    """Another time, with a new visit code: said by those who meet, or by staff

    All must be free and know early enough. A volunteer chooses among the times the household named.
    """
    return _answer(moving.move(current_unit(), str(appointment_id), body["starts_at"], _caller()))


@blp.route("/appointments/<uuid:appointment_id>/cancel", methods=["POST"])
@command
@blp.response(200, AppointmentSchema)
@blp.may_answer(403)
@signed_in(tracking=True)
@blp.arguments(CancelBody)
def cancel_appointment(body: dict[str, Any], appointment_id: UUID) -> Answer:
    """Nobody is to come: said by those who meet, or by staff

    When the household says so the request ends; when a volunteer does, another is looked for.
    """
    reason = Reason(body["reason"])
    return _answer(cancelling.cancel(current_unit(), str(appointment_id), _caller(), reason, body["reopen"]))


@blp.route("/appointments/<uuid:appointment_id>/missed", methods=["POST"])
@command
@blp.response(200, AppointmentSchema)
@blp.may_answer(403)
@signed_in(tracking=True)
@blp.arguments(MissedBody)
def miss_appointment(body: dict[str, Any], appointment_id: UUID) -> Answer:
    """The two sides did not meet

    Of the resident its volunteers say so, of a volunteer the household; staff of both.
    """
    return _answer(visits.miss(current_unit(), str(appointment_id), Absence(**body), _caller()))


def _caller() -> Caller:
    return queries.caller_of(current_unit().execute, principal())


def _answer(appointment: Appointment) -> Answer:
    return queries.shown_to(current_unit().execute, appointment, _caller()), etag(appointment.sequence)
