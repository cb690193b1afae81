"""What the pages of offers and tasks say to volunteers: "anh/chị", and the verb alone on buttons."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words
from shared.web.pages.words_common import ASK_WARD, DOOR_SCRIPT

DUTY: Words = {
    "duty.on": Sentence("Đang sẵn sàng", "On duty"),
    "duty.away_day": Sentence("Tạm nghỉ đến hết {day}", "Away through {day}"),
    "duty.away_moment": Sentence("Tạm nghỉ đến {moment}", "Away until {moment}"),
    "duty.back": Sentence("Tôi sẵn sàng trở lại", "I am back"),
    "duty.go": Sentence("Tạm nghỉ", "Go off duty"),
    "away_week": Sentence("Nghỉ đến hết {day}", "Away through {day}"),
}
"""Whether somebody is there, on two pages."""


OFFLINE: Words = {
    "offline": Sentence(
        "Chưa tải được trang mới: đây là bản máy này giữ lại lúc {gio} hôm nay. Nhận việc, báo bận phải chờ có mạng, "
        "hoặc gọi điện.",
        "The page did not come: this is what this phone kept at {gio} today. To answer, wait for the network, or call.",
    ),
}
"""What a kept page says on top (``static/volunteers/worker.js`` shows it)."""

TASKS: Words = {
    **DUTY,
    **OFFLINE,
    "title": Sentence("Việc của tôi", "My tasks"),
    "availability": Sentence("Lịch rảnh, tạm nghỉ", "Free times, days away"),
    "offers": Sentence("Việc cần người", "Tasks that need someone"),
    "accept": Sentence("Tôi nhận", "I will go"),
    "decline": Sentence("Lần này tôi bận", "Not this time"),
    "no_offers": Sentence("Chưa có việc nào chờ anh/chị trả lời", "Nothing waits for your answer"),
    "no_offers_text": Sentence(
        "Có việc gần nhà, hợp giờ anh/chị rảnh, sẽ có tin nhắn.",
        "When somebody near you needs help at your free times, you get a message.",
    ),
    "no_offers_away": Sentence(
        "Trong lúc tạm nghỉ, anh/chị không được mời việc mới.", "While you are away you are not asked for new tasks."
    ),
    "map": Sentence("Quanh nhà anh/chị", "Around your home"),
    "map_about": Sentence(
        "Mỗi chấm là một tổ, thôn; số ở chấm là số của việc trong danh sách ở trên. Ngôi nhà ở giữa là nhà anh/chị.",
        "Each dot is a neighbourhood; its number is that of the task on the list above. The house is yours.",
    ),
    "ring": Sentence("{n} m", "{n} m"),
    "ring_km": Sentence("{n} km", "{n} km"),
    "agenda": Sentence("Lịch hẹn của tôi", "My appointments"),
    "calendar": Sentence("Đưa vào lịch trên điện thoại", "Put it into your phone's calendar"),
    "ask_ward": ASK_WARD,
    "mine": Sentence("Việc tôi đã nhận", "Tasks I have taken"),
    "no_mine": Sentence("Anh/chị chưa nhận việc nào.", "You have not taken any task."),
    "open_task": Sentence("Xem việc", "See the task"),
    "done.accepted": Sentence(
        "Cảm ơn anh/chị đã nhận việc. Lịch hẹn đang được xếp, xong sẽ có tin nhắn.",
        "Thank you for taking the task. The time is being fixed; a message follows.",
    ),
    "done.declined": Sentence("Đã ghi: lần này anh/chị bận. Không sao cả.", "Noted: not this time. That is fine."),
    "done.handed_back": Sentence(
        "Đã nhờ người khác đi thay. Cảm ơn anh/chị đã báo sớm.",
        "Somebody else is being asked to go. Thank you for telling us early.",
    ),
    "done.swapped": Sentence(
        "Đã mời người anh/chị nhờ. Cảm ơn anh/chị đã báo sớm.",
        "Your colleague has been asked. Thank you for telling us early.",
    ),
    "done.away": Sentence(
        "Đã ghi: anh/chị tạm nghỉ. Việc đã nhận vẫn giữ nguyên.",
        "Noted: you are away. Tasks you have taken stay yours.",
    ),
    "done.back": Sentence("Anh/chị đã sẵn sàng trở lại.", "You are on duty again."),
    "applied_heading": Sentence("Đã nhận đăng ký của anh/chị", "Your application has arrived"),
    "applied": Sentence(
        "Cán bộ {dv} sẽ gọi điện hoặc mời gặp một lần cho biết mặt và xem giấy tờ, rồi duyệt. "
        "Từ lúc ấy anh/chị mới được mời việc. Trong khi chờ, lịch rảnh vẫn sửa được.",
        "Staff of the {dv} will phone you, or meet you once and see your papers, then approve you. "
        "Only then will you be asked to help. "
        "Meanwhile you can still change your free times.",
    ),
    "suspended_heading": Sentence(
        "Anh/chị đang tạm nghỉ nhận việc theo yêu cầu của {dv}", "Your {dv} has asked you to take a break from tasks"
    ),
    "suspended": Sentence(
        "Lúc này anh/chị không được mời việc. Muốn biết vì sao, hay muốn giúp trở lại, mời gọi {dv}.",
        "You are not asked to help at the moment. To learn why, or to help again, call the {dv}.",
    ),
    "stranger": Sentence("Anh/chị chưa đăng ký giúp bà con", "You have not applied to help yet"),
    "join": Sentence("Đăng ký giúp bà con", "Apply to help"),
}

TELLING: Words = {
    "left_minutes": Sentence("Còn {n} phút để trả lời", "{n} minutes to answer"),
    "left_hours": Sentence("Còn {n} giờ để trả lời", "{n} hours to answer"),
    "left_none": Sentence("Hết giờ trả lời, vẫn có thể nhận", "Time is up, you may still accept"),
    "takes": Sentence("Khoảng {n} phút", "About {n} minutes"),
    "on": Sentence(" ", " on "),
    "or": Sentence(" hoặc ", " or "),
    "unplaced": Sentence("Đang xếp giờ", "The time is being fixed"),
    "place.home": Sentence("Tại nhà", "At home"),
    "place.ward_office": Sentence("Tại trụ sở {dv}", "At the office of the {dv}"),
    "place.phone": Sentence("Qua điện thoại", "By phone"),
    "place.class": Sentence("Tại lớp học cộng đồng", "At a community class"),
    "tag.today": Sentence("Cần trong ngày", "Needed today"),
    "tag.fixed": Sentence("Đã xếp lịch", "Scheduled"),
    "tag.now": Sentence("Hôm nay", "Today"),
    "tag.unplaced": Sentence("Chờ xếp giờ", "Time to be fixed"),
    "tag.past": Sentence("Đã qua giờ hẹn", "The time has passed"),
    "slip": Sentence("Phiếu {reference}", "Request {reference}"),
}
"""Facts of an offer or a task."""

TASK: Words = {
    **OFFLINE,
    "ask_ward": ASK_WARD,
    "title": Sentence("Việc đã nhận", "A task you have taken"),
    "to_tasks": Sentence("Việc của tôi", "My tasks"),
    "contact": Sentence("Xem số điện thoại và đường đến nhà", "See the phone number and the way to the home"),
    "contact_phone": Sentence("Xem số điện thoại", "See the phone number"),
    "contact_hint": Sentence(
        "Địa chỉ hiện từ {address_from} hôm trước buổi hướng dẫn. Mỗi lần mở xem đều được ghi lại.",
        "The address is shown from {address_from} the day before the visit. Every look is recorded.",
    ),
    "contact_show": Sentence("Xem", "Show"),
    "to_task": Sentence("Quay lại việc này", "Back to the task"),
    "contact_phone_hint": Sentence("Mỗi lần mở xem đều được ghi lại.", "Every look is recorded."),
    "door": Sentence("Nói ở cửa", "What to say at the door"),
    "door.script": DOOR_SCRIPT,
    "door.code": Sentence(
        "Chỗ ‘…’ là hai từ của mã hẹn. Người đến nói trước, không bao giờ hỏi mã.",
        "‘…’ stands for the two words of the visit code. The visitor says them first and never asks for them.",
    ),
    "door.picture": Sentence(
        "Nói xong mã hẹn thì nói hình người cần giúp đã chọn:", "After the code, name the picture the person chose:"
    ),
    "visit": Sentence(
        "Mã hẹn, báo đã đến nơi và ghi kết quả ở trang lịch hẹn.",
        "The visit code, your arrival and the report are on the page of the appointment.",
    ),
    "visit_heading": Sentence("Lịch hẹn", "The appointment"),
    "visit_open": Sentence("Mở lịch hẹn", "Open the appointment"),
    "redlines": Sentence("Những điều không làm", "What we never do"),
    "redline.1": Sentence("Không cầm máy khi bác không nhìn thấy", "Never handle the phone out of sight"),
    "redline.2": Sentence("Không gõ hộ mật khẩu, OTP, mã PIN", "Never type passwords, OTP or PIN"),
    "redline.3": Sentence("Không chụp giấy tờ", "No photos of papers"),
    "redline.4": Sentence("Không nhận tiền, quà", "No money or gifts"),
    "redline.5": Sentence("Không vay mượn, mua bán", "No loans or sales"),
    "redline.6": Sentence("Không mang máy về", "Never take the phone home"),
    "redline.7": Sentence(
        "Không lưu số riêng, không đưa địa chỉ vào nhóm Zalo", "Keep no private copy, no address in Zalo groups"
    ),
    "handback": Sentence("Nhờ người khác đi thay", "Ask someone else to go"),
    "handback_lead": Sentence(
        "Bận đột xuất thì báo càng sớm càng tốt.", "If something comes up, tell us as early as you can."
    ),
}

HAND_BACK: Words = {
    "ask_ward": ASK_WARD,
    "title": Sentence("Nhờ người khác đi thay", "Ask someone else to go"),
    "reason": Sentence("Vì sao anh/chị không đi được?", "Why can you not go?"),
    "hint": Sentence(
        "{Dv} tìm người khác ngay. Người chờ không biết lý do này.",
        "Somebody else is looked for at once. Whoever waits does not learn the reason.",
    ),
    "reason.ill": Sentence("Bị ốm", "Ill"),
    "reason.busy": Sentence("Bận việc", "Busy"),
    "reason.travel": Sentence("Đi xa", "Travelling"),
    "reason.family": Sentence("Việc gia đình", "Family"),
    "reason.other": Sentence("Lý do khác", "Another reason"),
    "colleague": Sentence("Đã nhờ được ai trong tổ đi thay?", "Has somebody of your team agreed to go?"),
    "colleague_hint": Sentence(
        "Người ấy được mời trước, và vẫn phải bấm nhận. Không nhận thì {dv} tìm người khác.",
        "They are asked first, and still have to accept. If they do not, the {dv} looks for somebody else.",
    ),
    "colleague.none": Sentence("Chưa, {dv} tìm giúp", "No, the {dv} will look"),
    "send": Sentence("Nhờ người khác đi thay", "Ask someone else to go"),
    "choose": Sentence("Chọn một lý do.", "Choose a reason."),
}

CONTACT: Words = {
    **OFFLINE,
    "ask_ward": ASK_WARD,
    "title": Sentence("Liên lạc và đường đến nhà", "How to reach them"),
    "to_task": Sentence("Quay lại việc này", "Back to the task"),
    "name": Sentence("Người cần giúp", "Who is helped"),
    "phone": Sentence("Điện thoại", "Phone"),
    "no_phone": Sentence("Không có số. Mời gọi {dv}.", "No number. Please call the {dv}."),
    "owner.shared": Sentence("Máy dùng chung trong nhà", "Shared in the household"),
    "owner.relative": Sentence("Máy của người nhà", "A relative's phone"),
    "owner.neighbour": Sentence(
        "Máy của hàng xóm: chỉ nhờ nhắn, không nói nội dung.",
        "A neighbour's phone: only leave word, not what it is about.",
    ),
    "address": Sentence("Địa chỉ", "Address"),
    "landmark": Sentence("Gần", "Near"),
    "met_by": Sentence("Ra đón", "Met by"),
    "map": Sentence("Bản đồ", "Map"),
    "open_map": Sentence("Mở bản đồ trên máy này", "Open this device's map"),
    "address_from": Sentence("Địa chỉ hiện từ {moment}.", "The address is shown from {moment}."),
    "address_later": Sentence(
        "Xếp giờ xong, địa chỉ hiện từ {address_from} hôm trước buổi hướng dẫn.",
        "Once the time is fixed, the address is shown from {address_from} the day before.",
    ),
    "kept": Sentence(
        "Lần xem này đã được ghi lại. Xong việc, anh/chị không giữ số và địa chỉ.",
        "This look has been recorded. Afterwards, keep neither the number nor the address.",
    ),
}

AWAY: Words = {
    "title": Sentence("Không có mạng", "No network"),
    "heading": Sentence("Máy đang không có mạng", "This phone has no network"),
    "what": Sentence(
        "Trang này không được giữ trong máy. Vừa bấm nhận, báo bận hay gửi gì thì điều vừa gửi chưa đi được: "
        "có mạng lại, mời bấm lần nữa.",
        "This page is not kept on the phone. If you have just answered or sent something, it has not gone: "
        "press again once there is a network.",
    ),
    "kept": Sentence(
        "Việc của hôm nay thì có giữ, đến hết ngày.",
        "Today's tasks are kept, until the end of the day.",
    ),
    "to_tasks": Sentence("Việc của tôi", "My tasks"),
}
"""What the phone shows where there is no network and nothing was kept."""
