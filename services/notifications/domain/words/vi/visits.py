"""What residents, and who asked for them, read about a visit, in Vietnamese."""

from __future__ import annotations

from services.notifications.domain.words.ending import Ending
from services.notifications.domain.words.vi.requests import NEIGHBOUR

TEXTS: dict[str, dict[str, str]] = {
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
        "neighbour": NEIGHBOUR,
    },
    "visit.safety": {
        "": "Người {dv} cử đến không thu tiền, không hỏi mật khẩu, OTP, không chụp căn cước. "
        "Đừng đọc mã cho ai. Nghi ngờ: {sdt} hoặc 113",
    },
    "visit.reminder.day": {
        "": "{phuong} {nhac} {xh} {ten}: {luc}, {nguoi} đến. Mã hẹn: {ma}. {dap}",
        "ward_office": "{phuong} {nhac} {xh} {ten}: {luc}, mời đến trụ sở {dv}, {nguoi} hướng dẫn. {dap}",
        "phone": "{phuong} {nhac} {xh} {ten}: {luc}, {nguoi} gọi điện. Mã hẹn: {ma}. {dap}",
        "neighbour": NEIGHBOUR,
    },
    "visit.reminder.soon": {
        "": "{phuong}: {gio} {nguoi} đến nhà {xh} {ten}. Mã hẹn: {ma}. Nhớ để sẵn kính, căn cước ạ. Hỏi {sdt}",
        "ward_office": "{phuong}: {gio} mời {xh} {ten} đến trụ sở {dv}, {nguoi} hướng dẫn. "
        "Nhớ mang kính, căn cước ạ. Hỏi {sdt}",
        "phone": "{phuong}: {gio} {nguoi} gọi điện cho {xh} {ten}. Mã hẹn: {ma}. Nhớ để sẵn kính, giấy bút ạ. "
        "Hỏi {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "visit.moved": {
        "": "{phuong}: buổi của {xh} {ten} đổi sang {luc}. Mã hẹn mới: {ma}. Không tiện, xin gọi {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "visit.cancelled.us": {
        "": "{phuong}: rất tiếc phải hoãn buổi {luc}, {hom} KHÔNG có ai đến. {Dv} sẽ gọi {xh} {ten} hẹn lại. Hỏi {sdt}",
        "ward_office": "{phuong}: rất tiếc phải hoãn buổi {luc} ở trụ sở {dv}, {xh} {ten} chưa phải đến. "
        "{Dv} sẽ gọi hẹn lại. Hỏi {sdt}",
        "phone": "{phuong}: rất tiếc phải hoãn buổi hướng dẫn qua điện thoại {luc} của {xh} {ten}. "
        "{Dv} sẽ gọi hẹn lại. Hỏi {sdt}",
        "over": "{phuong}: rất tiếc phải hủy buổi {luc}, {hom} KHÔNG có ai đến. Khi {xh} {ten} cần, xin gọi {sdt}",
        "over ward_office": "{phuong}: rất tiếc phải hủy buổi {luc} ở trụ sở {dv}, {xh} {ten} không phải đến nữa. "
        "Khi cần, xin gọi {sdt}",
        "over phone": "{phuong}: rất tiếc phải hủy buổi hướng dẫn qua điện thoại {luc} của {xh} {ten}. "
        "Khi cần, xin gọi {sdt}",
        "ended": "{phuong}: buổi {luc} của {xh} {ten} không cần nữa nên đã hủy, {hom} KHÔNG có ai đến. Hỏi {sdt}",
        "ended ward_office": "{phuong}: buổi {luc} ở trụ sở {dv} không cần nữa nên đã hủy, "
        "{xh} {ten} không phải đến. Hỏi {sdt}",
        "ended phone": "{phuong}: buổi hướng dẫn qua điện thoại {luc} của {xh} {ten} không cần nữa nên đã hủy. "
        "Hỏi {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "visit.cancelled.resident": {
        "": "{phuong} đã hủy buổi {luc} theo ý {xh} {ten}. Mã hẹn cũ không dùng nữa. Khi cần, {doc} gọi {sdt} ạ.",
        "asked_by": "{phuong} đã hủy buổi {luc} của {xh} {ten} theo lời người nhờ hộ. Mã hẹn cũ không dùng nữa. "
        "Khi cần, gọi {sdt} ạ.",
        "own": "{phuong} đã hủy buổi {luc} của {xh} {ten} theo ý {doc}. Mã hẹn cũ không dùng nữa. "
        "Khi cần, {doc} gọi {sdt} ạ.",
        "neighbour": NEIGHBOUR,
    },
    "pause.weather": {
        "": "{phuong}: do {vi_sao}, các buổi {ngay_hoan} tạm hoãn, KHÔNG có ai đến nhà. {Dv} sẽ gọi hẹn lại. "
        "Cần gấp: {sdt}",
        "other": "{phuong}: các buổi {ngay_hoan} tạm hoãn, KHÔNG có ai đến nhà. {Dv} sẽ gọi hẹn lại. Cần gấp: {sdt}",
        "volunteer": "{phuong}: do {vi_sao}, các buổi {ngay_hoan} tạm hoãn, {doc} chưa phải đi. "
        "Có lịch mới, {dv} sẽ báo. Cần gấp: {sdt}",
        "other volunteer": "{phuong}: các buổi {ngay_hoan} tạm hoãn, {doc} chưa phải đi. "
        "Có lịch mới, {dv} sẽ báo. Cần gấp: {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "noshow.resident": {
        "": "{phuong}: {gio_qua} người hướng dẫn đến mà chưa gặp {xh} {ten}. {Xh} gọi lại {sdt} để {dv} yên tâm ạ.",
        "relative": "{phuong}: {gio_qua} người hướng dẫn đến mà chưa gặp {xh} {ten}. "
        "Nhờ gọi lại {sdt} để {dv} yên tâm ạ.",
        "ward_office": "{phuong}: {gio_qua} người hướng dẫn đợi ở trụ sở {dv} mà chưa gặp {xh} {ten}. "
        "{Xh} gọi lại {sdt} để {dv} yên tâm ạ.",
        "relative ward_office": "{phuong}: {gio_qua} người hướng dẫn đợi ở trụ sở {dv} mà chưa gặp {xh} {ten}. "
        "Nhờ gọi lại {sdt} để {dv} yên tâm ạ.",
        "phone": "{phuong}: {gio_qua} người hướng dẫn gọi điện mà chưa gặp {xh} {ten}. "
        "{Xh} gọi lại {sdt} để {dv} yên tâm ạ.",
        "relative phone": "{phuong}: {gio_qua} người hướng dẫn gọi điện mà chưa gặp {xh} {ten}. "
        "Nhờ gọi lại {sdt} để {dv} yên tâm ạ.",
        "neighbour": NEIGHBOUR,
    },
    "noshow.volunteer": {
        "": "{phuong}: người hướng dẫn hẹn {gio_qua} chưa đến được, {dv} xin lỗi {xh} {ten} và sẽ gọi hẹn lại. "
        "Hỏi {sdt}",
        "phone": "{phuong}: người hướng dẫn hẹn {gio_qua} chưa gọi được, {dv} xin lỗi {xh} {ten} và sẽ gọi hẹn lại. "
        "Hỏi {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "feedback": {
        "": "{phuong}: sau buổi {hom_qua}, {xh} {ten} tự làm lại được chưa ạ? {dap}",
        "neighbour": NEIGHBOUR,
    },
}

