"""A person is one human: how they are called and reached, and what they may do here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from services.volunteers.domain.facts import ContactChanged, PartTaken, PersonRegistered, PostGiven
from services.volunteers.domain.names import fold
from shared.aggregate import Aggregate


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


@dataclass(frozen=True)
class Post:
    """A role in some wards (none named: the whole city) from one day to another; None means without an end."""

    role: str
    wards: tuple[str, ...]
    since: date
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


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
    """One human. Same phone and same folded name is the same person; intake never changes an existing one."""

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

    def give_post(self, post: Post) -> None:
        """Entrust them with a post; the same post again only moves its dates."""
        others = tuple(each for each in self.posts if (each.role, each.wards) != (post.role, post.wards))
        if post not in self.posts:
            self.posts = (*others, post)
            self.record(PostGiven(post.role, post.wards, post.since, post.until))

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
