"""What the agenda says: a ward's to its staff, one's own to everybody else."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

AGENDA: Words = {
    "title": Sentence("Lịch hẹn", "Visits"),
    "of_ward": Sentence("Lịch hẹn của {ten}", "Visits of {ten}"),
    "own": Sentence("Lịch hẹn của tôi", "My visits"),
    "to_tasks": Sentence("Việc của tôi", "My tasks"),
    "of_day": Sentence("Hôm nay", "Today"),
    "of_week": Sentence("Cả tuần", "The week"),
    "views": Sentence("Xem", "Show"),
    "before.day": Sentence("Hôm trước", "The day before"),
    "after.day": Sentence("Hôm sau", "The day after"),
    "before.week": Sentence("Tuần trước", "The week before"),
    "after.week": Sentence("Tuần sau", "The week after"),
    "from_to": Sentence("Từ {tu} đến {den}", "From {tu} to {den}"),
    "ward": Sentence("Phường, xã", "Ward or commune"),
    "see": Sentence("Xem", "See"),
    "all": Sentence("Mở lịch hẹn", "Open the visits"),
    "to_own": Sentence("Lịch hẹn của tôi", "My visits"),
    "to_ward": Sentence("Lịch hẹn của phường, xã", "The ward's visits"),
    "calendar": Sentence("Đưa vào lịch trên điện thoại", "Put them into your phone's calendar"),
    "none": Sentence("Không có buổi nào", "No visits"),
    "none.day": Sentence("Không có buổi nào.", "No visits."),
    "many": Sentence("Chỉ hiện {n} buổi đầu. Chọn ngày ngắn hơn để xem hết.", "Only the first {n} are shown."),
    "count": Sentence("{n} buổi", "{n} visits"),
    "count.one": Sentence("1 buổi", "1 visit"),
    "at.home": Sentence("Ở nhà", "At home"),
    "at.ward_office": Sentence("Nhà văn hóa hoặc trụ sở", "Cultural house or office"),
    "at.phone": Sentence("Qua điện thoại", "By phone"),
    "at.class": Sentence("Lớp học cộng đồng", "Community class"),
    "guessed": Sentence(
        "{ten}: trong một giờ qua có từ {n} lần thử mã hẹn không đúng, có thể có kẻ đang dò mã. Gọi dặn các nhà có "
        "lịch hôm nay hỏi cả hình đã chọn rồi mới mở cửa; nghi ngờ thì báo công an 113.",
        "{ten}: {n} or more wrong visit codes were tried within an hour; somebody may be guessing. Phone the homes "
        "visited today: they should ask for the chosen picture too before they open, and call 113 in doubt.",
    ),
    "print": Sentence("In trang này", "Print this page"),
}
