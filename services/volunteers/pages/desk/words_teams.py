"""What the pages of teams say."""

from __future__ import annotations

from services.volunteers.pages.words_common import KINDS
from shared.web.language import Sentence
from shared.web.pages.words import Words

TEAMS: Words = {
    **KINDS,
    "title": Sentence("Các tổ, nhóm", "Teams"),
    "back": Sentence("Về tình nguyện viên", "Back to volunteers"),
    "new": Sentence("Lập tổ, nhóm", "Found a team"),
    "none": Sentence("Chưa có tổ, nhóm nào.", "There is no team yet."),
    "everywhere": Sentence("cả phường, xã", "the whole ward"),
    "paused": Sentence("Tạm nghỉ", "Paused"),
}

TEAM: Words = {
    **KINDS,
    "title": Sentence("Tổ, nhóm", "Team"),
    "title.new": Sentence("Lập tổ, nhóm", "Found a team"),
    "back": Sentence("Về các tổ, nhóm", "Back to the teams"),
    "choose": Sentence("Chọn", "Choose"),
    "name": Sentence("Tên tổ, nhóm", "Name of the team"),
    "kind": Sentence("Thuộc", "Belongs to"),
    "ward": Sentence("Phường, xã", "Ward or commune"),
    "neighbourhoods": Sentence("Phụ trách nơi nào", "Looks after"),
    "neighbourhoods.hint": Sentence("Không chọn là cả phường, xã.", "None: the whole ward."),
    "everywhere": Sentence("Cả phường, xã", "The whole ward"),
    "leader": Sentence("Tổ trưởng", "Leader"),
    "no_leader": Sentence("Chưa có", "Nobody yet"),
    "pause": Sentence("Tạm nghỉ", "Pause"),
    "pause.span": Sentence("{start} đến {end}", "{start} to {end}"),
    "pause.why": Sentence(
        "Trong thời gian này không ai trong tổ được mời.", "In this time nobody of the team is asked."
    ),
    "from": Sentence("Từ lúc", "From"),
    "to": Sentence("Đến lúc", "To"),
    "pause.send": Sentence("Cho tạm nghỉ", "Pause the team"),
    "pause.end": Sentence("Thôi tạm nghỉ", "End the pause"),
    "change": Sentence("Sửa tên, nơi phụ trách, tổ trưởng", "Change name, places or leader"),
    "save": Sentence("Lưu", "Save"),
    "found": Sentence("Lập tổ, nhóm", "Found the team"),
    "members": Sentence("Thành viên ({n})", "Members ({n})"),
    "members.none": Sentence("Chưa có ai.", "Nobody yet."),
    "add": Sentence("Thêm thành viên", "Add a member"),
    "volunteer": Sentence("Tình nguyện viên", "Volunteer"),
    "add.send": Sentence("Thêm", "Add"),
    "remove": Sentence("Đưa ra khỏi tổ", "Take out of the team"),
    "away": Sentence("Tạm nghỉ", "Away"),
    "applied": Sentence("Mới đăng ký", "Applied"),
    "checked": Sentence("Đã xem giấy tờ", "Checked"),
    "active": Sentence("Đang hoạt động", "Active"),
    "suspended": Sentence("Tạm dừng", "Suspended"),
    "import": Sentence("Nhập danh sách từ bảng tính", "Take in a list from a spreadsheet"),
    "import.hint": Sentence(
        "Tệp CSV hoặc XLSX, dòng đầu là tên cột: họ tên, điện thoại, năm sinh. Người mới vẫn chờ duyệt như mọi người.",
        "CSV or XLSX; the first row names the columns: name, phone, birth_year. Who is new is approved like everybody.",
    ),
    "file": Sentence("Tệp danh sách", "The list"),
    "consent_version": Sentence("Số hiệu mẫu đồng ý đã ký", "Version of the words that were signed"),
    "import.send": Sentence("Nhập danh sách", "Take in"),
    "import.row": Sentence("Dòng {n}: {sentence}", "Row {n}: {sentence}"),
    "done.imported": Sentence(
        "Đã nhập: {applied} người mới đăng ký, {joined} người vào tổ.",
        "Taken in: {applied} new, {joined} known before who joined.",
    ),
    "done.founded": Sentence("Đã lập tổ, nhóm.", "The team is founded."),
    "done.changed": Sentence("Đã lưu.", "Saved."),
    "done.paused": Sentence("Đã cho tạm nghỉ.", "The team is paused."),
    "done.resumed": Sentence("Đã thôi tạm nghỉ.", "The pause is ended."),
    "done.added": Sentence("Đã thêm thành viên.", "The member is added."),
    "done.removed": Sentence("Đã đưa ra khỏi tổ.", "Taken out of the team."),
}

NO_NAME = Sentence("Ghi tên tổ, nhóm.", "Write the name of the team.")
NO_KIND = Sentence("Chọn tổ, nhóm thuộc đâu.", "Choose what it belongs to.")
NO_LEADER = Sentence(
    "Tổ trưởng phải là tình nguyện viên đã duyệt ở đây.", "The leader must be an approved volunteer of this ward."
)
NO_VOLUNTEER = Sentence("Chọn một tình nguyện viên.", "Choose a volunteer.")
NO_VERSION = Sentence("Ghi số hiệu in trên mẫu đồng ý.", "Write the version printed on the form.")
NO_TOPICS = Sentence(
    "Cột nội dung có mã không có trong danh mục.", "The column of topics has a code that is not in the catalogue."
)
NO_FILE = Sentence("Chọn tệp danh sách.", "Choose the file.")
NO_NEIGHBOURHOOD = Sentence("Chọn trong danh sách.", "Choose from the list.")
NO_MOMENT = Sentence("Ghi ngày và giờ; lúc hết sau lúc bắt đầu.", "Write day and hour; the end after the start.")
