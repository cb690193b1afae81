"""What the pages of settings say to staff, without pronouns."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

COMMON: Words = {
    "back": Sentence("Về cài đặt", "Back to settings"),
    "save": Sentence("Lưu", "Save"),
    "saved": Sentence("Đã lưu.", "Saved."),
    "refused": Sentence("Chưa lưu", "Not saved"),
    "stale": Sentence(
        "Vừa có người khác sửa trang này. Đây là những gì đang lưu; xem lại rồi sửa tiếp.",
        "Somebody else has just changed this. Here is what is kept now; look at it, then change it.",
    ),
}

START: Words = {
    "title": Sentence("Cài đặt", "Settings"),
    "wards": Sentence("Phường, xã", "Wards and communes"),
    "wards_lead": Sentence(
        "Số điện thoại in ra cho bà con, tổ dân phố và thôn, lời hứa, giờ làm việc.",
        "The telephone people read, neighbourhoods, the promise, opening hours.",
    ),
    "topics": Sentence("Nội dung hướng dẫn", "Topics"),
    "topics_lead": Sentence(
        "Tên gọi, số phút mỗi buổi, và những điều tự làm được sau buổi học.",
        "Names, minutes a visit, and what one can do alone at the end.",
    ),
}

WARD: Words = {
    **COMMON,
    "lead": Sentence("Thay đổi có hiệu lực ngay.", "Changes count at once."),
    "phone": Sentence("Số điện thoại của {dv} cho bà con gọi", "Telephone of the {dv} for residents"),
    "phone_hint": Sentence(
        "Hiện trên mọi trang, trong mọi tin nhắn. Nên là máy bàn có người trực giờ làm việc.",
        "It stands on every page and in every message. Best a landline that is answered in office hours.",
    ),
    "list": Sentence("Tổ dân phố, thôn", "Neighbourhoods"),
    "list_hint": Sentence(
        "Mỗi dòng một tổ hoặc thôn. Tên khác bà con hay gọi ghi sau dấu chấm phẩy, ví dụ: Tổ 12; Tổ 12 Quỳnh Lôi.",
        "One a line. Other names people use follow after a semicolon, for example: Tổ 12; Tổ 12 Quỳnh Lôi.",
    ),
    "list_error": Sentence("Dòng {line}: {error}", "Line {line}: {error}"),
    "numbers": Sentence("Riêng của {dv}", "The ward's own numbers"),
    "numbers_lead": Sentence(
        "Chỉ siết chặt hơn thành phố, không nới ra. Để trống là theo thành phố.",
        "A ward may be stricter than the city, never looser. Blank means the city's number.",
    ),
    "only_head": Sentence(
        "Lời hứa, giờ làm việc và việc giúp phường, xã bên cạnh do lãnh đạo {dv} quyết định.",
        "The promise, hours and help for neighbouring wards are for the head of the ward to decide.",
    ),
    "promise_days": Sentence("Hứa báo tin trong mấy ngày làm việc", "Promise: working days until people hear"),
    "wave_size": Sentence("Mỗi đợt mời mấy người", "People asked in one wave"),
    "notice_minutes": Sentence("Báo trước buổi hướng dẫn ít nhất mấy phút", "Least notice before a visit, in minutes"),
    "citys": Sentence("Thành phố: {n}", "The city's: {n}"),
    "minutes": Sentence("{n} phút, tức {hours} giờ", "{n} minutes, that is {hours} hours"),
    "opening_hours": Sentence("Giờ làm việc", "Opening hours"),
    "quiet_residents": Sentence("Thêm giờ không nhắn người dân", "More hours without messages to residents"),
    "quiet_volunteers": Sentence("Thêm giờ không nhắn tình nguyện viên", "More hours without messages to volunteers"),
    "from": Sentence("Từ", "From"),
    "to": Sentence("Đến", "To"),
    "helps": Sentence("Cho người của {dv} sang giúp", "Let helpers of the {dv} go to"),
    "helps_hint": Sentence(
        "Chỉ có hiệu lực khi bên kia cũng chọn {name}.", "It counts once the other has chosen {name}, too."
    ),
}

TOPIC: Words = {
    **COMMON,
    "name_vi": Sentence("Tên tiếng Việt", "Vietnamese name"),
    "name_en": Sentence("Tên tiếng Anh", "English name"),
    "minutes": Sentence("Một buổi mấy phút", "Minutes a visit"),
    "skills": Sentence("Sau buổi học tự làm được", "What one can do alone at the end"),
    "skills_hint": Sentence(
        "Từ 3 đến 5 điều, người hướng dẫn ghi kết quả theo từng điều.",
        "Three to five things; the helper reports on each.",
    ),
    "skill_vi": Sentence("Điều {n}, tiếng Việt", "Skill {n}, Vietnamese"),
    "skill_en": Sentence("Điều {n}, tiếng Anh", "Skill {n}, English"),
    "more": Sentence("Xử lý thế nào", "How it is handled"),
    "phone_solvable": Sentence("Có thể giúp xong qua điện thoại", "May be solved by phone"),
    "money": Sentence("Có dính đến tiền, cần dặn thêm", "Money is involved: say more about safety"),
    "write": Sentence("Ghi mục này.", "Write something here."),
}
