"""What staff keep of their ward: telephone, neighbourhoods, settings, neighbours, pauses; and former names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.volunteers.domain.names import fold
from services.volunteers.domain.narrowing import wider_than
from services.volunteers.domain.pause import Pause
from services.volunteers.domain.unit_names import FormerUnit
from services.volunteers.domain.ward import Neighbourhood, Ward
from services.volunteers.storage.requests import resume_waves
from services.volunteers.storage.teams import teams_in
from services.volunteers.storage.unit_names import replace_former_units
from services.volunteers.storage.wards import want_recount
from shared.errors import Invalid, NotFound
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork
from shared.rules import Narrowing

LONGEST_PAUSE = timedelta(days=60)
LATEST_REPORT = timedelta(days=1)
"""A pause may be entered this long after it began: who stands in the water does not type first."""


@dataclass(frozen=True)
class WardChanges:
    """What staff wrote; None stays as it is. An empty telephone takes the number back."""

    phone: str | None = None
    neighbourhoods: tuple[Neighbourhood, ...] | None = None
    settings: Narrowing | None = None
    neighbours: tuple[str, ...] | None = None
    helps: tuple[str, ...] | None = None


@dataclass(frozen=True)
class PauseWish:
    """A pause as staff write it; neighbourhoods by id, name or alias, none means the whole ward."""

    neighbourhoods: tuple[str, ...]
    start: datetime
    end: datetime
    reason: str


def edit_ward(unit: UnitOfWork, ward: Ward, changes: WardChanges) -> None:
    """Take over what staff wrote. Raises :class:`Invalid` naming the field, and changes nothing then."""
    phone = ward.phone if changes.phone is None else changes.phone or None
    neighbourhoods = ward.neighbourhoods if changes.neighbourhoods is None else changes.neighbourhoods
    _refuse_twins(neighbourhoods)
    _refuse_dropping_what_is_needed(unit, ward, {each.neighbourhood_id for each in neighbourhoods})
    if changes.settings is not None:
        _refuse_wider(unit, changes.settings)
    _refuse_far_helpers(ward, changes)
    hours, promise = ward.settings.opening_hours, ward.settings.promise_days
    ward.edit(phone, neighbourhoods, changes.settings, changes.neighbours, changes.helps)
    if (hours, promise) != (ward.settings.opening_hours, ward.settings.promise_days):
        want_recount(unit, ward.code)


def pause_ward(unit: UnitOfWork, ward: Ward, wish: PauseWish) -> Pause:
    """Put off every visit. The same pause entered again is the same. Raises :class:`Invalid` naming the field."""
    _refuse_impossible_span(wish, unit.now)
    asked = Pause(new_id(), _ids(ward, wish.neighbourhoods), wish.start, wish.end, wish.reason)
    known = next((each for each in ward.pauses if replace(each, pause_id=asked.pause_id) == asked), None)
    if known is not None:
        return known
    ward.pause(asked, unit.now)
    want_recount(unit, ward.code)
    return asked


def end_pause(unit: UnitOfWork, ward: Ward, pause_id: str) -> None:
    """A pause is over sooner. Raises :class:`NotFound`; one that is over stays so."""
    if all(each.pause_id != pause_id for each in ward.pauses):
        raise NotFound
    ward.end_pause(pause_id, unit.now)
    want_recount(unit, ward.code)
    resume_waves(unit, ward.code)


def load_former_units(unit: UnitOfWork, former: Iterable[FormerUnit]) -> int:
    """From now on these names lead to today's units, and no longer the earlier ones; how many."""
    count = replace_former_units(unit, former)
    unit.note("former_units_loaded", "city", "units", detail={"names": count})
    return count


