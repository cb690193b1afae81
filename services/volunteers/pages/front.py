"""The front page of the origin, ``/``: plain, in Vietnamese, in English with ``?lang=en``."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from shared.web.docs import PAGE_POLICY
from shared.web.language import ENGLISH, VIETNAMESE, Sentence, language
from shared.web.static import static_url

WORDS = {
    "title": Sentence("Bình dân học vụ số – có người đến tận nhà giúp", "Digital skills – someone comes to your home"),
    "heading": Sentence(
        "Cần học dùng điện thoại, làm giấy tờ qua mạng? Có người đến tận nhà giúp.",
        "Need to learn your phone or do paperwork online? Someone will come to your home.",
    ),
    "sub": Sentence(
        "Miễn phí. Phường, xã tổ chức, trong phong trào Bình dân học vụ số.",
        "Free. Organised by your ward or commune, within the Bình dân học vụ số movement.",
    ),
    "promise": Sentence(
        "Người phường, xã cử đến không thu tiền, không hỏi mật khẩu hay mã OTP, không chụp căn cước, "
        "không mang điện thoại của bác đi.",
        "The person we send takes no money, asks no password or OTP, photographs no ID card "
        "and never takes your phone away.",
    ),
    "api": Sentence("Cho người làm phần mềm", "For developers"),
    "api_lead": Sentence(
        "Mọi việc của mạng lưới đều làm được qua API. Mỗi dịch vụ có một trang mô tả:",
        "Everything the network does can be done through its API. Each service has a page:",
    ),
    "volunteers": Sentence("Người dân, tình nguyện viên, phiếu nhờ giúp", "People, volunteers, requests"),
    "sessions": Sentence("Lịch hẹn và kết quả", "Appointments and outcomes"),
    "notifications": Sentence("Tin nhắn", "Messages"),
    "demo": Sentence("Bản chạy thử", "Demo"),
    "demo_lead": Sentence(
        "Đây là bản chạy thử với một phường mẫu. Tin nhắn không gửi đi đâu cả, chỉ ghi vào một tệp trên máy này.",
        "This is a demo with a sample ward. Messages go nowhere: they are written to a file on this machine.",
    ),
    "demo_link": Sentence("Xem người dùng thử và cách đăng nhập", "See the demo people and how to sign in"),
    "other": Sentence("English", "Tiếng Việt"),
}


def front_page(*, demo: bool) -> Blueprint:
    """The route of ``/``; ``demo`` adds the way to the demo's people."""
    pages = Blueprint("front", __name__, template_folder="templates")

    @pages.get("/")
    def front() -> Response:
        said = _chosen_language()
        other = VIETNAMESE if said == ENGLISH else ENGLISH
        words = {name: sentence.said(said) for name, sentence in WORDS.items()}
        page = render_template("front.html", words=words, language=said, other=other, demo=demo, static_url=static_url)
        answer = make_response(page)
        answer.headers["Content-Security-Policy"] = PAGE_POLICY
        answer.vary.add("Accept-Language")
        return answer

    return pages


def _chosen_language() -> str:
    asked = request.args.get("lang")
    return asked if asked in (VIETNAMESE, ENGLISH) else language()
