"""What this service refuses, in the words of whoever reads it."""

from __future__ import annotations

from shared.errors import NotFound, Refused


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
