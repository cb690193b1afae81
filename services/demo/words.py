"""What the page of the demo says."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

WORDS: Words = {
    "title": Sentence("Bản chạy thử", "The demo"),
    "lead": Sentence(
        "P. Ba Đình với những người không có thật. Ba phiếu nhờ giúp đang ở ba chặng khác nhau.",
        "P. Ba Đình with invented people. Three requests stand at three different stages.",
    ),
    "people": Sentence("Đăng nhập thử với", "People to sign in as"),
    "name": Sentence("Họ tên", "Name"),
    "phone": Sentence("Số điện thoại", "Phone"),
    "part": Sentence("Vai", "Part"),
    "sign_in": Sentence("Đăng nhập", "Sign in"),
    "sign_in_how": Sentence(
        "Ghi một số ở trên. Ở bản chạy thử, mã hiện ngay trên trang, không phải chờ tin nhắn.",
        "Write one of these numbers. In the demo the page shows the code itself; there is no message to wait for.",
    ),
    "messages": Sentence("Tin nhắn", "Messages"),
    "messages_how": Sentence(
        "Không tin nào rời máy này. Mỗi dòng của tệp dưới đây là một tin:",
        "No message leaves this machine. Each line of this file is one:",
    ),
    "quiet": Sentence(
        "Giờ nghỉ thì tin chờ: người dân 11 giờ 30 trưa đến 2 giờ chiều và 8 giờ tối đến 7 giờ sáng, tình nguyện viên "
        "10 giờ đêm đến 6 giờ 30 sáng. Không muốn chờ, bấm Ctrl-C rồi chạy lại với đồng hồ vặn nhanh lên, ví dụ 8 giờ:",
        "In quiet hours a message waits: residents rest from 11:30 to 14:00 and from 20:00 to 7:00, volunteers from "
        "22:00 to 6:30. Rather than wait, press Ctrl-C and run it again with the clock moved on, for example by 8 "
        "hours:",
    ),
    "programs": Sentence("Cho người viết chương trình", "For those who write programs"),
    "code_how": Sentence(
        "Xin mã đăng nhập. Ở bản chạy thử, mã nằm ngay trong câu trả lời (demo_code):",
        "Ask for a code. In the demo the answer holds it (demo_code):",
    ),
    "token_how": Sentence("Đổi mã lấy phiên đăng nhập:", "Exchange it for a token:"),
    "requests_how": Sentence("Rồi xem các yêu cầu của phường:", "Then look at the ward's requests:"),
    "reply_how": Sentence(
        "Muốn trả lời bằng tin nhắn (“Nhắn 1: nhận”) thì chạy lại với một cổng tin nhắn, rồi gửi câu trả lời có chữ "
        "ký:",
        "To answer by text message (“Reply 1 to take it”), run it again with a gateway, then hand over the answer, "
        "signed:",
    ),
}
