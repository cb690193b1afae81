"""What the ward's staff find in their inbox, in Vietnamese: no pronouns and no "ạ" (words for people, section 1)."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "staff.received": {
        "": "Yêu cầu mới {so}: {viec}, {to}.",
        "unconfirmed": "Yêu cầu mới {so}: {viec}, {to}. Chờ xác minh.",
    },
    "staff.needs_times": {
        "": "Yêu cầu {so} chờ giờ mới: các giờ đã chọn đều qua.",
        "follow_up": "Yêu cầu {so} chờ giờ mới: buổi tiếp theo chưa có giờ.",
        "paused": "Yêu cầu {so} chờ giờ mới: buổi cũ rơi vào những ngày tạm hoãn.",
    },
    "staff.escalated": {
        "": "Yêu cầu {so} cần cán bộ xử lý.",
        "waves_used_up": "Yêu cầu {so} cần cán bộ xử lý: đã mời đủ các đợt.",
        "nobody_eligible": "Yêu cầu {so} cần cán bộ xử lý: không có người phù hợp.",
        "no_time_fits": "Yêu cầu {so} cần cán bộ xử lý: không khớp giờ.",
        "promise_passed": "Yêu cầu {so} cần cán bộ xử lý: quá hạn đã hứa.",
        "resident_missed": "Yêu cầu {so} cần cán bộ xử lý: đến nhà không gặp, cần gọi hỏi thăm.",
        "resident_missed ward_office": "Yêu cầu {so} cần cán bộ xử lý: người cần giúp chưa đến, cần gọi hỏi thăm.",
        "resident_missed phone": "Yêu cầu {so} cần cán bộ xử lý: gọi điện không gặp, cần gọi hỏi thăm.",
    },
    "staff.not_placed": {
        "": "Yêu cầu {so}: đã có người nhận mà chưa xếp được giờ.",
    },
    "staff.overdue": {
        "": "Buổi {luc} ở {to}: quá giờ {so_phut}, chưa báo xong. Cần gọi hỏi người hướng dẫn.",
        "ward_office": "Buổi {luc} ở trụ sở: quá giờ {so_phut}, chưa báo xong. Cần gọi hỏi người hướng dẫn.",
        "phone": "Buổi hướng dẫn qua điện thoại {luc}: quá giờ {so_phut}, chưa báo xong. Cần gọi hỏi người hướng dẫn.",
    },
    "staff.unreached": {
        "": "Có người chưa nhận được tin. Xem danh sách cần gọi.",
        "request": "Yêu cầu {so}: có người chưa nhận được tin. Xem danh sách cần gọi.",
    },
    "staff.many_looks": {
        "": "{nguoi} đã xem số điện thoại, địa chỉ của người dân {so_lan} trong 7 ngày. Cần hỏi lại.",
    },
}

SUBJECTS: dict[str, str] = {
    "staff.received": "Yêu cầu mới {so}",
    "staff.needs_times": "Chờ giờ mới: {so}",
    "staff.escalated": "Cần cán bộ xử lý: {so}",
    "staff.not_placed": "Chờ xếp giờ: {so}",
    "staff.overdue": "Quá giờ, chưa báo xong",
    "staff.unreached": "Chưa nhắn được, cần gọi",
    "staff.many_looks": "Xem liên hệ nhiều lần",
}
