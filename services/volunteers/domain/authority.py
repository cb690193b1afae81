"""Who may give and take posts: nobody more than they hold, and nowhere else."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from services.volunteers.domain.person import Person, Post, Role

BY_HEAD = frozenset({Role.COUNTER, Role.STAFF, Role.LEADER, Role.HEAD})
"""What the head of a ward gives. Safeguarding sees incidents a head does not see, so it comes from the city."""

BY_CITY = BY_HEAD | {Role.SAFEGUARDING, Role.CITY}


@dataclass(frozen=True)
class Authority:
    """Somebody who manages staff: the wards they are head of, and whether all of them (``city``)."""

    person_id: str
    wards: Container[str]
    city: bool = False

    def may_give(self, post: Post) -> bool:
        """Whether this post is theirs to give and to take: not above their own, and in their wards alone."""
        if self.city:
            return post.role in BY_CITY
        return post.role in BY_HEAD and bool(post.wards) and all(ward in self.wards for ward in post.wards)

    def sees(self, post: Post) -> bool:
        """Whether they are shown this post: all of the city's to the city, to a head those of a ward of theirs."""
        return self.city or any(ward in self.wards for ward in post.wards)

    def reaches(self, person: Person) -> bool:
        """Whether somebody holds a post that they are shown."""
        return any(self.sees(post) for post in person.posts)

    def may_correct(self, person: Person) -> bool:
        """Whether they may change how somebody is reached: of who holds a post, only who could give all of it.

        Otherwise a post could be taken over by changing a telephone number.
        """
        return all(self.may_give(post) for post in person.posts)
