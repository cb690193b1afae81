"""What the page of one visit says: to the household, to those who come, and to ward staff.

``{xh}`` is how the reader or, at the door, the person who is helped is addressed; ``{sdt}`` the ward's number. A key
with ``:phone`` or ``:ward_office`` behind it says the same of a visit there (:func:`.telling.at_place`).
"""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words
from shared.web.pages.words_common import AFTER, ASK_WARD, DOOR_SCRIPT, READY

MOVED = Sentence(
    "Đã đổi giờ. Mã hẹn cũng đổi, mã cũ không dùng nữa.",
    "The time is changed, and so is the code; the old one is void.",
)

FACTS: Words = {
    "when": Sentence("Khi nào", "When"),
    "topics": Sentence("Việc cần giúp", "What for"),
    "place": Sentence("Ở đâu", "Where"),
    "place.home": Sentence("Ở nhà", "At home"),
    "place.ward_office": Sentence("Nhà văn hóa hoặc trụ sở {dv}", "Cultural house or {dv} office"),
    "place.phone": Sentence("Qua điện thoại", "By phone"),
    "place.class": Sentence("Lớp học cộng đồng", "Community class"),
    "who": Sentence("Ai đến", "Who comes"),
    "who.phone": Sentence("Ai gọi", "Who calls"),
    "resident": Sentence("Người cần giúp", "Who is helped"),
    "asked_by": Sentence("Người nhờ hộ", "Asked on behalf by"),
    "code": Sentence("Mã hẹn", "Visit code"),
    "status.scheduled": Sentence("Đã xếp lịch", "Scheduled"),
    "status.confirmed": Sentence("Người dân đã báo đúng hẹn", "Confirmed by resident"),
    "status.under_way": Sentence("Đang hướng dẫn", "Under way"),
    "status.completed": Sentence("Hoàn thành", "Done"),
    "status.cancelled": Sentence("Đã hủy", "Cancelled"),
    "status.missed": Sentence("Chưa gặp được nhau", "Did not meet"),
    "status.missed.resident": Sentence("Đến nhà không gặp, cần gọi hỏi thăm", "Not at home, call to ask after them"),
    "status.missed.resident:phone": Sentence("Gọi không gặp, cần hỏi thăm", "Nobody answered, ask after them"),
    "status.missed.resident:ward_office": Sentence(
        "Chưa thấy đến, cần gọi hỏi thăm", "Did not come, call to ask after them"
    ),
    "status.missed.volunteer": Sentence("Người hướng dẫn không đến", "Helper did not come"),
    "status.missed.volunteer:phone": Sentence("Người hướng dẫn không gọi", "Helper did not call"),
    "result": Sentence("Kết quả", "Result"),
    "minutes": Sentence("{n} phút", "{n} minutes"),
    "level.alone": Sentence("Tự làm được", "Alone"),
    "level.prompted": Sentence("Làm được khi có người nhắc", "With a reminder"),
    "level.not_yet": Sentence("Chưa làm được", "Not yet"),
    "follow_up": Sentence("Cần hẹn thêm", "Another visit"),
    "note": Sentence("Ghi chú", "Note"),
    "why": Sentence("Lý do", "Reason"),
    "ask_ward": ASK_WARD,
    "staff": Sentence("cán bộ {dv}", "the staff of the {dv}"),
    "print": Sentence("In trang này", "Print this page"),
    "open": Sentence("Mở lịch hẹn", "Open the visit"),
}
"""Facts of a visit, for whoever reads."""

REASONS: Words = {
    "reason.not_needed": Sentence("Không cần nữa", "Not needed any more"),
    "reason.ill": Sentence("Đang mệt, đang ốm", "Not well at the moment"),
    "reason.busy": Sentence("Bận việc khác", "Busy"),
    "reason.travel": Sentence("Đi xa", "Travelling"),
    "reason.weather": Sentence("Mưa, nắng, đường khó đi", "The weather"),
    "reason.safety": Sentence("Thấy không an toàn", "It does not feel safe"),
    "reason.mistake": Sentence("Ghi nhầm", "It was a mistake"),
    "reason.other": Sentence("Lý do khác", "Another reason"),
    "reason.pause": Sentence("{Dv} tạm hoãn các buổi ngày ấy", "The {dv} put off that day's visits"),
    "reason.suspended": Sentence("Đổi người hướng dẫn", "Another helper is needed"),
    "reason.handed_back": Sentence("Đổi người hướng dẫn", "Another helper is needed"),
    "reason.request_cancelled": Sentence("Phiếu đã hủy", "The request was cancelled"),
    "reason.request_ended": Sentence("Phiếu đã khép", "The request was closed"),
}

