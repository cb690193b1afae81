"""The words somebody agrees to, by the version that is kept with their yes (law 91/2025/QH15).

Whoever changes a sentence here gives its text another version: a test knows the digest of each. The two numbers of
the city's rules that the notice tells are part of the version where they are not the usual ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from services.volunteers.domain.rules import Rules
from shared.web.language import Sentence
from shared.web.pages.words import Words

OWN: Words = {
    "consent": Sentence("{Xh} có đồng ý không?", "Do you agree?"),
    "consent.text": Sentence(
        "{Dv} chỉ dùng những điều {xh} vừa ghi để sắp xếp buổi này. Ngoài cán bộ phụ trách, chỉ người được cử đến "
        "mới biết địa chỉ và số điện thoại.",
        "We use this only to arrange the visit. Besides the staff in charge, only the person sent learns your "
        "address and number.",
    ),
    "consent.stop": Sentence("Lúc nào {xh} muốn thôi, gọi {sdt} là được.", "To stop, call {sdt}."),
    "consent.stop_anywhere": Sentence(
        "Lúc nào {xh} muốn thôi, gọi {dv} là được.", "To stop, call your {dv} at any time."
    ),
    "consent.visit": Sentence("Dùng những điều này để sắp xếp buổi hướng dẫn", "Use this to arrange the visit"),
    "consent.yes": Sentence("Tôi đồng ý", "I agree"),
    "consent.no": Sentence("Tôi không đồng ý", "I do not agree"),
    "consent.reminders": Sentence("Nhắn tin, gọi điện nhắc lịch hẹn", "Send reminders by text or phone"),
    "consent.call_30_days": Sentence(
        "Sau 30 ngày gọi hỏi {xh} còn nhớ cách làm không", "Call after 30 days to ask whether you can still do it"
    ),
    "consent.photo": Sentence(
        "Có cho chụp ảnh buổi học để {dv} báo cáo không ạ?", "May the session be photographed for the {dv}'s report?"
    ),
    "consent.photo.no": Sentence("Không chụp", "No"),
    "consent.photo.yes": Sentence("Cho chụp, không lộ màn hình và giấy tờ", "Yes, no screens or papers"),
    "consent.notice": Sentence("Đọc đầy đủ: giữ những gì, ai giữ, {xh} có quyền gì", "The full notice"),
    "consent.what": Sentence(
        "Giữ những gì: họ tên, số điện thoại, cách xưng hô, năm sinh nếu có ghi, địa chỉ, việc cần giúp, giờ tiện, "
        "hình để nhớ và những điều cần biết để giúp. Không giữ số căn cước, mật khẩu, mã OTP.",
        "What is kept: name, phone, form of address, year of birth if you gave it, address, what you need, the times, "
        "the picture to remember and what we should know. No ID numbers, passwords or OTPs.",
    ),
    "consent.who": Sentence(
        "Ai giữ: Ủy ban nhân dân {dv} nơi {xh} ở. Người được cử đến xem được số điện thoại từ khi nhận việc, địa chỉ "
        "từ {address_from} hôm trước buổi hướng dẫn; sau buổi hướng dẫn {contact_until} thì thôi, không xem được nữa. "
        "Mỗi lần xem đều được ghi lại.",
        "Who keeps it: the People's Committee of your {dv}. The person sent sees the phone number once they take the "
        "task and the address from {address_from} on the day before, until {contact_until} after the visit. Every look "
        "is recorded.",
    ),
    "consent.rights": Sentence(
        "{Xh} có quyền xem, sửa, xin xóa, rút lại đồng ý và khiếu nại. Chỉ cần gọi {dv}. Luật Bảo vệ dữ liệu cá nhân, "
        "số 91/2025/QH15.",
        "You may see, correct and erase it, withdraw and complain: a call to your {dv} is enough. Law on Personal Data "
        "Protection, 91/2025/QH15.",
    ),
}

FOR_OTHERS: Words = {
    **OWN,
    "consent": Sentence("Anh/chị và người cần giúp có đồng ý không?", "Do you and the person agree?"),
    "consent.text": Sentence(
        "{Dv} chỉ dùng những điều vừa ghi để sắp xếp buổi này, và sẽ gọi hỏi chính người cần giúp. Ngoài cán bộ phụ "
        "trách, chỉ người được cử đến mới biết địa chỉ và số điện thoại.",
        "We use this only to arrange the visit, and will ask the person themselves. Besides the staff in charge, only "
        "the person sent learns the address and number.",
    ),
    "consent.stop": Sentence("Lúc nào muốn thôi, gọi {sdt} là được.", "To stop, call {sdt}."),
    "consent.stop_anywhere": Sentence("Lúc nào muốn thôi, gọi {dv} là được.", "To stop, call your {dv} at any time."),
    "consent.call_30_days": Sentence(
        "Sau 30 ngày gọi hỏi người ấy còn nhớ cách làm không",
        "Call after 30 days to ask whether they can still do it",
    ),
    "consent.notice": Sentence("Đọc đầy đủ: giữ những gì, ai giữ, có quyền gì", "The full notice"),
    "consent.who": Sentence(
        "Ai giữ: Ủy ban nhân dân {dv} nơi người ấy ở. Người được cử đến xem được số điện thoại từ khi nhận việc, địa "
        "chỉ từ {address_from} hôm trước buổi hướng dẫn; sau buổi hướng dẫn {contact_until} thì thôi, không xem được "
        "nữa. Mỗi lần xem đều được ghi lại.",
        "Who keeps it: the People's Committee of their {dv}. The person sent sees the phone number once they take the "
        "task and the address from {address_from} on the day before, until {contact_until} after the visit. Every look "
        "is recorded.",
    ),
    "consent.rights": Sentence(
        "Có quyền xem, sửa, xin xóa, rút lại đồng ý và khiếu nại. Chỉ cần gọi {dv}. Luật Bảo vệ dữ liệu cá nhân, "
        "số 91/2025/QH15.",
        "Both may see, correct and erase it, withdraw and complain: a call to the {dv} is enough. Law on Personal Data "
        "Protection, 91/2025/QH15.",
    ),
}

READ_OUT: Words = {
    "consent.ask": Sentence(
        "“Tôi đọc {xh} nghe rồi {xh} cho biết có đồng ý không ạ.”",
        "“I will read it to you; please say whether you agree.”",
    ),
    "consent.words": Sentence(
        "“{Dv} chỉ dùng những điều vừa ghi để sắp xếp buổi này. Ngoài cán bộ phụ trách, chỉ người được cử đến mới biết "
        "địa chỉ và số điện thoại. Lúc nào muốn thôi, gọi {sdt} là được.”",
        "“The {dv} uses this only to arrange the visit. Besides the staff in charge, only the person sent learns the "
        "address and number. To stop, call {sdt}.”",
    ),
}

VOLUNTEERS: Words = {
    "consent_heading": Sentence("Đồng ý", "Consent"),
    "consent_text": Sentence(
        "Những điều ghi ở trên chỉ dùng để phường, xã xét đăng ký, mời việc, xếp lịch và nhắn tin nhắc. "
        "Vị trí nhà, nếu có ghi, chỉ dùng để tính khoảng cách. "
        "Họ tên được báo cho người anh/chị đến giúp. Muốn sửa hay thôi, lúc nào cũng được.",
        "What you wrote is used only to consider your application, to offer you tasks, to fix times and to remind you. "
        "Where you live, if you noted it, is used for distances alone. "
        "Your name is told to whom you visit. You may change it or stop at any time.",
    ),
}

WEB, WEB_FOR_OTHERS, READ = "2026-03", "2026-03-nguoi-nho", "2026-01-doc"
WEB_VOLUNTEERS = "volunteer-2026-02"

TEXTS: Mapping[str, Words] = {WEB: OWN, WEB_FOR_OTHERS: FOR_OTHERS, READ: READ_OUT, WEB_VOLUNTEERS: VOLUNTEERS}
"""Version → what is read: by who asks for themselves, by who asks for another, out loud by staff, and by who offers to
help."""


def version_of(text: str, rules: Rules) -> str:
    """The version of what is read on a page under these rules: ``2026-03``; under others ``2026-03-1900-48h``."""
    told, usual = _numbers(rules), _numbers(Rules())
    return text if told == usual else f"{text}-{told}"


def _numbers(rules: Rules) -> str:
    return f"{rules.address_from:%H%M}-{rules.contact_until // timedelta(hours=1)}h"
