"""Signing in with a number and the code sent to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.volunteers.commands.strangers import count_stranger, count_wrong_code, refuse_further_codes
from services.volunteers.domain.account import Account, Code, CodeOrder, Purpose, new_code
from services.volunteers.domain.errors import UnknownPerson, WrongSignInCode
from services.volunteers.domain.person import Language, Person, PhoneOwner, Post, Role
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.storage.people import account_at, existing, open_account, persons_on
from services.volunteers.storage.teams import teams_led_by
from shared.clock import HANOI
from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SignedIn:
    """The person, and the posts they hold today; an active volunteer holds one too, and so does a team's leader."""

    person: Person
    posts: tuple[Post, ...]


def ask_for_code(unit: UnitOfWork, phone: str, caller: str | None) -> str | None:
    """Have a sign-in code sent, when anybody is known at this number; the code, for the demo only.

    Raises :class:`TooManyCodes`, and :class:`TooManyStrangers` for ``caller``, the address it is wanted from, whether
    or not the number is known.
    """
    code = _send_code(unit, phone)
    count_stranger(unit, caller, "sign_ins")
    return code


def _send_code(unit: UnitOfWork, phone: str) -> str | None:
    known = _signing_in_with(unit, phone)
    account = open_account(unit, phone)
    if not known:
        account.withhold_code(unit.now, unit.config.rules)
        return None
    code = new_code()
    account.send_code(code, _order(known), unit.now, unit.config.rules)
    return code


def sign_in(
    unit: UnitOfWork, phone: str, code: str, person_id: str | None, caller: str | None
) -> SignedIn | Sequence[Person]:
    """The person signed in, or, when several share the number, those to choose from; then the code lives on.

    Raises :class:`WrongSignInCode` (the try is counted, for the number and for the address ``caller``: commit it),
    :class:`TooManyStrangers` where too many were wrong, and :class:`UnknownPerson`.
    """
    refuse_further_codes(unit, caller)
    rules = unit.config.rules
    account = account_at(unit, phone)
    found = account.find(code, Purpose.SIGN_IN, unit.now, rules) if account else None
    if account is None or found is None:
        if account is not None:
            account.count_wrong(Purpose.SIGN_IN, unit.now, rules)
        count_wrong_code(unit, caller)
        raise WrongSignInCode
    return _as_one_of(unit, account, found, person_id)


def proof_of(unit: UnitOfWork, phone: str, code: str) -> str:
    """What stands for a right code until somebody has said who they are; the code itself is kept nowhere.

    Raises :class:`WrongSignInCode`.
    """
    account = account_at(unit, phone)
    found = account.find(code, Purpose.SIGN_IN, unit.now, unit.config.rules) if account else None
    if found is None:
        raise WrongSignInCode
    return found.digest


def sign_in_as(unit: UnitOfWork, phone: str, proof: str, person_id: str) -> SignedIn:
    """One of those who share the number signed in, by the proof that its code was right.

    Raises :class:`WrongSignInCode` for one that is used or too old, and :class:`UnknownPerson`.
    """
    account = account_at(unit, phone)
    found = account.proven(proof, Purpose.SIGN_IN, unit.now, unit.config.rules) if account else None
    if account is None or found is None:
        raise WrongSignInCode
    signed_in = _as_one_of(unit, account, found, person_id)
    if not isinstance(signed_in, SignedIn):
        raise UnknownPerson
    return signed_in


def sign_out(unit: UnitOfWork, person_id: str) -> None:
    """They leave: a copy of what they were known by, here or elsewhere, counts no more."""
    existing(unit, Person, person_id, lock=True).end_tokens(unit.now)


def _as_one_of(unit: UnitOfWork, account: Account, found: Code, person_id: str | None) -> SignedIn | Sequence[Person]:
    people = _signing_in_with(unit, account.phone)
    chosen = [person for person in people if person_id in (None, person.person_id)]
    if not chosen:
        raise UnknownPerson
    if len(chosen) > 1:
        return chosen
    account.use(found)
    volunteer = unit.get(Volunteer, chosen[0].person_id)
    if volunteer is not None:
        volunteer.join()
    return SignedIn(chosen[0], _posts(unit, chosen[0], volunteer))


def _signing_in_with(unit: UnitOfWork, phone: str) -> list[Person]:
    """Whoever may prove themselves by this number; who is only reached over a neighbour's may not."""
    return [person for person in persons_on(unit, phone) if person.phone_owner != PhoneOwner.NEIGHBOUR]


def _posts(unit: UnitOfWork, person: Person, volunteer: Volunteer | None) -> tuple[Post, ...]:
    today = unit.now.astimezone(HANOI).date()
    posts = person.posts_on(today)
    if volunteer is not None and volunteer.active:
        posts = (*posts, Post(Role.VOLUNTEER, volunteer.profile.wards, today))
        led = sorted({team.ward for team in teams_led_by(unit, person.person_id)})
        posts = (*posts, Post(Role.LEADER, tuple(led), today)) if led else posts
    return posts


def _order(people: Sequence[Person]) -> CodeOrder:
    """In the language of those reached there; their ward, when they have one and the same."""
    languages = {person.language for person in people}
    wards = {ward for person in people for ward in person.wards}
    return CodeOrder(
        Purpose.SIGN_IN,
        language=languages.pop() if len(languages) == 1 else Language.VIETNAMESE,
        ward=wards.pop() if len(wards) == 1 else None,
    )
