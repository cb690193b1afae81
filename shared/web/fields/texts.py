"""Text that people write: NFC, trimmed, without signs nobody can see."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import marshmallow as ma

from shared.web.fields.base import described
from shared.web.language import Sentence

_SPACES = r" \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# C0 and C1 controls, line and paragraph separators, zero-width and bidirectional marks (Unicode
# Technical Report 36: they make text read otherwise than it is).
_INVISIBLE = r"\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_SURROGATES = r"\ud800-\udfff"
"""Never found in UTF-8, so no pattern for clients names them; JSON escapes can still write them."""

_NOT_IN_LINE = r"\u0000-\u001f\u007f-\u009f" + _INVISIBLE
_NOT_IN_LINES = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f" + _INVISIBLE
_LINE_ENDS = r"\u0009\u000a\u000d"

_FORBIDDEN = {
    lines: re.compile(f"[{_NOT_IN_LINES if lines else _NOT_IN_LINE}{_SURROGATES}]") for lines in (False, True)
}


def forbidden_in_text(text: str, *, lines: bool = False) -> bool:
    """Whether ``text`` holds a control, bidirectional or invisible sign; ``lines`` allows line ends and tabs."""
    return bool(_FORBIDDEN[lines].search(text))


def without_invisible(text: str) -> str:
    """``text`` without the signs nobody sees: for what comes from telephones, where nobody can type it again."""
    return _FORBIDDEN[True].sub("", text)


class Text(ma.fields.String):
    """Up to ``longest`` characters after normalising to NFC and trimming; never blank.

    ``lines`` allows several lines, for notes and addresses.
    """

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "blank": Sentence("Cần ghi mục này, không để trống.", "Write something; it cannot be blank."),
        "too_short": Sentence("Ghi ít nhất {n} ký tự.", "Write at least {n} characters."),
        "too_long": Sentence("Ghi nhiều nhất {n} ký tự.", "Write at most {n} characters."),
        "invisible": Sentence(
            "Có ký tự ẩn hoặc ký tự điều khiển. Xóa đi và gõ lại bằng tay.",
            "There are invisible or control characters. Delete them and type it again.",
        ),
    }

    def __init__(
        self,
        longest: int,
        *,
        shortest: int = 1,
        lines: bool = False,
        metadata: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.longest, self.shortest, self.lines = longest, shortest, lines
        super().__init__(
            metadata=described(metadata, minLength=shortest, maxLength=longest, pattern=_pattern(lines)), **options
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        raw = super()._deserialize(value, attr, data, **options)
        if len(raw) > self.longest:
            raise self.make_error("too_long", n=self.longest)
        return self._checked(self._tidied(raw))

    def _tidied(self, raw: str) -> str:
        return unicodedata.normalize("NFC", raw).strip()

    def _checked(self, text: str) -> str:
        if forbidden_in_text(text, lines=self.lines):
            raise self.make_error("invisible")
        if not text:
            raise self.make_error("blank")
        if len(text) < self.shortest:
            raise self.make_error("too_short", n=self.shortest)
        if len(text) > self.longest:
            raise self.make_error("too_long", n=self.longest)
        return text


def _pattern(lines: bool) -> str:
    """At least one sign that is seen, and none that is forbidden; in the words JSON Schema shares with Python."""
    ends, forbidden = (_LINE_ENDS, _NOT_IN_LINES) if lines else ("", _NOT_IN_LINE)
    return f"^[{_SPACES}{ends}]*[^{_SPACES}{ends}{forbidden}][^{forbidden}]*$"


_LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
"""Latin letters as Unicode has them up to Latin Extended-B, and the Additional block that holds the Vietnamese ones."""


class PersonName(Text):
    """A full name as on one's papers: Latin letters with their marks, spaces, ``'``, ``’``, ``-`` and ``.``.

    2 to 100 characters; several spaces become one.
    """

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "name": Sentence(
            "Ghi họ tên bằng chữ cái như trên giấy tờ, ví dụ: Nguyễn Thị Lan.",
            "Write the name in letters as on one's papers, for example: Nguyễn Thị Lan.",
        ),
    }
    pattern = f"^[{_LETTER}][{_LETTER} '’.-]*[{_LETTER}.]$"

    def __init__(self, **options: Any) -> None:
        metadata = described(options.pop("metadata", None), pattern=self.pattern)
        super().__init__(100, shortest=2, metadata=metadata, **options)

    def _tidied(self, raw: str) -> str:
        return re.sub(rf"[{_SPACES}]+", " ", super()._tidied(raw))

    def _checked(self, text: str) -> str:
        checked = super()._checked(text)
        if not re.fullmatch(self.pattern, checked):
            raise self.make_error("name")
        return checked


_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"


class Email(Text):
    """An e-mail address of at most 254 characters: dot-atom @ domain (RFC 5322, 3.4.1, without comments and quotes)."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "email": Sentence(
            "Ghi địa chỉ thư điện tử, ví dụ lan.nguyen@example.com.",
            "Write an e-mail address, for example lan.nguyen@example.com.",
        ),
    }
    pattern = rf"^{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+$"

    def __init__(self, **options: Any) -> None:
        metadata = described(options.pop("metadata", None), pattern=self.pattern, format="email", minLength=5)
        super().__init__(254, metadata=metadata, **options)

    def _checked(self, text: str) -> str:
        checked = super()._checked(text)
        local, _, domain = checked.rpartition("@")
        if not re.fullmatch(self.pattern, checked) or len(local) > 64:
            raise self.make_error("email")
        return f"{local}@{domain.lower()}"
