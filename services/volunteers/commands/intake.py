"""A request comes in, from whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.volunteers.commands.codes import send_code
from services.volunteers.commands.strangers import count_stranger
from services.volunteers.domain.asking import (
    Asking,
    Consent,
    Household,
    Urgency,
    Whereabouts,
    Wish,
    check,
    check_learners,
    visit_minutes,
)
from services.volunteers.domain.matching import coarse_cell
from services.volunteers.domain.person import Contact, Part
from services.volunteers.domain.request import Request
from services.volunteers.domain.topic import Topic
from services.volunteers.domain.ward import Ward
from services.volunteers.storage.people import find_or_register, register
from services.volunteers.storage.requests import new_slip
from services.volunteers.storage.wards import rules_for
from shared.errors import Invalid
from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Intake:
    """What was filled in. ``asking.minutes`` follows from the topics and is set here."""

    resident: Contact
    participants: tuple[Contact, ...]
    asked_by: Contact | None
    relation: str | None
    ward: str
    urgency: str
    asking: Asking
    consent: Consent


@dataclass(frozen=True)
class Received:
    """The request, and the code that was sent to prove its phone: None when staff entered it."""

    request: Request
    code: str | None


def receive_request(unit: UnitOfWork, intake: Intake, *, trusted: bool, caller: str | None = None) -> Received:
    """Take in a request; ``trusted`` when staff of the ward enter it, else ``caller`` is the address it came from.

    Raises :class:`Invalid` naming the fields, :class:`TooManyCodes` for a number that asked too often, and
    :class:`TooManyStrangers` for an address.
    """
    _refuse_urgency_of_strangers(intake, trusted)
    ward = _ward(unit, intake.ward)
    asking = _complete(unit, intake.asking, ward)
    check(asking, unit.now, unit.config.rules)
    learners = (intake.resident, *intake.participants)
    check_learners([learner.birth_year for learner in learners], asking, unit.now, unit.config.rules)
    household = _household(unit, intake)
    request = Request.receive(
        new_slip(unit, ward.code),
        household,
        ward.code,
        intake.urgency,
        asking,
        intake.consent,
        unit.now,
        unit.actor.by,
    )
    unit.add(request)
    if trusted:
        request.trust(unit.actor.by, unit.now, rules_for(unit, request))
        return Received(request, None)
    code = send_code(unit, request)
    count_stranger(unit, caller, "codes")
    return Received(request, code)


def _refuse_urgency_of_strangers(intake: Intake, trusted: bool) -> None:
    if intake.urgency == Urgency.TODAY and not trusted:
        raise Invalid.one(
            "urgency",
            vi="Cần trong ngày thì gọi cho phường, xã; chỉ cán bộ ghi được today.",
            en="For help today call the ward; only staff can enter today.",
        )


def _ward(unit: UnitOfWork, code: str) -> Ward:
    ward = unit.get(Ward, code, lock=False)
    if ward is None:
        raise Invalid.one(
            "ward",
            vi="Không có phường, xã nào mang mã này. Xem danh sách ở GET /wards.",
            en="No ward or commune has this code. See GET /wards for the list.",
        )
    return ward


def _complete(unit: UnitOfWork, asking: Asking, ward: Ward) -> Asking:
    """With the length of the visit, the neighbourhood as the ward writes it, and the coarse cell."""
    topics = [topic.data for topic in topics_called(unit, asking.topics)]
    minutes = visit_minutes((topic.minutes for topic in topics), unit.config.rules)
    money = any(topic.money for topic in topics)
    needed = 2 if Wish.PAIR in asking.wishes else asking.needed
    return replace(asking, minutes=minutes, money=money, needed=needed, whereabouts=_placed(asking.whereabouts, ward))


def topics_called(unit: UnitOfWork, topic_ids: Sequence[str]) -> list[Topic]:
    """The topics of these ids; raises :class:`Invalid` naming each that the catalogue does not have."""
    found = [unit.get(Topic, topic_id, lock=False) for topic_id in topic_ids]
    unknown = {f"topics.{index}" for index, topic in enumerate(found) if topic is None}
    if unknown:
        sentence = (
            "Không có nội dung nào mang mã này. Xem danh sách ở GET /topics.",
            "No topic has this id. See GET /topics for the list.",
        )
        raise Invalid({field: [sentence] for field in sorted(unknown)})
    return [topic for topic in found if topic is not None]


def _placed(where: Whereabouts, ward: Ward) -> Whereabouts:
    point = where.point
    if where.neighbourhood is not None and ward.neighbourhoods:
        kept = ward.neighbourhood(where.neighbourhood)
        if kept is None:
            raise Invalid.one(
                "neighbourhood",
                vi="Không thấy tổ, thôn này trong danh sách của phường, xã. Xem GET /wards/{code}/neighbourhoods.",
                en="The ward's list has no such neighbourhood. See GET /wards/{code}/neighbourhoods.",
            )
        where = replace(where, neighbourhood=kept.name)
        point = point or kept.centre
    return replace(where, cell=coarse_cell(point) if point else None)


def _household(unit: UnitOfWork, intake: Intake) -> Household:
    resident = find_or_register(unit, intake.resident, Part("resident", intake.ward))
    asker = find_or_register(unit, intake.asked_by, Part("asked_by", intake.ward)) if intake.asked_by else None
    # Others of the household who learn too have no number of their own here: they are reached through the resident.
    others = [register(unit, contact, Part("resident", intake.ward)) for contact in intake.participants]
    if asker is resident:
        asker = None  # somebody who fills in both parts asks for themselves
    return Household(
        resident.person_id,
        (resident.person_id, *(person.person_id for person in others)),
        asker.person_id if asker else None,
        intake.relation if asker else None,
    )
