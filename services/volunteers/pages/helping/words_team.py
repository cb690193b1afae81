"""What the page of a team says to its leader."""

from __future__ import annotations

from services.volunteers.pages.helping.words_offering import AVAILABILITY
from shared.web.language import Sentence
from shared.web.pages.words import Words

_OF_AWAY = ("away_until", "away_send")

TEAM: Words = {
    **{key: AVAILABILITY[key] for key in _OF_AWAY},
    "title": Sentence("Tổ của tôi", "My team"),
    "asked": Sentence("Việc cần người", "Tasks that need someone"),
    "asked_whom": Sentence("Đang mời: {names}", "Being asked: {names}"),
    "no_asked": Sentence("Không có việc nào chờ tổ trả lời.", "Nothing waits for the team's answer."),
    "member": Sentence("Ai trong tổ đi?", "Who of the team goes?"),
    "member_none": Sentence("Chọn một người", "Choose somebody"),
    "take": Sentence("Tổ nhận, cử người này", "The team takes it and sends this person"),
    "take_hint": Sentence("Hỏi người ấy trước khi cử.", "Ask them before you send them."),
    "choose_member": Sentence("Chọn người đi.", "Choose who goes."),
    "members": Sentence("Thành viên tổ", "Members of the team"),
    "no_members": Sentence("Tổ chưa có ai.", "Nobody belongs to the team yet."),
    "no_phone": Sentence("Không có số", "No number"),
    "status.active": Sentence("Đang sẵn sàng", "On duty"),
    "status.applied": Sentence("Chờ duyệt", "Waits to be approved"),
    "status.checked": Sentence("Chờ duyệt", "Waits to be approved"),
    "status.suspended": Sentence("Tạm dừng", "Suspended"),
    "duty": Sentence("Tổ đang nhận việc hay tạm nghỉ", "Whether the team is on duty"),
    "duty.on": Sentence("Tổ đang nhận việc", "The team is on duty"),
    "duty.back": Sentence("Tổ nhận việc trở lại", "The team is back"),
    "duty_lead": Sentence(
        "Trong lúc tổ tạm nghỉ, không ai chỉ thuộc tổ này được mời việc mới. Việc đã nhận vẫn giữ nguyên.",
        "While the team is away, nobody who belongs to it alone is asked anew. Tasks they have taken stay theirs.",
    ),
    "done.sent": Sentence(
        "Đã nhận việc cho tổ. Người được cử có tin nhắn, lịch hẹn đang được xếp.",
        "The team has taken the task. Whoever goes gets a message, and the time is being fixed.",
    ),
    "done.paused": Sentence("Đã ghi: tổ tạm nghỉ.", "Noted: the team is away."),
    "done.back": Sentence("Tổ đã nhận việc trở lại.", "The team is on duty again."),
    "no_team": Sentence("Anh/chị chưa phụ trách tổ nào", "You lead no team yet"),
    "no_team_text": Sentence("Cán bộ phường, xã ghi ai là tổ trưởng.", "Ward staff enter who leads a team."),
}

OF_MEMBER: Words = {
    "task_limit_reached": Sentence(
        "Người này đang nhận đủ việc như đã chọn. Chọn người khác.",
        "This member holds as many tasks as they wish. Choose another.",
    ),
    "tasks_overlap": Sentence(
        "Các giờ của việc này đều trùng buổi người này đã nhận. Chọn người khác.",
        "Every time of this task overlaps a visit this member has taken. Choose another.",
    ),
    "task_taken": Sentence("Người này đã nhận việc này rồi.", "This member has taken this task already."),
    "adult_first": Sentence(
        "Người 16–17 tuổi đi cùng một người lớn. Cử người lớn trước.",
        "Members of 16 and 17 go beside an adult. Send a grown-up first.",
    ),
}
"""Refusals whose own sentence speaks to the one who goes, as the leader reads them."""
