"""What this service refuses, in the words of whoever reads it."""

from __future__ import annotations

from shared.errors import Forbidden, NotFound, Refused, Unauthenticated


class MessageNotFound(NotFound):
    """There is no such message, or it is another ward's."""

    vi = "Không có tin này ở phường, xã của tài khoản."
    en = "There is no such message in your wards."


class CodeNotRepeated(Refused):
    """A code is never sent twice: whoever needs one asks for a new one."""

    vi = "Tin có mã không gửi lại được. Người cần mã xin mã mới."
    en = "A message with a code cannot be sent again. Whoever needs one asks for a new code."


class StillOnItsWay(Refused):
    """The message has not been tried to the end, so there is nothing to repeat."""

    vi = "Tin này đang chờ gửi (trạng thái: {status}). Chờ gửi xong rồi hãy gửi lại."
    en = "This message is still on its way (status: {status}). Wait for its outcome before sending it again."


class NoLongerTrue(Refused):
    """What the message said has changed since; telling it again would mislead."""

    vi = "Điều tin này báo không còn đúng nữa, không gửi lại được."
    en = "What this message says is no longer true, so it is not sent again."


class CallNotFound(NotFound):
    """There is no such call, or it is another ward's."""

    vi = "Không có cuộc gọi này trong danh sách của phường, xã."
    en = "There is no such call on your wards' lists."


class CallEnded(Refused):
    """What came of the call has been said already, or it is not needed any more."""

    vi = "Cuộc gọi này đã khép ({outcome}). Đọc lại danh sách cần gọi."
    en = "This call has ended ({outcome}). Read the list again."


class GatewayUnknown(NotFound):
    """No gateway of this name is in the settings."""

    vi = "Không có cổng tin nhắn tên này. Xem NOTIFICATIONS_GATEWAYS."
    en = "There is no gateway of this name. See NOTIFICATIONS_GATEWAYS."


class SignatureWrong(Unauthenticated):
    """What came was not signed with the gateway's secret."""

    vi = "Chữ ký không khớp. Ký toàn bộ nội dung bằng HMAC-SHA256, ghi vào X-Signature: sha256=<mã hex>."
    en = "The signature does not match. Sign the whole body with HMAC-SHA256: X-Signature: sha256=<hex>."


class NoContact(Refused):
    """Preferences belong to somebody this service has been told of."""

    vi = "Chưa biết cách liên lạc với người này. Thử lại sau ít phút."
    en = "It is not known yet how to reach this person. Try again in a few minutes."


class PhoneNotProven(Forbidden):
    """Anybody can write somebody's name and number in a form: that alone decides nothing about their messages."""

    vi = "Xác nhận số điện thoại của phiếu trước đã, rồi chọn cách nhận tin."
    en = "Prove the telephone number of the request first; then choose how messages come."
