"""Every page there is, and who looks at it: one line a page, added by whoever makes the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A page as somebody sees it. ``path`` may name ``{request}`` ``{reference}`` ``{offer}`` of the scene.

    ``who`` is a key of the scene's ``tokens`` or ``codes`` (``staff`` ``city`` ``volunteer`` ``resident``), or None.
    """

    path: str
    who: str | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} {self.who or 'anyone'}"


PAGES: tuple[Look, ...] = (
    Look("/"),
    Look("/", "staff"),
    Look("/", "volunteer"),
    Look("/volunteers/sign-in"),
    Look("/volunteers/nothing-is-here", status=404),
)
