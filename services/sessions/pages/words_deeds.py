"""What is asked when a visit is moved, cancelled or missed. ``{xh}`` is the reader of the household.

A key with ``:phone`` or ``:ward_office`` behind it says the same of a visit there.
"""

from __future__ import annotations

from services.sessions.pages.words_visit import FACTS, REASONS
from shared.web.language import Sentence
from shared.web.pages.words import Words

MOVE: Words = {
    **FACTS,
    "title": Sentence("Đổi giờ", "Another time"),
    "now": Sentence("Đang hẹn {luc}.", "Now it is at {luc}."),
    "household": Sentence("Giờ nào tiện cho {xh}?", "Which time suits you?"),
    "helper": Sentence("Đổi sang giờ nào?", "To which time?"),
    "desk": Sentence("Đổi sang giờ nào?", "To which time?"),
    "hint": Sentence(
        "Những giờ này người hướng dẫn cũng rảnh. Đổi giờ thì mã hẹn cũng đổi.",
        "The helper is free at these times. With the time the visit code changes.",
    ),
    "hint.helper": Sentence(
        "Những giờ này người cần giúp đã báo là tiện. Đổi giờ thì mã hẹn cũng đổi.",
        "The household said that these times suit. With the time the visit code changes.",
    ),
    "move": Sentence("Đổi sang giờ này", "Take this time"),
    "keep": Sentence("Thôi, giữ giờ cũ", "Keep the time"),
    "other_day": Sentence("Xem ngày khác", "See another day"),
    "day": Sentence("Ngày", "Day"),
    "see": Sentence("Xem giờ trống", "See its free times"),
    "all_days": Sentence("Xem các ngày gần nhất", "See the next days"),
    "none": Sentence("Chưa có giờ trống nào", "There is no free time"),
    "none.text": Sentence(
        "Lúc này chưa có giờ nào mọi người cùng rảnh. Muốn đổi, gọi {sdt}.",
        "At the moment there is no time at which everybody is free. To change it call {sdt}.",
    ),
    "none.day": Sentence("Ngày ấy không có giờ trống. Mời chọn ngày khác.", "That day is full. Please choose another."),
}

CANCEL: Words = {
    **FACTS,
    **REASONS,
    "title": Sentence("Hủy lịch hẹn", "Cancel the visit"),
    "household": Sentence("Vì sao không cần nữa?", "Why is it no longer needed?"),
    "household.hint": Sentence(
        "Hủy rồi thì không ai đến nữa và phiếu khép lại. Chỉ muốn đổi giờ thì quay lại, chọn “Đổi sang giờ khác”.",
        "Nobody comes then, and the request is closed. Only another time? Go back and choose “Move to another time”.",
    ),
    "household.hint:phone": Sentence(
        "Hủy rồi thì không ai gọi nữa và phiếu khép lại. Chỉ muốn đổi giờ thì quay lại, chọn “Đổi sang giờ khác”.",
        "Nobody calls then, and the request is closed. Only another time? Go back and choose “Move to another time”.",
    ),
    "household.hint:ward_office": Sentence(
        "Hủy rồi thì {xh} không phải đến nữa và phiếu khép lại. Chỉ muốn đổi giờ thì quay lại, "
        "chọn “Đổi sang giờ khác”.",
        "You need not come then, and the request is closed. Only another time? Go back and choose “Move to another "
        "time”.",
    ),
    "desk": Sentence("Lý do hủy", "Why it is cancelled"),
    "desk.hint": Sentence(
        "Mã hẹn hết hiệu lực ngay, mọi người được báo.", "The visit code is void at once, and everybody is told."
    ),
    "reopen": Sentence("Sau đó", "Then"),
    "reopen.true": Sentence("Tìm người hoặc giờ khác", "Look for another helper or time"),
    "reopen.false": Sentence("Thôi hẳn, khép yêu cầu", "Close the request"),
    "cancel": Sentence("Hủy lịch hẹn", "Cancel the visit"),
    "keep": Sentence("Thôi, giữ lịch hẹn", "Keep the visit"),
}

MISSED: Words = {
    **FACTS,
    "title": Sentence("Không gặp được nhau", "You did not meet"),
    "household": Sentence("Chưa thấy ai đến?", "Nobody has come?"),
    "household:phone": Sentence("Chưa thấy ai gọi?", "Nobody has called?"),
    "household:ward_office": Sentence("Đến nơi mà chưa gặp ai?", "You came and met nobody?"),
    "household.text": Sentence(
        "Quá giờ hẹn {luc} mà chưa thấy ai thì bấm nút dưới đây. Cán bộ {dv} sẽ gọi xin lỗi và hẹn lại.",
        "If it is past {luc} and there is nobody yet, press the button. Staff of the {dv} will call and arrange "
        "another time.",
    ),
    "household.send": Sentence("Đúng, chưa có ai đến", "Yes, nobody came"),
    "household.send:phone": Sentence("Đúng, chưa có ai gọi", "Yes, nobody called"),
    "household.send:ward_office": Sentence("Đúng, chưa gặp ai", "Yes, I met nobody"),
    "helper": Sentence("Vì sao chưa gặp được?", "Why did you not meet?"),
    "helper.resident": Sentence("Đến nhà không gặp", "Nobody was at home"),
    "helper.resident:phone": Sentence("Gọi không ai nghe máy", "Nobody answered the phone"),
    "helper.resident:ward_office": Sentence("Đợi mà không thấy đến", "They did not come"),
    "helper.resident.hint": Sentence(
        "Cán bộ {dv} sẽ gọi hỏi thăm ngay.", "Staff of the {dv} will call at once to ask after them."
    ),
    "helper.volunteer": Sentence("Tôi không đến được", "I could not come"),
    "helper.volunteer:phone": Sentence("Tôi không gọi được", "I could not call"),
    "desk": Sentence("Ai không có mặt?", "Who was not there?"),
    "desk.resident": Sentence("Đến nhà không gặp", "The resident"),
    "desk.resident:phone": Sentence("Gọi không ai nghe máy", "The resident"),
    "desk.resident:ward_office": Sentence("Người dân không đến", "The resident"),
    "desk.volunteer": Sentence("Người hướng dẫn không đến", "The helper"),
    "desk.volunteer:phone": Sentence("Người hướng dẫn không gọi", "The helper"),
    "of_two": Sentence("Nếu đi hai người: ai không đến?", "Of a pair: who did not come?"),
    "both": Sentence("Cả hai", "Both"),
    "send": Sentence("Ghi lại", "Record"),
    "keep": Sentence("Quay lại", "Back"),
}

CHOOSE_TIME = Sentence("Mời chọn một giờ.", "Please choose a time.")
NOT_FREE = Sentence(
    "Giờ này vừa có người bận, hoặc gấp quá không kịp báo. Mời chọn giờ khác.",
    "This time is not free any more, or too soon to tell everybody. Please choose another.",
)
WHY = Sentence("Mời chọn một lý do.", "Please choose a reason.")
WHO = Sentence("Mời chọn một ý.", "Please choose one.")
