"""Words of staff for what stands on a request: no form of address, the short words of the trade."""

from __future__ import annotations

from services.volunteers.pages.words_common import DEVICES
from shared.web.language import Sentence
from shared.web.pages.words import Words

STATUS: Words = {
    "status.unconfirmed": Sentence("Chờ xác minh", "To verify"),
    "status.open": Sentence("Chưa mời ai", "Nobody asked yet"),
    "status.offered": Sentence("Đang mời", "Asking"),
    "status.accepted": Sentence("Đã có người nhận, chờ xếp giờ", "Someone accepted, fixing a time"),
    "status.scheduled": Sentence("Đã xếp lịch", "Scheduled"),
    "status.escalated": Sentence("Cần cán bộ xử lý", "Needs staff"),
    "status.needs_times": Sentence("Chờ giờ mới", "Needs new times"),
    "status.done": Sentence("Hoàn thành", "Done"),
    "status.cancelled": Sentence("Đã hủy", "Cancelled"),
    "status.solved_by_phone": Sentence("Xong qua điện thoại", "Solved by phone"),
    "status.moved_to_class": Sentence("Đã chuyển sang lớp", "Moved to class"),
    "status.referred": Sentence("Đã chuyển cơ quan khác", "Referred"),
    "status.given_up": Sentence("Đã khép", "Given up"),
}

TONES = {
    "unconfirmed": "attention",
    "open": "waiting",
    "offered": "asking",
    "accepted": "fixed",
    "scheduled": "fixed",
    "escalated": "bad",
    "needs_times": "attention",
    "done": "done",
}
"""Status → the colour of its tag; what ended without a visit is ``closed``."""

FACTS: Words = {
    "place.home": Sentence("Ở nhà", "At home"),
    "place.ward_office": Sentence("Nhà văn hóa, trụ sở", "Cultural house or office"),
    "place.phone": Sentence("Qua điện thoại", "By phone"),
    "place.class": Sentence("Lớp học cộng đồng", "Community class"),
    **DEVICES,
    "device.none": Sentence("Chưa có", "None"),
    "device.unknown": Sentence("Không rõ", "Not sure"),
    "need.hard_of_hearing": Sentence("Tai nghe không rõ", "Hard of hearing"),
    "need.poor_sight": Sentence("Mắt kém, cần chữ to", "Poor sight, large type"),
    "need.read_aloud": Sentence("Muốn được đọc giúp", "Wants things read aloud"),
    "need.hard_to_walk": Sentence("Đi lại khó", "Walks with difficulty"),
    "need.shaky_hands": Sentence("Tay hay run", "Shaky hands"),
    "wish.woman": Sentence("Người hướng dẫn là nữ", "A woman as helper"),
    "wish.man": Sentence("Người hướng dẫn là nam", "A man as helper"),
    "wish.pair": Sentence("Hai người cùng đến", "Two come together"),
    "wish.family_present": Sentence("Có người nhà ngồi cùng", "Somebody of the family present"),
    "wish.same_helper": Sentence("Vẫn người hướng dẫn cũ", "The same helper"),
    "owner.self": Sentence("của chính người ấy", "their own"),
    "owner.shared": Sentence("hai vợ chồng dùng chung", "shared by the couple"),
    "owner.relative": Sentence("của con cháu", "a child's or grandchild's"),
    "owner.neighbour": Sentence("của hàng xóm", "a neighbour's"),
    "relation.child": Sentence("con", "child"),
    "relation.grandchild": Sentence("cháu", "grandchild"),
    "relation.spouse": Sentence("vợ hoặc chồng", "spouse"),
    "relation.sibling": Sentence("anh, chị, em", "brother or sister"),
    "relation.parent": Sentence("bố hoặc mẹ", "parent"),
    "relation.relative": Sentence("họ hàng", "relative"),
    "relation.neighbour": Sentence("hàng xóm", "neighbour"),
    "relation.friend": Sentence("bạn, người quen", "friend"),
    "relation.team_leader": Sentence("tổ trưởng, trưởng thôn", "head of the neighbourhood"),
    "relation.social_worker": Sentence("cán bộ xã hội, đoàn thể", "social worker"),
    "relation.other": Sentence("khác", "other"),
    "purpose.visit": Sentence("Sắp xếp buổi hướng dẫn", "Arranging the visit"),
    "purpose.reminders": Sentence("Nhắn tin nhắc lịch", "Reminders"),
    "purpose.photo": Sentence("Chụp ảnh, không lộ màn hình và giấy tờ", "Photos, no screens or papers"),
    "purpose.call_30_days": Sentence("Gọi hỏi sau 30 ngày", "A call after 30 days"),
    "how.web": Sentence("trên trang", "on the page"),
    "how.phone": Sentence("qua điện thoại", "by phone"),
    "how.in_person": Sentence("trực tiếp", "in person"),
    "how.counter": Sentence("tại điểm phục vụ", "at the counter"),
    "how.paper": Sentence("trên giấy", "on paper"),
}

WHEN: Words = {
    "when.any": Sentence("Lúc nào cũng được", "Any time"),
    "when.hint": Sentence("Chọn được nhiều lúc.", "Choose as many as suit."),
    "when.other": Sentence("Ngày khác", "Another day"),
    "when.day": Sentence("Ngày", "Day"),
    "when.no_day": Sentence("Không chọn", "None"),
    "when.part": Sentence("Buổi", "Part of the day"),
    "when.morning": Sentence("Sáng", "Morning"),
    "when.afternoon": Sentence("Chiều", "Afternoon"),
}
"""What ``volunteers/resident/times.html`` says to staff."""

WORKING: dict[str, tuple[Sentence, Sentence]] = {
    "minutes": (
        Sentence("{n} phút làm việc", "{n} working minute"),
        Sentence("{n} phút làm việc", "{n} working minutes"),
    ),
    "hours": (Sentence("{n} giờ làm việc", "{n} working hour"), Sentence("{n} giờ làm việc", "{n} working hours")),
    "days": (Sentence("{n} ngày làm việc", "{n} working day"), Sentence("{n} ngày làm việc", "{n} working days")),
}
"""A span of working time: of one, and of several."""
