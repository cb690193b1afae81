"""Finding out whether an answer speaks of somebody or something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def shown_in(text: str, marks: Iterable[str]) -> Iterator[str]:
    """Which of these an answer shows; of a telephone number also as it is dialled in the country."""
    unspaced = text.replace(" ", "")
    for mark in marks:
        dialled = mark.replace("+84", "0", 1) if mark.startswith("+84") else None
        if mark in text or (dialled and dialled in unspaced):
            yield mark
