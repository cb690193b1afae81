"""What the page for being away says."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

LEAVE: Words = {
    "title": Sentence("Báo nghỉ", "Being away"),
    "back": Sentence("Về việc hôm nay", "Back to today"),
    "lead": Sentence(
        "Trong những ngày nghỉ, yêu cầu đang phụ trách hiện trên trang Việc hôm nay của người làm thay.",
        "While somebody is away, the requests in their care stand on the page of whoever stands in.",
    ),
    "mine": Sentence("Đã báo", "Noted"),
    "new": Sentence("Ghi ngày nghỉ", "Note a leave"),
    "first_day": Sentence("Nghỉ từ ngày", "First day"),
    "last_day": Sentence("Đến hết ngày", "Last day"),
    "cover_id": Sentence("Người làm thay", "Who stands in"),
    "nobody": Sentence("Không có", "Nobody"),
    "send": Sentence("Ghi", "Save"),
    "end": Sentence("Thôi nghỉ", "End the leave"),
    "span": Sentence("{first} đến hết {last}", "{first} through {last}"),
    "cover": Sentence("{name} làm thay", "{name} stands in"),
    "no_cover": Sentence("chưa có người làm thay", "nobody stands in"),
    "done.taken": Sentence("Đã ghi ngày nghỉ.", "The leave is noted."),
    "done.ended": Sentence("Đã thôi nghỉ.", "The leave is ended."),
}

NO_DAY = Sentence("Ghi một ngày, ví dụ 5/12/2025.", "Write a day, for example 5/12/2025.")
NO_COLLEAGUE = Sentence("Chọn một đồng nghiệp.", "Choose a colleague.")