HOUSEHOLD: Words = {
    **FACTS,
    **REASONS,
    "title": Sentence("Lịch hẹn", "Your visit"),
    "open": Sentence("Xem lịch hẹn, đổi giờ", "See the visit, change the time"),
    "back": Sentence("Về phiếu nhờ giúp", "Back to the request"),
    "heading.scheduled": Sentence("Đã hẹn: {luc}", "Fixed: {luc}"),
    "heading.confirmed": Sentence("Đã hẹn: {luc}", "Fixed: {luc}"),
    "heading.under_way": Sentence("Buổi hướng dẫn đang diễn ra", "The visit is under way"),
    "heading.completed": Sentence("Đã xong", "Done"),
    "heading.cancelled": Sentence("Buổi {luc} đã hủy, KHÔNG có ai đến", "The visit at {luc} is off, NOBODY comes"),
    "heading.cancelled:phone": Sentence(
        "Buổi gọi {luc} đã hủy, KHÔNG có ai gọi", "The call at {luc} is off, NOBODY calls"
    ),
    "heading.cancelled:ward_office": Sentence(
        "Buổi {luc} đã hủy, {xh} không phải đến", "The visit at {luc} is off, you need not come"
    ),
    "heading.put_off": Sentence("Buổi {luc} tạm hoãn, KHÔNG có ai đến", "The visit at {luc} is put off, NOBODY comes"),
    "heading.put_off:phone": Sentence(
        "Buổi gọi {luc} tạm hoãn, KHÔNG có ai gọi", "The call at {luc} is put off, NOBODY calls"
    ),
    "heading.put_off:ward_office": Sentence(
        "Buổi {luc} tạm hoãn, {xh} chưa phải đến", "The visit at {luc} is put off, you need not come yet"
    ),
    "put_off": Sentence("{Dv} sẽ gọi {xh} hẹn lại.", "We will call to arrange another time."),
    "heading.missed": Sentence("Lần này chưa gặp được nhau", "You did not meet this time"),
    "missed.resident": Sentence(
        "Người hướng dẫn đến mà chưa gặp được. {Xh} gọi lại {sdt} để {dv} yên tâm ạ.",
        "Our helper came but met nobody. Please call {sdt} so that we know all is well.",
    ),
    "missed.resident:phone": Sentence(
        "Người hướng dẫn gọi mà chưa gặp được. {Xh} gọi lại {sdt} để {dv} yên tâm ạ.",
        "Our helper phoned but reached nobody. Please call {sdt} so that we know all is well.",
    ),
    "missed.resident:ward_office": Sentence(
        "Người hướng dẫn đợi mà chưa gặp được. {Xh} gọi lại {sdt} để {dv} yên tâm ạ.",
        "Our helper waited but met nobody. Please call {sdt} so that we know all is well.",
    ),
    "missed.volunteer": Sentence(
        "Người hướng dẫn chưa đến được, {dv} xin lỗi {xh} và sẽ gọi hẹn lại.",
        "Our helper did not come; we apologise and will call.",
    ),
    "missed.volunteer:phone": Sentence(
        "Người hướng dẫn chưa gọi được, {dv} xin lỗi {xh} và sẽ gọi hẹn lại.",
        "Our helper did not phone; we apologise and will call.",
    ),
    "confirmed": Sentence("{Xh} đã báo đúng hẹn", "You confirmed"),
    "code.home": Sentence(
        "Người đến phải tự nói hai từ này trước. Nói sai, hoặc không nói được, thì đừng mở cửa. "
        "{Xh} đừng đọc mã cho ai.",
        "The visitor must say these two words first. If they cannot, do not open. Read the code to nobody.",
    ),
    "code.phone": Sentence(
        "Người gọi đến phải tự nói hai từ này trước. Nói sai, hoặc không nói được, thì cứ tắt máy. "
        "{Xh} đừng đọc mã cho ai.",
        "The caller must say these two words first. If they cannot, hang up. Read the code to nobody.",
    ),
    "confirm": Sentence("Báo đúng hẹn", "This time suits"),
    "move": Sentence("Đổi sang giờ khác", "Move to another time"),
    "cancel": Sentence("Thôi, không cần nữa", "I no longer need it"),
    "missed": Sentence("Chưa thấy ai đến", "Nobody has come"),
    "missed:phone": Sentence("Chưa thấy ai gọi", "Nobody has called"),
    "missed:ward_office": Sentence("Đến nơi mà chưa gặp ai", "I came and met nobody"),
    **READY,
    "after": AFTER,
    "change": Sentence("Muốn hỏi hay đổi giờ, {xh} gọi {sdt}.", "To ask or to change the time, call {sdt}."),
    "done.confirmed": Sentence("{Xh} đã báo đúng hẹn. Cảm ơn {xh}.", "You confirmed. Thank you."),
    "done.moved": MOVED,
    "done.cancelled": Sentence("Đã hủy. Không có ai đến nữa.", "Cancelled. Nobody comes."),
    "done.cancelled:phone": Sentence("Đã hủy. Không có ai gọi nữa.", "Cancelled. Nobody calls."),
    "done.cancelled:ward_office": Sentence("Đã hủy. {Xh} không phải đến nữa.", "Cancelled. You need not come."),
    "done.missed": Sentence("Đã ghi. Cán bộ {dv} sẽ gọi hẹn lại.", "Noted. Staff of the {dv} will call you."),
}

