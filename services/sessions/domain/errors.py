"""What an appointment refuses, in sentences for the person who asked."""

from __future__ import annotations

from shared.errors import Forbidden, Invalid, NotFound, Refused


class AppointmentNotFound(NotFound):
    """No such appointment, or not one of theirs."""

    vi = "Không tìm thấy lịch hẹn này trong những lịch được xem."
    en = "There is no such appointment among those you may see."


class OnlyTheHousehold(Forbidden):
    """Whether the time suits is said by the resident's side."""

    vi = "Báo đúng hẹn là việc của người cần giúp, người nhờ hộ hoặc cán bộ phường, xã."
    en = "That the time suits is said by the resident, whoever asked for them, or ward staff."


class OnlyTheVolunteers(Forbidden):
    """A visit is reported by those who make it."""

    vi = "Ghi lúc đến và kết quả là việc của người hướng dẫn buổi này hoặc cán bộ phường, xã."
    en = "Arrival and result are recorded by this visit's volunteers or ward staff."


class VisitIsOver(Refused):
    """The result is already recorded."""

    vi = "Buổi hướng dẫn này đã xong và đã ghi kết quả, không cần báo thêm. Xin cảm ơn."
    en = "This visit is finished and its result is recorded; nothing more is needed. Thank you."


def not_a_participant(field: str) -> Invalid:
    """A skill was reported for somebody who was not to be helped."""
    return Invalid.one(
        field,
        vi="Người này không có trong buổi hẹn. Bỏ trống để ghi cho người cần giúp.",
        en="This person does not take part in the appointment. Leave it out to mean the resident.",
    )


def unknown_topic(field: str, topic: str) -> Invalid:
    """A topic that is not in the catalogue."""
    return Invalid.one(
        field,
        vi=f"Không có nội dung “{topic}”. Chọn mã trong danh sách nội dung (GET /volunteers/api/v1/topics).",
        en=f"There is no topic “{topic}”. Choose an id from the catalogue (GET /volunteers/api/v1/topics).",
    )
