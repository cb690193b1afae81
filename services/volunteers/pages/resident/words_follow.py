"""What residents read about their request. ``{xh}`` is how they are addressed, ``{sdt}`` the ward's number."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words
from shared.web.pages.words_common import AFTER, READY

STATUS: Words = {
    "unconfirmed": Sentence("{Dv} đã nhận, sẽ gọi lại để hỏi thêm", "Received, we will call you"),
    "open": Sentence("Đang tìm người giúp", "Looking for a helper"),
    "offered": Sentence("Đang tìm người giúp", "Looking for a helper"),
    "accepted": Sentence("Đã có người nhận, đang xếp giờ", "Someone accepted, fixing a time"),
    "scheduled": Sentence("Đã hẹn: {luc}", "Fixed: {luc}"),
    "escalated": Sentence("Cán bộ {dv} đang trực tiếp lo việc này", "Staff of the {dv} are seeing to it themselves"),
    "needs_times": Sentence("Mời {xh} chọn lại giờ cho tiện", "Please choose a new time"),
    "done": Sentence("Đã xong", "Done"),
    "cancelled": Sentence("Đã hủy theo ý {xh}", "Cancelled at your wish"),
    "solved_by_phone": Sentence("Đã giúp xong qua điện thoại", "Solved by phone"),
    "moved_to_class": Sentence("Đã xếp chỗ ở lớp học cộng đồng", "Place in a class"),
    "referred": Sentence(
        "Việc này phải làm trực tiếp tại {noi}, {dv} đã báo trước giúp {xh}",
        "This has to be done at {noi}; we told them",
    ),
    "given_up": Sentence("Đã khép phiếu", "Closed"),
}

BRIEF: Words = {
    **STATUS,
    "scheduled": Sentence("Đã hẹn giờ", "A time is fixed"),
    "referred": Sentence("Việc này đã chuyển cơ quan khác", "This was referred to another office"),
}
"""The state alone, for who knows the number of the slip and a telephone number: not when somebody comes, nor where."""

FOLLOW: Words = {
    "title": Sentence("Phiếu nhờ giúp", "Your request"),
    "number": Sentence("Số phiếu", "Request number"),
    "topics": Sentence("Việc cần giúp", "What for"),
    "place": Sentence("Ở đâu", "Where"),
    "place.home": Sentence("Ở nhà", "At home"),
    "place.ward_office": Sentence("Nhà văn hóa hoặc trụ sở {dv}", "Cultural house or {dv} office"),
    "place.phone": Sentence("Qua điện thoại", "By phone"),
    "place.class": Sentence("Lớp học cộng đồng", "Community class"),
    "when": Sentence("Khi nào", "When"),
    "papers": Sentence("Giấy tờ mang theo", "Papers to bring"),
    "windows": Sentence("Lúc tiện", "Times that suit"),
    "windows.more": Sentence("và {n} lúc khác", "and {n} more"),
    "who": Sentence("Ai đến", "Who comes"),
    "who.call": Sentence("Ai gọi", "Who calls"),
    "told_by": Sentence(
        "Trước {ngay}, {dv} gọi hoặc nhắn cho {xh} biết ai đến, lúc nào. Chưa báo là chưa cử ai.",
        "By {ngay} we call or text who comes and when. Until then nobody has been sent.",
    ),
    "told_by:phone": Sentence(
        "Trước {ngay}, {dv} gọi hoặc nhắn cho {xh} biết ai gọi, lúc nào. Chưa báo là chưa cử ai.",
        "By {ngay} we call or text who phones and when. Until then nobody has been asked to.",
    ),
    "confirm": Sentence("Ghi mã xác nhận", "Write the code"),
    "code": Sentence(
        "Mã hẹn là hai từ trong tin nhắn báo lịch. Người đến phải tự nói mã trước. Nói sai, hoặc không nói được, "
        "thì đừng mở cửa.",
        "The visit code is the two words in the message that told the time. The visitor must say it first. If they "
        "cannot, do not open.",
    ),
    "visit": Sentence(
        "Báo đúng hẹn, đổi sang giờ khác hay hủy ở trang lịch hẹn.",
        "Confirm, move or cancel the visit on its own page.",
    ),
    "visit_link": Sentence("Xem mã hẹn, đổi giờ", "See the visit code, change the time"),
    **READY,
    "change": Sentence(
        "Muốn đổi giờ, {xh} mở trang lịch hẹn, hoặc gọi {sdt}.",
        "To change the time open the visit's page, or call {sdt}.",
    ),
    "after": AFTER,
    "closed": Sentence("Khi cần, {xh} gọi {sdt}.", "Call {sdt} whenever you need us."),
    "choose_times": Sentence("Chọn giờ", "Choose times"),
    "other_times": Sentence("Đổi giờ tiện", "Change the times"),
    "cancel": Sentence("Thôi, không cần nữa", "I no longer need it"),
    "ask_again": Sentence("Nhờ giúp việc khác", "Ask for something else"),
    "code_picture": Sentence("Mã hẹn, hai từ", "The visit code, two words"),
    "on_time": Sentence("Báo đúng hẹn", "This time suits"),
    "print": Sentence("In trang này, chữ to", "Print this page in large type"),
    "print_otherwise": Sentence(
        "Muốn có bản giấy chữ to, {xh} nhờ con cháu in giúp trang này.",
        "For a copy on paper in large type, ask somebody to print this page.",
    ),
    "so_far": Sentence("Từ lúc gửi phiếu", "Since it was sent"),
    "looks_once": Sentence(
        "Người được cử đã xem số điện thoại hoặc địa chỉ 1 lần. Mỗi lần xem đều được ghi lại.",
        "The helper has looked at the phone number or the address once. Every look is recorded.",
    ),
    "messages": Sentence("Xem lại các tin đã gửi, chọn cách nhận tin", "Messages so far, and how they come"),
    "looks": Sentence(
        "Người được cử đã xem số điện thoại hoặc địa chỉ {looks} lần. Mỗi lần xem đều được ghi lại.",
        "The helper has looked at the phone number or the address {looks} times. Every look is recorded.",
    ),
    "more": Sentence("Phiếu khác của gia đình", "Other requests of the household"),
    "consent": Sentence(
        "Muốn rút lại đồng ý hoặc xóa những gì đã ghi, {xh} gọi {dv}.",
        "To withdraw your consent or have it erased, call your {dv}.",
    ),
    "unseen": Sentence(
        "Trên máy này chỉ xem được phiếu đến đâu. Muốn đổi giờ hay hủy, {xh} gọi {sdt}.",
        "On this device only the state is shown. To change the time or cancel, call {sdt}.",
    ),
    "unseen_anywhere": Sentence(
        "Trên máy này chỉ xem được phiếu đến đâu. Muốn đổi giờ hay hủy, {xh} gọi {dv}.",
        "On this device only the state is shown. To change the time or cancel, call your {dv}.",
    ),
    "open_here": Sentence("Mở phiếu bằng mã nhắn đến máy của {xh}", "Open it with a code sent to your phone"),
    "another": Sentence("Xem phiếu khác", "Look up another request"),
}

LOOK: Words = {
    "title": Sentence("Xem phiếu đến đâu rồi", "See where a request stands"),
    "reference": Sentence("Số phiếu", "Request number"),
    "reference_hint": Sentence("Ba nhóm chữ số, ví dụ 4-26-017", "Three groups of digits, for example 4-26-017"),
    "phone": Sentence("Số điện thoại đã ghi trong phiếu", "The phone number on the request"),
    "look": Sentence("Xem", "Look"),
}

CANCEL: Words = {
    "title": Sentence("Hủy phiếu", "Cancel the request"),
    "reason": Sentence("Vì sao không cần nữa?", "Why is it no longer needed?"),
    "hint": Sentence("Hủy rồi thì không ai đến nữa.", "Once it is cancelled nobody comes."),
    "reason.not_needed": Sentence("Không cần nữa", "Not needed any more"),
    "reason.solved_otherwise": Sentence("Đã có người giúp rồi", "Somebody has helped already"),
    "reason.ill": Sentence("Đang mệt, đang ốm", "Not well at the moment"),
    "reason.moved_away": Sentence("Đã chuyển đi nơi khác", "Moved away"),
    "reason.mistake": Sentence("Ghi nhầm", "It was a mistake"),
    "reason.other": Sentence("Lý do khác", "Another reason"),
    "cancel": Sentence("Hủy phiếu", "Cancel the request"),
    "keep": Sentence("Thôi, giữ phiếu", "Keep the request"),
}

TIMES: Words = {
    "title": Sentence("Chọn lại giờ", "New times"),
    "give": Sentence("Báo giờ này", "These times suit"),
}

NOT_FOUND = Sentence(
    "Chưa thấy phiếu nào mang số ấy và số điện thoại ấy. Mời xem lại hai số.",
    "No request has this number together with this phone. Please check both.",
)
REFERENCE = Sentence(
    "Ghi số phiếu trên giấy hoặc trong tin nhắn, ví dụ 4-26-017.",
    "Write the number from the slip or the message, for example 4-26-017.",
)
WHY = Sentence("Mời chọn một lý do.", "Please choose a reason.")
