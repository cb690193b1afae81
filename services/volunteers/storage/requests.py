"""Finding requests: by offer, by appointment, by what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, case, exists, insert, literal, select, text, update

from services.volunteers.domain.asking import Urgency
from services.volunteers.domain.offer import Offer, OfferStatus
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import (
    LIVING,
    PROMISED,
    SEEKING,
    RequestStatus,
    Slip,
    new_tracking_code,
    reference_of,
)
from services.volunteers.storage.live import LIVE
from services.volunteers.tables import (
    HELD,
    NOTHING_OWED,
    OPEN,
    kit,
    offers,
    reference_counters,
    requests,
    visits,
    volunteers,
)
from shared.clock import HANOI
from shared.contracts.volunteers import OFFER_MADE
from shared.database import UtcDateTime
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork


def new_slip(unit: UnitOfWork, ward: str) -> Slip:
    """The next number of the ward this year; whoever comes next waits until this unit ends."""
    year = unit.now.astimezone(HANOI).year
    counter = unit.insert(reference_counters).values(ward=ward, year=year, last=1)
    counted = counter.on_conflict_do_update(
        index_elements=["ward", "year"], set_={"last": reference_counters.c.last + 1}
    ).returning(reference_counters.c.last)
    number: int = unit.execute(counted).scalar_one()
    return Slip(new_id(), reference_of(ward, year, number), new_tracking_code())


def request_of_offer(unit: UnitOfWork, offer_id: str) -> str | None:
    """The id of the request an offer belongs to."""
    found: str | None = unit.execute(
        select(offers.c.request_id).where(offers.c.offer_id == offer_id)
    ).scalar_one_or_none()
    return found


def offered_to(unit: UnitOfWork, offer_id: str) -> str | None:
    """The volunteer an offer was made to."""
    found: str | None = unit.execute(
        select(offers.c.volunteer_id).where(offers.c.offer_id == offer_id)
    ).scalar_one_or_none()
    return found


def request_of_appointment(unit: UnitOfWork, appointment_id: str) -> str | None:
    """The id of the request an appointment was made for, as far as that is known here."""
    found: str | None = unit.execute(
        select(visits.c.request_id).where(visits.c.appointment_id == appointment_id)
    ).scalar_one_or_none()
    return found


def keep_visit(unit: UnitOfWork, appointment_id: str, request_id: str) -> None:
    """Remember for which request an appointment was made, whatever becomes of it."""
    row = {"appointment_id": appointment_id, "request_id": request_id}
    unit.execute(unit.insert(visits).on_conflict_do_nothing(), row)


def requests_holding(unit: UnitOfWork, volunteer_id: str) -> list[Request]:
    """The requests, locked, that have not ended and in which this volunteer is asked or has said yes."""
    theirs = select(offers.c.request_id).where(offers.c.volunteer_id == volunteer_id, HELD)
    open_ones = select(Request).where(requests.c.request_id.in_(theirs), requests.c.status.in_(LIVING))
    locked = open_ones.order_by(requests.c.request_id).with_for_update(of=requests, key_share=True)
    return list(unit.session.scalars(locked.execution_options(populate_existing=True)))


def held_by_suspended(unit: UnitOfWork, limit: int) -> list[str]:
    """Suspended volunteers who are still asked, or counted on, for a request that has not ended.

    A wave that was being sent while somebody was suspended may have asked them all the same.
    """
    held = (
        select(volunteers.c.volunteer_id)
        .join(offers, offers.c.volunteer_id == volunteers.c.volunteer_id)
        .join(requests, requests.c.request_id == offers.c.request_id)
        .where(
            volunteers.c.status == text("'suspended'"),  # as the partial index says it
            HELD,
            requests.c.status.in_(LIVING),
        )
    )
    return list(unit.execute(held.distinct().limit(limit)).scalars())


def due_for_a_wave(unit: UnitOfWork, limit: int) -> list[Request]:
    """Requests to look at again, locked; needed today first, then reopened ones, then the longest waiting.

    One whose offers still wait to be announced is left alone: their time does not run yet.
    """
    waiting = exists().where(
        offers.c.request_id == requests.c.request_id,
        offers.c.status == OfferStatus.PENDING,
        offers.c.announced_at.is_(None),
    )
    due = (
        select(Request)
        .where(requests.c.next_wave_at <= unit.now, requests.c.status.in_(SEEKING), ~waiting)
        .order_by(
            case((requests.c.urgency == Urgency.TODAY, 0), (requests.c.hurried, 0), else_=1),
            case((requests.c.reopened_at.is_not(None), 0), else_=1),
            requests.c.next_wave_at,
        )
    )
    return _locked(unit, due.limit(limit))


def promises_passed(unit: UnitOfWork, limit: int) -> list[Request]:
    """Requests, locked, whose promise is over while helpers are still looked for."""
    looking = (RequestStatus.OPEN, RequestStatus.OFFERED)
    passed = (
        select(Request)
        .where(requests.c.watch_due_at <= unit.now, requests.c.status.in_(looking))
        .order_by(requests.c.watch_due_at)
    )
    return _locked(unit, passed.limit(limit))


def not_placed_since(unit: UnitOfWork, moment: datetime, limit: int) -> list[Request]:
    """Requests, locked, that wait for their appointment since ``moment`` or longer."""
    waiting = (
        select(Request)
        .where(requests.c.placing_since <= moment, requests.c.status == RequestStatus.ACCEPTED)
        .order_by(requests.c.placing_since)
    )
    return _locked(unit, waiting.limit(limit))


def postpone_wave(unit: UnitOfWork, request_id: str, until: datetime) -> None:
    """Look at it again later. Nothing became true of the request, so no fact is recorded."""
    unit.execute(update(requests).where(requests.c.request_id == request_id).values(next_wave_at=until))


def resume_waves(unit: UnitOfWork, ward: str) -> None:
    """Look at once at requests of a ward that wait although nobody's answer is awaited: a pause had held them."""
    answers = exists().where(offers.c.request_id == requests.c.request_id, offers.c.status == OfferStatus.PENDING)
    held = (requests.c.ward == ward) & (requests.c.next_wave_at > unit.now) & requests.c.status.in_(SEEKING) & ~answers
    unit.execute(update(requests).where(held).values(next_wave_at=unit.now))


