"""What the call list says: a page of staff, without pronouns. What to say on the telephone is the domain's."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

WHY: Words = {
    "why.missed": Sentence("Đến nhà không gặp, cần gọi hỏi thăm", "Not at home: ask after them"),
    "why.overdue": Sentence("Quá giờ, chưa báo xong", "Over time, not reported finished"),
    "why.suspended": Sentence("Người hướng dẫn không đến nữa, cần báo", "The helper will not come: tell them"),
    "why.no_show": Sentence("Người hướng dẫn không đến, cần xin lỗi và hẹn lại", "The helper did not come: apologise"),
    "why.unreached": Sentence("Tin nhắn không tới, cần gọi báo", "No message reached them: tell them"),
    "why.stopped": Sentence("Không nhận tin nhắn mà có buổi đã hẹn", "Takes no messages and a visit is fixed"),
    "why.reply": Sentence("Nhắn lại, cần người trả lời", "Wrote something a person has to answer"),
    "why.wanted": Sentence("Muốn được gọi lại", "Wants to be called back"),
    "why.agreement": Sentence("Có người nhờ hộ, cần hỏi ý người ấy", "Somebody asked for them: hear their own yes"),
    "why.escalated": Sentence("Chưa tìm được người, cần báo", "Nobody found yet: tell them"),
    "why.times": Sentence("Cần hỏi giờ mới", "New times to be asked for"),
}

OUTCOMES: Words = {
    "outcome.reached": Sentence("Đã nói chuyện", "Spoke to them"),
    "outcome.no_answer": Sentence("Không nghe máy", "No answer"),
    "outcome.wrong_number": Sentence("Sai số", "Wrong number"),
    "outcome.not_needed": Sentence("Không cần gọi nữa", "No longer needed"),
    "outcome.lapsed": Sentence("Không còn cần gọi", "Not needed any more"),
}

CALLS: Words = {
    **WHY,
    **OUTCOMES,
    "title": Sentence("Cần gọi", "Calls"),
    "lead": Sentence(
        "Gọi từ trên xuống: việc gấp ở trên cùng. Gọi xong bấm luôn kết quả.",
        "Phone from the top: what presses most comes first. Say at once what came of it.",
    ),
    "ward": Sentence("Phường, xã", "Ward or commune"),
    "all_wards": Sentence("Tất cả", "All"),
    "choose": Sentence("Xem", "Show"),
    "later": Sentence("Gọi lại sau", "To be tried again later"),
    "ended": Sentence("Đã gọi, hoặc không còn cần", "Made, or not needed any more"),
    "see_ended": Sentence("Xem cả cuộc đã gọi", "Show calls that were made, too"),
    "hide_ended": Sentence("Chỉ xem cuộc còn phải gọi", "Show only calls to be made"),
    "inbox": Sentence("Tin của phường, xã", "News for the ward"),
    "empty": Sentence("Không còn ai phải gọi.", "Nobody has to be phoned."),
    "unnamed": Sentence("Chưa biết tên", "Name not known"),
    "call": Sentence("Gọi {phone}", "Call {phone}"),
    "no_phone": Sentence("Chưa có số điện thoại.", "There is no number."),
    "instead": Sentence("Không gặp thì gọi người nhờ hộ, {name}:", "Otherwise call who asked for them, {name}:"),
    "say": Sentence("Nói gì", "What to say"),
    "tries": Sentence("Đã gọi {n} lần, chưa gặp", "Tried so far: {n}"),
    "again": Sentence("Gọi lại từ {moment}", "Try again from {moment}"),
    "until": Sentence("Gọi trước {moment}", "Before {moment}"),
    "noted": Sentence("Đã ghi: {note}", "Noted: {note}"),
    "open_request": Sentence("Mở yêu cầu", "Open the request"),
    "new_request": Sentence("Lập phiếu ngay khi đang nói", "Enter a request while you speak"),
    "result": Sentence("Kết quả cuộc gọi", "What came of it"),
    "note": Sentence("Ghi thêm cho người gọi sau", "A note for whoever phones next"),
    "refused": Sentence("Chưa ghi được", "Not written down"),
    "ended_already": Sentence(
        "Cuộc gọi này vừa có người ghi rồi: {outcome}.", "Somebody has just reported this call: {outcome}."
    ),
    "choose_outcome": Sentence("Bấm một kết quả; ghi thêm không quá 1000 chữ.", "Press one outcome; a note is short."),
    "done.reached": Sentence("Đã ghi: nói chuyện được.", "Written down: you spoke to them."),
    "done.no_answer": Sentence(
        "Đã ghi: không nghe máy. Cuộc này xuống cuối danh sách, đến giờ thì gọi lại.",
        "Written down: no answer. The call stands at the end until it is time to try again.",
    ),
    "done.wrong_number": Sentence(
        "Đã ghi: sai số. Hỏi lại số đúng ở người nhờ hộ hoặc tổ trưởng.",
        "Written down: wrong number. Ask whoever asked for them, or the head of the neighbourhood.",
    ),
    "done.not_needed": Sentence("Đã ghi: không cần gọi nữa.", "Written down: no longer needed."),
    "count": Sentence("{n} cuộc phải gọi", "Calls to be made: {n}"),
    "count_later": Sentence("{n} cuộc gọi lại sau", "to be tried again later: {n}"),
    "see": Sentence("Mở danh sách cần gọi", "Open the call list"),
}