HELPER: Words = {
    **FACTS,
    **REASONS,
    "title": Sentence("Lịch hẹn", "Visit"),
    "open": Sentence("Đến nơi, ghi kết quả, đổi giờ", "Arrive, report, change the time"),
    "back": Sentence("Việc này", "The task"),
    "contact": Sentence("Số điện thoại và đường đến nhà", "The phone number and the way to the home"),
    "contact:phone": Sentence("Số điện thoại", "The phone number"),
    "contact:ward_office": Sentence("Số điện thoại", "The phone number"),
    "door": Sentence("Nói ở cửa", "What to say at the door"),
    "door.phone": Sentence("Nói khi gọi", "What to say on the phone"),
    "door.home.script": DOOR_SCRIPT,
    "door.phone.script": Sentence(
        "“Cháu chào {xh} ạ. Cháu là {ten}, {dv} cử gọi để giúp {xh}: {viec}. Mã hẹn của mình là ‘{ma}’. "
        "{Xh} xem có đúng không rồi mình bắt đầu ạ.”",
        "“Good morning. I am {ten}, asked by the {dv} to help you by phone: {viec}. Our code is ‘{ma}’. "
        "Please check before we begin.”",
    ),
    "door.code": Sentence(
        "Nói mã trước, không bao giờ hỏi mã. Không gửi mã cho ai khác.",
        "Say the code first and never ask for it. Send it to nobody else.",
    ),
    "start": Sentence("Tôi đã đến nơi", "I have arrived"),
    "start.phone": Sentence("Tôi đã gọi được", "They have answered"),
    "report": Sentence("Xong, ghi kết quả", "Done, report"),
    "missed": Sentence("Không gặp được nhau", "We did not meet"),
    "move": Sentence("Đổi sang giờ khác", "Move to another time"),
    "handback": Sentence("Nhờ người khác đi thay", "Ask someone else to go"),
    "done.started": Sentence(
        "Đã ghi lúc đến. Xong buổi, anh/chị ghi kết quả giúp.", "Your arrival is noted. Please report when it is done."
    ),
    "done.started:phone": Sentence(
        "Đã ghi lúc bắt đầu gọi. Xong buổi, anh/chị ghi kết quả giúp.",
        "The beginning of the call is noted. Please report when it is done.",
    ),
    "done.moved": MOVED,
    "done.reported": Sentence(
        "Đã ghi kết quả. Cảm ơn anh/chị. Xong việc, anh/chị không giữ số và địa chỉ.",
        "The result is recorded. Thank you. Keep neither the number nor the address.",
    ),
    "done.missed": Sentence(
        "Đã ghi. Cán bộ {dv} sẽ gọi hỏi thăm và hẹn lại.",
        "Noted. Staff of the {dv} will call and arrange another time.",
    ),
}

DESK: Words = {
    **FACTS,
    **REASONS,
    "title": Sentence("Lịch hẹn", "Visit"),
    "back": Sentence("Lịch hẹn của phường, xã", "The ward's visits"),
    "slip": Sentence("Mở yêu cầu", "Open the request"),
    "number": Sentence("Số phiếu {reference}", "Request {reference}"),
    "started_at": Sentence("Bắt đầu", "Began"),
    "by.resident": Sentence("người cần giúp", "the resident"),
    "by.asked_by": Sentence("người nhờ hộ", "whoever asked for them"),
    "by.volunteer": Sentence("người hướng dẫn", "the helper"),
    "by.staff": Sentence("cán bộ", "staff"),
    "late": Sentence("báo sát giờ", "at short notice"),
    "code.tell": Sentence(
        "Người dân gọi đến hỏi thì đọc lại mã cho đúng người, sau khi hỏi hình đã chọn.",
        "When the resident phones in, ask for the picture they chose, then tell the code.",
    ),
    "deeds": Sentence("Xử lý", "What to do"),
    "confirm": Sentence("Người dân báo đúng hẹn", "The resident confirms"),
    "start": Sentence("Người hướng dẫn đã đến nơi", "The helper has arrived"),
    "start:phone": Sentence("Người hướng dẫn đã gọi được", "The helper has reached them"),
    "report": Sentence("Ghi kết quả", "Report"),
    "move": Sentence("Đổi giờ", "Move"),
    "cancel": Sentence("Hủy lịch hẹn", "Cancel the visit"),
    "missed": Sentence("Không gặp được nhau", "They did not meet"),
    "done.confirmed": Sentence("Đã ghi: người dân báo đúng hẹn.", "Noted: the resident confirmed."),
    "done.started": Sentence("Đã ghi lúc đến.", "The arrival is noted."),
    "done.started:phone": Sentence("Đã ghi lúc bắt đầu gọi.", "The beginning of the call is noted."),
    "done.moved": Sentence("Đã đổi giờ, mã hẹn mới ở dưới.", "Moved; the new code stands below."),
    "done.cancelled": Sentence("Đã hủy lịch hẹn.", "The visit is cancelled."),
    "done.reported": Sentence("Đã ghi kết quả.", "The result is recorded."),
    "done.missed": Sentence("Đã ghi: chưa gặp được nhau.", "Noted: they did not meet."),
}
