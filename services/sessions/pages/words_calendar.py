"""The page on which a volunteer makes, renews and drops the link of their calendar."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

CALENDAR: Words = {
    "title": Sentence("Lịch trên điện thoại", "Your phone's calendar"),
    "back": Sentence("Lịch hẹn của tôi", "My visits"),
    "heading": Sentence("Đưa lịch hẹn vào điện thoại", "Your visits in your phone's calendar"),
    "lead": Sentence(
        "Ứng dụng lịch trên máy đọc đường dẫn này và tự cập nhật. Trong lịch chỉ có việc gì, lúc nào; "
        "không có tên, số điện thoại hay địa chỉ của ai.",
        "The calendar on your phone reads this link and keeps up by itself. It shows what and when; "
        "nobody's name, number or address.",
    ),
    "since": Sentence("Đang dùng đường dẫn lấy từ {luc}.", "The link in use was made at {luc}."),
    "make": Sentence("Lấy đường dẫn", "Get the link"),
    "renew": Sentence("Đổi đường dẫn mới", "Get a new link"),
    "renew.hint": Sentence(
        "Đường dẫn chỉ hiện một lần. Mất máy, hay lỡ gửi cho người khác, thì đổi: đường dẫn cũ không dùng được nữa.",
        "The link is shown once. If you lose your phone or showed it to somebody, get a new one: the old one ends.",
    ),
    "drop": Sentence("Bỏ đường dẫn", "Drop the link"),
    "made.heading": Sentence("Đường dẫn của anh/chị", "Your link"),
    "made": Sentence(
        "Đường dẫn chỉ hiện lần này. Ai có đường dẫn thì xem được lịch, nên đừng gửi cho người khác.",
        "It is shown this once. Whoever has it can see the times, so send it to nobody.",
    ),
    "open": Sentence("Thêm vào lịch máy này", "Add to this phone's calendar"),
    "copy": Sentence("Hoặc chép đường dẫn này vào ứng dụng lịch:", "Or copy this link into your calendar:"),
    "done.dropped": Sentence(
        "Đã bỏ đường dẫn. Lịch trên máy không cập nhật nữa.", "The link is dropped. Your calendar gets no more news."
    ),
}
