"""What the page of messages says to staff: what was told, to whom, and which step reached them."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

NOTICES: Words = {
    "notice.signin.code": Sentence("Mã đăng nhập", "Sign-in code"),
    "notice.request.code": Sentence("Mã xác nhận số điện thoại", "Code that proves the phone"),
    "notice.request.agree": Sentence("Hỏi ý người cần giúp", "Asking for the person's own yes"),
    "notice.request.received": Sentence("Báo đã nhận yêu cầu", "Request received"),
    "notice.request.delayed": Sentence("Báo chưa tìm được người", "Nobody found yet"),
    "notice.request.needs_times": Sentence("Hỏi giờ mới", "New times asked for"),
    "notice.offer": Sentence("Mời nhận việc", "Asked to take a task"),
    "notice.offer.taken": Sentence("Báo đã có người nhận trước", "Somebody was first"),
    "notice.offer.refused": Sentence("Báo chưa nhận được việc", "The task could not be taken"),
    "notice.offer.cancelled": Sentence("Báo không cần đi nữa", "Need not go any more"),
    "notice.task.accepted": Sentence("Báo lịch cho người hướng dẫn", "The visit, to the helper"),
    "notice.task.cancelled": Sentence("Báo hủy cho người hướng dẫn", "Cancelled, to the helper"),
    "notice.task.reminder": Sentence("Nhắc người hướng dẫn", "Reminder to the helper"),
    "notice.thanks": Sentence("Lời cảm ơn cuối tuần", "Thanks for the week"),
    "notice.visit.confirm": Sentence("Báo lịch hẹn và mã hẹn", "The visit and its code"),
    "notice.visit.confirm.relative": Sentence("Báo lịch hẹn, nhờ nhắn lại", "The visit, to be passed on"),
    "notice.visit.safety": Sentence("Dặn điều an toàn", "What the helper never does"),
    "notice.visit.reminder.day": Sentence("Nhắc lịch tối hôm trước", "Reminder the evening before"),
    "notice.visit.reminder.soon": Sentence("Nhắc lịch trước giờ hẹn", "Reminder before the visit"),
    "notice.visit.moved": Sentence("Báo đổi giờ và mã hẹn mới", "A new time and code"),
    "notice.visit.cancelled.us": Sentence("Báo hoãn, không có ai đến", "Put off: nobody comes"),
    "notice.visit.cancelled.resident": Sentence("Báo đã hủy theo ý người dân", "Cancelled as they asked"),
    "notice.pause.weather": Sentence("Báo tạm hoãn vì thời tiết", "Put off for the weather"),
    "notice.noshow.resident": Sentence("Đến nhà không gặp, mong gọi lại", "Not at home: please call"),
    "notice.noshow.volunteer": Sentence("Xin lỗi vì người hướng dẫn không đến", "An apology: the helper did not come"),
    "notice.feedback": Sentence("Hỏi sau buổi hướng dẫn", "A question after the session"),
    "notice.asker.done": Sentence("Báo xong cho người nhờ hộ", "Done, to who asked"),
    "notice.stop.done": Sentence("Báo đã thôi nhắn tin", "Messages are stopped"),
    "notice.reply.late": Sentence("Trả lời đến muộn", "The answer came late"),
    "notice.reply.unclear": Sentence("Chưa hiểu câu trả lời", "The answer was not understood"),
    "notice.staff.received": Sentence("Yêu cầu mới", "New request"),
    "notice.staff.needs_times": Sentence("Chờ giờ mới", "Needs new times"),
    "notice.staff.escalated": Sentence("Cần cán bộ xử lý", "Needs staff"),
    "notice.staff.not_placed": Sentence("Chờ xếp giờ", "No time fixed yet"),
    "notice.staff.overdue": Sentence("Quá giờ, chưa báo xong", "Over time, not reported"),
    "notice.staff.unreached": Sentence("Có người chưa nhận được tin", "Somebody was not reached"),
    "notice.staff.many_looks": Sentence("Xem liên hệ nhiều lần", "Many looks at contacts"),
}

STATUSES: Words = {
    "status.queued": Sentence("Chờ gửi", "To be sent"),
    "status.held": Sentence("Đang đợi", "Waiting"),
    "status.sending": Sentence("Đang gửi", "Being sent"),
    "status.sent": Sentence("Đã gửi", "Sent"),
    "status.delivered": Sentence("Đã tới máy", "Delivered"),
    "status.failed": Sentence("Không gửi được", "Failed"),
    "status.to_call": Sentence("Cần gọi", "To be phoned"),
    "status.reached": Sentence("Đã gọi báo", "Told by phone"),
    "status.unreached": Sentence("Gọi không gặp", "Not reached"),
    "status.dropped": Sentence("Không cần gửi nữa", "Not sent any more"),
}

PARTS: Words = {
    "part.resident": Sentence("người cần giúp", "the person to be helped"),
    "part.asked_by": Sentence("người nhờ hộ", "who asked for them"),
    "part.volunteer": Sentence("tình nguyện viên", "volunteer"),
    "part.staff": Sentence("cán bộ phường, xã", "ward staff"),
    "part.account": Sentence("chủ số máy", "holder of the number"),
    "part.number": Sentence("chủ số máy", "holder of the number"),
}

STEPS: Words = {
    "step.file": Sentence("tin nhắn", "text message"),
    "step.smtp": Sentence("thư điện tử", "e-mail"),
    "step.inbox": Sentence("hộp tin của phường, xã", "the ward's inbox"),
    "step.call": Sentence("gọi điện", "telephone call"),
}

FAILURES: Words = {
    "failure.no_address": Sentence("chưa có số hay địa chỉ nào", "no number or address"),
    "failure.stopped": Sentence("số này không nhận tin", "the number takes no messages"),
    "failure.wants_a_call": Sentence("muốn được gọi điện", "wants a call"),
    "failure.too_late": Sentence("giờ nghỉ, không kịp nhắn", "quiet hours: too late for a message"),
    "failure.not_wanted": Sentence("không muốn nhận loại tin này", "does not want such messages"),
    "failure.expired": Sentence("quá giờ, tin không còn ích gì", "too late to be of use"),
    "failure.no_longer_true": Sentence("điều tin báo đã đổi", "what it says has changed"),
    "failure.same_number": Sentence("đã báo ở cùng số máy", "told at the same number"),
    "failure.neighbours_phone": Sentence("số của hàng xóm", "a neighbour's phone"),
    "failure.not_their_own": Sentence("không phải số của chính người ấy", "not their own number"),
    "failure.asked_in_person": Sentence("cán bộ gọi hỏi trực tiếp", "staff ask in person"),
    "failure.refused": Sentence("nơi nhận từ chối", "refused"),
    "failure.bad_address": Sentence("địa chỉ sai", "wrong address"),
    "failure.unavailable": Sentence("cổng gửi tin không trả lời", "the channel does not answer"),
    "failure.no_answer": Sentence("cổng gửi tin không trả lời", "the channel does not answer"),
    "failure.other": Sentence("cổng gửi tin báo lỗi {code}", "the channel says {code}"),
}

MESSAGES: Words = {
    **NOTICES,
    **STATUSES,
    **PARTS,
    **STEPS,
    **FAILURES,
    "title": Sentence("Tin đã gửi", "Messages"),
    "lead": Sentence(
        "Tin gì, cho ai, đến bằng đường nào. Số máy và mã không hiện đủ ở đây.",
        "What was told, to whom, and by which way. Numbers and codes are not shown in full.",
    ),
    "lead_request": Sentence("Chỉ tin về một yêu cầu.", "Only messages about one request."),
    "status": Sentence("Tình trạng", "State"),
    "ward": Sentence("Phường, xã", "Ward or commune"),
    "all": Sentence("Tất cả", "All"),
    "filter": Sentence("Lọc", "Filter"),
    "clear": Sentence("Bỏ lọc", "Clear"),
    "open_request": Sentence("Mở yêu cầu", "Open the request"),
    "empty": Sentence("Không có tin nào.", "There is no message."),
    "to": Sentence("Cho {who}", "To {who}"),
    "way": Sentence("Qua {step}", "By {step}"),
    "way_to": Sentence("Qua {step}, {to}", "By {step}, {to}"),
    "way_number": Sentence("Tới {to}", "To {to}"),
    "repeat": Sentence("có thể đã gửi hai lần", "may have been sent twice"),
    "because": Sentence("vì {why}", "because: {why}"),
    "text": Sentence("Xem lời tin", "Show the words"),
    "resend": Sentence("Gửi lại", "Send again"),
    "refused": Sentence("Chưa gửi lại được", "Not sent again"),
    "still": Sentence("Tin này chưa gửi xong ({status}), chưa gửi lại được.", "Still on its way ({status})."),
    "done.resent": Sentence("Đã xếp gửi lại, bắt đầu từ đường gửi đầu tiên.", "It will be sent again, from the start."),
    "see": Sentence("Xem mọi tin về yêu cầu này", "See every message about this request"),
    "none_yet": Sentence("Chưa có tin nào về yêu cầu này.", "There is no message about this request yet."),
}
