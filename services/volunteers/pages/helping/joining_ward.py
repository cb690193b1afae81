"""What the form of who wants to help asks of one ward: its teams, and near which neighbourhood one lives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.volunteers.domain.ward import Neighbourhood
from services.volunteers.pages.helping.words_offering import JOINING
from services.volunteers.queries import teams
from services.volunteers.queries.wards import ward_rows
from shared.web.doors import reading
from shared.web.pages import page_language

Option = dict[str, str]


@dataclass(frozen=True)
class Here:
    """A ward as the form names it; ``placed`` are those of its neighbourhoods whose middle the ward has entered."""

    code: str
    name: str
    kind: str
    phone: str | None
    teams: tuple[dict[str, Any], ...]
    placed: tuple[Neighbourhood, ...]

    @property
    def shown(self) -> dict[str, Any]:
        """What the page needs of it."""
        return {
            "ward": {"code": self.code, "name": self.name, "kind": self.kind, "phone": self.phone},
            "teams": _options("team.none", ((each["id"], each["name"]) for each in self.teams)),
            "homes": _options("home.none", ((each.neighbourhood_id, each.name) for each in self.placed)),
        }

    def kind_of(self, team_id: str) -> str | None:
        """Of which kind a team of the ward is."""
        return next((each["kind"] for each in self.teams if each["id"] == team_id), None)

    def middle_of(self, neighbourhood_id: str) -> dict[str, float] | None:
        """Where a neighbourhood lies; None for none."""
        found = next((each.centre for each in self.placed if each.neighbourhood_id == neighbourhood_id), None)
        return {"lat": found.lat, "lon": found.lon} if found else None


def here(code: str) -> Here | None:
    """The ward of this code; None when there is none."""
    with reading() as connection:
        row = ward_rows(connection, [code]).get(code)
        listed = teams.of_ward(connection, code) if row else []
    if row is None:
        return None
    placed = tuple(each for each in row.neighbourhoods if each.centre is not None)
    return Here(code, row.data.name, row.data.unit, row.phone, tuple(listed), placed)


def _options(nothing: str, named: Any) -> list[Option]:
    """A list to choose from, or nothing of it; empty where there is nothing to choose."""
    listed = [{"value": id, "text": name} for id, name in named]
    return [{"value": "", "text": JOINING[nothing].said(page_language())}, *listed] if listed else []
