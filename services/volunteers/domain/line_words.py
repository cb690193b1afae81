"""The words a request's timeline is made of, Vietnamese and English; the keys are our codes."""

from __future__ import annotations

Words = tuple[str, str]
"""Vietnamese, English."""

LINES: dict[str, Words] = {
    "request_received": ("Đã nhận phiếu", "Request received"),
    "person_replaced": ("Đã gộp hai hồ sơ của một người", "Two records of one person merged"),
    "phone_proven": ("Đã xác minh số điện thoại", "Telephone confirmed"),
    "resident_agreed": ("Người cần giúp đã đồng ý", "The resident agreed"),
    "request_opened": ("Bắt đầu tìm người giúp", "Looking for a helper"),
    "request_needs_times": ("Chờ giờ mới: {reason}", "Needs new times: {reason}"),
    "windows_given": ("Đã chọn lại giờ", "New times given"),
    "request_widened": ("Mời rộng hơn", "More people asked"),
    "wave_held": ("Tạm ngừng mời đến {until}", "Nobody is asked until {until}"),
    "offer_made": ("Đợt {wave}: đã mời {helper}", "Wave {wave}: asked {helper}"),
    "offer_announced": ("Lượt mời {helper} đã gửi đi", "The invitation to {helper} has left"),
    "offer_accepted": ("{Helper} đã nhận", "{Helper} accepted"),
    "offer_declined": ("{Helper} bận", "{Helper} is busy"),
    "answer_refused": (
        "{Helper} nhắn trả lời nhưng không nhận được nữa: {reason}",
        "{Helper} answered by SMS, which could not be taken: {reason}",
    ),
    "offer_expired": ("{Helper} chưa trả lời, hết hạn mời", "{Helper} did not answer in time"),
    "offer_withdrawn": ("Không mời {helper} nữa: {reason}", "{Helper} is not asked any more: {reason}"),
    "offer_handed_back": ("{Helper} nhờ người khác đi thay: {reason}", "{Helper} asked for somebody else: {reason}"),
    "offer_fell": ("{Helper} thôi việc này: {reason}", "{Helper} is off this task: {reason}"),
    "offer_unplaced": ("Không khớp được giờ với {helper}", "No time fits {helper}"),
    "request_reopened": ("Tìm người lại, ưu tiên trước: {reason}", "Looked for again, first in line: {reason}"),
    "request_escalated": ("Cần cán bộ xử lý: {reason}", "Needs staff: {reason}"),
    "promise_moved": ("Hạn báo tin dời đến {due_at}", "The promise now ends {due_at}"),
    "request_not_placed": ("Đã có người nhận mà chưa xếp được giờ", "Accepted, and still no time fixed"),
    "request_cancelled": ("Đã hủy: {reason}", "Cancelled: {reason}"),
    "request_closed": ("Kết thúc: {outcome}", "Closed: {outcome}"),
    "request_entrusted": ("Người phụ trách: {person}", "In the care of {person}"),
    "contact_seen": ("{Helper} đã xem cách liên lạc", "{Helper} looked at the contact"),
    "person_reached": ("Đã gửi tin cho {person}", "Message sent to {person}"),
    "person_unreached": ("Không gửi được tin cho {person}, cần gọi điện", "No message reached {person}: phone them"),
}

LINES_OUTSIDE: dict[str, Words] = {
    "request_reopened": ("Đang tìm người khác", "Looking for somebody else"),
    "request_cancelled": ("Đã hủy phiếu", "Request cancelled"),
}
"""What is said instead to residents and volunteers: a helper's reason is theirs, and who did it may be the helper."""

OF_SOMEBODY = frozenset({"safety", "ill", "busy", "travel", "family"})
"""Reasons that say something of a person: outside they are told where the household gave them. That somebody felt
unsafe in a home is told to nobody outside."""

NOBODY_CARES: Words = ("Không còn ai phụ trách riêng", "Nobody in particular takes care any more")
"""``request_entrusted`` to nobody."""

NOT_NEEDED_AFTER_YES: Words = ("{Helper} không phải đi nữa: {reason}", "{Helper} need not go any more: {reason}")
"""``offer_withdrawn`` where the volunteer had accepted."""

STEPS: dict[str, Words] = {
    "scheduled": ("Đã hẹn {starts_at}", "Fixed for {starts_at}"),
    "confirmed": ("Đã báo đúng hẹn {starts_at}", "Confirmed for {starts_at}"),
    "moved": ("Đã đổi lịch hẹn sang {starts_at}", "Moved to {starts_at}"),
    "started": ("Người hướng dẫn đã đến", "The helper has arrived"),
    "overdue": ("Quá giờ, chưa báo xong", "Over time, not reported finished"),
    "completed": ("Buổi hướng dẫn đã xong", "The session is over"),
    "cancelled": ("Đã hủy lịch hẹn {starts_at}", "The visit of {starts_at} was cancelled"),
    "missed": ("Lịch hẹn {starts_at}: không gặp được nhau", "The visit of {starts_at} did not take place"),
}
"""What became of the visit (``appointment_followed``)."""

