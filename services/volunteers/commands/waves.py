"""Asking volunteers, wave by wave, until enough say yes or a person has to take over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from services.volunteers.domain.eligibility import Wanted, may_stand_in, why_not
from services.volunteers.domain.errors import CannotBeAsked, ColleagueNotAsked, NobodyLeft
from services.volunteers.domain.matching import (
    Candidate,
    candidate,
    choose,
    named_by_colleague,
    named_by_staff,
    rank,
)
from services.volunteers.domain.offer import Offer, answer_by
from services.volunteers.domain.reasons import EscalatedBecause
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import SEEKING
from services.volunteers.domain.why_not import OVERRULED, WhyNot, in_words
from services.volunteers.domain.windows import Window
from services.volunteers.storage.helpers import helper_called, helpers_in, wanted_for, wards_to_ask
from services.volunteers.storage.teams import share_a_team
from services.volunteers.storage.wards import rules_for
from shared.errors import Invalid
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork


def send_wave(unit: UnitOfWork, request: Request) -> None:
    """End the offers whose time is over and ask the next people; hand over to a person when none is left to ask.

    In a pause nobody is asked; without a usable window somebody has to say when it suits.
    """
    rules = rules_for(unit, request)
    request.expire_offers(unit.now)
    until = _end_of_pause(rules, unit.now)
    if until is not None:
        request.hold(until)
    elif request.need_times_unless_usable(unit.actor.by, unit.now, rules):
        _ask_or_escalate(unit, request, rules)


def widen(unit: UnitOfWork, request: Request) -> None:
    """Staff want more people asked, now: the next wave, however many there were.

    Raises :class:`NobodyLeft`, which changes nothing, and what :meth:`Request.widen` raises.
    """
    request.widen(unit.actor.by)
    rules = rules_for(unit, request)
    request.expire_offers(unit.now)
    chosen = _next(unit, request, rules)
    if not chosen:
        raise NobodyLeft
    _ask(unit, request, chosen, rules)


def assign(unit: UnitOfWork, request: Request, volunteer_id: str) -> Offer:
    """Staff name somebody, who is still asked.

    Raises :class:`Invalid` for nobody of the ward, :class:`CannotBeAsked` with the reasons, and what
    :meth:`Request.assign` raises.
    """
    request.refuse_unless_seeking()
    rules = rules_for(unit, request)
    wanted = wanted_for(unit.session, request, _usable(unit, request, rules), unit.now)
    helper = helper_called(unit.session, volunteer_id, unit.now)
    if helper is None or wards_to_ask(wanted).isdisjoint(helper.profile.wards):
        raise _nobody_here()
    against = tuple(code for code in why_not(wanted, helper, rules) if code not in OVERRULED)
    if against:
        raise CannotBeAsked(against, *in_words(against))
    named = named_by_staff(candidate(wanted, helper, rules))
    return request.assign(new_id(), named, unit.now, _until(unit, request, rules))


def member_to_send(unit: UnitOfWork, request: Request, volunteer_id: str) -> Candidate:
    """A member whom the team's leader sends. Raises :class:`CannotBeAsked` with the reasons.

    They may have been asked themselves, or have let it pass; being free is for the leader to know.
    """
    rules = rules_for(unit, request)
    wanted = wanted_for(unit.session, request, _usable(unit, request, rules), unit.now)
    helper = helper_called(unit.session, volunteer_id, unit.now)
    if helper is None:
        raise _nobody_here()
    known_to_leader = OVERRULED | {WhyNot.ALREADY_PENDING, WhyNot.AWAY}
    against = tuple(code for code in why_not(wanted, helper, rules) if code not in known_to_leader)
    if against:
        raise CannotBeAsked(against, *in_words(against))
    return candidate(wanted, helper, rules)


def ask_colleague(unit: UnitOfWork, request: Request, volunteer_id: str, colleague_id: str) -> Offer:
    """Somebody who cannot go names who of their team is asked first; the next wave waits for the answer.

    Raises :class:`Invalid` for somebody of no team of theirs, and :class:`ColleagueNotAsked`.
    """
    if not share_a_team(unit, volunteer_id, colleague_id):
        raise _no_colleague()
    rules = rules_for(unit, request)
    wanted = wanted_for(unit.session, request, _usable(unit, request, rules), unit.now)
    helper = helper_called(unit.session, colleague_id, unit.now)
    if helper is None or request.status not in SEEKING or not may_stand_in(wanted, helper, rules):
        raise ColleagueNotAsked
    named = named_by_colleague(candidate(wanted, helper, rules))
    return request.assign(new_id(), named, unit.now, _until(unit, request, rules))


def announce(unit: UnitOfWork, request: Request, offers: Collection[Offer]) -> None:
    """These offers have left for the broker: their time runs from now on."""
    for offer in offers:
        request.announce(offer, unit.now, unit.config.rules)


def _ask_or_escalate(unit: UnitOfWork, request: Request, rules: Rules) -> None:
    if request.waves_used_up(rules):
        request.escalate(unit.actor.by, EscalatedBecause.WAVES_USED_UP)
        return
    chosen = _next(unit, request, rules)
    if chosen:
        _ask(unit, request, chosen, rules)
    else:
        request.escalate(unit.actor.by, request.nobody_because)


def _next(unit: UnitOfWork, request: Request, rules: Rules) -> tuple[Candidate, ...]:
    windows = _usable(unit, request, rules)
    wanted = wanted_for(unit.session, request, windows, unit.now)
    return choose(_ranked(unit, wanted, rules), request.wave + 1, rules.wave_size_for(request.today))


def _ranked(unit: UnitOfWork, wanted: Wanted, rules: Rules) -> tuple[Candidate, ...]:
    return rank(wanted, helpers_in(unit.session, wards_to_ask(wanted), unit.now), rules)


def _ask(unit: UnitOfWork, request: Request, chosen: Collection[Candidate], rules: Rules) -> None:
    request.ask([(new_id(), each) for each in chosen], unit.now, _until(unit, request, rules))


def _until(unit: UnitOfWork, request: Request, rules: Rules) -> datetime:
    return answer_by(unit.now, today=request.today, rules=rules)


def _usable(unit: UnitOfWork, request: Request, rules: Rules) -> tuple[Window, ...]:
    return request.usable_windows(unit.now, rules)


def _end_of_pause(rules: Rules, now: datetime) -> datetime | None:
    """Until when nobody is asked to go there; None when no pause holds now."""
    return max((pause.end for pause in rules.shut if pause.start <= now < pause.end), default=None)


def _no_colleague() -> Invalid:
    return Invalid.one(
        "colleague_id",
        vi="Người này không cùng tổ với anh/chị.",
        en="This person belongs to no team of yours.",
    )


def _nobody_here() -> Invalid:
    return Invalid.one(
        "volunteer_id",
        vi="Không có tình nguyện viên này ở phường, xã của phiếu. Xem GET /requests/{id}/candidates.",
        en="There is no such volunteer in the request's ward. See GET /requests/{id}/candidates.",
    )
