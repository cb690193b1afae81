"""What the pages of volunteers say to staff."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

STANDING: Words = {
    "applied": Sentence("Mới đăng ký", "Applied"),
    "checked": Sentence("Đã xem giấy tờ", "Checked"),
    "active": Sentence("Đang hoạt động", "Active"),
    "suspended": Sentence("Tạm dừng", "Suspended"),
}

PEOPLE: Words = {
    **STANDING,
    "title": Sentence("Tình nguyện viên", "Volunteers"),
    "staff": Sentence("Cán bộ và nhiệm vụ", "Staff and posts"),
    "teams": Sentence("Các tổ, nhóm", "Teams"),
    "tabs": Sentence("Theo tình trạng", "By state"),
    "all": Sentence("Tất cả", "All"),
    "search": Sentence("Tìm theo tên", "Search by name"),
    "search_button": Sentence("Tìm", "Search"),
    "searched": Sentence("Kết quả tìm “{q}”", "Results for “{q}”"),
    "search_over": Sentence("Bỏ tìm", "Leave the search"),
    "applied_at": Sentence("Đăng ký {day}", "Applied {day}"),
    "empty": Sentence("Không có ai ở mục này.", "Nobody is here."),
    "empty_applied": Sentence("Không còn đơn nào chờ duyệt.", "No application waits."),
}

PERSON: Words = {
    **STANDING,
    "title": Sentence("Tình nguyện viên", "Volunteer"),
    "back": Sentence("Về danh sách", "Back to the list"),
    "phone": Sentence("Điện thoại", "Phone"),
    "no_phone": Sentence("Chưa có số", "No number"),
    "email": Sentence("Thư điện tử", "E-mail"),
    "birth_year": Sentence("Năm sinh", "Year of birth"),
    "gender": Sentence("Giới tính", "Gender"),
    "gender.female": Sentence("Nữ", "Female"),
    "gender.male": Sentence("Nam", "Male"),
    "gender.other": Sentence("Khác", "Other"),
    "wards": Sentence("Muốn giúp ở", "Wants to help in"),
    "approved_wards": Sentence("Được duyệt ở", "Approved in"),
    "topics": Sentence("Nội dung hướng dẫn", "Topics"),
    "max_open_tasks": Sentence("Nhận cùng lúc", "Tasks at once"),
    "conditions": Sentence("Điều kiện", "Conditions"),
    "condition.pair": Sentence("Chỉ đi hai người", "Only as a pair"),
    "condition.woman_present": Sentence("Chỉ đến khi trong nhà có phụ nữ", "Only where a woman is at home"),
    "away": Sentence("Tạm nghỉ đến", "Away until"),
    "guardian": Sentence("Cha mẹ, người giám hộ", "Parent or guardian"),
    "applied_on": Sentence("Đăng ký", "Applied"),
    "approved_on": Sentence("Duyệt", "Approved"),
    "because": Sentence("Lý do tạm dừng", "Suspended because"),
    "guardian.record": Sentence("Ghi cha mẹ, người giám hộ đồng ý", "Record a parent's or guardian's consent"),
    "guardian.why": Sentence(
        "Người 16, 17 tuổi chỉ đi cùng người lớn, khi cha mẹ hoặc người giám hộ đã đồng ý.",
        "Somebody of 16 or 17 goes beside an adult only, once a parent or guardian agrees.",
    ),
    "guardian.name": Sentence("Họ tên cha mẹ, người giám hộ", "Name of the parent or guardian"),
    "guardian.phone": Sentence("Số điện thoại của người ấy", "Their phone"),
    "guardian.how": Sentence("Đồng ý bằng cách nào", "How they agreed"),
    "guardian.send": Sentence("Ghi đồng ý", "Record the consent"),
    "how.in_person": Sentence("Gặp trực tiếp", "In person"),
    "how.phone": Sentence("Qua điện thoại", "By phone"),
    "how.paper": Sentence("Trên giấy", "On paper"),
    "done.guardian": Sentence("Đã ghi cha mẹ, người giám hộ đồng ý.", "The consent is recorded."),
    "deeds": Sentence("Xử lý", "What to do"),
    "check": Sentence("Đã xem giấy tờ, đúng người", "Identity seen"),
    "approve": Sentence("Duyệt", "Approve"),
    "approve_again": Sentence("Duyệt lại", "Approve again"),
    "suspend": Sentence("Tạm dừng", "Suspend"),
    "suspend_sure": Sentence(
        "Từ lúc này không đến nhà ai nữa. Việc đang nhận sẽ tìm người khác ngay; tài khoản bị đăng xuất.",
        "From this moment they visit nobody: others are looked for at once, and they are signed out.",
    ),
    "suspend_why": Sentence("Lý do", "Reason"),
    "choose": Sentence("Chọn", "Choose"),
    "reason.complaint": Sentence("Có phản ánh", "A complaint"),
    "reason.misconduct": Sentence("Làm sai quy định", "Misconduct"),
    "reason.papers": Sentence("Thiếu hoặc sai giấy tờ", "Papers missing or wrong"),
    "reason.own_wish": Sentence("Theo ý tình nguyện viên", "Their own wish"),
    "reason.other": Sentence("Lý do khác", "Another reason"),
    "refused": Sentence("Chưa làm được", "Not done"),
    "done.check": Sentence("Đã ghi: đúng người.", "Noted: identity seen."),
    "done.approve": Sentence("Đã duyệt. Từ nay được mời khi có việc hợp.", "Approved. They are asked from now on."),
    "done.suspend": Sentence("Đã tạm dừng.", "Suspended."),
}

CHOOSE_REASON = Sentence("Chọn một lý do.", "Choose a reason.")
NO_GUARDIAN = Sentence("Ghi họ tên cha mẹ, người giám hộ.", "Write the name of the parent or guardian.")
NO_HOW = Sentence("Chọn đồng ý bằng cách nào.", "Choose how they agreed.")
