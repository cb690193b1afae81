"""The words that every page shares, and how a page's own words come into its template."""

from __future__ import annotations

from collections.abc import Mapping

from shared.web.language import Sentence
from shared.web.pages.languages import page_language

Words = Mapping[str, Sentence]
"""A page's sentences by key."""


class Said:
    """Sentences in the page's language, for templates: ``t.heading``, ``t["status.open"]``.

    It has no methods of its own, so that no key is hidden by one; a key that is missing is an error.
    """

    def __init__(self, words: Words) -> None:
        self._words = words

    def __getitem__(self, key: str) -> str:
        return self._words[key].said(page_language())


KIT: Words = {
    "name": Sentence("Bình dân học vụ số", "Bình dân học vụ số"),
    "home": Sentence("Về trang đầu", "Front page"),
    "skip": Sentence("Đến nội dung chính", "Skip to main content"),
    "other_language": Sentence("English", "Tiếng Việt"),
    "sign_in": Sentence("Đăng nhập", "Sign in"),
    "sign_out": Sentence("Đăng xuất", "Sign out"),
    "signed_in_as": Sentence("Đang đăng nhập:", "Signed in:"),
    "shared_machine": Sentence(
        "Dùng chung máy với người khác? Bấm nút này thì người sau mở máy không đọc được gì. Phiếu đã gửi vẫn còn.",
        "Do others use this machine? Press this, and whoever comes next reads nothing. What was sent stays.",
    ),
    "leave": Sentence("Xóa khỏi máy này", "Remove from this machine"),
    "places": Sentence("Các trang", "Pages"),
    "check": Sentence("Có người đến nhà? Kiểm tra mã hẹn", "Someone at the door? Check the visit code"),
    "promise": Sentence(
        "Người {dv} cử đến không thu tiền, không hỏi mật khẩu hay mã OTP, không chụp căn cước, "
        "không mang điện thoại của {xh} đi.",
        "The person we send takes no money, asks no password or OTP, photographs no ID card "
        "and never takes your phone away.",
    ),
    "phone": Sentence(
        "Không quen bấm máy? Mời {xh} gọi {sdt}, giờ làm việc từ thứ Hai đến thứ Sáu.",
        "Not used to screens? Call {sdt}, office hours Monday to Friday.",
    ),
    "phone_anywhere": Sentence(
        "Không quen bấm máy? Mời {xh} gọi phường, xã, giờ làm việc từ thứ Hai đến thứ Sáu.",
        "Not used to screens? Call your ward or commune, office hours Monday to Friday.",
    ),
    "phones": Sentence("Xem số điện thoại các phường, xã", "Telephone numbers of all wards and communes"),
    "broken": Sentence(
        "Máy đang trục trặc. Những gì {xh} đã ghi vẫn còn. Mời {xh} thử lại, hoặc gọi {sdt}.",
        "Something broke. What you wrote is kept. Try again or call {sdt}.",
    ),
    "broken_anywhere": Sentence(
        "Máy đang trục trặc. Những gì {xh} đã ghi vẫn còn. Mời {xh} thử lại, hoặc gọi phường, xã.",
        "Something broke. What you wrote is kept. Try again or call your ward or commune.",
    ),
    "either_unit": Sentence("phường, xã", "ward or commune"),
    "unit.phuong": Sentence("phường", "ward"),
    "unit.xa": Sentence("xã", "commune"),
    "continue": Sentence("Tiếp tục", "Continue"),
    "back": Sentence("Quay lại", "Back"),
    "change": Sentence("Sửa", "Change"),
    "error_title": Sentence("Lỗi: ", "Error: "),
    "error": Sentence("Lỗi:", "Error:"),
    "error_summary": Sentence("Còn {n} chỗ cần xem lại", "{n} places to look at again"),
    "error_summary_one": Sentence("Còn 1 chỗ cần xem lại", "1 place to look at again"),
    "optional": Sentence("không bắt buộc", "optional"),
    "pages": Sentence("Các trang của danh sách", "Pages of this list"),
    "next": Sentence("Trang sau", "Next page"),
    "wave": Sentence("Đợt {number}/{of}", "Wave {number} of {of}"),
    "wave_asked": Sentence("đã mời {n}", "{n} asked"),
    "wave_busy": Sentence("{n} bận", "{n} busy"),
    "wave_silent": Sentence("{n} chưa trả lời", "{n} no answer"),
    "wave_left": Sentence("còn {n} phút", "{n} minutes left"),
    "wave_left_hours": Sentence("còn {n} giờ", "{n} hours left"),
}
