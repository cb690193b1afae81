"""What "việc hôm nay" says."""

from __future__ import annotations

from services.volunteers.pages.desk.words_board import ROW
from shared.web.language import Sentence
from shared.web.pages.words import Words

TODAY: Words = {
    **ROW,
    "title": Sentence("Việc hôm nay", "Today"),
    "own": Sentence("Đang phụ trách", "In one's own care"),
    "covering": Sentence("Làm thay {name}", "Standing in for {name}"),
    "away": Sentence("Đồng nghiệp đang và sắp nghỉ", "Colleagues away, now and soon"),
    "leave": Sentence("Báo nghỉ", "Being away"),
    "calls": Sentence("Cuộc gọi hôm nay", "Calls today"),
    "calls.there": Sentence(
        "Ai cần gọi, nói gì và kết quả: ở danh sách cuộc gọi.", "Whom to call, what to say: on the call list."
    ),
    "calls.open": Sentence("Mở danh sách cuộc gọi", "Open the call list"),
    "agenda": Sentence("Lịch hẹn hôm nay", "Visits today"),
    "agenda.there": Sentence(
        "Giờ, nơi và người hướng dẫn của từng buổi: ở trang lịch hẹn.", "Hours, places and helpers: on the agenda."
    ),
    "agenda.open": Sentence("Mở lịch hẹn", "Open the agenda"),
    "late": Sentence("Quá hạn đã hứa", "The promise has passed"),
    "due": Sentence("Phải trả lời trong hôm nay", "An answer is owed today"),
    "stuck": Sentence("Cần cán bộ xử lý", "Needs staff"),
    "unconfirmed": Sentence("Cần gọi để xác minh", "To be called and verified"),
    "times": Sentence("Cần hỏi giờ mới", "New times to be asked for"),
    "visits": Sentence("Buổi hướng dẫn hôm nay", "Visits today"),
    "more": Sentence("Xem tất cả {n}", "See all {n}"),
    "applied": Sentence("{n} đơn đăng ký chờ duyệt", "Applications that wait: {n}"),
    "see_applied": Sentence("Xem đơn", "See them"),
    "empty": Sentence("Hôm nay không có việc nào gấp.", "Nothing is pressing today."),
    "to_queue": Sentence("Xem hàng chờ", "See the queue"),
}
