"""What the sign-in pages say: to volunteers, ward staff and residents alike, so without any form of address."""

from __future__ import annotations

from services.volunteers.pages.words_common import CODE_SENT
from shared.web.language import Sentence

PHONE = {
    "title": Sentence("Đăng nhập", "Sign in"),
    "phone": Sentence("Đăng nhập bằng số điện thoại", "Sign in with a phone number"),
    "phone_hint": Sentence(
        "Mã gồm 6 chữ số sẽ được gửi đến số này.", "A code of 6 digits will be sent to this number."
    ),
    "send": Sentence("Gửi mã", "Send the code"),
}

CODE = {
    "title": Sentence("Mã đăng nhập", "Sign-in code"),
    "code": Sentence("Mã trong tin nhắn", "The code in the message"),
    "code_hint": Sentence(
        "Số {phone} đã đăng ký thì nhận được mã trong một, hai phút. Mã dùng trong {minutes} phút. "
        "Không đọc mã này cho bất kỳ ai.",
        "If {phone} is registered, the code arrives within a minute or two. It is valid for {minutes} minutes. "
        "Read it to nobody.",
    ),
    **CODE_SENT,
    "enter": Sentence("Đăng nhập", "Sign in"),
    "again": Sentence("Chưa nhận được mã? Xem lại số và xin mã mới", "No code yet? Check the number and ask again"),
}

PERSON = {
    "title": Sentence("Chọn người đăng nhập", "Choose who signs in"),
    "person": Sentence(
        "Nhiều người dùng chung số này. Ai là người đăng nhập?",
        "Several people share this number. Who is signing in?",
    ),
    "enter": Sentence("Đăng nhập", "Sign in"),
}

CHOOSE = Sentence("Chọn một người.", "Choose one person.")
