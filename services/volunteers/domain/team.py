"""A team: those who help together in a ward, with a leader and the neighbourhoods they look after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from services.volunteers.domain.facts.wards import TeamChanged
from services.volunteers.domain.windows import Window
from shared.aggregate import Aggregate


@dataclass(frozen=True)
class TeamData:
    """What is kept of a team. ``neighbourhoods`` are ids of the ward's list, none for the whole ward.

    ``pause`` is a span of time in which nobody of the team is asked for anything.
    """

    kind: str
    name: str
    neighbourhoods: tuple[str, ...] = ()
    pause: Window | None = None


@dataclass(eq=False)
class Team(Aggregate):
    """A Tổ chuyển đổi số cộng đồng, a Youth Union group, a partner college … of one ward.

    Who belongs to it is said by the affiliations of its members, who may belong to several.
    """

    kind: ClassVar[str] = "team"

    team_id: str
    ward: str
    data: TeamData
    leader_id: str | None = None
    sequence: int = 0

    @classmethod
    def found(cls, team_id: str, ward: str, data: TeamData) -> Team:
        team = cls(team_id, ward, data)
        team.record(TeamChanged())
        return team

    @property
    def id(self) -> str:
        return self.team_id

    def change(self, data: TeamData, leader_id: str | None) -> None:
        """What is kept of it is new; nothing is recorded when nothing changes."""
        if (data, leader_id) != (self.data, self.leader_id):
            self.data, self.leader_id = data, leader_id
            self.record(TeamChanged())

    def paused_at(self, moment: datetime) -> bool:
        """Whether nobody of the team is to be asked at this moment."""
        pause = self.data.pause
        return pause is not None and pause.start <= moment < pause.end
