"""What volunteers read, in Vietnamese: verb first, and thanks before anything else."""

from __future__ import annotations

from services.notifications.domain.words.ending import Ending

TEXTS: dict[str, dict[str, str]] = {
    "offer": {
        "": "{phuong}: {to} cần người đến giúp {viec}, {buoi}{xa}. {dap}",
        "ward_office": "{phuong}: cần người giúp {viec} ở trụ sở {dv}, {buoi}{xa}. {dap}",
        "phone": "{phuong}: {to} cần người gọi điện giúp {viec}, {buoi}. {dap}",
    },
    "offer.taken": {
        "": "{phuong}: việc ở {to} vừa có người nhận trước. Cảm ơn {doc} đã sẵn lòng. "
        "Có việc gần nhà, {dv} lại nhắn ạ.",
    },
    "offer.refused": {
        "": "{phuong}: chưa ghi được câu trả lời vừa rồi: việc này trùng giờ, hoặc {doc} đã nhận đủ số việc. "
        "Cần gì, mời gọi {sdt}",
    },
    "offer.cancelled": {
        "": "{phuong}: người nhờ ở {to} báo không cần nữa,{hen} {doc} không phải đi. Cảm ơn {doc} đã nhận giúp.",
        "ward_office": "{phuong}: người nhờ giúp ở trụ sở {dv} báo không cần nữa,{hen} {doc} không phải đến. "
        "Cảm ơn {doc} đã nhận giúp.",
        "phone": "{phuong}: người nhờ ở {to} báo không cần nữa,{hen} {doc} không phải gọi. Cảm ơn {doc} đã nhận giúp.",
        "called_off": "{phuong}: việc ở {to} đã hủy,{hen} {doc} không phải đi. Cảm ơn {doc} đã nhận giúp.",
        "called_off ward_office": "{phuong}: việc ở trụ sở {dv} đã hủy,{hen} {doc} không phải đến. "
        "Cảm ơn {doc} đã nhận giúp.",
        "called_off phone": "{phuong}: việc giúp qua điện thoại ở {to} đã hủy,{hen} {doc} không phải gọi. "
        "Cảm ơn {doc} đã nhận giúp.",
    },
    "task.accepted": {
        "": "{phuong}: {doc} đã nhận việc ở {to}, {luc}. Địa chỉ: gọi {sdt}. Bận xin báo sớm.",
        "ward_office": "{phuong}: {doc} đã nhận việc ở trụ sở {dv}, {luc}. Cần hỏi gì: gọi {sdt}. Bận xin báo sớm.",
        "phone": "{phuong}: {doc} đã nhận việc giúp qua điện thoại, {luc}. Số cần gọi: hỏi {sdt}. Bận xin báo sớm.",
        "moved": "{phuong}: buổi ở {to} {doc} đã nhận đổi sang {luc}. Mã hẹn cũ không dùng nữa. Bận xin báo sớm: {sdt}",
        "moved ward_office": "{phuong}: buổi ở trụ sở {dv} {doc} đã nhận đổi sang {luc}. Bận xin báo sớm: {sdt}",
        "moved phone": "{phuong}: buổi giúp qua điện thoại {doc} đã nhận đổi sang {luc}. Bận xin báo sớm: {sdt}",
    },
    "task.cancelled": {
        "": "{phuong}: buổi {luc} ở {to} đã hủy, {doc} không phải đi. Cảm ơn {doc}. Hỏi {sdt}",
        "ward_office": "{phuong}: buổi {luc} ở trụ sở {dv} đã hủy, {doc} không phải đến. Cảm ơn {doc}. Hỏi {sdt}",
        "phone": "{phuong}: buổi giúp qua điện thoại {luc} đã hủy, {doc} không phải gọi. Cảm ơn {doc}. Hỏi {sdt}",
        "waits": "{phuong}: buổi {luc} ở {to} tạm hoãn để tìm thêm người. Có lịch mới, {dv} sẽ báo {doc}. Hỏi {sdt}",
        "waits ward_office": "{phuong}: buổi {luc} ở trụ sở {dv} tạm hoãn để tìm thêm người. Có lịch mới, {dv} sẽ báo "
        "{doc}. Hỏi {sdt}",
        "waits phone": "{phuong}: buổi giúp qua điện thoại {luc} tạm hoãn để tìm thêm người. Có lịch mới, {dv} sẽ báo "
        "{doc}. Hỏi {sdt}",
    },
    "task.reminder": {
        "": "{phuong}: {gio} {doc} đến {to}. Mang thẻ, nói mã hẹn ở cửa. Không nhận tiền, quà. {dap}",
        "ward_office": "{phuong}: {gio} {doc} có buổi ở trụ sở {dv}. Mang thẻ, nói mã hẹn. Không nhận tiền, quà. {dap}",
        "phone": "{phuong}: {gio} {doc} gọi điện giúp người ở {to}. Nói mã hẹn trước khi hướng dẫn. {dap}",
    },
    "thanks": {
        "": "{phuong}: tuần này {doc} đã giúp {so_buoi}, {gio_giup}. Bà con và {dv} cảm ơn {doc} nhiều ạ.",
    },
}

ENDINGS: dict[str, dict[str, Ending]] = {
    "offer": {
        "": Ending("Nhắn {k}1: nhận, {k}0: bận. Hạn {han}.", "Nhận giúp: gọi {sdt} trước {han}."),
    },
    "task.reminder": {
        "": Ending("Đến nhắn {k}1, xong nhắn {k}2.", "Có gì xin gọi {sdt}."),
        "phone": Ending("Bắt đầu nhắn {k}1, xong nhắn {k}2.", "Có gì xin gọi {sdt}."),
    },
}

SUBJECTS: dict[str, str] = {
    "offer": "{phuong}: việc cần người",
    "offer.taken": "{phuong}: việc đã có người nhận",
    "offer.refused": "Về tin vừa trả lời",
    "offer.cancelled": "{phuong}: không phải đi nữa",
    "task.accepted": "{phuong}: việc đã nhận, {luc}",
    "moved": "{phuong}: đổi lịch sang {luc}",
    "task.cancelled": "{phuong}: hủy buổi {luc}",
    "task.reminder": "{phuong}: buổi hướng dẫn {gio}",
    "thanks": "{phuong} cảm ơn",
}
