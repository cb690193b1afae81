"""What the pages of staff and their posts say."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

POST: Words = {
    "role": Sentence("Nhiệm vụ", "Post"),
    "choose": Sentence("Chọn", "Choose"),
    "wards": Sentence("Ở phường, xã nào", "In which wards"),
    "wards.hint": Sentence("Cán bộ thành phố thì không chọn: là cả thành phố.", "None for city staff: all of them."),
    "since": Sentence("Từ ngày", "From"),
    "since.hint": Sentence("Bỏ trống là từ hôm nay.", "Leave it empty for today."),
    "until": Sentence("Đến hết ngày", "Through"),
    "until.hint": Sentence("Bỏ trống là không có hạn.", "Leave it empty for no end."),
    "through": Sentence("{post}, đến hết {day}", "{post}, through {day}"),
    "from": Sentence("{post}, từ {day}", "{post}, from {day}"),
    "whole_city": Sentence("toàn thành phố", "the whole city"),
}

STAFF: Words = {
    **POST,
    "title": Sentence("Cán bộ và nhiệm vụ", "Staff and posts"),
    "back": Sentence("Về tình nguyện viên", "Back to volunteers"),
    "lead": Sentence("Ai đang giữ nhiệm vụ gì, đến bao giờ.", "Who holds which post, and until when."),
    "new": Sentence("Giao nhiệm vụ cho người mới", "Entrust somebody new"),
    "name": Sentence("Họ tên", "Name"),
    "phone": Sentence("Điện thoại", "Phone"),
    "posts": Sentence("Nhiệm vụ", "Posts"),
    "nobody": Sentence("Chưa có ai.", "Nobody yet."),
}

NEW: Words = {
    **POST,
    "title": Sentence("Giao nhiệm vụ", "Entrust somebody with a post"),
    "back": Sentence("Về danh sách cán bộ", "Back to the staff"),
    "lead": Sentence(
        "Người ấy đăng nhập bằng số điện thoại này, không cần mật khẩu.",
        "They sign in with this phone number; there is no password.",
    ),
    "name": Sentence("Họ tên", "Name"),
    "phone": Sentence("Số điện thoại di động", "Mobile phone"),
    "send": Sentence("Giao nhiệm vụ", "Entrust"),
    "refused": Sentence("Chưa làm được", "Not done"),
}

HOLDER: Words = {
    **NEW,
    "title": Sentence("Cán bộ", "Staff"),
    "posts": Sentence("Nhiệm vụ đang giữ", "Posts held"),
    "none": Sentence("Không còn giữ nhiệm vụ nào.", "No post is held any more."),
    "until_send": Sentence("Ghi ngày cuối", "Set the last day"),
    "end": Sentence("Thôi nhiệm vụ ngay", "End the post now"),
    "end_sure": Sentence(
        "Thôi nhiệm vụ thì tài khoản bị đăng xuất ngay.", "Whoever loses a post is signed out at once."
    ),
    "add": Sentence("Giao thêm nhiệm vụ", "Another post"),
    "done.given": Sentence("Đã giao nhiệm vụ.", "The post is given."),
    "done.until": Sentence("Đã ghi ngày cuối.", "The last day is noted."),
    "done.ended": Sentence("Đã thôi nhiệm vụ.", "The post is ended."),
}

NOT_HELD = Sentence(
    "Nhiệm vụ này vừa có người sửa, hoặc không còn nữa. Đây là những gì đang giữ; xem lại rồi làm tiếp.",
    "Somebody has just changed this post, or it is held no more. These are the posts now; look, then go on.",
)
NO_NAME = Sentence("Ghi họ tên.", "Write the name.")
NO_ROLE = Sentence("Chọn nhiệm vụ.", "Choose a post.")
NO_WARDS = Sentence(
    "Chọn phường, xã của nhiệm vụ này; riêng cán bộ thành phố thì không chọn.",
    "Choose the wards of this post; for city staff none.",
)
