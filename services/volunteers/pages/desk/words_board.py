"""What the board says."""

from __future__ import annotations

from services.volunteers.pages.desk.words_facts import FACTS, STATUS
from shared.web.language import Sentence
from shared.web.pages.words import Words

ROW: Words = {
    **STATUS,
    **FACTS,
    "today": Sentence("Cần trong ngày", "Needed today"),
    "overdue": Sentence("Quá hạn {working}", "{working} overdue"),
    "left": Sentence("Còn {working}", "{working} left"),
    "received": Sentence("Nhận lúc {moment}", "Received at {moment}"),
    "visit": Sentence("Hẹn {moment}", "Visit at {moment}"),
    "owner": Sentence("{name} phụ trách", "In the care of {name}"),
    "number": Sentence("Yêu cầu {reference}", "Request {reference}"),
}
"""What one row needs, wherever it is shown."""

BOARD: Words = {
    **ROW,
    "title": Sentence("Hàng chờ", "Queue"),
    "new": Sentence("Nhập yêu cầu", "Enter a request"),
    "wall": Sentence("Xem trên màn hình lớn", "Wall screen"),
    "wall.stop": Sentence("Dừng lật trang", "Stop turning pages"),
    "wall.go": Sentence("Tự lật trang", "Turn pages by itself"),
    "counts": Sentence("Hàng chờ lúc này", "The queue now"),
    "count.overdue": Sentence("Quá hạn", "Overdue"),
    "count.tomorrow": Sentence("Buổi ngày mai", "Visits tomorrow"),
    "search": Sentence("Tìm tên, số yêu cầu, số điện thoại", "Name, request number or phone"),
    "search_button": Sentence("Tìm", "Search"),
    "searched": Sentence("Kết quả tìm “{q}”", "Results for “{q}”"),
    "search_reach": Sentence(
        "Chỉ tìm trong yêu cầu đang mở và những yêu cầu nhận gần đây. Yêu cầu cũ hơn: tìm bằng số yêu cầu.",
        "Only open requests and those received lately are searched. Find older ones by their number.",
    ),
    "search_over": Sentence("Bỏ tìm", "Leave the search"),
    "filters": Sentence("Lọc", "Filter"),
    "ward": Sentence("Phường, xã", "Ward or commune"),
    "status": Sentence("Tình trạng", "State"),
    "topic": Sentence("Nội dung", "Topic"),
    "neighbourhood": Sentence("Tổ dân phố, thôn", "Neighbourhood"),
    "only_overdue": Sentence("Chỉ yêu cầu quá hạn", "Overdue only"),
    "only_mine": Sentence("Chỉ yêu cầu đang phụ trách", "In my care only"),
    "all": Sentence("Tất cả", "All"),
    "all_open": Sentence("Mọi yêu cầu đang mở", "Everything open"),
    "filter": Sentence("Lọc", "Filter"),
    "clear": Sentence("Bỏ lọc", "Clear the filter"),
    "list": Sentence("Danh sách yêu cầu", "Requests"),
    "live.new": Sentence("Có yêu cầu mới: {ma}", "New request: {ma}"),
    "live.away": Sentence("Đang nối lại… Danh sách cập nhật lúc {gio}.", "Reconnecting… The list is as of {gio}."),
    "live.back": Sentence(
        "Đã nối lại, danh sách đang tự cập nhật.", "Connected again: the list keeps itself up to date."
    ),
    "live.asleep": Sentence("Tạm dừng cập nhật khi không ai xem.", "Updates rest while nobody looks."),
    "live.over": Sentence(
        "Phiên đăng nhập đã hết, danh sách không cập nhật nữa.", "The sign-in is over: the list no longer changes."
    ),
    "live.sign_in": Sentence("Đăng nhập lại", "Sign in again"),
    "keys": Sentence(
        "Bàn phím: ở ô tìm, phím ↓ xuống danh sách; trong danh sách, ↓ ↑ sang yêu cầu sau, trước, Enter mở, "
        "/ về ô tìm.",
        "Keyboard: ↓ in the search box goes to the list; in the list ↓ ↑ next and previous request, Enter opens, "
        "/ goes back to the search box.",
    ),
    "from_start": Sentence("Về đầu danh sách", "Start of the list"),
    "empty": Sentence("Không còn yêu cầu nào chờ. Ngày mai có {n} buổi.", "Nothing waits. {n} visits tomorrow."),
    "none_yet": Sentence(
        "Phần này của danh sách không có yêu cầu nào như vậy. Sang trang sau để tìm tiếp.",
        "There is no such request in this part of the list. The next page looks further.",
    ),
    "none_found": Sentence("Không có yêu cầu nào như vậy.", "There is no such request."),
}
