"""What the pages say about what a volunteer offers: when, what, how much."""

from __future__ import annotations

from services.volunteers.pages.helping.words_tasks import DUTY
from services.volunteers.pages.words_common import KINDS
from services.volunteers.pages.words_consent import VOLUNTEERS
from shared.web.language import Sentence
from shared.web.pages.words import Words
from shared.web.pages.words_common import ASK_WARD

WEEK: Words = {
    "week": Sentence("Trong tuần, anh/chị thường rảnh lúc nào?", "When in the week are you usually free?"),
    "week_hint": Sentence(
        "Sáng 8 giờ – 11 giờ 30 · trưa đến 1 giờ 30 chiều · chiều đến 6 giờ · tối đến 9 giờ.",
        "Morning 8 – 11:30 a.m. · noon to 1:30 p.m. · afternoon to 6 p.m. · evening to 9 p.m.",
    ),
    "day": Sentence("Ngày", "Day"),
    "day.0": Sentence("Thứ Hai", "Monday"),
    "day.1": Sentence("Thứ Ba", "Tuesday"),
    "day.2": Sentence("Thứ Tư", "Wednesday"),
    "day.3": Sentence("Thứ Năm", "Thursday"),
    "day.4": Sentence("Thứ Sáu", "Friday"),
    "day.5": Sentence("Thứ Bảy", "Saturday"),
    "day.6": Sentence("Chủ nhật", "Sunday"),
    "shown.0": Sentence("Thứ Hai", "Mon"),
    "shown.1": Sentence("Thứ Ba", "Tue"),
    "shown.2": Sentence("Thứ Tư", "Wed"),
    "shown.3": Sentence("Thứ Năm", "Thu"),
    "shown.4": Sentence("Thứ Sáu", "Fri"),
    "shown.5": Sentence("Thứ Bảy", "Sat"),
    "shown.6": Sentence("Chủ nhật", "Sun"),
    "part.morning": Sentence("Sáng", "Morning"),
    "part.noon": Sentence("Trưa", "Noon"),
    "part.afternoon": Sentence("Chiều", "Afternoon"),
    "part.evening": Sentence("Tối", "Evening"),
    "short.morning": Sentence("Sáng", "a.m."),
    "short.noon": Sentence("Trưa", "Noon"),
    "short.afternoon": Sentence("Chiều", "p.m."),
    "short.evening": Sentence("Tối", "Eve."),
    "exact": Sentence("Ghi giờ khác, từng ngày", "Other times, day by day"),
    "exact_hint": Sentence("Ví dụ thứ Ba, 16:00 đến 17:30.", "For example Tuesday, 16:00 to 17:30."),
    "exact.day": Sentence("Ngày {n}", "Day {n}"),
    "exact.start": Sentence("Từ", "From"),
    "exact.end": Sentence("Đến", "To"),
    "exact.none": Sentence("Chọn ngày", "Choose a day"),
}

OFFERING: Words = {
    **WEEK,
    "topics": Sentence("Anh/chị giúp được việc gì?", "What can you help with?"),
    "max_open_tasks": Sentence("Nhận nhiều nhất mấy việc cùng lúc?", "How many tasks at most at a time?"),
    "conditions": Sentence("Khi đến nhà", "When visiting a home"),
    "condition.pair": Sentence("Chỉ đi hai người", "Only as a pair"),
    "condition.woman_present": Sentence("Chỉ đến khi trong nhà có phụ nữ", "Only where a woman is at home"),
    "times_missing": Sentence("Chọn ít nhất một lúc rảnh.", "Choose at least one time."),
    "topics_missing": Sentence("Chọn ít nhất một việc.", "Choose at least one."),
}

AVAILABILITY: Words = {
    **OFFERING,
    **DUTY,
    "title": Sentence("Lịch rảnh, tạm nghỉ", "Free times, days away"),
    "to_tasks": Sentence("Việc của tôi", "My tasks"),
    "duty": Sentence("Sẵn sàng hay tạm nghỉ", "On duty or away"),
    "away_lead": Sentence(
        "Mùa thi, dịp Tết, đi xa: trong lúc tạm nghỉ anh/chị không được mời việc. Việc đã nhận vẫn giữ nguyên.",
        "Exams, Tết, travel: while you are away nobody asks you. Tasks you have taken stay yours.",
    ),
    "away_until": Sentence("Tạm nghỉ đến hết ngày", "Away until the end of"),
    "away_send": Sentence("Tạm nghỉ đến ngày này", "Away until this day"),
    "away_past": Sentence("Ngày này đã qua. Chọn từ hôm nay trở đi.", "This day has passed. Choose today or later."),
    "away_far": Sentence("Chọn một ngày trong vòng một năm tới.", "Choose a day within the next year."),
    "away_missing": Sentence("Chọn ngày cuối của đợt nghỉ.", "Choose the last day away."),
    "week_heading": Sentence("Lịch rảnh và việc giúp được", "Free times and what you help with"),
    "save": Sentence("Lưu", "Save"),
    "saved": Sentence("Đã lưu.", "Saved."),
    "stale": Sentence(
        "Trong lúc anh/chị xem, lịch này vừa được đổi ở nơi khác. Dưới đây vẫn là những gì anh/chị vừa chọn: "
        "bấm Lưu lần nữa thì bản này thay bản kia.",
        "While you were looking, this was changed elsewhere. Below is still what you chose: "
        "save once more and it replaces the other.",
    ),
    "see_newest": Sentence("Xem bản mới nhất", "See the newest version"),
}

