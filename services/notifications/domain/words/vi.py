"""What people read, in Vietnamese: the source of truth."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "signin.code": {
        "": "Mã đăng nhập: {ma6}, dùng trong {phut}. Không đọc mã này cho bất kỳ ai, kể cả người xưng là "
        "cán bộ {dv} hay công an.",
    },
    "request.code": {
        "": "Mã xác nhận phiếu {so}: {ma6}, dùng trong {phut}. Chỉ gõ vào nơi vừa gửi phiếu, đừng đọc cho ai. "
        "Không gửi phiếu thì bỏ qua.",
    },
    "request.received": {
        "": "{phuong} đã nhận phiếu {so} của {xh} {ten}. Trước {ngay}, {dv} báo ai đến, lúc nào. "
        "Chưa báo là chưa cử ai. Hỏi {sdt}",
        "undated": "{phuong} đã nhận phiếu {so} của {xh} {ten}. {Dv} sẽ báo ai đến, lúc nào. "
        "Chưa báo là chưa cử ai. Hỏi {sdt}",
        "neighbour": "{phuong}: nhờ báo {xh} {ten} gọi {sdt}",
    },
    "request.delayed": {
        "": "{phuong}: chưa tìm được người hợp giờ cho {xh} {ten}, mong {doc} thông cảm. "
        "Cán bộ {dv} sẽ gọi {doc} trước {ngay}.",
        "undated": "{phuong}: chưa tìm được người hợp giờ cho {xh} {ten}, mong {doc} thông cảm. "
        "Cán bộ {dv} sẽ sớm gọi {doc}.",
        "neighbour": "{phuong}: nhờ báo {xh} {ten} gọi {sdt}",
    },
    "offer": {
        "": "{phuong}: {to} cần người đến giúp {viec}, {buoi}{xa}. Nhận giúp: gọi {sdt} trước {han}.",
        "ward_office": "{phuong}: cần người giúp {viec} ở trụ sở {dv}, {buoi}{xa}. Nhận giúp: gọi {sdt} trước {han}.",
        "phone": "{phuong}: {to} cần người gọi điện giúp {viec}, {buoi}. Nhận giúp: gọi {sdt} trước {han}.",
    },
    "offer.taken": {
        "": "{phuong}: việc ở {to} vừa có người nhận trước. Cảm ơn {doc} đã sẵn lòng. "
        "Có việc gần nhà, {dv} lại nhắn ạ.",
    },
    "task.accepted": {
        "": "{phuong}: {doc} đã nhận việc ở {to}, {luc}. Địa chỉ: gọi {sdt}. Bận xin báo sớm.",
        "ward_office": "{phuong}: {doc} đã nhận việc ở trụ sở {dv}, {luc}. Cần hỏi gì: gọi {sdt}. Bận xin báo sớm.",
        "phone": "{phuong}: {doc} đã nhận việc giúp qua điện thoại, {luc}. Số cần gọi: hỏi {sdt}. Bận xin báo sớm.",
    },
    "visit.confirm": {
        "": "{phuong}: {luc}, {nguoi} đến giúp {xh} {ten}. Mã hẹn: {ma}. Người đến phải tự nói. Hỏi {sdt}",
        "ward_office": "{phuong}: {luc}, mời {xh} {ten} đến trụ sở {dv}, {nguoi} hướng dẫn. Mã hẹn: {ma}. Hỏi {sdt}",
        "phone": "{phuong}: {luc}, {nguoi} gọi điện giúp {xh} {ten}. Mã hẹn: {ma}. Người gọi phải tự nói. Hỏi {sdt}",
    },
    "visit.confirm.relative": {
        "": "{phuong}: nhờ báo {xh} {ten}: {luc}, {nguoi} đến. Mã hẹn: {ma}. Người đến phải tự nói. Hỏi {sdt}",
        "ward_office": "{phuong}: nhờ báo {xh} {ten}: {luc}, mời đến trụ sở {dv}, {nguoi} hướng dẫn. "
        "Mã hẹn: {ma}. Hỏi {sdt}",
        "phone": "{phuong}: nhờ báo {xh} {ten}: {luc}, {nguoi} gọi điện. Mã hẹn: {ma}. Người gọi phải tự nói. "
        "Hỏi {sdt}",
        "neighbour": "{phuong}: nhờ báo {xh} {ten} gọi {sdt}",
    },
    "visit.safety": {
        "": "Người {dv} cử đến không thu tiền, không hỏi mật khẩu, OTP, không chụp căn cước. "
        "Đừng đọc mã cho ai. Nghi ngờ: {sdt} hoặc 113",
    },
    "asker.done": {
        "": "{phuong}: việc {doc} nhờ hộ {xh} {ten} đã xong. Cảm ơn {doc} đã quan tâm. Cần thêm, {doc} gọi {sdt}",
    },
}

SUBJECTS: dict[str, str] = {
    "signin.code": "Mã đăng nhập",
    "request.code": "Mã xác nhận phiếu {so}",
    "request.received": "{phuong} đã nhận phiếu {so}",
    "request.delayed": "{phuong}: phiếu {so}",
    "offer": "{phuong}: việc cần người",
    "offer.taken": "{phuong}: việc đã có người nhận",
    "task.accepted": "{phuong}: việc đã nhận, {luc}",
    "visit.confirm": "{phuong}: lịch hẹn {luc}",
    "visit.confirm.relative": "{phuong}: nhờ báo {xh} {ten}",
    "neighbour": "{phuong}: nhờ báo {xh} {ten}",
    "visit.safety": "Để yên tâm khi có người đến nhà",
    "asker.done": "{phuong}: việc nhờ hộ đã xong",
}
"""Subject lines, for e-mail; a variant with a line of its own goes before its template."""

PHRASES: dict[str, str] = {
    "minutes": "{n} phút",
    "minute": "{n} phút",
    "staff": "cán bộ {dv}",
    "own slip": "nhờ giúp",
    "distance": ", cách {m}",
    "and": " và ",
    "use": "dùng {topic}",
    "about": "về {topic}",
    "something else": "một việc khác",
    "more topics": "{topic} và việc khác",
}
"""Small parts the values above are made of."""
