"""Teams, and who belongs to them."""

from __future__ import annotations

from dataclasses import replace

from services.volunteers.domain.team import Team, TeamData
from services.volunteers.domain.volunteer import Affiliation
from tests.unit.volunteers.builders import BA_DINH, a_volunteer, at, kinds, window

TEAM = "0198a5e0-7c10-7000-8000-0000000000d1"


def a_team() -> Team:
    return Team.found(TEAM, BA_DINH, TeamData("community_team", "Tổ số 1", ("to-12",)))


def test_a_team_records_only_real_changes() -> None:
    team = a_team()
    team.change(team.data, None)
    assert kinds(team) == ["team_changed"]
    team.change(replace(team.data, name="Tổ số 2"), "minh")
    assert (len(kinds(team)), team.leader_id) == (2, "minh")


def test_a_team_pauses_from_one_moment_to_another() -> None:
    team = a_team()
    team.change(replace(team.data, pause=window(3, 8, 17)), None)
    moments = (at(3, 7, 59), at(3, 8), at(3, 16, 59), at(3, 17))
    assert [team.paused_at(moment) for moment in moments] == [False, True, True, False]


def test_a_volunteer_belongs_to_any_number_of_teams_and_to_each_once() -> None:
    volunteer = a_volunteer(affiliations=(Affiliation("community_team"), Affiliation("youth_union")))
    volunteer.join_team("community_team", TEAM)
    volunteer.join_team("community_team", TEAM)
    assert volunteer.profile.affiliations == (Affiliation("youth_union"), Affiliation("community_team", TEAM))
    assert kinds(volunteer).count("affiliations_changed") == 1


def test_who_leaves_a_team_stays_in_the_others() -> None:
    volunteer = a_volunteer(affiliations=(Affiliation("youth_union"), Affiliation("community_team", TEAM)))
    volunteer.leave_team(TEAM)
    volunteer.leave_team(TEAM)
    assert volunteer.profile.affiliations == (Affiliation("youth_union"),)
    assert kinds(volunteer).count("affiliations_changed") == 1