JOINING: Words = {
    **OFFERING,
    **VOLUNTEERS,
    "ask_ward": ASK_WARD,
    "title": Sentence("Đăng ký giúp bà con", "Apply to help"),
    "lead": Sentence(
        "Mỗi tuần một, hai giờ, ngay gần nhà: chỉ cho bà con cách dùng điện thoại, làm giấy tờ qua mạng. "
        "Từ 16 tuổi; 16, 17 tuổi thì đi cùng người lớn và có cha mẹ đồng ý.",
        "An hour or two a week, near home: helping people use a phone and do paperwork online. "
        "From 16 years of age; at 16 and 17 beside an adult, with a parent's consent.",
    ),
    "about": Sentence("Về anh/chị", "About you"),
    "name": Sentence("Họ và tên", "Full name"),
    "name_missing": Sentence("Ghi họ và tên.", "Write your full name."),
    "phone": Sentence("Số điện thoại", "Phone number"),
    "phone_hint": Sentence(
        "Việc cần người sẽ được nhắn đến số này. Cũng dùng số này để đăng nhập.",
        "Tasks are sent to this number, and you sign in with it.",
    ),
    "birth_year": Sentence("Năm sinh", "Year of birth"),
    "birth_year_hint": Sentence("Bốn chữ số, ví dụ 1998.", "Four digits, for example 1998."),
    "birth_year_wrong": Sentence("Ghi năm sinh bằng bốn chữ số.", "Write the year of birth in four digits."),
    "ward": Sentence("Anh/chị giúp ở phường, xã nào?", "In which ward or commune do you want to help?"),
    "ward_missing": Sentence("Chọn một phường, xã.", "Choose a ward or commune."),
    "ward_more": Sentence("Thêm một phường, xã nữa", "One more ward or commune"),
    "choose": Sentence("Chọn", "Choose"),
    "ward_go": Sentence("Tiếp tục", "Continue"),
    "ward_here": Sentence("Nơi giúp", "Where you help"),
    "ward_other": Sentence("Đổi phường, xã", "Another ward or commune"),
    "team": Sentence("Anh/chị ở tổ nào dưới đây?", "Do you belong to one of these teams?"),
    "team.none": Sentence("Không ở tổ nào trong số này", "None of these"),
    "home": Sentence("Nhà anh/chị ở đâu?", "Where do you live?"),
    "home_hint": Sentence(
        "Để được mời việc gần nhà. Chỉ dùng tính khoảng cách; ngoài anh/chị, chỉ cán bộ phường, xã xem được.",
        "So that you are asked for tasks near home. Used for distances only; nobody but ward staff can see it.",
    ),
    "home.none": Sentence("Nơi khác, hoặc không muốn ghi", "Elsewhere, or I would rather not say"),
    "home.device": Sentence("Đang ở nhà: lấy vị trí máy này", "I am at home: take this phone's position"),
    "home.taken": Sentence("Đã ghi vị trí, chính xác chừng 100 m.", "Position noted, to about 100 m."),
    "home.refused": Sentence("Máy không cho biết vị trí.", "The phone does not tell its position."),
    "affiliation": Sentence("Anh/chị thuộc tổ, đoàn, trường nào?", "Do you belong to a group?"),
    "kind.none": Sentence("Không thuộc nơi nào", "None"),
    **KINDS,
    "offer": Sentence("Giúp gì, lúc nào", "What and when"),
    "gender": Sentence("Anh/chị là", "You are"),
    "gender_hint": Sentence(
        "Có bà chỉ muốn người hướng dẫn là nữ, có ông chỉ muốn nam.", "Some ask for a woman, some for a man."
    ),
    "gender.female": Sentence("Nữ", "A woman"),
    "gender.male": Sentence("Nam", "A man"),
    "gender.other": Sentence("Khác", "Other"),
    "languages": Sentence("Hướng dẫn bằng tiếng nào?", "In which languages?"),
    "language.vi": Sentence("Tiếng Việt", "Vietnamese"),
    "language.en": Sentence("Tiếng Anh", "English"),
    "agreed": Sentence("Tôi đồng ý", "I agree"),
    "agree_first": Sentence("Cần anh/chị đồng ý thì mới gửi được.", "It can only be sent with your consent."),
    "send": Sentence("Gửi đăng ký", "Send the application"),
}

JOINED: Words = {
    "title": Sentence("Đã nhận đăng ký", "Your application has arrived"),
    "heading": Sentence("Cảm ơn anh/chị. Đã nhận đăng ký.", "Thank you. Your application has arrived."),
    "next": Sentence("Việc tiếp theo", "What happens next"),
    "next.1": Sentence(
        "Anh/chị đăng nhập một lần bằng số điện thoại vừa ghi: từ đó xem và sửa được lịch rảnh.",
        "Sign in once with the phone number you gave: from then on you can see and change your free times.",
    ),
    "next.2": Sentence(
        "Cán bộ phường, xã gọi điện hoặc mời gặp một lần cho biết mặt và xem giấy tờ.",
        "Ward staff phone you, or meet you once and see your papers.",
    ),
    "next.3": Sentence(
        "Duyệt xong, có việc gần nhà, hợp giờ rảnh, sẽ có tin nhắn mời. Nhận hay bận đều được.",
        "Once approved, you get a message when somebody near you needs help. Say yes, or not this time.",
    ),
    "sign_in": Sentence("Đăng nhập", "Sign in"),
    "never": Sentence(
        "Không ai thu tiền hay hỏi mật khẩu, mã OTP của anh/chị khi duyệt.",
        "Nobody charges you or asks for a password or OTP to approve you.",
    ),
}
