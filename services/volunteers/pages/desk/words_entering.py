"""What the page for a phoned-in request says."""

from __future__ import annotations

from services.volunteers.pages.desk.words_facts import FACTS, WHEN
from services.volunteers.pages.words_consent import READ_OUT
from shared.web.language import Sentence
from shared.web.pages.words import Words

ENTER: Words = {
    **FACTS,
    **WHEN,
    "title": Sentence("Nhập yêu cầu", "Enter a request"),
    "back": Sentence("Về hàng chờ", "Back to the queue"),
    "lead": Sentence(
        "Ghi khi đang nghe điện thoại hoặc tại quầy. Yêu cầu có hiệu lực ngay, không cần mã xác nhận.",
        "Written while on the phone or at the counter. It is trusted at once and needs no code.",
    ),
    "who": Sentence("Người cần giúp", "Who is helped"),
    "name": Sentence("Họ tên", "Name"),
    "phone": Sentence("Số điện thoại", "Phone"),
    "owner": Sentence("Số này của ai", "Whose number it is"),
    "address_form": Sentence("Xưng hô", "Form of address"),
    "not_said": Sentence("Chưa hỏi", "Not asked"),
    "birth_year": Sentence("Năm sinh", "Year of birth"),
    "device": Sentence("Điện thoại đang dùng", "Phone in use"),
    "what": Sentence("Cần giúp gì, ở đâu", "What and where"),
    "topics": Sentence("Nội dung", "Topic"),
    "choose": Sentence("Chọn", "Choose"),
    "place": Sentence("Nơi hướng dẫn", "Where"),
    "ward": Sentence("Phường, xã", "Ward or commune"),
    "where.title": Sentence("Nhập yêu cầu cho phường, xã nào?", "For which ward or commune is the request?"),
    "where.send": Sentence("Tiếp tục", "Continue"),
    "neighbourhood": Sentence("Tổ dân phố, thôn", "Neighbourhood"),
    "address": Sentence("Đường đến nhà", "The way to the home"),
    "landmark": Sentence("Gần đâu", "Near what"),
    "met_by": Sentence("Ai ra đón", "Who meets the visitor"),
    "when_heading": Sentence("Lúc tiện", "Times that suit"),
    "when": Sentence("Chọn những lúc tiện", "Choose the times that suit"),
    "urgency": Sentence("Mức gấp", "Urgency"),
    "urgency.normal": Sentence("Bình thường", "Normal"),
    "urgency.today": Sentence("Cần trong ngày", "Needed today"),
    "today_times": Sentence("Trong hôm nay, từ giờ này", "Today, from now"),
    "more": Sentence("Điều cần biết thêm", "Anything else to know"),
    "needs": Sentence("Điều cần biết", "To know"),
    "wishes": Sentence("Mong muốn", "Wishes"),
    "note": Sentence("Ghi chú", "Note"),
    "asked": Sentence("Có người nhờ hộ", "Somebody asks on their behalf"),
    "asked.name": Sentence("Họ tên người nhờ hộ", "Name of who asks"),
    "asked.phone": Sentence("Số điện thoại người nhờ hộ", "Their phone"),
    "asked.relation": Sentence("Là gì của người cần giúp", "What they are to the resident"),
    "picture": Sentence("Hình cho dễ nhớ", "Picture to remember"),
    "picture.hint": Sentence(
        "“{Xh} chọn một hình cho dễ nhớ. Người đến nhà phải nói đúng hình ấy.”",
        "“Choose a picture that is easy to remember. Whoever comes has to name it.”",
    ),
    "consent": Sentence("Đồng ý", "Consent"),
    "consent.how": Sentence("Đã hỏi", "Asked"),
    **READ_OUT,
    "consent.asked": Sentence("Đọc cho người cần giúp nghe:", "Read out to the resident:"),
    "purposes": Sentence("Người cần giúp đồng ý cho", "The resident agrees to"),
    "send": Sentence("Ghi yêu cầu", "Enter"),
}

NO_NAME = Sentence("Ghi họ tên người cần giúp.", "Write the name of who is helped.")
NO_WARD = Sentence("Chọn phường, xã.", "Choose the ward or commune.")
NO_TOPIC = Sentence("Chọn nội dung.", "Choose a topic.")
NO_CONSENT = Sentence(
    "Ít nhất người cần giúp phải đồng ý cho sắp xếp buổi hướng dẫn.",
    "The resident has to agree at least to the visit being arranged.",
)
NO_NEIGHBOURHOOD = Sentence(
    "Danh sách của {dv} không có tên này. Chọn trong danh sách, hoặc bỏ trống.",
    "The list of the {dv} has no such name. Choose from the list, or leave it empty.",
)
NO_ADDRESS = Sentence(
    "Ghi đường đến nhà, hoặc nhà gần đâu, để người giúp tìm đến được.",
    "Write the way to the home, or near what it is, so that the helper can find it.",
)
NO_ADULT = Sentence(
    "Người học dưới {n} tuổi cần người lớn ngồi cùng. Chọn “Có người nhà ngồi cùng”.",
    "A learner under {n} needs an adult present. Choose “Somebody of the family present”.",
)
