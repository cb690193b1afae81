"""Codes that make a request trusted: to the phone that asked, and to the resident when somebody asked for them."""

from __future__ import annotations

from services.volunteers.commands.strangers import count_stranger, count_wrong_code, refuse_further_codes
from services.volunteers.domain.account import CodeOrder, Purpose, new_code
from services.volunteers.domain.errors import AskedInPerson, NoCodeAwaited, ResidentNotReachable, WrongRequestCode
from services.volunteers.domain.person import Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.storage.people import account_at, existing, open_account
from services.volunteers.storage.wards import rules_for
from shared.messaging.unit_of_work import UnitOfWork

ASKED_BY, RESIDENT = "asked_by", "resident"


def send_code(unit: UnitOfWork, request: Request, whose: str | None = None) -> str:
    """Have a code sent to the phone that is to be proven next, or to the one named; the code, for the demo only.

    Raises :class:`NoCodeAwaited`, :class:`ResidentNotReachable`, :class:`AskedInPerson` and :class:`TooManyCodes`.
    """
    whose = whose or _next_to_prove(request)
    person = _to_be_asked(unit, request, whose)
    if person.phone is None:
        raise ResidentNotReachable
    code = new_code()
    order = CodeOrder(
        Purpose.REQUEST,
        language=person.language,
        ward=request.ward,
        request_id=request.request_id,
        reference=request.reference,
        whose=whose,
    )
    open_account(unit, person.phone).send_code(code, order, unit.now, unit.config.rules)
    return code


def send_again(unit: UnitOfWork, request: Request, caller: str | None, whose: str | None = None) -> str:
    """Another code, which kills the earlier one; ``caller`` is the address that wants it, None for staff.

    Raises what :func:`send_code` does, and :class:`TooManyStrangers`.
    """
    code = send_code(unit, request, whose)
    count_stranger(unit, caller, "codes")
    return code


def verify(unit: UnitOfWork, request: Request, text: str, caller: str | None) -> None:
    """Take the code that was read out; whose phone it went to says what it proves. An open request needs no proof.

    Raises :class:`WrongRequestCode`: the try is counted, also for the address ``caller``, so commit it; and
    :class:`TooManyStrangers` where too many were wrong. None is one of the ward's staff.
    """
    if request.status != RequestStatus.UNCONFIRMED:
        return
    refuse_further_codes(unit, caller)
    rules, request_id = unit.config.rules, request.request_id
    accounts = [account for phone in _phones(unit, request) if (account := account_at(unit, phone))]
    for account in accounts:
        code = account.find(text, Purpose.REQUEST, unit.now, rules, request_id)
        if code is not None:
            account.use(code)
            _proven(unit, request, code.whose or RESIDENT)
            return
    for account in accounts:
        account.count_wrong(Purpose.REQUEST, unit.now, rules, request_id)
    count_wrong_code(unit, caller)
    raise WrongRequestCode


def record_agreement(unit: UnitOfWork, request: Request) -> None:
    """Staff called the resident, who said yes."""
    request.agree(unit.actor.by, unit.now, rules_for(unit, request))


def record_call_back(unit: UnitOfWork, request: Request) -> None:
    """Staff called the number back that asked, and whoever answered had asked."""
    request.prove_phone(unit.actor.by, unit.now, rules_for(unit, request))


def _proven(unit: UnitOfWork, request: Request, whose: str) -> None:
    if whose == RESIDENT and request.asked_by_id is not None:
        request.agree(RESIDENT, unit.now, rules_for(unit, request))
    else:
        request.prove_phone(whose, unit.now, rules_for(unit, request))


def _next_to_prove(request: Request) -> str:
    return ASKED_BY if request.asked_by_id is not None and not request.phone_proven else RESIDENT


def _to_be_asked(unit: UnitOfWork, request: Request, whose: str) -> Person:
    done = request.phone_proven if whose == ASKED_BY or request.asked_by_id is None else request.resident_agreed
    person_id = request.asked_by_id if whose == ASKED_BY else request.resident_id
    if request.status != RequestStatus.UNCONFIRMED or done or person_id is None:
        raise NoCodeAwaited
    person = existing(unit, Person, person_id)
    if whose == RESIDENT and request.asked_in_person:
        raise AskedInPerson
    if whose == RESIDENT and request.asked_by_id is not None and not _own_phone(unit, request, person):
        raise ResidentNotReachable
    return person


def _own_phone(unit: UnitOfWork, request: Request, resident: Person) -> bool:
    """Whether the resident's yes can come from their phone and not from the asker's."""
    asker = existing(unit, Person, request.asked_by_id) if request.asked_by_id else None
    return resident.reached_on_own_phone() and (asker is None or asker.phone != resident.phone)


def _phones(unit: UnitOfWork, request: Request) -> list[str]:
    """The numbers of asker and resident, in one order, so that two tries never lock them crosswise."""
    people = [
        existing(unit, Person, person_id) for person_id in (request.asked_by_id, request.resident_id) if person_id
    ]
    return sorted({person.phone for person in people if person.phone})
