"""Who calls, and in which wards they may do what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, true

from shared.web.tokens import Post

STAFF = frozenset({"counter", "staff", "leader", "head", "safeguarding", "city"})
"""Posts of the administration; whoever acts in one acts as staff."""

INCLUDES: dict[str, frozenset[str]] = {
    "volunteer": frozenset({"volunteer"}),
    "leader": frozenset({"leader"}),
    "counter": frozenset({"counter"}),
    "staff": frozenset({"staff", "counter"}),
    "head": frozenset({"head", "staff", "counter"}),
    "safeguarding": frozenset({"safeguarding", "staff", "counter"}),
    "city": frozenset({"city", "head", "staff", "counter"}),
}
"""What each post may do beside its own: a head does what staff do, city what a head does, in all wards."""

ROLE_NAMES: dict[str, tuple[str, str]] = {
    "volunteer": ("tình nguyện viên", "volunteers"),
    "leader": ("tổ trưởng", "team leaders"),
    "counter": ("cán bộ điểm phục vụ hành chính công", "counter staff"),
    "staff": ("cán bộ phường, xã", "ward staff"),
    "head": ("lãnh đạo phường, xã", "the head of a ward"),
    "safeguarding": ("cán bộ phụ trách an toàn", "safeguarding staff"),
    "city": ("cán bộ thành phố", "city staff"),
}
"""What people call each role, in Vietnamese and English."""


class AllWards:
    """Every ward there is: contains any code."""

    def __contains__(self, ward: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "ALL"


ALL: Final = AllWards()
Wards = frozenset[str] | AllWards


@dataclass(frozen=True)
class Standing:
    """What a service knows of somebody who signed in: since when their tokens count, and how they are called."""

    tokens_valid_after: datetime | None
    name: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Principal:
    """Who calls: nobody known, a person with their posts, or the holder of tracking codes of requests.

    ``tracking_hashes`` are the SHA-256 of the codes in hex, as request events carry them, the one that was opened
    last first. A person who opened a request's link in the same browser holds its code too.
    ``name`` is shown to whoever signed in, and to nobody else.
    """

    kind: str = "anonymous"
    person_id: str | None = None
    posts: tuple[Post, ...] = ()
    tracking_hashes: tuple[str, ...] = ()
    name: str | None = field(default=None, repr=False)

    def wards_of(self, *roles: str) -> Wards:
        """The wards where they hold one of ``roles`` or a post that includes it; ``ALL`` for the city."""
        held = [post for post in self.posts if _includes(post.role, roles)]
        if any(post.role == "city" for post in held):
            return ALL
        return frozenset(ward for post in held for ward in post.wards)

    def may(self, role: str, ward: str) -> bool:
        """Whether they may act as ``role`` in this ward."""
        return ward in self.wards_of(role)

    def holds(self, *roles: str) -> bool:
        """Whether they hold one of ``roles``, or a post that includes it, anywhere."""
        return any(_includes(post.role, roles) for post in self.posts)

    def tracks(self, tracking_hash: str) -> bool:
        """Whether they hold the code of the request that carries this hash."""
        return tracking_hash in self.tracking_hashes

    def part(self, roles: Iterable[str]) -> str | None:
        """The part they play in a deed open to ``roles``: ``"volunteer"``, ``"staff"`` or None."""
        open_to = tuple(roles)
        if any(post.role in STAFF and _includes(post.role, open_to) for post in self.posts):
            return "staff"
        return "volunteer" if "volunteer" in open_to and self.holds("volunteer") else None


def within(column: ColumnElement[Any], wards: Wards) -> ColumnElement[bool]:
    """The SQL condition that a ward column is one of ``wards``."""
    return true() if isinstance(wards, AllWards) else column.in_(sorted(wards))


def _includes(post: str, roles: Iterable[str]) -> bool:
    return not INCLUDES.get(post, frozenset()).isdisjoint(roles)
