"""What several groups of these pages say: each sentence in its one place."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

HEADING = Sentence(
    "Cần học dùng điện thoại, làm giấy tờ qua mạng? Có người đến tận nhà giúp.",
    "Need to learn your phone or do paperwork online? Someone will come to your home.",
)
"""What this is, in a sentence."""

PHONE_NUMBER = Sentence(
    "Số này thiếu hoặc thừa chữ số. Ví dụ: 09xx xxx xxx hoặc 024 xxxx xxxx.",
    "The number has too few or too many digits. For example: 09xx xxx xxx or 024 xxxx xxxx.",
)
SIX_DIGITS = Sentence("Ghi đủ 6 chữ số của mã trong tin nhắn.", "Write all 6 digits of the code in the message.")

CODE_SENT: Words = {
    "late": Sentence(
        "Tin nhắn đang đi chậm, mã có thể đến muộn. Cứ để mở trang này.",
        "Messages are slow at the moment and the code may be late. Keep this page open.",
    ),
    "demo": Sentence("Bản chạy thử: mã là {code}.", "Demo: the code is {code}."),
}
"""Of a code that is on its way."""

KINDS: Words = {
    "kind.community_team": Sentence("Tổ chuyển đổi số cộng đồng", "Community digital team"),
    "kind.youth_union": Sentence("Đoàn Thanh niên", "Youth Union"),
    "kind.college": Sentence("Trường đại học, cao đẳng", "University or college"),
    "kind.womens_union": Sentence("Hội Phụ nữ", "Women's Union"),
    "kind.veterans": Sentence("Hội Cựu chiến binh", "Veterans' association"),
    "kind.other": Sentence("Nơi khác", "Another"),
}
"""What teams there are, and whom volunteers come from."""

DEVICES: Words = {
    "device.touch": Sentence("Màn hình chạm", "Touch screen"),
    "device.buttons": Sentence("Bấm phím", "Buttons"),
    "device.landline": Sentence("Máy bàn", "Landline"),
    "device.shared": Sentence("Dùng chung với người nhà", "Shared with the family"),
}
