"""What a helper is asked after a visit: made to be answered in under a minute, standing at the gate."""

from __future__ import annotations

from services.sessions.pages.words_visit import FACTS
from shared.web.language import Sentence
from shared.web.pages.words import Words

REPORT: Words = {
    **FACTS,
    "title": Sentence("Ghi kết quả", "Report"),
    "heading": Sentence("Ghi kết quả", "Report"),
    "keep": Sentence("Quay lại", "Back"),
    "level": Sentence("{viec}: làm được đến đâu?", "{viec}: how far?"),
    "level.of": Sentence("{nguoi} – {viec}: làm được đến đâu?", "{nguoi} – {viec}: how far?"),
    "minutes.ask": Sentence("Mất bao nhiêu phút?", "How many minutes did it take?"),
    "minutes.hint": Sentence("Ước chừng là được.", "About is fine."),
    "more": Sentence("Cần hẹn thêm một buổi?", "Is another visit needed?"),
    "more.hint": Sentence("Không cần thì bỏ trống.", "Leave it empty if not."),
    "more.topic": Sentence("Học tiếp: {viec}", "Go on with: {viec}"),
    "more.other": Sentence("Việc khác nữa", "Something else"),
    "more.none": Sentence("Không có", "Nothing"),
    "note.ask": Sentence("Điều cần nhắn lại", "Anything to pass on"),
    "note.hint": Sentence(
        "Người sau và cán bộ đọc được. Không ghi số căn cước, mật khẩu, chuyện riêng của nhà.",
        "The next helper and staff read it. No ID numbers, passwords or private matters of the home.",
    ),
    "send": Sentence("Xong, ghi kết quả", "Done, report"),
}

CHOOSE_LEVEL = Sentence("Chọn một mức cho việc đã làm.", "Choose how far it went.")
MINUTES = Sentence("Ghi số phút, từ 1 đến 720.", "Write the minutes, from 1 to 720.")
UNKNOWN_TOPIC = Sentence(
    "Có một nội dung không còn trong danh sách. Bỏ chọn nội dung ấy rồi gửi lại.",
    "One topic is no longer in the list. Leave it out and send again.",
)
