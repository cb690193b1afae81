"""The names that lead to today's units: their own, and those of the wards and districts there were before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_UNIT_WORD = re.compile(r"^(?:phường|xã|thị trấn|thị xã|quận|huyện|[pxqh]\.|t[tx]\.)\s*", re.IGNORECASE)


class NameKind(StrEnum):
    """Of what it is, or was, the name."""

    UNIT = "unit"
    FORMER_WARD = "former_ward"
    FORMER_DISTRICT = "former_district"


@dataclass(frozen=True)
class FormerUnit:
    """A ward or district there was before 1 July 2025, and the unit of today that has its place, or some of it."""

    ward: str
    name: str
    kind: NameKind


def short(name: str) -> str:
    """The name without the word for what it is: "Ba Đình" of "Phường Ba Đình"; "Quan Hoa" stays "Quan Hoa"."""
    return _UNIT_WORD.sub("", name.strip()) or name