ENDINGS: dict[str, dict[str, Ending]] = {
    "visit.reminder.day": {
        "": Ending("Nhắn {k}1: đúng hẹn, {k}0: bận. Hỏi {sdt}", "Bận thì gọi {sdt}"),
    },
    "feedback": {
        "": Ending(
            "Được nhắn {k}1, chưa nhắn {k}2. Có gì chưa vừa ý, xin gọi {sdt}",
            "Chưa được, hoặc có gì chưa vừa ý, xin gọi {sdt}",
        ),
    },
}

SUBJECTS: dict[str, str] = {
    "visit.confirm": "{phuong}: lịch hẹn {luc}",
    "visit.confirm.relative": "{phuong}: nhờ báo {xh} {ten}",
    "visit.safety": "Để yên tâm khi có người đến nhà",
    "visit.reminder.day": "{phuong}: nhắc lịch hẹn {luc}",
    "visit.reminder.soon": "{phuong}: lịch hẹn {gio}",
    "visit.moved": "{phuong}: đổi lịch hẹn sang {luc}",
    "visit.cancelled.us": "{phuong}: hoãn buổi {luc}",
    "over": "{phuong}: hủy buổi {luc}",
    "ended": "{phuong}: hủy buổi {luc}",
    "visit.cancelled.resident": "{phuong}: đã hủy buổi {luc}",
    "pause.weather": "{phuong}: tạm hoãn các buổi {ngay_hoan}",
    "noshow.resident": "{phuong}: chưa gặp {xh} {ten}",
    "noshow.volunteer": "{phuong}: xin lỗi {xh} {ten}",
    "feedback": "{phuong}: sau buổi {hom_qua}",
}
