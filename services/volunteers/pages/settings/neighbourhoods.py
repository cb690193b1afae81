"""A ward's list of neighbourhoods as lines of text, one a line: its name, and after semicolons its other names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

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

    One that is on the list already keeps its id and its place on the map: by them pauses and teams know it.
    """
    lines = {number: names for number, line in enumerate(written.splitlines()) if (names := _names_in(line))}
    the_same = _the_same(list(lines.values()), list(kept))
    fields: dict[str, str | list[str]] = {"neighbourhoods": ""}
    for (number, names), known in zip(lines.items(), the_same, strict=True):
        fields |= _one(f"neighbourhoods.{number}", names, known)
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


def _names_in(line: str) -> list[str]:
    return [name.strip() for name in line.split(";") if name.strip()]


def _the_same(lines: Sequence[list[str]], kept: Sequence[Neighbourhood]) -> list[Neighbourhood | None]:
    """For each line the neighbourhood that it writes anew, whatever its marks and capitals.

    By its name; else by any name of either; else, where as many are written as were kept, those that are left are the
    same in their order: somebody has corrected a name.
    """
    found: list[Neighbourhood | None] = [None] * len(lines)
    left = list(kept)
    for is_it in (_by_name, _by_any_name):
        for number, names in enumerate(lines):
            if found[number] is None:
                found[number] = next((each for each in left if is_it(names, each)), None)
                left = [each for each in left if each is not found[number]]
    if len(lines) != len(kept):
        return found
    corrected = iter(left)
    return [next(corrected) if one is None else one for one in found]


def _by_name(names: Sequence[str], kept: Neighbourhood) -> bool:
    return fold(names[0]) == fold(kept.name)


def _by_any_name(names: Sequence[str], kept: Neighbourhood) -> bool:
    return not {fold(name) for name in names}.isdisjoint(fold(name) for name in kept.names)


def _one(path: str, names: list[str], kept: Neighbourhood | None) -> dict[str, str | list[str]]:
    said: dict[str, str | list[str]] = {f"{path}.name": names[0], f"{path}.aliases": names[1:]}
    if kept is None:
        return said
    centre = kept.centre
    where = {f"{path}.location.lat": str(centre.lat), f"{path}.location.lon": str(centre.lon)} if centre else {}
    return {**said, f"{path}.id": kept.neighbourhood_id, **where}
