"""What pages of more than one service say: each sentence in its one place."""

from __future__ import annotations

from shared.web.language import Sentence
from shared.web.pages.words import Words

ASK_WARD = Sentence("Cần hỏi, mời gọi {sdt}.", "Questions? Call {sdt}.")
AFTER = Sentence(
    "Quên chỗ nào, {xh} gọi {sdt} hỏi lại, đừng ngại ạ.", "Forgot something? Call {sdt} and ask again, gladly."
)

PAIR = Sentence("{first} và {second}", "{first} and {second}")
SOMEBODY = Sentence("một người hướng dẫn", "a helper")

DOOR_SCRIPT = Sentence(
    "“Cháu chào {xh} ạ. Cháu là {ten}, {dv} cử đến giúp {xh}: {viec}. Mã hẹn của mình là ‘{ma}’. "
    "{Xh} xem có đúng không rồi hãy mở cửa ạ.”",
    "“Good morning. I am {ten}, sent by the {dv} to help you: {viec}. Our code is ‘{ma}’. "
    "Please check before you open.”",
)

READY: Words = {
    "ready": Sentence("{Xh} để sẵn giúp", "Please have ready"),
    "ready.id": Sentence("căn cước (giữ trong tay mình)", "ID card (keep it in your own hands)"),
    "ready.phone": Sentence("điện thoại đã sạc", "charged phone"),
    "ready.wifi": Sentence("mật khẩu Wi-Fi nếu có", "Wi-Fi password if any"),
    "ready.glasses": Sentence("kính, sổ tay", "glasses, notebook"),
}
"""What to have at hand when somebody comes (``ready_list`` of ``components/ward.html``)."""
