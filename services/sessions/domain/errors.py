"""What an appointment refuses, in sentences for the person who asked."""

from __future__ import annotations

from shared.errors import Forbidden, Invalid, NotFound, Refused, TooMany


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


class OnlyThoseWhoMeet(Forbidden):
    """A visit is moved and cancelled by those it concerns."""

    vi = "Đổi giờ, hủy lịch là việc của người cần giúp, người nhờ hộ, người hướng dẫn hoặc cán bộ phường, xã."
    en = "A visit is moved or cancelled by the resident, whoever asked for them, its volunteers or ward staff."


class VisitIsOver(Refused):
    """The result is already recorded."""

    vi = "Buổi hướng dẫn này đã xong và đã ghi kết quả, không cần báo thêm. Xin cảm ơn."
    en = "This visit is finished and its result is recorded; nothing more is needed. Thank you."


class VisitWasCancelled(Refused):
    """Nobody comes any more."""

    vi = "Lịch hẹn này đã hủy, không có ai đến. Lịch mới, nếu có, là một lịch hẹn khác."
    en = "This visit was cancelled and nobody comes. A new time, if there is one, is another appointment."


class VisitWasMissed(Refused):
    """It is recorded that the two did not meet."""

    vi = "Buổi này đã ghi là chưa gặp được nhau. Cán bộ phường, xã sẽ gọi hẹn lại."
    en = "It is recorded that the two sides did not meet. Ward staff will phone to arrange another time."


class VisitHasBegun(Refused):
    """Too late to change its time."""

    vi = "Buổi này đã bắt đầu nên không đổi giờ được nữa. Khi xong, mời ghi kết quả; cần thêm thì hẹn buổi sau."
    en = "This visit has begun, so its time cannot be changed. Report it when done; ask for a follow-up if needed."


class TooManyCodes(TooMany):
    """Somebody is guessing, or cannot read what was sent."""

    vi = (
        "Đã thử nhiều mã chưa đúng. Chờ {minutes} phút rồi thử lại, hoặc gọi phường, xã hỏi. "
        "Chưa chắc thì đừng mở cửa; nghi ngờ gọi công an 113."
    )
    en = (
        "Several codes were wrong. Wait {minutes} minutes and try again, or phone the ward. "
        "Unless you are sure do not open the door; in doubt call the police, 113."
    )


def neighbourhood_needed(field: str) -> Invalid:
    """Codes of a whole ward are guessed sooner than those of one neighbourhood."""
    return Invalid.one(
        field,
        vi="Ghi nhà ở tổ nào, thôn nào rồi kiểm tra lại. Không nhớ thì đừng mở cửa, gọi cán bộ phường, xã.",
        en="Write which tổ or thôn the home is in, then check again. Unless you know it do not open; phone the ward.",
    )


def staff_choose(field: str) -> Invalid:
    """Only staff say whether another helper is looked for."""
    return Invalid.one(
        field,
        vi="Tìm người khác hay thôi hẳn là do cán bộ phường, xã chọn. Bỏ trống mục này.",
        en="Whether another helper is looked for is chosen by ward staff. Leave this out.",
    )


def too_soon(field: str, hours: int) -> Invalid:
    """Less notice than everybody is promised."""
    return Invalid.one(
        field,
        vi=f"Giờ mới phải sau lúc này ít nhất {hours} giờ, để mọi người kịp biết. Chọn giờ muộn hơn.",
        en=f"The new time must be at least {hours} hours from now, so that everybody knows. Choose a later one.",
    )


def too_far(field: str) -> Invalid:
    return Invalid.one(
        field,
        vi="Chỉ nhận lịch trong một năm tới. Chọn ngày gần hơn.",
        en="Only times within the next year are taken. Choose a nearer day.",
    )


def not_on_the_minute(field: str) -> Invalid:
    return Invalid.one(
        field,
        vi="Ghi giờ tròn phút, ví dụ 2026-12-08T09:15:00+07:00.",
        en="Write a whole minute, such as 2026-12-08T09:15:00+07:00.",
    )


def not_free(field: str) -> Invalid:
    """Somebody is busy then, or nobody is visited on that day."""
    return Invalid.one(
        field,
        vi="Giờ này có người bận hoặc hôm đó không có buổi nào. Chọn trong các giờ trống (GET …/free-times).",
        en="Somebody is busy at this time, or no visits take place then. Choose a free one (GET …/free-times).",
    )


def not_a_volunteer_of_it(field: str) -> Invalid:
    """Somebody was named who was not to come."""
    return Invalid.one(
        field,
        vi="Chỉ ghi một người hướng dẫn của buổi này đã không đến. Bỏ trống để ghi cho tất cả.",
        en="Name one of this visit's volunteers who did not come, or leave it out to mean all of them.",
    )


def not_a_participant(field: str) -> Invalid:
    """A skill was reported for somebody who was not to be helped."""
    return Invalid.one(
        field,
        vi="Người này không có trong buổi hướng dẫn. Bỏ trống để ghi cho người cần giúp.",
        en="This person does not take part in the appointment. Leave it out to mean the resident.",
    )


def unknown_topic(field: str, topic: str) -> Invalid:
    """A topic that is not in the catalogue."""
    return Invalid.one(
        field,
        vi=f"Không có nội dung “{topic}”. Chọn mã trong danh sách nội dung (GET /volunteers/api/v1/topics).",
        en=f"There is no topic “{topic}”. Choose an id from the catalogue (GET /volunteers/api/v1/topics).",
    )


def heat_only(field: str) -> Invalid:
    """Holidays are the whole city's."""
    return Invalid.one(
        field,
        vi="Phường, xã chỉ đánh dấu ngày nắng nóng (heat) hoặc bỏ dấu (ordinary). Ngày lễ là của cả thành phố.",
        en="A ward can mark a day of heat, or ordinary to take the mark back. Holidays are the whole city's.",
    )


def unknown_ward(field: str) -> Invalid:
    """A ward that nobody has told of."""
    return Invalid.one(
        field,
        vi="Chưa có phường, xã nào mang mã này. Xem danh sách ở GET /volunteers/api/v1/wards.",
        en="No ward or commune has this code yet. See GET /volunteers/api/v1/wards for the list.",
    )