def mend_places(unit: UnitOfWork, limit: int) -> int:
    """Put requests where they belong on the board, and let boards know; how many that were.

    A program of before the board writes them without their place, and may do so beside this one for a while. Nothing
    became true of them, so no fact is recorded.
    """
    promised = requests.c.status.in_(PROMISED) & requests.c.due_at.is_not(None)
    place = case((promised, requests.c.due_at), else_=literal(NOTHING_OWED, UtcDateTime))
    found = _locked(unit, select(Request).where(OPEN, requests.c.owed_at != place).limit(limit))
    if found:
        ids = [request.request_id for request in found]
        unit.execute(update(requests).where(requests.c.request_id.in_(ids)).values(owed_at=place))
        unit.execute(insert(LIVE.tables.changes), [LIVE.row(request, unit.now) for request in found])
    return len(found)


def newly_announced(unit: UnitOfWork, limit: int) -> list[tuple[Request, list[Offer]]]:
    """Requests, locked, with the offers whose announcement has left the outbox since somebody last looked."""
    unannounced = unit.execute(
        select(offers.c.offer_id, offers.c.request_id, offers.c.made_as)
        .where(offers.c.announced_at.is_(None), offers.c.status == OfferStatus.PENDING)
        .order_by(offers.c.made_at)
        .limit(limit)
    ).all()
    still = _still_in_outbox(unit, {row.request_id for row in unannounced})
    left = {row.offer_id: row.request_id for row in unannounced if (row.request_id, row.made_as) not in still}
    if not left:
        return []
    found = _locked(unit, select(Request).where(requests.c.request_id.in_(set(left.values()))))
    # Another worker may have announced them, or somebody answered, before the lock was ours.
    return [(request, [each for each in request.unannounced if each.offer_id in left]) for request in found]


def _still_in_outbox(unit: UnitOfWork, request_ids: set[str]) -> set[tuple[str, int]]:
    outbox = kit.outbox
    rows = unit.execute(
        select(outbox.c.subject, outbox.c.sequence).where(
            outbox.c.type == OFFER_MADE.type, outbox.c.subject.in_(request_ids)
        )
    )
    return {(row.subject, row.sequence) for row in rows}


def _locked(unit: UnitOfWork, statement: Select[Request]) -> list[Request]:
    found: Sequence[Request] = unit.session.scalars(
        statement.with_for_update(skip_locked=True, of=requests, key_share=True).execution_options(
            populate_existing=True
        )
    ).all()
    return list(found)
