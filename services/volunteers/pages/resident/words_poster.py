"""What the poster of a ward says."""

from __future__ import annotations

from services.volunteers.pages.words_common import HEADING
from shared.web.language import Sentence
from shared.web.pages.words import Words

POSTER: Words = {
    "title": Sentence("Tờ treo ở bảng tin", "Poster for the notice board"),
    "heading": HEADING,
    "free": Sentence("Miễn phí. {name} tổ chức.", "Free. Organised by {name}."),
    "call": Sentence("Gọi", "Call"),
    "hours": Sentence("giờ làm việc, từ thứ Hai đến thứ Sáu", "office hours, Monday to Friday"),
    "scan": Sentence(
        "Hoặc đưa máy ảnh điện thoại vào hình vuông này. Nhờ con cháu quét giúp cũng được.",
        "Or point a phone's camera at this square. A child or grandchild may do it for you.",
    ),
    "qr": Sentence("Mã QR mở trang nhờ giúp của {name}", "QR code that opens the request page of {name}"),
    "file": Sentence("Tải bản in (tệp SVG)", "Download for print (SVG)"),
    "paper": Sentence(
        "In trang này bằng lệnh in của trình duyệt, khổ A4 đứng.", "Print this page from the browser, A4 upright."
    ),
}
