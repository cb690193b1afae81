"""What the pages about one's own messages say; residents, volunteers and staff read them, so nobody is addressed."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

INBOX: Words = {
    "title": Sentence("Tin đã nhận", "Messages"),
    "lead": Sentence(
        "Mọi tin đã gửi, mới nhất ở trên. Mã trong tin chỉ để so với người đến, không đọc cho ai.",
        "Every message that was sent, the latest first. A code is there to be compared; read it to nobody.",
    ),
    "lead_staff": Sentence(
        "Tin gửi riêng và tin cho cán bộ của phường, xã, mới nhất ở trên.",
        "Messages to you and news for the staff of your wards, the latest first.",
    ),
    "lead_volunteer": Sentence(
        "Mọi tin đã gửi, mới nhất ở trên. Mã đăng nhập không đọc cho ai, mã hẹn chỉ nói với người cần giúp.",
        "Every message that was sent, the latest first. Read a sign-in code to nobody, a visit code to whom you help.",
    ),
    "for_staff": Sentence("Cho cán bộ", "For staff"),
    "open_request": Sentence("Mở yêu cầu", "Open the request"),
    "calls": Sentence("Danh sách cần gọi", "Call list"),
    "back_to_calls": Sentence("Về danh sách cần gọi", "Back to the call list"),
    "back_to_slip": Sentence("Về phiếu {so}", "Back to request {so}"),
    "empty": Sentence("Chưa có tin nào.", "There is no message yet."),
    "empty_text": Sentence("Có tin gửi đến thì xem lại được ở đây.", "Whatever is sent can be read again here."),
    "preferences": Sentence("Chọn cách nhận tin", "Choose how messages come"),
}

PREFERENCES: Words = {
    "title": Sentence("Cách nhận tin", "How messages come"),
    "back": Sentence("Về tin đã nhận", "Back to messages"),
    "slip": Sentence("Cho người đã gửi phiếu {so}.", "For whoever sent request {so}."),
    "saved": Sentence("Đã lưu. Từ nay tin đến theo cách này.", "Saved. From now on messages come this way."),
    "phone": Sentence("Tin gửi đến số {phone}.", "Messages go to the number {phone}."),
    "email": Sentence("Thư gửi đến {email}.", "E-mail goes to {email}."),
    "no_phone": Sentence("Chưa có số điện thoại.", "There is no telephone number."),
    "reach": Sentence("Muốn nhận tin bằng cách nào?", "How should messages come?"),
    "reach.text": Sentence("Tin nhắn", "Text message"),
    "reach.email": Sentence("Thư điện tử", "E-mail"),
    "reach.email.hint": Sentence("Chưa có địa chỉ thư thì vẫn nhắn tin.", "Without an address a text message comes."),
    "reach.call": Sentence("Gọi điện", "A telephone call"),
    "reach.call.hint": Sentence("Cán bộ {dv} gọi, không nhắn tin.", "Staff of the {dv} phone; no text messages."),
    "level": Sentence("Muốn nhận những tin nào?", "Which messages?"),
    "level.all": Sentence("Tất cả, có cả nhắc lịch và lời cảm ơn", "All, with reminders and thanks"),
    "level.needed": Sentence("Chỉ tin cần biết", "Only what has to be known"),
    "level.needed.hint": Sentence(
        "Có người đến, đổi giờ, hoãn. Không nhắc lịch, không cảm ơn.",
        "Who comes, a new time, nobody comes. No reminders, no thanks.",
    ),
    "stop": Sentence("Thôi nhắn tin", "Stop messages"),
    "stop.true": Sentence("Không nhắn tin tới số này nữa", "Send no messages to this number"),
    "stop.true.hint": Sentence(
        "Từ đó không gửi tin mời, tin nhắc tới số này. Buổi đã hẹn, cán bộ {dv} sẽ gọi điện.",
        "No invitations or reminders go to this number. For a visit already fixed, staff of the {dv} will phone.",
    ),
    "save": Sentence("Lưu", "Save"),
    "choose": Sentence("Chọn một.", "Choose one."),
    "nothing_to_stop": Sentence("Chưa có số điện thoại nào nên chưa cần mục này.", "There is no number to stop."),
}
