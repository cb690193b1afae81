"""Which volunteers somebody of the staff may decide about, and where."""

from __future__ import annotations

from services.volunteers.commands import helping
from services.volunteers.domain.errors import HeadApprovesAgain
from services.volunteers.domain.person import Person
from services.volunteers.domain.volunteer import Volunteer, VolunteerStatus
from services.volunteers.queries import people as queries
from shared.errors import NotFound
from shared.web.auth import principal
from shared.web.doors import current_unit


def approve_in_my_wards(volunteer: Volunteer) -> None:
    """Approve them in the caller's wards; raises :class:`HeadApprovesAgain` where staff alone may not."""
    suspended = volunteer.status == VolunteerStatus.SUSPENDED
    wards = principal().wards_of("head" if suspended else "staff")
    if not any(ward in wards for ward in volunteer.profile.wards):
        raise HeadApprovesAgain
    helping.approve(current_unit(), volunteer, wards)


def volunteer_of_my_ward(volunteer_id: str) -> Volunteer:
    """The volunteer, locked, when the caller is staff of one of their wards; raises :class:`NotFound`."""
    volunteer = current_unit().get(Volunteer, volunteer_id)
    if volunteer is None or not queries.in_wards(volunteer.profile.wards, principal(), "staff"):
        raise NotFound
    person = current_unit().get(Person, volunteer_id, lock=False)
    if person is None or person.merged_into is not None:
        raise NotFound  # the application went with a person who turned out to be another
    return volunteer