PUT_OFF: Words = ("Tạm hoãn lịch hẹn {starts_at}", "The visit of {starts_at} was put off")
"""``cancelled`` where another helper or time is looked for."""

STEPS_OUTSIDE: dict[str, Words] = {
    "missed": (
        "Lịch hẹn {starts_at}: cán bộ sẽ gọi hẹn lại",
        "The visit of {starts_at}: staff will call to arrange another time",
    ),
}
"""What is said of a step instead to residents and volunteers, to whom it is no reproach; nor is it said who told it."""

INSIDE_ALONE: tuple[str, ...] = ("overdue",)
"""Steps that are for staff to follow up, and told to nobody else."""

REASONS: dict[str, Words] = {
    "not_needed": ("không cần nữa", "no longer needed"),
    "ill": ("ốm, mệt", "ill"),
    "moved_away": ("đã chuyển đi nơi khác", "moved away"),
    "solved_otherwise": ("đã có cách khác", "solved in another way"),
    "mistake": ("ghi nhầm", "a mistake"),
    "duplicate": ("trùng phiếu khác", "a duplicate"),
    "no_answer": ("không liên lạc được", "nobody answers"),
    "other": ("lý do khác", "another reason"),
    "busy": ("bận", "busy"),
    "travel": ("đi xa", "travelling"),
    "family": ("việc nhà", "family matters"),
    "weather": ("thời tiết", "the weather"),
    "safety": ("chưa an toàn", "not safe"),
    "unplaced": ("không khớp giờ", "no time fitted"),
    "handed_back": ("người nhận nhờ người khác đi thay", "the helper handed it back"),
    "visit_cancelled": ("lịch hẹn đã hủy", "the visit was cancelled"),
    "volunteer_missed": ("người hướng dẫn không đến", "the helper did not come"),
    "missed": ("không đến", "did not come"),
    "suspended": ("tạm dừng người nhận", "the helper was suspended"),
    "paused": ("phường, xã tạm hoãn các buổi", "visits were put off in the area"),
    "pause": ("phường, xã tạm hoãn các buổi", "visits were put off in the area"),
    "staff": ("cán bộ mở lại", "reopened by staff"),
    "windows": ("có giờ mới", "new times"),
    "waves_used_up": ("đã mời đủ các đợt", "all waves were sent"),
    "nobody_eligible": ("không có người phù hợp", "nobody fits"),
    "no_time_fits": ("không khớp giờ", "no time fits"),
    "promise_passed": ("quá hạn đã hứa", "the promise has passed"),
    "resident_missed": ("không gặp người cần giúp, cần gọi hỏi thăm", "the resident was not met, phone them"),
    "windows_past": ("các giờ đã chọn đều qua", "all times have passed"),
    "follow_up": ("việc làm tiếp chưa có giờ", "a follow-up without times"),
    "others_first": ("đã có người nhận trước", "others were first"),
    "cancelled": ("phiếu không cần người nữa", "nobody is needed any more"),
    "expired": ("hết hạn mời", "no answer in time"),
    "too_late": ("đã có người nhận trước", "others were first"),
    "no_longer_needed": ("không cần người nữa", "nobody is needed any more"),
    "offer_ended": ("lượt mời đã kết thúc", "the offer had ended"),
    "task_taken": ("đã nhận việc này", "they hold the task"),
    "task_limit_reached": ("đang nhận đủ việc", "they hold as many tasks as they wish"),
    "tasks_overlap": ("trùng buổi đã nhận", "it overlaps a visit they hold"),
    "adult_first": ("chờ người lớn nhận trước", "an adult has to accept first"),
    "not_a_volunteer": ("đang tạm dừng", "they are suspended"),
    "request_cancelled": ("phiếu đã hủy", "the request was cancelled"),
    "request_ended": ("phiếu đã khép", "the request was closed"),
}

OUTCOMES: dict[str, Words] = {
    "done": ("hoàn thành", "done"),
    "cancelled": ("đã hủy", "cancelled"),
    "solved_by_phone": ("xong qua điện thoại", "solved by phone"),
    "moved_to_class": ("đã chuyển sang lớp", "moved to a class"),
    "referred": ("đã chuyển cơ quan khác", "referred"),
    "given_up": ("đã khép", "given up"),
}

PARTS: dict[str, Words] = {
    "resident": ("người cần giúp", "resident"),
    "asked_by": ("người nhờ hộ", "who asked on their behalf"),
    "volunteer": ("người hướng dẫn", "helper"),
    "staff": ("cán bộ", "staff"),
    "leader": ("tổ trưởng", "team leader"),
}
"""Who did it; what happens by itself names nobody."""

OF_THEMSELVES = frozenset({"request_opened", "resident_agreed"})
"""What follows from the line before, or says already who it was; only staff are named, who answer for it."""

SOMEBODY: Words = ("một người", "somebody")
