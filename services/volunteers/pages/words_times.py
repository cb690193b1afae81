"""What is said of times that were chosen and cannot be, to whoever chose them."""

from __future__ import annotations

from shared.web.language import Sentence

CHOOSE_TIMES = Sentence("Mời chọn ít nhất một lúc tiện.", "Choose at least one time that suits.")
CHOOSE_PART = Sentence("Chọn thêm ngày và buổi sáng hay chiều.", "Choose the day, and morning or afternoon.")
TIMES_OVER = Sentence(
    "Giờ đã chọn nay không kịp, hoặc không có ai đến được. Mời chọn giờ khác.",
    "This time is too soon now, or nobody can come then. Please choose another.",
)
TOO_MANY_TIMES = Sentence("Chọn nhiều nhất {n} lúc.", "Choose at most {n} times.")
