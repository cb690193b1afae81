"""One family of errors; each knows its fate.

The web kit maps a kind to an HTTP status (``shared/web/problems.py``), the messaging kit maps it
to a verdict on an event (``shared/messaging/dispatch.py``). Services derive their own from these
in ``domain/errors.py`` and only add the sentences and the offending values.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any


class OutreachError(Exception):
    """Base of all errors we raise on purpose.

    ``vi`` and ``en`` are sentence templates; the keyword arguments fill their placeholders and
    stay readable as ``values``.
    """

    vi = "Việc này không làm được."
    en = "This cannot be done."

    def __init__(self, *, vi: str | None = None, en: str | None = None, **values: Any) -> None:
        self.vi = vi or type(self).vi
        self.en = en or type(self).en
        self.values = values
        super().__init__(self.sentence("en"))

    def sentence(self, language: str = "vi") -> str:
        """What a person reads, in ``"vi"`` or ``"en"``."""
        template = self.en if language == "en" else self.vi
        return template.format_map(self.values) if self.values else template


def code_of(error: OutreachError) -> str:
    """The kind of a refusal in one word, for programs and for lines of the journal: ``TooLate`` is ``too_late``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()


class NotFound(OutreachError):
    """It does not exist, or it is another ward's: both look the same from outside."""

    vi = "Không tìm thấy."
    en = "Not found."


class Unauthenticated(OutreachError):
    """Nobody is signed in, or the token no longer counts."""

    vi = "Cần đăng nhập. Gửi kèm Authorization: Bearer <mã phiên> hoặc Authorization: Tracking <mã theo dõi>."
    en = "Sign in first: send Authorization: Bearer <token> or Authorization: Tracking <code>."


class Forbidden(OutreachError):
    """Signed in, but this part is not theirs."""

    vi = "Tài khoản này không được làm việc này."
    en = "This account may not do this."


class Refused(OutreachError):
    """The state of things does not allow it now."""

    vi = "Lúc này không làm được việc này."
    en = "This cannot be done in the present state."


class Stale(OutreachError):
    """Somebody changed it since it was read."""

    vi = "Nội dung đã thay đổi từ lúc đọc. Đọc lại rồi gửi với If-Match mới."
    en = "It changed since it was read. Read it again and send the new If-Match."


class TooMany(OutreachError):
    """Asked too often; ``retry_after`` says for how many seconds to wait, ``minutes`` says it to people."""

    vi = "Đã thử quá nhiều lần. Chờ {retry_after} giây rồi thử lại."
    en = "Too many tries. Wait {retry_after} seconds, then try again."

    def __init__(self, retry_after: int, *, vi: str | None = None, en: str | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(vi=vi, en=en, retry_after=retry_after, minutes=math.ceil(retry_after / 60))


class Invalid(OutreachError):
    """What was sent cannot be taken: ``fields`` maps a path (``windows.0.start``) to (vi, en) sentences."""

    vi = "Có chỗ cần xem lại."
    en = "Some fields need another look."

    def __init__(self, fields: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self.fields = {path: list(sentences) for path, sentences in fields.items()}
        super().__init__()

    @classmethod
    def one(cls, field: str, *, vi: str, en: str) -> Invalid:
        """The common case: one sentence about one field."""
        return cls({field: [(vi, en)]})

    def errors(self, language: str = "vi") -> dict[str, list[str]]:
        """Field path to sentences in one language."""
        pick = 1 if language == "en" else 0
        return {path: [pair[pick] for pair in pairs] for path, pairs in self.fields.items()}


class ParentUnknown(OutreachError):
    """An event came before what it is about: it is deferred and tried again."""

    vi = "Chưa biết {what} {id}."
    en = "{what} {id} is not known here yet."

    def __init__(self, what: str, id: str) -> None:
        super().__init__(what=what, id=id)


class Impossible(OutreachError):
    """A newer event our state machine cannot follow: done, with a conflict row that a person sees.

    ``code`` names the conflict, in one word of the code base.
    """

    vi = "Sự kiện trái với trạng thái hiện có: {code}."
    en = "The event contradicts the present state: {code}."

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        super().__init__(code=code, **values)
