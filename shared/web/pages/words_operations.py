"""What the pages of parked events, conflicts and the journal say: plain words for city staff who run no servers."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

SERVICES: Words = {
    "volunteers": Sentence("Yêu cầu, tình nguyện viên", "Requests, volunteers"),
    "sessions": Sentence("Lịch hẹn, lớp học", "Visits, classes"),
    "notifications": Sentence("Tin nhắn, cuộc gọi", "Messages, calls"),
}
"""The parts of the network that have these pages, each under its own prefix."""

REASONS: Words = {
    "reason.handler_failed": Sentence("Xử lý bị lỗi nhiều lần", "Handling it failed again and again"),
    "reason.parent_unknown": Sentence("Chưa biết việc mà nó nói tới", "What it is about is not known here"),
    "reason.type_unknown": Sentence("Loại sự kiện chưa biết", "A kind that is not known yet"),
    "reason.invalid": Sentence("Sai mẫu đã hẹn", "Not as agreed"),
    "reason.unreadable": Sentence("Không đọc được", "Cannot be read"),
    "reason.delivered_too_often": Sentence("Giao quá nhiều lần mà không xong", "Delivered too often"),
    "what.handler_failed": Sentence(
        "Máy đã thử 12 lần trong khoảng nửa giờ. Người phụ trách kỹ thuật sửa nguyên nhân, rồi trả lại để xử lý.",
        "It was tried twelve times in half an hour. Have the cause mended, then give it back.",
    ),
    "what.parent_unknown": Sentence(
        "Nó nói tới một việc chưa được báo sang đây. Thường chỉ cần trả lại để xử lý khi việc ấy đã tới.",
        "It speaks of something that has not arrived here. Usually giving it back later is enough.",
    ),
    "what.type_unknown": Sentence(
        "Thường vì đang nâng cấp dở: nơi gửi mới hơn nơi nhận. Nâng cấp xong thì trả lại để xử lý.",
        "Usually an upgrade is half done. Give it back once all parts are up to date.",
    ),
    "what.invalid": Sentence(
        "Nơi gửi và nơi nhận hiểu khác nhau. Trả lại ngay thì vẫn vướng; báo người phụ trách kỹ thuật trước.",
        "Sender and receiver disagree. Given back now it is parked again; tell the technicians first.",
    ),
    "what.unreadable": Sentence(
        "Gói tin hỏng, hoặc không phải của mạng lưới này. Trả lại cũng không đọc được.",
        "It is damaged, or none of ours. Giving it back does not help.",
    ),
    "what.delivered_too_often": Sentence(
        "Nơi nhận đã ngừng giữa chừng nhiều lần. Trả lại để xử lý một lần; vẫn vướng thì báo người phụ trách kỹ thuật.",
        "The receiver stopped half-way many times. Give it back once; if it returns, tell the technicians.",
    ),
    "what.other": Sentence("Báo người phụ trách kỹ thuật.", "Tell the technicians."),
}

BECAUSE: Words = {
    "because.done_by_hand": Sentence("Việc này đã làm tay", "It was done by hand"),
    "because.not_needed": Sentence("Việc này không còn cần", "It is not needed any more"),
    "because.repeated": Sentence("Trùng với sự kiện khác", "Another event said the same"),
    "because.not_ours": Sentence("Không phải của mạng lưới", "It is none of ours"),
}

COMMON: Words = {
    **SERVICES,
    "services": Sentence("Phần của mạng lưới", "Parts of the network"),
    "pages": Sentence("Xem gì", "What to look at"),
    "parked": Sentence("Sự kiện bị giữ lại", "Parked events"),
    "conflicts": Sentence("Chỗ không khớp", "Conflicts"),
    "journal": Sentence("Sổ ghi", "Journal"),
}

PARKED: Words = {
    **COMMON,
    **REASONS,
    **BECAUSE,
    "lead": Sentence(
        "Ba phần của mạng lưới báo việc cho nhau bằng sự kiện. Sự kiện nào xử lý không được thì nằm ở đây đợi người "
        "xem; không mất, và không cản các việc khác.",
        "The three parts of the network tell each other what happens. What could not be handled waits here for a "
        "person; nothing is lost, and nothing else is held up.",
    ),
    "empty": Sentence("Không có sự kiện nào bị giữ lại.", "No event is parked."),
    "empty_text": Sentence("Mọi việc các phần báo cho nhau đều đã xử lý xong.", "All that was told has been handled."),
    "back": Sentence("Về danh sách", "Back to the list"),
    "received": Sentence("Tới lúc {moment}", "Arrived {moment}"),
    "attempts": Sentence("Đã thử {n} lần", "Tried {n} times"),
    "attempts_one": Sentence("Đã thử 1 lần", "Tried once"),
    "unknown_kind": Sentence("Không rõ loại", "Kind unknown"),
    "look": Sentence("Xem và xử lý", "Look at it"),
    "what_to_do": Sentence("Nên làm gì", "What to do"),
    "type": Sentence("Loại", "Kind"),
    "subject": Sentence("Về", "About"),
    "arrived": Sentence("Tới lúc", "Arrived"),
    "tried": Sentence("Xử lý", "Handling"),
    "error": Sentence("Máy báo lỗi", "What the machine says"),
    "id": Sentence("Mã sự kiện", "Id"),
    "content": Sentence("Nội dung, đã bỏ họ tên, số máy, địa chỉ", "What it says, without names, numbers, addresses"),
    "no_content": Sentence("Không đọc được nội dung ({n} byte).", "It cannot be read ({n} bytes)."),
    "replay": Sentence("Trả lại để xử lý", "Give it back"),
    "replay_text": Sentence(
        "Máy xử lý lại ngay. Vẫn vướng thì sự kiện quay về đây.", "It is tried at once. What still fails returns here."
    ),
    "discard": Sentence("Bỏ sự kiện này", "Discard it"),
    "discard_text": Sentence(
        "Nội dung bị xóa hẳn, việc nó báo sẽ không bao giờ được làm. Sổ ghi giữ lại ai bỏ và vì sao.",
        "Its content is erased and what it says is never done. The journal keeps who gave up on it, and why.",
    ),
    "discard_why": Sentence("Vì sao bỏ?", "Why?"),
    "choose": Sentence("Chọn một lý do.", "Choose a reason."),
    "done.replayed": Sentence(
        "Đã trả lại để xử lý. Vẫn vướng thì ít phút nữa lại hiện ở đây.",
        "Given back. What still fails returns here in a few minutes.",
    ),
    "done.discarded": Sentence(
        "Đã bỏ. Sổ ghi giữ lại ai bỏ và vì sao.", "Discarded. The journal keeps by whom, and why."
    ),
    "done.gone": Sentence("Sự kiện này vừa có người xử lý rồi.", "Somebody has just dealt with this event."),
}

CONFLICTS: Words = {
    **COMMON,
    "lead": Sentence(
        "Tin mới báo sang mà không khớp với điều đang ghi ở đây, ví dụ báo xong một buổi đã hủy. Máy giữ điều đang "
        "ghi. Xem cả hai bên, sửa bằng tay nếu cần, rồi bấm Đã xem xong.",
        "News that does not fit what is known here, such as the end of a visit that was cancelled. What is known "
        "stays. Look at both sides, mend what is wrong, then say that it is settled.",
    ),
    "empty": Sentence("Mọi thứ đều khớp.", "There is no conflict."),
    "settle": Sentence("Đã xem xong", "Settled"),
    "at": Sentence("Lúc {moment}", "{moment}"),
    "in_journal": Sentence("Sổ ghi về việc này", "The journal about it"),
    "done.settled": Sentence("Đã ghi là xem xong.", "Settled."),
    "done.gone": Sentence("Chỗ này vừa có người xem xong rồi.", "Somebody has just settled it."),
}

JOURNAL: Words = {
    **COMMON,
    "lead": Sentence(
        "Mỗi việc đã xảy ra là một dòng, không sửa, không xóa. Ở đây không có họ tên, số máy hay địa chỉ.",
        "Each fact is a line that is never changed. No names, numbers or addresses are in it.",
    ),
    "only_subject": Sentence("Chỉ việc về mã", "Only about this id"),
    "only_correlation": Sentence("Chỉ việc cùng một lần làm", "Only of one call, timer or event"),
    "filter": Sentence("Lọc", "Filter"),
    "clear": Sentence("Bỏ lọc", "Clear"),
    "caption": Sentence("Các việc đã ghi, mới nhất ở trên", "Facts, latest first"),
    "of": Sentence("Về", "About"),
    "by": Sentence("Do", "By"),
    "same": Sentence("các việc cùng một lần làm", "all of the same call"),
    "by.person": Sentence("người", "a person"),
    "by.tracking": Sentence("người giữ đường dẫn của phiếu", "holder of the link"),
    "by.anonymous": Sentence("người chưa đăng nhập", "not signed in"),
    "by.timer": Sentence("đồng hồ của máy", "a timer"),
    "by.event": Sentence("sự kiện báo sang", "an event"),
    "empty": Sentence("Không có dòng nào.", "There is no line."),
}
