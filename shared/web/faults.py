"""What can be wrong with an HTTP request before any service looks at it."""

from __future__ import annotations

from shared.errors import OutreachError


class Unreadable(OutreachError):
    """The bytes are no JSON, or no text that could be kept (400)."""

    vi = "Không đọc được nội dung gửi lên."
    en = "What was sent cannot be read."


class TooLarge(OutreachError):
    """The body is longer than the limit (413)."""

    vi = "Nội dung gửi lên quá lớn. Gửi tối đa {limit} byte."
    en = "What was sent is too large. Send {limit} bytes at most."


class WrongMediaType(OutreachError):
    """The body is not said to be JSON in UTF-8 (415)."""

    vi = "Chỉ nhận JSON. Gửi kèm Content-Type: application/json, mã hóa UTF-8, không nén."
    en = "Only JSON is taken. Send Content-Type: application/json, in UTF-8, not compressed."


class ConditionMissing(OutreachError):
    """A change without ``If-Match`` (428, RFC 6585)."""

    vi = "Cần gửi kèm If-Match, ghi ETag của lần đọc gần nhất, để không ghi đè thay đổi của người khác."
    en = "Send If-Match with the ETag you read last, so that nobody else's change is overwritten."


class Unavailable(OutreachError):
    """The database does not answer, or too many wanted the same row (503)."""

    vi = "Máy đang bận. Chờ {retry_after} giây rồi gửi lại."
    en = "The service is busy. Wait {retry_after} seconds, then send it again."

    def __init__(self, retry_after: int = 5) -> None:
        self.retry_after = retry_after
        super().__init__(retry_after=retry_after)
