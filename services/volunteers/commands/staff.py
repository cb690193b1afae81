"""Posts: who is staff."""

from __future__ import annotations

from services.volunteers.domain.errors import UnknownWard
from services.volunteers.domain.person import Contact, Person, Post
from services.volunteers.domain.ward import Ward
from services.volunteers.storage.people import find_or_register
from shared.messaging.unit_of_work import UnitOfWork


def give_post(unit: UnitOfWork, contact: Contact, post: Post) -> Person:
    """Entrust somebody, known or new, with a post. Raises :class:`UnknownWard`."""
    for code in post.wards:
        if unit.get(Ward, code, lock=False) is None:
            raise UnknownWard(code=code)
    person = find_or_register(unit, contact)
    person.give_post(post)
    return person
