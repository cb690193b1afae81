"""What is said when a request is looked over, sent, confirmed by its code, and received."""

from __future__ import annotations

from services.volunteers.pages.words_common import CODE_SENT
from shared.web.language import Sentence
from shared.web.pages.words import Words

CHECK: Words = {
    "heading": Sentence("Mời {xh} xem lại", "Please check"),
    "send": Sentence("Gửi phiếu", "Send"),
    "who": Sentence("Nhờ giúp cho", "Help for"),
    "agreed": Sentence("Người ấy", "The person"),
    "topics": Sentence("Việc cần giúp", "What for"),
    "device": Sentence("Điện thoại đang dùng", "Phone in use"),
    "place": Sentence("Hướng dẫn ở đâu", "Where"),
    "ward": Sentence("Phường, xã", "Ward or commune"),
    "neighbourhood": Sentence("Tổ dân phố, thôn", "Neighbourhood"),
    "address": Sentence("Đường đến nhà", "The way to the home"),
    "when": Sentence("Lúc tiện", "When"),
    "needs": Sentence("Điều cần biết", "To know"),
    "name": Sentence("Người cần giúp", "Who is helped"),
    "phone": Sentence("Gọi theo số", "Number to call"),
    "relation": Sentence("Anh/chị là", "You are"),
    "asker": Sentence("Người nhờ hộ", "Asked by"),
    "consent": Sentence("Đồng ý", "Consent"),
    "nothing": Sentence("Không có", "Nothing"),
    "unknown": Sentence("Không rõ", "Not sure"),
    "near": Sentence("Gần: {text}", "Near: {text}"),
    "met_by": Sentence("Ra đón: {text}", "Met by: {text}"),
    "born": Sentence("sinh năm {year}", "born {year}"),
    "picture": Sentence("Hình để nhớ", "Picture to remember"),
    "no_picture": Sentence("Không chọn", "None chosen"),
    "to.visit": Sentence("Sắp xếp buổi hướng dẫn: {answer}", "Arranging the visit: {answer}"),
    "to.reminders": Sentence("Nhắc lịch hẹn: {answer}", "Reminders: {answer}"),
    "to.call_30_days": Sentence("Gọi hỏi sau 30 ngày: {answer}", "A call after 30 days: {answer}"),
    "to.photo": Sentence(
        "Chụp ảnh buổi học (không lộ màn hình và giấy tờ): {answer}",
        "Photos of the session (no screens or papers): {answer}",
    ),
    "yes": Sentence("có", "yes"),
    "no": Sentence("không", "no"),
}

CODE: Words = {
    "title": Sentence("Mã xác nhận", "The code"),
    "code": Sentence("Ghi mã trong tin nhắn", "Write the code from the message"),
    "code_hint": Sentence(
        "Vừa nhắn đến {phone} một mã 6 chữ số, dùng trong {minutes} phút. Chỉ gõ vào trang này, đừng đọc cho ai.",
        "A code of 6 digits was just sent to {phone}, valid {minutes} minutes. Type it only here, read it to nobody.",
    ),
    **CODE_SENT,
    "confirm": Sentence("Xác nhận phiếu", "Confirm the request"),
    "again": Sentence("Nhắn mã khác", "Send another code"),
    "no_code": Sentence(
        "Máy bàn, hoặc không nhận được mã? Phiếu vẫn còn đây.", "A landline, or no code came? Your request is kept."
    ),
    "no_code_call": Sentence("Chờ cán bộ {dv} gọi lại", "Wait for a call from the {dv}"),
}

DONE: Words = {
    "title": Sentence("Đã nhận phiếu", "Request received"),
    "received": Sentence("{Dv} đã nhận phiếu của {xh}.", "We have your request."),
    "received_other": Sentence("{Dv} đã nhận phiếu nhờ hộ.", "We have your request."),
    "number": Sentence("Số phiếu", "Request number"),
    "next": Sentence("Tiếp theo", "What happens next"),
    "told_by": Sentence(
        "Trước {ngay}, {dv} gọi hoặc nhắn cho {xh} biết ai đến, lúc nào.",
        "By {ngay} we call or text who comes and when.",
    ),
    "told_by_other": Sentence(
        "Trước {ngay}, {dv} gọi hoặc nhắn cho biết ai đến, lúc nào.", "By {ngay} we call or text who comes and when."
    ),
    "class_offered": Sentence(
        "{Dv} sẽ gọi báo lớp nào còn chỗ, học lúc nào.", "We will call with a class that has a seat, and its hours."
    ),
    "nobody_yet": Sentence("Chưa báo là chưa cử ai.", "Until then nobody has been sent."),
    "will_call": Sentence(
        "{Dv} sẽ gọi lại để hỏi thêm, rồi mới tìm người đến.", "We will call first, and then look for somebody."
    ),
    "will_ask": Sentence(
        "{Dv} sẽ gọi hỏi người cần giúp. Người ấy đồng ý thì mới tìm người đến.",
        "We will call the person. Once they agree we look for somebody.",
    ),
    "visitor_says": Sentence(
        "Ai đến cũng phải nói đúng mã hẹn trước đã. Không nói được mã thì đừng mở cửa.",
        "Whoever comes must say the visit code first. Without the code do not open.",
    ),
    "visitor_names": Sentence(
        "Sau mã hẹn, người đến nói đúng hình đã chọn. Hình ấy không có trong tin nhắn nào, đừng nói cho ai.",
        "After the code the visitor names the picture that was chosen. It is in no message: tell it to nobody.",
    ),
    "keep": Sentence(
        "Ghi lại số phiếu, hoặc nhờ người nhà chụp màn hình này.",
        "Write the number down, or have somebody take a picture of this page.",
    ),
    "follow": Sentence("Xem phiếu đến đâu rồi", "See where it stands"),
    "finish": Sentence("Ghi mã xác nhận", "Write the code"),
}
