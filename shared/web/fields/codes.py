"""Codes of ours and numbers of the telephone network."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from typing import Any

import marshmallow as ma
import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from shared.web.fields.base import described
from shared.web.language import Sentence

_REGION = "VN"
_REACHABLE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_SERVICE = re.compile(r"(?:\+?84|0)?1[89]00")
_SEPARATORS = re.compile(r"[\s.()/-]")


def _phone_pattern() -> str:
    plan: Any = phonenumbers.PhoneMetadata.metadata_for_region(_REGION)
    mobile, fixed = plan.mobile.national_number_pattern, plan.fixed_line.national_number_pattern
    return rf"^(?:\+84|0)(?:{mobile}|{fixed})$".replace(r"\d", "[0-9]")  # Python's \d is every script's digits


class Phone(ma.fields.String):
    """A Vietnamese number one can be called at, mobile or landline; E.164 inside (``+84912345678``).

    Spaces, dots, dashes and brackets are allowed, so is ``0`` or ``+84`` or ``84`` in front. Service
    numbers (1800, 1900) are refused, and so are foreign ones: codes are sent to what is written
    here, and paid foreign numbers are the usual way to rob whoever sends them.
    """

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "phone": Sentence(
            "Số này thiếu hoặc thừa chữ số. Ví dụ: 09xx xxx xxx hoặc 024 xxxx xxxx.",
            "The number has too few or too many digits. For example: 09xx xxx xxx or 024 xxxx xxxx.",
        ),
        "service": Sentence(
            "Số 1800, 1900 là tổng đài. Ghi số di động hoặc máy bàn của người nghe.",
            "Numbers with 1800 or 1900 are hotlines. Write a person's mobile or landline number.",
        ),
        "foreign": Sentence(
            "Chỉ nhắn và gọi được số ở Việt Nam. Ví dụ: 09xx xxx xxx hoặc 024 xxxx xxxx.",
            "Only numbers in Viet Nam can be called. For example: 09xx xxx xxx or 024 xxxx xxxx.",
        ),
    }
    pattern = _phone_pattern()

    def __init__(self, *, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        hint = "a Vietnamese number; spaces, dots, dashes and brackets inside are allowed"
        properties = {"pattern": self.pattern, "maxLength": 30, "example": "0912345678", "description": hint}
        super().__init__(metadata=described(metadata, **properties), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        raw = super()._deserialize(value, attr, data, **options)
        digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", raw[:30]))
        if len(raw) > 30 or not re.fullmatch(r"\+?[0-9]{6,15}", digits):
            raise self.make_error("phone")
        if _SERVICE.match(digits):
            raise self.make_error("service")
        return self._e164(digits)

    def _e164(self, digits: str) -> str:
        try:
            number = phonenumbers.parse(digits, _REGION)
        except phonenumbers.NumberParseException as error:
            raise self.make_error("phone") from error
        if number.country_code != 84:
            raise self.make_error("foreign")
        # "84912345678" parses; so would a number that only looks like ours after a wrong prefix.
        if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _REACHABLE:
            raise self.make_error("phone")
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)


class WardCode(ma.fields.String):
    """The five-digit code of a ward or commune, as text: ``"00004"``.

    ``known`` are the codes there are; without them only the form is checked.
    """

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "invalid": Sentence(
            'Ghi mã phường, xã thành chữ, đủ 5 chữ số trong dấu nháy kép: "00004".',
            'Write the ward\'s code as text, all five digits in double quotes: "00004".',
        ),
        "digits": Sentence(
            'Mã phường, xã gồm đúng 5 chữ số, kể cả số 0 ở đầu: "00004".',
            'A ward\'s code has exactly five digits, leading zeros included: "00004".',
        ),
        "unknown_ward": Sentence(
            "Không có phường, xã nào mang mã này. Xem danh sách ở GET /wards.",
            "No ward or commune has this code. See GET /wards for the list.",
        ),
    }

    def __init__(self, known: Iterable[str] = (), *, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        self.known = frozenset(known)
        properties: dict[str, Any] = {"pattern": "^[0-9]{5}$", "example": "00004"}
        if self.known:
            properties["enum"] = sorted(self.known)
        super().__init__(metadata=described(metadata, **properties), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        code = super()._deserialize(value, attr, data, **options)
        if not re.fullmatch(r"[0-9]{5}", code, re.ASCII):
            raise self.make_error("digits")
        if self.known and code not in self.known:
            raise self.make_error("unknown_ward")
        return code


class Id(ma.fields.String):
    """An identifier of ours, a UUID as text in lower case."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "uuid": Sentence(
            "Ghi mã đúng như máy đã trả về, ví dụ 019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e.",
            "Write the id as it was answered, for example 019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e.",
        ),
    }

    def __init__(self, *, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(metadata=described(metadata, format="uuid"), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text = super()._deserialize(value, attr, data, **options).lower()
        if not re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
            raise self.make_error("uuid")
        return text


class Choice(ma.fields.String):
    """One of the codes given: an ``Enum`` of texts (loads its member) or texts."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "choice": Sentence("Chọn một trong các giá trị: {choices}.", "Choose one of: {choices}."),
    }

    def __init__(
        self, choices: type[Enum] | Iterable[str], *, metadata: dict[str, Any] | None = None, **options: Any
    ) -> None:
        self.members: dict[str, Any] = (
            {member.value: member for member in choices}
            if isinstance(choices, type)
            else {choice: choice for choice in choices}
        )
        super().__init__(metadata=described(metadata, enum=list(self.members)), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        if text not in self.members:
            raise self.make_error("choice", choices=", ".join(self.members))
        return self.members[text]

    def _serialize(self, value: Any, attr: str | None, obj: Any, **options: Any) -> str | None:
        return super()._serialize(value.value if isinstance(value, Enum) else value, attr, obj, **options)
