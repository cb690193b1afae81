"""The kinds of problems: one table from error to HTTP status, and what each means to a client."""

from __future__ import annotations

from dataclasses import dataclass

from shared.errors import (
    Forbidden,
    Invalid,
    NotFound,
    OutreachError,
    Stale,
    TooMany,
    Unauthenticated,
)
from shared.web.faults import ConditionMissing, TooLarge, Unavailable, Unreadable, WrongMediaType
from shared.web.language import Sentence


@dataclass(frozen=True)
class Kind:
    """One kind of problem: the fragment of its ``type`` URI, its status, its title and what to do about it."""

    name: str
    status: int
    title: Sentence
    remedy: Sentence


UNREADABLE = Kind(
    "unreadable",
    400,
    Sentence("Không đọc được", "Unreadable"),
    Sentence("Gửi JSON đúng cú pháp, bằng UTF-8, không có ký tự NUL.", "Send well-formed JSON in UTF-8, without NUL."),
)
UNAUTHENTICATED = Kind(
    "unauthenticated",
    401,
    Sentence("Cần đăng nhập", "Not signed in"),
    Sentence("Đăng nhập lại rồi gửi mã phiên mới.", "Sign in again and send the new token."),
)
FORBIDDEN = Kind(
    "forbidden",
    403,
    Sentence("Không thuộc quyền", "Not allowed"),
    Sentence("Nhờ người có vai trò phù hợp.", "Ask somebody who has the role."),
)
NOT_FOUND = Kind(
    "not-found",
    404,
    Sentence("Không tìm thấy", "Not found"),
    Sentence(
        "Xem lại địa chỉ. Hồ sơ của phường, xã khác cũng trả lời như vậy.",
        "Check the address. What belongs to another ward is answered the same way.",
    ),
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed",
    405,
    Sentence("Địa chỉ này không làm được việc đó", "Method not allowed"),
    Sentence("Dùng một trong các lệnh ghi ở Allow.", "Use one of the methods in Allow."),
)
REFUSED = Kind(
    "refused",
    409,
    Sentence("Lúc này chưa làm được", "Not in this state"),
    Sentence(
        "Đọc lại trạng thái hiện có; lý do ở detail, mã lý do ở code.",
        "Read the present state; detail says why, code names the reason.",
    ),
)
STALE = Kind(
    "stale",
    412,
    Sentence("Đã có người thay đổi", "Changed meanwhile"),
    Sentence("Đọc lại, rồi gửi với ETag mới trong If-Match.", "Read it again and send the new ETag in If-Match."),
)
TOO_LARGE = Kind(
    "too-large",
    413,
    Sentence("Nội dung quá lớn", "Too large"),
    Sentence("Gửi ít hơn.", "Send less."),
)
ADDRESS_TOO_LONG = Kind(
    "address-too-long",
    414,
    Sentence("Địa chỉ quá dài", "Address too long"),
    Sentence("Rút ngắn phần sau dấu hỏi.", "Shorten what comes after the question mark."),
)
WRONG_MEDIA_TYPE = Kind(
    "wrong-media-type",
    415,
    Sentence("Chỉ nhận JSON", "Only JSON"),
    Sentence("Gửi Content-Type: application/json.", "Send Content-Type: application/json."),
)
INVALID = Kind(
    "invalid",
    422,
    Sentence("Còn chỗ cần xem lại", "Fields need another look"),
    Sentence("errors ghi từng mục và cách ghi.", "errors names each field and what to write."),
)
CONDITION_MISSING = Kind(
    "condition-missing",
    428,
    Sentence("Thiếu If-Match", "If-Match is missing"),
    Sentence("Đọc trước, gửi ETag trong If-Match.", "Read first and send its ETag in If-Match."),
)
TOO_MANY = Kind(
    "too-many",
    429,
    Sentence("Đã thử quá nhiều lần", "Too many tries"),
    Sentence("Chờ số giây ghi ở Retry-After.", "Wait for the seconds in Retry-After."),
)
HEADERS_TOO_LARGE = Kind(
    "headers-too-large",
    431,
    Sentence("Phần đầu của yêu cầu quá lớn", "Header fields too large"),
    Sentence("Gửi ít header hơn, ngắn hơn.", "Send fewer and shorter header fields."),
)
BROKEN = Kind(
    "broken",
    500,
    Sentence("Máy đang trục trặc", "Something broke"),
    Sentence(
        "Thử lại với cùng Idempotency-Key; còn lỗi thì báo mã X-Request-ID.",
        "Try again with the same Idempotency-Key; if it stays, report the X-Request-ID.",
    ),
)
UNAVAILABLE = Kind(
    "unavailable",
    503,
    Sentence("Máy đang bận", "Busy"),
    Sentence("Chờ số giây ghi ở Retry-After rồi gửi lại.", "Wait for the seconds in Retry-After, then send it again."),
)

KINDS: tuple[Kind, ...] = (
    UNREADABLE,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    REFUSED,
    STALE,
    TOO_LARGE,
    ADDRESS_TOO_LONG,
    WRONG_MEDIA_TYPE,
    INVALID,
    CONDITION_MISSING,
    TOO_MANY,
    HEADERS_TOO_LARGE,
    BROKEN,
    UNAVAILABLE,
)

BY_STATUS: dict[int, Kind] = {kind.status: kind for kind in KINDS}

_BY_ERROR: dict[type[OutreachError], Kind] = {
    Unreadable: UNREADABLE,
    Unauthenticated: UNAUTHENTICATED,
    Forbidden: FORBIDDEN,
    NotFound: NOT_FOUND,
    Stale: STALE,
    TooLarge: TOO_LARGE,
    WrongMediaType: WRONG_MEDIA_TYPE,
    Invalid: INVALID,
    ConditionMissing: CONDITION_MISSING,
    TooMany: TOO_MANY,
    Unavailable: UNAVAILABLE,
    OutreachError: REFUSED,
}


def kind_of(error: OutreachError) -> Kind:
    """The kind of an error; what is not in the table is a refusal by the present state (409)."""
    return next(_BY_ERROR[cls] for cls in type(error).__mro__ if cls in _BY_ERROR)
