"""Codes, slips, and what a number is answered, in Vietnamese."""

from __future__ import annotations

from services.notifications.domain.words.ending import Ending

NEIGHBOUR = "{phuong}: nhờ báo {xh} {ten} gọi {sdt}"
"""All that a neighbour is told, whatever it is about."""

TEXTS: dict[str, dict[str, str]] = {
    "signin.code": {
        "": "Mã đăng nhập: {ma6}, dùng trong {phut}. Không đọc mã này cho bất kỳ ai, kể cả người xưng là "
        "cán bộ {dv} hay công an.",
    },
    "request.code": {
        "": "Mã xác nhận phiếu {so}: {ma6}, dùng trong {phut}. Chỉ gõ vào nơi vừa gửi phiếu, đừng đọc cho ai. "
        "Không gửi phiếu thì bỏ qua.",
    },
    "request.agree": {
        "": "{phuong}: có người nhờ {dv} cử người giúp {xh} {ten} {viec}. {dap}",
    },
    "request.received": {
        "": "{phuong} đã nhận phiếu {so} của {xh} {ten}. Trước {ngay}, {dv} báo ai đến, lúc nào. "
        "Chưa báo là chưa cử ai. Hỏi {sdt}",
        "undated": "{phuong} đã nhận phiếu {so} của {xh} {ten}. {Dv} sẽ báo ai đến, lúc nào. "
        "Chưa báo là chưa cử ai. Hỏi {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "request.delayed": {
        "": "{phuong}: chưa tìm được người hợp giờ cho {xh} {ten}, mong {doc} thông cảm. "
        "Cán bộ {dv} sẽ gọi {doc} trước {ngay}.",
        "undated": "{phuong}: chưa tìm được người hợp giờ cho {xh} {ten}, mong {doc} thông cảm. "
        "Cán bộ {dv} sẽ sớm gọi {doc}.",
        "neighbour": NEIGHBOUR,
    },
    "request.needs_times": {
        "": "{phuong}: các giờ {xh} {ten} chọn đã qua mà chưa cử được người, mong {doc} thông cảm. "
        "Mời {doc} gọi {sdt} chọn giờ khác ạ.",
        "follow_up": "{phuong}: để hẹn buổi tiếp theo cho {xh} {ten}, mời {doc} gọi {sdt} báo giờ nào tiện ạ.",
        "neighbour": NEIGHBOUR,
    },
    "asker.done": {
        "": "{phuong}: việc {doc} nhờ hộ {xh} {ten} đã xong. Cảm ơn {doc} đã quan tâm. Cần thêm, {doc} gọi {sdt}",
    },
    "stop.done": {
        "": "Từ nay {phuong} không gửi tin mời, tin nhắc tới số này. Buổi đã hẹn, {dv} sẽ gọi điện. "
        "Muốn nhận lại tin: gọi {sdt}",
        "anywhere": "Từ nay không gửi tin mời, tin nhắc tới số này nữa. Buổi đã hẹn, cán bộ sẽ gọi điện. "
        "Muốn nhận lại tin: gọi {sdt}",
    },
    "reply.late": {
        "": "{phuong}: việc hỏi trong tin trước đã xong, câu trả lời vừa rồi không làm thay đổi gì. "
        "Cần gì, mời gọi {sdt} ạ.",
        "anywhere": "Việc hỏi trong tin trước đã xong, câu trả lời vừa rồi không làm thay đổi gì. "
        "Cần gì, mời gọi {sdt} ạ.",
    },
    "reply.unclear": {
        "": "{phuong} đã nhận tin nhưng chưa rõ ý. Cán bộ {dv} sẽ đọc và gọi lại. Cần gấp, mời gọi {sdt} ạ.",
        "anywhere": "Đã nhận tin nhưng chưa rõ ý. Cán bộ sẽ đọc và gọi lại. Cần gấp, mời gọi {sdt} ạ.",
    },
}

ENDINGS: dict[str, dict[str, Ending]] = {
    "request.agree": {
        "": Ending(
            "{Xh} đồng ý nhắn {k}1, không cần nhắn {k}0. Hỏi {sdt}",
            "Cán bộ {dv} sẽ gọi hỏi {xh} có đồng ý không. Hỏi {sdt}",
        ),
    },
}

SUBJECTS: dict[str, str] = {
    "signin.code": "Mã đăng nhập",
    "request.code": "Mã xác nhận phiếu {so}",
    "request.agree": "{phuong}: có người nhờ giúp {xh} {ten}",
    "request.received": "{phuong} đã nhận phiếu {so}",
    "request.delayed": "{phuong}: phiếu {so}",
    "request.needs_times": "{phuong}: mời chọn giờ cho phiếu {so}",
    "neighbour": "{phuong}: nhờ báo {xh} {ten}",
    "asker.done": "{phuong}: việc nhờ hộ đã xong",
    "stop.done": "Thôi nhận tin",
    "reply.late": "Về tin vừa trả lời",
    "reply.unclear": "Về tin vừa trả lời",
}
