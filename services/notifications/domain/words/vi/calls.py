"""What staff say on the telephone, in Vietnamese; in “…” the words for the ear, the rest is for the eye.

Only a living person says "tôi"; the opening passes the test the police set: it asks for nothing and offers to be
called back (words for people, section 7).
"""

from __future__ import annotations

SCRIPTS: dict[str, str] = {
    "open": "“Dạ, tôi là …, cán bộ {dv}, gọi về buổi hướng dẫn {xh} đã nhờ. Tôi không hỏi số căn cước, mật khẩu hay "
    "tiền nong gì ạ. {Xh} muốn chắc thì cứ tắt máy, gọi lại số {sdt} in ở bảng tin tổ dân phố.”",
    "open.helper": "“Dạ, tôi là …, cán bộ {dv}, gọi về buổi {luc}.”",
    "open.agreement": "“Dạ, tôi là …, cán bộ {dv}. Có người nhờ {dv} giúp {xh} nên tôi gọi hỏi ý {xh}. Tôi không hỏi "
    "số căn cước, mật khẩu hay tiền nong gì ạ. {Xh} muốn chắc thì cứ tắt máy, gọi lại số {sdt} in ở bảng tin "
    "tổ dân phố.”",
    "open.reply": "“Dạ, tôi là …, cán bộ {dv}, gọi lại về tin nhắn vừa gửi đến. Tôi không hỏi số căn cước, mật khẩu "
    "hay tiền nong gì ạ.”",
    "open.stranger": "“Dạ, tôi là …, cán bộ {dv}, gọi lại theo số vừa để lại. Tôi không hỏi số căn cước, mật khẩu hay "
    "tiền nong gì ạ.”",
    "phone.neighbour": "Số này của hàng xóm: xin gặp {xh} {ten}. Không gặp được thì chỉ nhắn {xh} gọi {sdt}, "
    "không nói việc gì.",
    "phone.relative": "Số này của người nhà: xin gặp {xh} {ten}, không gặp được thì nhờ người nhà báo lại.",
    "tell": "Điều cần báo: {dieu}",
    "wrote": "Tin vừa nhận: “{dieu}”",
    "missed": "“Đến giờ hẹn, người hướng dẫn chưa gặp được {xh} {ten}. {Xh} có khỏe không ạ? Có cần giúp gì ngay không "
    "ạ?” Không ai nghe máy thì gọi người nhà, tổ trưởng tổ dân phố hoặc trưởng thôn ngay trong giờ.",
    "overdue": "“Buổi hướng dẫn quá giờ mà chưa báo xong. Có ổn không, có cần giúp gì không?” "
    "Xong rồi thì nhờ ghi kết quả.",
    "suspended": "“Buổi {luc} KHÔNG có ai đến, mã hẹn cũ không dùng nữa. {Dv} tìm người khác và báo lại {xh} ạ.”",
    "no_show": "“Người hướng dẫn lỡ hẹn, {dv} xin lỗi {xh} {ten}. {Xh} tiện lúc nào để hẹn lại ạ?” "
    "Có giờ mới thì ghi vào phiếu {so}.",
    "stopped": "“{Xh} {ten} không nhận tin nhắn nên {dv} gọi báo: {luc}, {nguoi} đến.”",
    "reply": "Hỏi xem cần gì, rồi ghi lại.",
    "wanted": "Hỏi cần giúp việc gì, cho ai, nhà ở đâu; lập phiếu ngay khi đang nói.",
    "agreement": "“Người nhà hoặc hàng xóm nhờ {dv} cử người giúp {xh} {ten}. Tôi đọc {xh} nghe rồi {xh} cho biết có "
    "đồng ý không ạ. {Dv} chỉ dùng tên, số điện thoại, địa chỉ của {xh} để sắp xếp buổi này; ngoài cán bộ phụ trách, "
    "chỉ người được cử mới biết. Lúc nào {xh} muốn thôi, gọi {sdt} là được.” "
    "Đồng ý thì ghi vào phiếu {so}; không thì hủy phiếu.",
    "escalated": "“Chưa tìm được người hợp giờ cho {xh} {ten}, mong {xh} thông cảm. {Dv} đang trực tiếp lo việc này. "
    "{Xh} còn tiện lúc nào khác, hay muốn đến trụ sở {dv} hoặc lớp học cộng đồng ạ?”",
    "times": "“{Xh} {ten} tiện lúc nào trong mấy ngày tới ạ?” Ghi giờ mới vào phiếu {so}.",
    "close": "“Tôi nhắc lại: {luc}, người đến tên là {nguoi}, mã hẹn là ‘{ma}’. {Xh} nhắc lại giúp tôi được không ạ?”",
}
