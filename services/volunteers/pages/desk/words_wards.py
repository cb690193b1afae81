"""What the pages of one's wards and their pauses say."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

WARDS: Words = {
    "title": Sentence("Phường, xã phụ trách", "Wards in one's care"),
    "pauses": Sentence("Tạm hoãn vì mưa ngập, bão, nắng nóng", "Put off for flood, storm or heat"),
    "settings": Sentence("Số điện thoại, tổ dân phố, giờ làm việc", "Telephone, neighbourhoods, hours"),
    "poster": Sentence("Tờ treo ở bảng tin", "Poster for the notice board"),
    "numbers": Sentence("Số liệu", "Numbers"),
    "queue": Sentence("Hàng chờ", "Queue"),
    "nothing": Sentence("Chưa phụ trách phường, xã nào.", "No ward is in one's care."),
}

PAUSES: Words = {
    "title": Sentence("Tạm hoãn các buổi", "Putting visits off"),
    "back": Sentence("Về danh sách", "Back to the list"),
    "lead": Sentence(
        "Mọi buổi trong những giờ ấy được hoãn và hẹn lại. Mỗi người nhận một tin, không ai bị ghi lỗi.",
        "Every visit in these hours is put off and fixed anew. Everybody gets one message, nobody a mark.",
    ),
    "now": Sentence("Đang và sắp tạm hoãn", "Put off now and soon"),
    "none": Sentence("Không có gì bị hoãn.", "Nothing is put off."),
    "running": Sentence("Đang hoãn", "Running"),
    "coming": Sentence("Sắp tới", "To come"),
    "everywhere": Sentence("cả {dv}", "the whole {dv}"),
    "span": Sentence("{start} đến {end}", "{start} to {end}"),
    "end": Sentence("Thôi hoãn", "End it"),
    "new": Sentence("Tạm hoãn một đợt", "Put visits off"),
    "reason": Sentence("Lý do", "Reason"),
    "choose": Sentence("Chọn", "Choose"),
    "reason.flood": Sentence("Mưa ngập", "Flood"),
    "reason.storm": Sentence("Bão", "Storm"),
    "reason.heat": Sentence("Nắng nóng", "Heat"),
    "reason.power": Sentence("Mất điện", "No power"),
    "reason.other": Sentence("Lý do khác", "Another reason"),
    "from": Sentence("Từ lúc", "From"),
    "to": Sentence("Đến lúc", "To"),
    "to.hint": Sentence("Nhiều nhất {n} ngày một lần.", "{n} days at most."),
    "neighbourhoods": Sentence("Ở những nơi nào", "Where"),
    "neighbourhoods.hint": Sentence("Không chọn nơi nào là cả {dv}.", "None chosen: the whole {dv}."),
    "send": Sentence("Tạm hoãn", "Put off"),
    "done.paused": Sentence("Đã tạm hoãn. Những người liên quan được báo tin.", "Put off. Whom it concerns is told."),
    "done.ended": Sentence(
        "Đã thôi hoãn. Buổi đã hoãn rồi thì vẫn hẹn giờ khác.",
        "Ended. What was put off already is fixed for another time.",
    ),
}

NO_MOMENT = Sentence("Ghi ngày và giờ.", "Write the day and the hour.")
NO_REASON = Sentence("Chọn một lý do.", "Choose a reason.")
NO_NEIGHBOURHOOD = Sentence("Chọn trong danh sách.", "Choose from the list.")
