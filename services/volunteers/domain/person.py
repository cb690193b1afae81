"""A person is one human: how they are called and reached, and what they may do here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from services.volunteers.domain.errors import HoldsPost, MergedAlready
from services.volunteers.domain.facts.people import (
    ContactChanged,
    ContactCorrected,
    PartTaken,
    PersonAbsorbed,
    PersonMerged,
    PersonRegistered,
    PostEnded,
    PostGiven,
    TokensEnded,
)
from services.volunteers.domain.names import fold
from shared.aggregate import Aggregate
from shared.clock import HANOI


class PhoneOwner(StrEnum):
    """Whose phone it is; decides what may be said in messages."""

    SELF = "self"
    SHARED = "shared"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"


class Language(StrEnum):
    VIETNAMESE = "vi"
    ENGLISH = "en"


class AddressForm(StrEnum):
    """How to address somebody, chosen by them and never guessed."""

    CU = "cụ"
    ONG = "ông"
    BA = "bà"
    BAC = "bác"
    CO = "cô"
    CHU = "chú"
    ANH = "anh"
    CHI = "chị"


class Role(StrEnum):
    """What a post entitles to. ``city`` has all wards."""

    VOLUNTEER = "volunteer"
    COUNTER = "counter"
    STAFF = "staff"
    LEADER = "leader"
    HEAD = "head"
    SAFEGUARDING = "safeguarding"
    CITY = "city"


DECIDING = frozenset({Role.STAFF, Role.HEAD, Role.SAFEGUARDING, Role.CITY})
"""Who decides about requests."""


@dataclass(frozen=True)
class Post:
    """A role in some wards (none named: the whole city) from one day to another; None means without an end."""

    role: str
    wards: tuple[str, ...]
    since: date
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def lasts(self, other: Post) -> bool:
        """Whether this is ``other`` at least: in no ward less, and not for a shorter time."""
        if self.role != other.role or not set(other.wards) <= set(self.wards) or self.since > other.since:
            return False
        return self.until is None or (other.until is not None and self.until >= other.until)


@dataclass(frozen=True)
class Part:
    """What somebody is to the network without holding a post: ``resident``, ``asked_by`` or ``volunteer``."""

    role: str
    ward: str


@dataclass(frozen=True)
class Contact:
    """What intake says about a person. ``phone`` is E.164, or None for somebody reached through others."""

    name: str
    phone: str | None
    phone_owner: str = PhoneOwner.SELF
    email: str | None = None
    language: str = Language.VIETNAMESE
    address_form: str | None = None
    birth_year: int | None = None


@dataclass(eq=False)
class Person(Aggregate):
    """One human. Same phone and same folded name is the same person; intake never changes an existing one.

    ``tokens_valid_after`` is the moment before which no sign-in of theirs counts, ``merged_into`` the person
    they turned out to be: whoever is asked for under this id is that one.
    """

    kind: ClassVar[str] = "person"

    person_id: str
    name: str
    folded_name: str
    phone: str | None
    phone_owner: str
    email: str | None
    language: str
    address_form: str | None
    birth_year: int | None
    posts: tuple[Post, ...] = ()
    parts: tuple[Part, ...] = ()
    posts_end_on: date | None = None
    tokens_valid_after: datetime | None = None
    merged_into: str | None = None
    sequence: int = 0

    @classmethod
    def register(cls, person_id: str, contact: Contact, *parts: Part) -> Person:
        """Somebody new, in the parts they play from the beginning."""
        person = cls(
            person_id=person_id,
            name=contact.name,
            folded_name=fold(contact.name),
            phone=contact.phone,
            phone_owner=contact.phone_owner,
            email=contact.email,
            language=contact.language,
            address_form=contact.address_form,
            birth_year=contact.birth_year,
            parts=parts,
        )
        person.record(PersonRegistered())
        return person

    @property
    def id(self) -> str:
        return self.person_id

    @property
    def roles(self) -> tuple[str, ...]:
        """Posts and parts, each once."""
        return tuple(sorted({post.role for post in self.posts} | {part.role for part in self.parts}))

    @property
    def wards(self) -> tuple[str, ...]:
        """The wards they have to do with."""
        of_posts = {ward for post in self.posts for ward in post.wards}
        return tuple(sorted(of_posts | {part.ward for part in self.parts}))

    def decides_in(self, ward: str, day: date) -> bool:
        """Whether one of their posts lets them decide about the ward's requests on this day."""
        held = (post for post in self.posts_on(day) if post.role in DECIDING)
        return any(not post.wards or ward in post.wards for post in held)

    def posts_on(self, day: date) -> tuple[Post, ...]:
        return tuple(post for post in self.posts if post.stands_on(day))

    def reached_on_own_phone(self) -> bool:
        """Whether what is sent to the phone is read by this very person."""
        return self.phone is not None and self.phone_owner in (PhoneOwner.SELF, PhoneOwner.SHARED)

    def take_part(self, part: Part) -> None:
        """From now on they play this part; once is enough."""
        if part not in self.parts:
            self.parts = (*self.parts, part)
            self.record(PartTaken(part.role, part.ward))

    def give_post(self, post: Post, now: datetime) -> None:
        """Entrust them with a post; the same post again only moves its dates."""
        others = (each for each in self.posts if (each.role, each.wards) != (post.role, post.wards))
        self.keep_posts((*others, post), now)

    def keep_posts(self, posts: Iterable[Post], now: datetime) -> None:
        """Hold exactly these posts from now on. Who loses one, or a part of one, is signed out everywhere."""
        before, today = self.posts, now.astimezone(HANOI).date()
        self._hold(posts)
        for post in before:
            if not any((each.role, each.wards) == (post.role, post.wards) for each in self.posts):
                self.record(PostEnded(post.role, post.wards))
        for post in self.posts:
            if post not in before:
                self.record(PostGiven(post.role, post.wards, post.since, post.until))
        standing = (post for post in before if post.stands_on(today))
        if not all(any(each.lasts(post) for each in self.posts) for post in standing):
            self.end_tokens(now)

    def end_posts(self, now: datetime) -> None:
        """Let go of the posts whose last day is over, and of the sign-ins made with them."""
        today = now.astimezone(HANOI).date()
        over = tuple(post for post in self.posts if post.until is not None and post.until < today)
        if over:
            self._hold(post for post in self.posts if post not in over)
            for post in over:
                self.record(PostEnded(post.role, post.wards))
            self.end_tokens(now)

    def end_tokens(self, now: datetime) -> None:
        """Sign them out everywhere: whatever they signed in with before ``now`` counts no more."""
        self.tokens_valid_after = now
        self.record(TokensEnded(now))

    def merge_into(self, kept: Person, now: datetime) -> None:
        """They turned out to be ``kept``, who stands for both from now on, in the parts of both.

        What is known of this one stays as a trace. Raises :class:`HoldsPost` for somebody who holds a post: it
        must not pass to another by a merge; and :class:`MergedAlready`.
        """
        if self.merged_into is not None or kept.merged_into is not None or self is kept:
            raise MergedAlready
        if self.posts:
            raise HoldsPost
        self.merged_into = kept.person_id
        self.record(PersonMerged(kept.person_id))
        self.end_tokens(now)
        for part in self.parts:
            kept.take_part(part)
        kept.record(PersonAbsorbed(self.person_id))

    def follow_to(self, kept: Person) -> None:
        """Whom they were merged into turned out to be ``kept``."""
        self.merged_into = kept.person_id
        self.record(PersonMerged(kept.person_id))

    def correct(self, contact: Contact, now: datetime) -> None:
        """Staff put right what is known; another number signs them out. Nothing is recorded when nothing changes."""
        names = ("name", "phone", "phone_owner", "email", "language", "address_form", "birth_year")
        changed = tuple(name for name in names if getattr(contact, name) != getattr(self, name))
        if not changed:
            return
        for name in changed:
            setattr(self, name, getattr(contact, name))
        self.folded_name = fold(self.name)
        self.record(ContactCorrected(changed))
        if "phone" in changed:
            self.end_tokens(now)

    def _hold(self, posts: Iterable[Post]) -> None:
        self.posts = tuple(posts)
        self.posts_end_on = min((post.until for post in self.posts if post.until is not None), default=None)

    def change(
        self,
        *,
        name: str,
        email: str | None,
        language: str,
        address_form: str | None,
    ) -> None:
        """Their own wish, after signing in; nothing is recorded when nothing changes."""
        wanted = (name, email, language, address_form)
        if wanted == (self.name, self.email, self.language, self.address_form):
            return
        self.name, self.email, self.language, self.address_form = wanted
        self.folded_name = fold(name)
        self.record(ContactChanged())