def _refuse_twins(neighbourhoods: Iterable[Neighbourhood]) -> None:
    taken: set[str] = set()
    for index, each in enumerate(neighbourhoods):
        names = {each.neighbourhood_id, *(fold(name) for name in (each.name, *each.aliases))}
        if names & taken:
            raise Invalid.one(
                f"neighbourhoods.{index}.name",
                vi="Tên hoặc tên khác này đã có ở một tổ, thôn ghi phía trên.",
                en="A neighbourhood above has this name, alias or id already.",
            )
        taken |= names


def _refuse_dropping_what_is_needed(unit: UnitOfWork, ward: Ward, kept: set[str]) -> None:
    """A pause would hold nowhere any more, and a team look after nothing, without anybody noticing."""
    dropped = [each for each in ward.neighbourhoods if each.neighbourhood_id not in kept]
    if not dropped:
        return
    paused = {each for pause in ward.pauses if pause.end > unit.now for each in pause.neighbourhoods}
    looked_after = {each for team in teams_in(unit.session, ward.code) for each in team.data.neighbourhoods}
    for each in dropped:
        if each.neighbourhood_id in paused:
            raise Invalid.one(
                "neighbourhoods",
                vi=f"{each.name} đang tạm hoãn. Cho hết tạm hoãn rồi mới bỏ khỏi danh sách.",
                en=f"{each.name} is paused. End the pause before taking it off the list.",
            )
        if each.neighbourhood_id in looked_after:
            raise Invalid.one(
                "neighbourhoods",
                vi=f"{each.name} đang có tổ phụ trách. Đổi nơi phụ trách của tổ ấy rồi mới bỏ khỏi danh sách.",
                en=f"A team looks after {each.name}. Change where the team works before taking it off the list.",
            )


def _refuse_wider(unit: UnitOfWork, settings: Narrowing) -> None:
    faults = {f"settings.{name}": [sentence] for name, sentence in wider_than(unit.config.rules, settings)}
    if faults:
        raise Invalid(faults)


def _refuse_far_helpers(ward: Ward, changes: WardChanges) -> None:
    neighbours = (ward.neighbours or ()) if changes.neighbours is None else changes.neighbours
    if ward.code in neighbours:
        index = neighbours.index(ward.code)
        raise Invalid.one(
            f"neighbours.{index}", vi="Đây là chính phường, xã này.", en="This is the ward itself; leave it out."
        )
    helps = ward.helps if changes.helps is None else changes.helps
    far = next((index for index, code in enumerate(helps) if code not in neighbours), None)
    if far is not None:
        raise Invalid.one(
            f"helps.{far}",
            vi="Chỉ chia sẻ người giúp với phường, xã lân cận. Ghi mã này vào neighbours trước.",
            en="Helpers are shared with neighbouring wards only. Write this code under neighbours first.",
        )


def _refuse_impossible_span(wish: PauseWish, now: datetime) -> None:
    if wish.end <= max(wish.start, now):
        raise Invalid.one(
            "to",
            vi="Ghi lúc kết thúc sau lúc bắt đầu và sau lúc này.",
            en="Write an end after the start and after now.",
        )
    if wish.start < now - LATEST_REPORT:
        raise Invalid.one(
            "from", vi="Ghi lúc bắt đầu sớm nhất là một ngày trước.", en="Write a start no more than a day ago."
        )
    if wish.end - wish.start > LONGEST_PAUSE:
        raise Invalid.one(
            "to",
            vi=f"Một lần tạm dừng dài nhất {LONGEST_PAUSE.days} ngày.",
            en=f"A pause lasts {LONGEST_PAUSE.days} days at most.",
        )


def _ids(ward: Ward, written: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for index, text in enumerate(written):
        known = ward.neighbourhood(text)
        if known is None:
            raise Invalid.one(
                f"neighbourhoods.{index}",
                vi=f"Phường, xã chưa có tổ, thôn tên này. Xem GET /wards/{ward.code}/neighbourhoods.",
                en=f"The ward has no neighbourhood of this name. See GET /wards/{ward.code}/neighbourhoods.",
            )
        found.append(known.neighbourhood_id)
    return tuple(sorted(set(found)))
