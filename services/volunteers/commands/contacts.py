"""A volunteer looks at how to reach the resident; every look is kept, and too many are told to staff."""

from __future__ import annotations

from services.volunteers.commands.answers import active_volunteer
from services.volunteers.domain.errors import ContactHidden
from services.volunteers.domain.person import Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.reveal import Seen, reveal
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.storage.looks import count_look
from services.volunteers.storage.people import existing
from shared.errors import NotFound
from shared.messaging.unit_of_work import UnitOfWork


def look_at_contact(unit: UnitOfWork, request_id: str, volunteer_id: str | None, *, again: bool = False) -> Seen:
    """Show a volunteer whose task it is how to reach the resident, as far as the hour allows.

    ``again`` is the look that was kept already, told in the other language.

    Raises :class:`NotAVolunteer`, :class:`NotFound` for a request they were never asked for, and
    :class:`ContactHidden` before their yes and once it counts no more.
    """
    volunteer = active_volunteer(unit, volunteer_id)
    request = unit.get(Request, request_id)
    if request is None or all(offer.volunteer_id != volunteer.volunteer_id for offer in request.offers):
        raise NotFound
    seen = reveal(request, volunteer.volunteer_id, unit.now, unit.config.rules)
    if seen is None:
        raise ContactHidden
    if not again:
        request.see_contact(volunteer.volunteer_id, address=seen.address)
        _tell_many(unit, volunteer, request.ward)
    return Seen(request, existing(unit, Person, request.resident_id), seen)


def _tell_many(unit: UnitOfWork, volunteer: Volunteer, ward: str) -> None:
    since = unit.now - unit.config.rules.looks_period
    looks = count_look(unit, volunteer.volunteer_id, since)
    if looks > unit.config.rules.many_looks:
        volunteer.looked_often(looks, since, ward, unit.now)
