"""A ward's list of neighbourhoods as lines of text, one a line: its name, and after semicolons its other names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from services.volunteers.domain.names import fold
from services.volunteers.domain.ward import Neighbourhood

LIST = "neighbourhood_list"
"""The field they are written in."""

_OF_ONE = re.compile(r"neighbourhoods\.([0-9]+)(?:\..*)?")


def lines_of(kept: Iterable[Neighbourhood]) -> str:
    """The list as it is written."""
    return "\n".join("; ".join(each.names) for each in kept)


def fields_of(written: str, kept: Iterable[Neighbourhood]) -> dict[str, str | list[str]]:
    """What was written as the fields of the API's form, numbered by line.

    One that is on the list already, whatever its marks and capitals, keeps its id and its place on the map.
    """
    known = {fold(each.name): each for each in kept}
    fields: dict[str, str | list[str]] = {"neighbourhoods": ""}
    for number, line in enumerate(written.splitlines()):
        names = [name.strip() for name in line.split(";") if name.strip()]
        if names:
            fields |= _one(f"neighbourhoods.{number}", names, known.get(fold(names[0])))
    return fields


def errors_by_line(errors: Mapping[str, list[str]], sentence: str) -> dict[str, list[str]]:
    """The same errors; those of single neighbourhoods stand at the list, with the number of their line."""
    found: dict[str, list[str]] = {}
    for name, said in errors.items():
        one = _OF_ONE.fullmatch(name)
        if one:
            told = [sentence.format(line=int(one[1]) + 1, error=each) for each in said]
            found.setdefault(LIST, []).extend(told)
        else:
            at = LIST if name == "neighbourhoods" else "helps" if name.startswith("helps.") else name
            found.setdefault(at, []).extend(said)
    return found


def _one(path: str, names: list[str], kept: Neighbourhood | None) -> dict[str, str | list[str]]:
    said: dict[str, str | list[str]] = {f"{path}.name": names[0], f"{path}.aliases": names[1:]}
    if kept is None:
        return said
    centre = kept.centre
    where = {f"{path}.location.lat": str(centre.lat), f"{path}.location.lon": str(centre.lon)} if centre else {}
    return {**said, f"{path}.id": kept.neighbourhood_id, **where}
