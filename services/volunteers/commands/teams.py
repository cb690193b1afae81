"""Teams: founding and changing them, who leads, who belongs, and members from a list on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.volunteers.commands.intake import topics_called
from services.volunteers.domain.asking import Consent
from services.volunteers.domain.person import Contact, Person
from services.volunteers.domain.team import Team, TeamData
from services.volunteers.domain.volunteer import Affiliation, Offering, Profile, Volunteer
from services.volunteers.domain.ward import Ward
from services.volunteers.storage.people import existing, keep_teams, keep_volunteer, person_called, register
from shared.errors import Invalid
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Entry:
    """A line of a team's list of members."""

    contact: Contact
    birth_year: int
    gender: str | None
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """What became of a list: new applicants, volunteers who joined the team, and who belonged to it already."""

    applied: int = 0
    joined: int = 0
    already: int = 0


def found_team(unit: UnitOfWork, ward: Ward, data: TeamData, leader_id: str | None) -> Team:
    """A new team of the ward. Raises :class:`Invalid` naming the neighbourhood or the leader there is not."""
    _refuse_unknown_neighbourhoods(ward, data)
    team = Team.found(new_id(), ward.code, data)
    unit.add(team)
    unit.session.flush()
    if leader_id is not None:
        team.change(data, _leader(unit, team, leader_id).volunteer_id)
    return team


def change_team(unit: UnitOfWork, team: Team, data: TeamData, leader_id: str | None) -> None:
    """What staff keep of a team. Who leads it no more is signed out; raises what :func:`found_team` raises."""
    _refuse_unknown_neighbourhoods(existing(unit, Ward, team.ward), data)
    before = team.leader_id
    if leader_id is not None and leader_id != before:
        leader_id = _leader(unit, team, leader_id).volunteer_id
    team.change(data, leader_id)
    if before is not None and before != leader_id:
        existing(unit, Person, before, lock=True).end_tokens(unit.now)


def join_team(unit: UnitOfWork, team: Team, volunteer: Volunteer) -> None:
    """Belong to the team from now on."""
    volunteer.join_team(team.data.kind, team.team_id)
    keep_teams(unit, volunteer)


def leave_team(unit: UnitOfWork, team: Team, volunteer: Volunteer) -> None:
    """Belong to the team no more; whoever led it leads it no more."""
    volunteer.leave_team(team.team_id)
    keep_teams(unit, volunteer)
    if team.leader_id == volunteer.volunteer_id:
        change_team(unit, team, team.data, None)


def import_members(unit: UnitOfWork, team: Team, entries: Iterable[Entry], consent: Consent) -> Imported:
    """Take in a team's list: who is new applies, and is approved like everybody; who is known joins the team.

    Who is known stays as known: a list changes nobody.
    """
    done = [_take_in(unit, team, entry, consent) for entry in entries]
    return Imported(*(done.count(kind) for kind in ("applied", "joined", "already")))


def affiliations_of(unit: UnitOfWork, wanted: Sequence[Affiliation]) -> tuple[Affiliation, ...]:
    """With the kind each team is of. Raises :class:`Invalid` naming those whose team there is not."""
    found = [each.team_id and unit.get(Team, each.team_id, lock=False) for each in wanted]
    unknown = [index for index, each in enumerate(wanted) if each.team_id is not None and not found[index]]
    if unknown:
        sentence = (
            "Không có tổ, nhóm nào mang mã này. Xem GET /teams, hoặc bỏ team_id, ghi kind là đủ.",
            "No team has this id. See GET /teams, or leave team_id out; kind is enough.",
        )
        raise Invalid({f"affiliations.{index}.team_id": [sentence] for index in unknown})
    teams = zip(wanted, found, strict=True)
    return tuple(Affiliation(team.data.kind, team.team_id) if isinstance(team, Team) else each for each, team in teams)


def _take_in(unit: UnitOfWork, team: Team, entry: Entry, consent: Consent) -> str:
    contact = entry.contact
    known = person_called(unit, contact.phone, contact.name) if contact.phone else None
    volunteer = unit.get(Volunteer, known.person_id) if known else None
    if volunteer is None:
        _apply(unit, team, entry, consent, known)
        return "applied"
    already = any(each.team_id == team.team_id for each in volunteer.profile.affiliations)
    join_team(unit, team, volunteer)
    return "already" if already else "joined"


def _apply(unit: UnitOfWork, team: Team, entry: Entry, consent: Consent, known: Person | None) -> None:
    topics_called(unit, entry.topics)
    person = known or register(unit, entry.contact)
    mine = Affiliation(team.data.kind, team.team_id)
    profile = Profile(
        wards=(team.ward,),
        affiliations=(mine,),
        languages=(entry.contact.language,),
        birth_year=entry.birth_year,
        gender=entry.gender,
    )
    # When they are free they say themselves, at their first sign-in; until then nobody asks them.
    offering = Offering(entry.topics, (), max_open_tasks=2)
    volunteer = Volunteer.apply(person.person_id, profile, offering, consent, unit.now, known=known is not None)
    keep_volunteer(unit, volunteer)


def _leader(unit: UnitOfWork, team: Team, leader_id: str) -> Volunteer:
    """The volunteer who is to lead, a member from now on."""
    volunteer = unit.get(Volunteer, leader_id)
    if volunteer is None or not volunteer.active or team.ward not in volunteer.profile.wards:
        raise Invalid.one(
            "leader_id",
            vi="Tổ trưởng phải là tình nguyện viên đã duyệt của phường, xã. Xem GET /volunteers.",
            en="The leader must be an approved volunteer of the ward. See GET /volunteers.",
        )
    join_team(unit, team, volunteer)
    return volunteer


def _refuse_unknown_neighbourhoods(ward: Ward, data: TeamData) -> None:
    known = {each.neighbourhood_id for each in ward.neighbourhoods}
    unknown = [index for index, each in enumerate(data.neighbourhoods) if each not in known]
    if unknown:
        sentence = (
            "Không có tổ, thôn nào mang mã này. Xem GET /wards/{code}/neighbourhoods.",
            "No neighbourhood has this id. See GET /wards/{code}/neighbourhoods.",
        )
        raise Invalid({f"neighbourhoods.{index}": [sentence] for index in unknown})
