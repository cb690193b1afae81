"""What the front page says."""

from __future__ import annotations

from services.volunteers.pages.words_common import HEADING
from shared.web.language import Sentence
from shared.web.pages.words import Words

WORDS: Words = {
    "title": Sentence("Có người đến tận nhà giúp", "Someone comes to your home"),
    "heading": HEADING,
    "sub": Sentence(
        "Miễn phí. Phường, xã tổ chức, trong phong trào Bình dân học vụ số.",
        "Free. Organised by your ward or commune, within the Bình dân học vụ số movement.",
    ),
    "help": Sentence("Tôi cần người giúp", "I need help"),
    "help_for": Sentence("cho tôi, bố mẹ, ông bà hay hàng xóm", "for me, my parents, grandparents or a neighbour"),
    "callback": Sentence("Gọi lại cho tôi", "Call me back"),
    "callback_how": Sentence("Chỉ cần để lại số điện thoại.", "Just leave a number."),
    "callback_phone": Sentence("Số điện thoại", "Phone number"),
    "join": Sentence("Tôi muốn giúp bà con", "I want to help"),
    "join_how": Sentence("mỗi tuần một, hai giờ, ngay gần nhà", "an hour or two a week, near home"),
    "staff": Sentence("Cán bộ phường, xã", "Ward and commune staff"),
    "staff_how": Sentence("đăng nhập", "sign in"),
    "phones": Sentence(
        "Không quen bấm máy? Mời bác gọi phường, xã, giờ làm việc từ thứ Hai đến thứ Sáu.",
        "Not used to screens? Call your ward or commune, office hours Monday to Friday.",
    ),
    "phones_list": Sentence("Số điện thoại của {n} phường, xã", "Phone numbers of {n} wards and communes"),
    "api": Sentence("Cho người làm phần mềm", "For developers"),
    "api_lead": Sentence(
        "Mọi việc của mạng lưới đều làm được qua API. Mỗi dịch vụ có một trang mô tả:",
        "Everything the network does can be done through its API. Each service has a page:",
    ),
    "volunteers": Sentence("Người dân, tình nguyện viên, phiếu nhờ giúp", "People, volunteers, requests"),
    "sessions": Sentence("Lịch hẹn và kết quả", "Appointments and outcomes"),
    "notifications": Sentence("Tin nhắn", "Messages"),
    "demo": Sentence("Bản chạy thử", "Demo"),
    "demo_lead": Sentence(
        "Đây là bản chạy thử với một phường mẫu. Tin nhắn không gửi đi đâu cả, chỉ ghi vào một tệp trên máy này.",
        "This is a demo with a sample ward. Messages go nowhere: they are written to a file on this machine.",
    ),
    "demo_link": Sentence("Xem người thử và cách đăng nhập", "See the demo people and how to sign in"),
}
