"""``docs/who-may.md``, read as the tables it is made of: the tests hold what people read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "who-may.md"

EVERYBODY, THE_REST, NONE = "everybody", "everybody else", "–"

Row = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One call: who may make it, who is refused (401, 403), and for whom there is nothing of it (404)."""

    call: str
    may: frozenset[str]
    refused: frozenset[str]
    hidden: frozenset[str]


class Document:
    """The tables of the document, each under its heading."""

    def __init__(self, path: Path = DOCUMENT) -> None:
        self._tables = dict(_tables(path.read_text("utf-8")))

    @cached_property
    def people(self) -> list[str]:
        """Everybody who comes to the doors, one by one."""
        return [word for word, _ in self._tables["Who comes"]]

    @cached_property
    def groups(self) -> dict[str, frozenset[str]]:
        """Several of them under one word; later ones may be made of earlier ones."""
        found: dict[str, frozenset[str]] = {EVERYBODY: frozenset(self.people)}
        for word, members in self._tables["Together"]:
            found[word] = self._named(members, found)
        return found

    def lines(self, service: str) -> list[Line]:
        """The calls of one service, in the order of the document."""
        return [self._line(*row) for row in self._tables[service]]

    def pages(self, service: str) -> dict[str, frozenset[str]]:
        """The pages of one service (``GET /sign-in``) → whom they are for."""
        rows = self._tables.get(f"Pages of {service}", [])
        return {page.strip("`"): self._named(who, self.groups) for page, who in rows}

    def readers(self) -> dict[str, frozenset[str]]:
        """What is not for everybody → whom it is shown to."""
        return {what: self._named(who, self.groups) for what, who in self._tables["Who reads what"]}

    def open_paths(self) -> set[str]:
        """What is no call of the API, and open to whoever comes."""
        return {path.strip("`") for path, _ in self._tables["Beside the API"]}

    def _line(self, call: str, *cells: str) -> Line:
        sets = [None if cell == THE_REST else self._named(cell, self.groups) for cell in cells]
        named = frozenset[str]().union(*(each for each in sets if each is not None))
        may, refused, hidden = (frozenset(self.people) - named if each is None else each for each in sets)
        return Line(call.strip("`"), may, refused, hidden)

    def _named(self, cell: str, groups: dict[str, frozenset[str]]) -> frozenset[str]:
        words = [] if cell == NONE else [word.strip() for word in cell.split(",")]
        unknown = [word for word in words if word not in groups and word not in self.people]
        assert not unknown, f"the document does not say who these are: {unknown}"
        return frozenset[str]().union(*(groups.get(word, frozenset({word})) for word in words))


def _tables(text: str) -> Iterator[tuple[str, list[Row]]]:
    heading, rows = "", list[Row]()
    for line in [*text.splitlines(), "## "]:
        if line.startswith("## "):
            if rows:
                yield heading, rows[2:]  # without the head of the table and the line under it
            heading, rows = line.removeprefix("## "), list[Row]()
        elif line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
