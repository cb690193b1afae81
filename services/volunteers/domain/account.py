"""A sign-in account is one telephone number and the codes it must prove."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from services.volunteers.domain.errors import TooManyCodes
from services.volunteers.domain.facts.people import CodeProven, CodeRequested, CodeWithheld, CodeWrong
from services.volunteers.domain.rules import Rules
from shared.aggregate import Aggregate


class Purpose(StrEnum):
    """What a code is good for."""

    SIGN_IN = "sign_in"
    REQUEST = "request"


@dataclass(frozen=True)
class CodeOrder:
    """What a code is wanted for and how it is to be told. ``whose`` is the part the phone's holder plays."""

    purpose: Purpose
    language: str
    ward: str | None = None
    request_id: str | None = None
    reference: str | None = None
    whose: str | None = None


@dataclass(frozen=True)
class Code:
    """A code that was sent; only its salted hash is kept. ``tries`` counts the wrong ones so far."""

    purpose: str
    request_id: str | None
    whose: str | None
    salt: str
    digest: str
    expires_at: datetime
    tries: int = 0

    def matches(self, text: str) -> bool:
        return hmac.compare_digest(self.digest, _digest(self.salt, text))

    def serves(self, purpose: str, request_id: str | None) -> bool:
        return self.purpose == purpose and self.request_id == request_id


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def _digest(salt: str, text: str) -> str:
    # A slow hash would not help: six digits fall to any offline search, and the code is dead in ten
    # minutes. Salt and HMAC keep equal codes from looking equal in a dump.
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()


@dataclass(eq=False)
class Account(Aggregate):
    """One number (E.164) that may be proven. ``asked`` are the moments of the latest codes asked for."""

    kind: ClassVar[str] = "account"

    account_id: str
    phone: str
    codes: tuple[Code, ...] = ()
    asked: tuple[datetime, ...] = ()
    last_asked_at: datetime | None = None
    sequence: int = 0

    @property
    def id(self) -> str:
        return self.account_id

    def send_code(self, text: str, order: CodeOrder, now: datetime, rules: Rules) -> None:
        """Have ``text`` sent to this number; it replaces an earlier code for the same thing.

        Raises :class:`TooManyCodes` after three in a quarter of an hour, whatever they were for.
        """
        self._count(now, rules)
        code = _keep(text, order, now, rules)
        others = (each for each in self.codes if each.expires_at > now)
        self.codes = (*(each for each in others if not _same_thing(each, code)), code)
        self.record(
            CodeRequested(
                purpose=order.purpose,
                request_id=order.request_id,
                reference=order.reference,
                ward=order.ward,
                whose=order.whose,
                language=order.language,
                expires_at=code.expires_at,
                phone=self.phone,
                code=text,
            )
        )

    def withhold_code(self, now: datetime, rules: Rules) -> None:
        """Nobody is known at this number: send nothing, yet count it, so that the limit tells nothing either."""
        self._count(now, rules)
        self.record(CodeWithheld())

    def find(
        self, text: str, purpose: Purpose, now: datetime, rules: Rules, request_id: str | None = None
    ) -> Code | None:
        """The live code that ``text`` is, or None. Nothing changes: the code stays until :meth:`use`."""
        return next((code for code in self._live(purpose, now, rules, request_id) if code.matches(text)), None)

    def proven(self, proof: str, purpose: Purpose, now: datetime, rules: Rules) -> Code | None:
        """The live code that was right before: ``proof`` is its digest, which only we have ever seen."""
        live = self._live(purpose, now, rules, None)
        return next((code for code in live if hmac.compare_digest(code.digest, proof)), None)

    def count_wrong(self, purpose: Purpose, now: datetime, rules: Rules, request_id: str | None = None) -> None:
        """A wrong code was tried: five of them kill a code."""
        live = self._live(purpose, now, rules, request_id)
        if live:
            self.codes = tuple(replace(code, tries=code.tries + 1) if code in live else code for code in self.codes)
            self.record(CodeWrong(purpose, request_id))

    def use(self, code: Code) -> None:
        """The number is proven; this code is good for nothing more."""
        self.codes = tuple(each for each in self.codes if each != code)
        self.record(CodeProven(code.purpose, code.request_id, code.whose))

    def _live(self, purpose: Purpose, now: datetime, rules: Rules, request_id: str | None) -> list[Code]:
        return [
            code
            for code in self.codes
            if code.serves(purpose, request_id) and code.expires_at > now and code.tries < rules.code_tries
        ]

    def _count(self, now: datetime, rules: Rules) -> None:
        recent = tuple(moment for moment in self.asked if moment > now - rules.codes_period)
        if len(recent) >= rules.codes_per_number:
            free_again = min(recent) + rules.codes_period
            raise TooManyCodes(math.ceil((free_again - now).total_seconds()))
        self.asked = (*recent, now)
        self.last_asked_at = now


def _keep(text: str, order: CodeOrder, now: datetime, rules: Rules) -> Code:
    salt = secrets.token_hex(16)
    return Code(
        purpose=order.purpose,
        request_id=order.request_id,
        whose=order.whose,
        salt=salt,
        digest=_digest(salt, text),
        expires_at=now + rules.code_lives,
    )


def _same_thing(one: Code, other: Code) -> bool:
    return one.serves(other.purpose, other.request_id) and one.whose == other.whose
