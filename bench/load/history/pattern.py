"""Rows as a pattern: what differs from one copy to the next is a name, the rest is text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bench.load.history.season import Season

_CHANGING = re.compile(
    r"(?P<hash>\b[0-9a-f]{64}\b)"
    r"|(?P<uuid>\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)"
    r"|(?P<phone>\+84\d{9}\b)"
    r"|(?P<day>\b20\d\d-\d\d-\d\d(?=[ T]\d\d:))"
    r"|(?P<reference>\b\d{1,5}-\d\d-\d{3,}\b)"
    r"|(?P<ward>(?<![\w.-])\d{5}(?![\w.-]))"
)


class Pattern:
    """``text`` of ``COPY``, written once for each copy by :meth:`copy`.

    An id keeps its end and gets the copy's number in front, a volunteer becomes the one in the same place of another
    ward, a number and a reference get the copy's number, a day lies so many days earlier.
    """

    def __init__(self, season: Season, text: str) -> None:
        self._season = season
        self._volunteers = {id: place for place, id in enumerate(season.volunteers)}
        self._days: dict[str, str] = {}
        self._phones: dict[str, int] = {}
        self._references: dict[str, int] = {}
        self._pattern = _CHANGING.sub(self._name, text.replace("%", "%%"))

    def copy(self, number: int, ward: str, volunteers: list[str], earlier: int) -> str:
        """The rows once more, in ``ward``, for its ``volunteers``, ``earlier`` days before."""
        days = {name: str(date.fromisoformat(day) - timedelta(days=earlier)) for day, name in self._days.items()}
        helpers = {f"v{place}": volunteers[place] for place in self._volunteers.values()}
        return self._pattern % {"n": f"{number:08x}", "d": f"{number:04}", "w": ward, **days, **helpers}

    def _name(self, found: re.Match[str]) -> str:
        text, kind = found.group(), found.lastgroup
        if kind == "uuid" and text in self._volunteers:
            return f"%(v{self._volunteers[text]})s"
        if kind in ("uuid", "hash"):
            return "%(n)s" + text[8:]
        if kind == "day":
            return f"%({self._days.setdefault(text, f't{len(self._days)}')})s"
        if kind == "phone":
            # Two numbers of eight digits after +848: the copy's and that of the number among the season's.
            return f"+848%(d)s{self._phones.setdefault(text, len(self._phones)):04}"
        if kind == "reference":
            return f"%(w)s-%(d)s-{self._references.setdefault(text, len(self._references)):03}"
        return "%(w)s" if text == self._season.ward else text
