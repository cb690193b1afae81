"""What "việc hôm nay" says."""

from __future__ import annotations

from services.volunteers.pages.desk.words_board import ROW
from shared.web.language import Sentence
from shared.web.pages.words import Words

TODAY: Words = {
    **ROW,
    "title": Sentence("Việc hôm nay", "Today"),
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
