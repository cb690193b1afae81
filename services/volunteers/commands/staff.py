"""Posts: who is staff, where, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.volunteers.domain.authority import Authority
from services.volunteers.domain.errors import AboveOwnRole, NotOneself, UnknownWard
from services.volunteers.domain.person import Contact, Person, Post
from services.volunteers.domain.ward import Ward
from services.volunteers.storage.people import find_or_register, place, whose_posts_ended
from shared.clock import HANOI
from shared.errors import NotFound
from shared.messaging.unit_of_work import UnitOfWork


def give_post(unit: UnitOfWork, contact: Contact, post: Post, by: Authority | None = None) -> Person:
    """Entrust somebody, known or new, with a post; ``by`` is who gives it, None for the command line.

    Raises :class:`UnknownWard`, :class:`AboveOwnRole` and :class:`NotOneself`.
    """
    _refuse_unknown_wards(unit, [post])
    person = find_or_register(unit, contact)
    _refuse_what_is_not_theirs(by, person, [post])
    person.give_post(post, unit.now)
    place(unit, person)
    return person


def change_posts(unit: UnitOfWork, person: Person, wanted: Sequence[Post], by: Authority) -> None:
    """Hold these posts, of all that ``by`` may give and take; the others stay as they are.

    Raises :class:`NotFound` for somebody without a post that is theirs, and what :func:`give_post` raises.
    """
    if not by.reaches(person):
        raise NotFound
    _refuse_unknown_wards(unit, wanted)
    _refuse_what_is_not_theirs(by, person, wanted)
    others = (post for post in person.posts if not by.may_give(post))
    person.keep_posts(dict.fromkeys((*others, *wanted)), unit.now)
    place(unit, person)


def end_posts_that_are_over(unit: UnitOfWork, limit: int) -> int:
    """End the posts whose last day is over, and sign their holders out; how many persons."""
    found = whose_posts_ended(unit, unit.now.astimezone(HANOI).date(), limit)
    for person in found:
        person.end_posts(unit.now)
        place(unit, person)
    return len(found)


def _refuse_unknown_wards(unit: UnitOfWork, posts: Iterable[Post]) -> None:
    for code in (code for post in posts for code in post.wards):
        if unit.get(Ward, code, lock=False) is None:
            raise UnknownWard(code=code)


def _refuse_what_is_not_theirs(by: Authority | None, person: Person, posts: Iterable[Post]) -> None:
    if by is None:
        return
    if by.person_id == person.person_id:
        raise NotOneself
    if not all(by.may_give(post) for post in posts):
        raise AboveOwnRole
