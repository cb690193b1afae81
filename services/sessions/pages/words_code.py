"""What is read by whoever stands behind a door and wonders who is in front of it."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

CODE: Words = {
    "title": Sentence("Kiểm tra mã hẹn", "Check the visit code"),
    "heading": Sentence("Có người đến nhà?", "Someone at the door?"),
    "lead": Sentence(
        "Đừng mở cửa vội. Người {dv} cử đến phải tự nói mã hẹn, gồm hai từ. Ghi vào đây để xem có đúng không.",
        "Do not open yet. Whoever the {dv} sends must say the visit code, two words. Write them here to check.",
    ),
    "code": Sentence("Người đến nói mã gì?", "Which code did the visitor say?"),
    "code.hint": Sentence(
        "Hai từ, ví dụ: hoa sen, con cá. Không cần dấu.", "Two words, for example: hoa sen, con cá. No marks needed."
    ),
    "ward": Sentence("Nhà ở phường, xã nào?", "Which ward or commune is the home in?"),
    "ward.choose": Sentence("Chọn phường, xã", "Choose the ward or commune"),
    "neighbourhood": Sentence("Nhà ở tổ nào?", "Which tổ?"),
    "neighbourhood.hint": Sentence(
        "Tổ dân phố hoặc thôn, ví dụ: tổ 12, thôn Đoài. Không nhớ thì bỏ trống.",
        "Tổ dân phố or thôn, for example: tổ 12, thôn Đoài. Leave it empty if you do not know.",
    ),
    "neighbourhood.needed": Sentence(
        "Tổ dân phố hoặc thôn, ví dụ: tổ 12, thôn Đoài.", "Tổ dân phố or thôn, for example: tổ 12, thôn Đoài."
    ),
    "check": Sentence("Kiểm tra", "Check"),
    "again": Sentence("Kiểm tra mã khác", "Check another code"),
    "ok": Sentence("Đúng. Hôm nay {dv} có cử {nguoi}.", "Correct. Today we sent {nguoi}."),
    "ok.heading": Sentence("Mã đúng", "The code is correct"),
    "ok.badge": Sentence(
        "Xem thẻ đeo của người đến có đúng tên ấy không rồi hãy mở cửa.",
        "See that the visitor's badge shows this very name, then open the door.",
    ),
    "bad.heading": Sentence("Mã không đúng", "The code is not correct"),
    "bad": Sentence(
        "Mã này không đúng. Đừng mở cửa, đừng đưa điện thoại hay giấy tờ. Gọi {sdt} hoặc công an 113.",
        "Not correct. Do not open, hand over no phone or papers. Call {sdt} or 113.",
    ),
    "bad.no_phone": Sentence(
        "Mã này không đúng. Đừng mở cửa, đừng đưa điện thoại hay giấy tờ. Gọi cán bộ {dv} hoặc công an 113.",
        "Not correct. Do not open, hand over no phone or papers. Call the staff of the {dv} or 113.",
    ),
    "call_ward": Sentence("Gọi {dv}", "Call the {dv}"),
    "call_police": Sentence("Gọi công an 113", "Call the police, 113"),
    "wait.heading": Sentence("Đã thử nhiều mã chưa đúng", "Several codes were wrong"),
    "wait": Sentence(
        "Chờ {phut} phút rồi thử lại. Chưa chắc thì đừng mở cửa; gọi {sdt} hoặc công an 113.",
        "Wait {phut} minutes and try again. Unless you are sure do not open; call {sdt} or 113.",
    ),
    "wait.no_phone": Sentence(
        "Chờ {phut} phút rồi thử lại. Chưa chắc thì đừng mở cửa; gọi cán bộ {dv} hoặc công an 113.",
        "Wait {phut} minutes and try again. Unless you are sure do not open; call the staff of the {dv} or 113.",
    ),
}

WRITE_CODE = Sentence("Ghi hai từ người đến vừa nói.", "Write the two words the visitor said.")
CHOOSE_WARD = Sentence("Chọn phường, xã nơi đang ở.", "Choose the ward or commune of the home.")
