"""What the questions say; ``FOR_OTHERS`` is said instead to who asks for another.

``{dv}`` is phường or xã, ``{xh}`` how who answers is addressed.
"""

from __future__ import annotations

from services.volunteers.pages import words_consent
from services.volunteers.pages.words_common import DEVICES
from shared.web.language import Sentence
from shared.web.pages.words import Words

START: Words = {
    "title": Sentence("Nhờ người giúp", "Ask for help"),
    "heading": Sentence("Tôi cần người giúp", "I need help"),
    "callback": Sentence("Gọi lại cho tôi", "Call me back"),
    "callback_how": Sentence(
        "Chỉ cần để lại số điện thoại. Cán bộ {dv} gọi lại trong giờ làm việc.",
        "Just leave a number. Staff of your {dv} call back in office hours.",
    ),
    "callback_phone": Sentence("Số điện thoại", "Phone number"),
    "in_ward": Sentence("Nơi nhận phiếu: {name}.", "This request goes to {name}."),
    "or_write": Sentence("Hoặc ghi phiếu nhờ giúp", "Or fill in a request"),
    "or_write_how": Sentence(
        "Mỗi trang một câu, khoảng mười phút. Quay lại vẫn còn những gì đã ghi.",
        "One question a page, about ten minutes. Going back keeps what you wrote.",
    ),
    "kept": Sentence(
        "Trên máy này còn một phiếu ghi dở, bắt đầu lúc {luc}.",
        "On this machine there is a request that is not finished, begun {luc}.",
    ),
    "resume": Sentence("Ghi tiếp phiếu ấy", "Continue with it"),
    "forget": Sentence("Bỏ phiếu ấy", "Discard it"),
    "afresh": Sentence("Ghi phiếu mới", "A new request"),
    "follow": Sentence("Đã gửi phiếu? Xem phiếu đến đâu rồi", "Sent one already? See where it stands"),
}

CALLED: Words = {
    "title": Sentence("Đã ghi số để gọi lại", "We will call you back"),
    "heading": Sentence("Đã ghi số của bác", "We have your number"),
    "text": Sentence(
        "Cán bộ {dv} sẽ gọi lại trong giờ làm việc, từ thứ Hai đến thứ Sáu. Bác không phải làm gì thêm.",
        "Staff of your {dv} will call in office hours, Monday to Friday. There is nothing more to do.",
    ),
    "safe": Sentence(
        "Người gọi không hỏi số căn cước, mật khẩu hay tiền nong gì. Bác muốn chắc thì cứ tắt máy, "
        "gọi lại số in ở bảng tin tổ dân phố, thôn.",
        "Whoever calls asks no ID number, password or money. To be sure, hang up and call the number on the "
        "notice board.",
    ),
}

ASK: Words = {
    "who": Sentence("Nhờ giúp cho ai ạ?", "Who is the help for?"),
    "who.me": Sentence("Cho tôi", "Me"),
    "who.family": Sentence("Cho bố mẹ, ông bà, người nhà", "My family"),
    "who.other": Sentence("Cho hàng xóm, người quen", "A neighbour or friend"),
    "agreed": Sentence("Người ấy đã biết và đồng ý chưa ạ?", "Does the person know and agree?"),
    "agreed.hint": Sentence(
        "{Dv} sẽ gọi hỏi lại người ấy trước khi cử ai đến.", "We will call them before sending anyone."
    ),
    "agreed.yes": Sentence("Đã biết và đồng ý", "They know and agree"),
    "agreed.no": Sentence("Chưa", "Not yet"),
    "relation": Sentence("Anh/chị là gì của người cần giúp?", "What are you to the person?"),
    "relation.child": Sentence("Con", "Son or daughter"),
    "relation.grandchild": Sentence("Cháu", "Grandchild"),
    "relation.spouse": Sentence("Vợ hoặc chồng", "Wife or husband"),
    "relation.sibling": Sentence("Anh, chị, em", "Brother or sister"),
    "relation.parent": Sentence("Bố hoặc mẹ", "Father or mother"),
    "relation.relative": Sentence("Họ hàng", "Another relative"),
    "relation.neighbour": Sentence("Hàng xóm", "Neighbour"),
    "relation.friend": Sentence("Bạn, người quen", "Friend"),
    "relation.team_leader": Sentence("Tổ trưởng, trưởng thôn", "Head of the neighbourhood"),
    "relation.social_worker": Sentence("Cán bộ xã hội, đoàn thể", "Social worker"),
    "relation.other": Sentence("Khác", "Something else"),
    "asker": Sentence("Họ tên và số điện thoại của anh/chị", "Your name and telephone number"),
    "asker.name": Sentence("Họ tên", "Name"),
    "asker.phone": Sentence("Số điện thoại", "Phone number"),
    "asker.phone_hint": Sentence("Mã xác nhận được nhắn đến số này.", "The code to confirm comes to this number."),
    "topics": Sentence("{Xh} cần giúp việc gì nhất?", "What do you need most?"),
    "topics.hint": Sentence("Chọn một việc trước, việc khác để buổi sau.", "Choose one first; others next time."),
    "device": Sentence("{Xh} đang dùng điện thoại nào?", "Which phone do you use?"),
    **DEVICES,
    "device.unknown": Sentence("Chưa có, hoặc không rõ", "None, or not sure"),
    "place": Sentence("{Xh} muốn được hướng dẫn ở đâu?", "Where would you like to be helped?"),
    "place.home": Sentence("Ở nhà tôi", "My home"),
    "place.ward_office": Sentence("Ở nhà văn hóa hoặc trụ sở {dv}", "Cultural house or {dv} office"),
    "place.phone": Sentence("Qua điện thoại", "By phone"),
    "place.class": Sentence("Ở lớp học cộng đồng", "Community class"),
    "ward": Sentence("Nhà {xh} ở phường, xã nào?", "Which ward or commune do you live in?"),
    "ward.hint": Sentence(
        "Ghi tên cũ cũng được, ví dụ Quỳnh Lôi, Thịnh Quang, Phú Túc.",
        "The old name will do, for example Quỳnh Lôi, Thịnh Quang, Phú Túc.",
    ),
    "which": Sentence("Nhà {xh} nay thuộc phường, xã nào?", "Which of these is it today?"),
    "which.hint": Sentence(
        "Có mấy nơi mang tên “{name}”. Mời chọn một.", "“{name}” is found in several places. Please choose one."
    ),
    "which.formerly": Sentence("gồm cả {names}", "with {names}"),
    "which.again": Sentence("Không có ở đây, ghi lại tên", "It is not among these: write the name again"),
    "neighbourhood.phuong": Sentence("Nhà {xh} ở tổ dân phố nào?", "Which neighbourhood (tổ dân phố)?"),
    "neighbourhood.xa": Sentence("Nhà {xh} ở thôn nào?", "Which village (thôn)?"),
    "neighbourhood.hint": Sentence("Không nhớ thì để trống, bấm Tiếp tục.", "Leave it blank if you are not sure."),
    "neighbourhood.none": Sentence("Không nhớ, không rõ", "Not sure"),
    "address": Sentence("Đến nhà {xh} đi thế nào?", "How does one find your home?"),
    "address.label": Sentence("Địa chỉ", "Address"),
    "address.hint": Sentence(
        "Ghi như vẫn chỉ cho khách: số nhà, ngõ, ngách, hẻm; nhà tập thể thì ghi tầng, phòng.",
        "As you would tell a guest: number, lane, alley; in a block the floor and room.",
    ),
    "landmark": Sentence("Ở gần đâu?", "Near what?"),
    "landmark.hint": Sentence(
        "Không có số nhà thì ghi gần đâu, ví dụ: cạnh nhà văn hóa.",
        "Without a number write near what, for example: beside the cultural house.",
    ),
    "met_by": Sentence("Ai ra đón?", "Who meets the helper?"),
    "when": Sentence("Lúc nào tiện cho {xh}?", "When does it suit you?"),
    "when.hint": Sentence(
        "Chọn mấy lúc cũng được. Càng nhiều lúc càng sớm có người đến.",
        "Choose as many as you like. The more you choose, the sooner somebody comes.",
    ),
    "when.any": Sentence("Lúc nào cũng được", "Any time"),
    "when.other": Sentence("Chọn giờ khác", "Choose another time"),
    "when.day": Sentence("Ngày nào", "Which day"),
    "when.part": Sentence("Buổi nào", "Which part of the day"),
    "when.no_day": Sentence("Không chọn", "None"),
    "when.morning": Sentence("Buổi sáng", "Morning"),
    "when.afternoon": Sentence("Buổi chiều", "Afternoon"),
    "needs": Sentence("Có điều gì cần biết để giúp {xh} cho tiện?", "Anything we should know?"),
    "needs.hint": Sentence("Không có gì thì bấm Tiếp tục.", "If there is nothing, just continue."),
    "needs.hard_of_hearing": Sentence("Tai nghe không rõ", "Hard of hearing"),
    "needs.poor_sight": Sentence("Mắt kém, cần chữ to", "Poor sight, needs large print"),
    "needs.read_aloud": Sentence("Muốn được đọc giúp", "Would like things read aloud"),
    "needs.hard_to_walk": Sentence("Đi lại khó", "Walking is hard"),
    "needs.shaky_hands": Sentence("Tay hay run", "Shaky hands"),
    "wishes": Sentence("Muốn ai đến giúp?", "Who would you like to come?"),
    "wishes.woman": Sentence("Muốn người hướng dẫn là nữ", "A woman, please"),
    "wishes.man": Sentence("Muốn người hướng dẫn là nam", "A man, please"),
    "wishes.pair": Sentence("Muốn hai người cùng đến", "Two people together"),
    "wishes.family_present": Sentence("Muốn có người nhà ngồi cùng", "Somebody of the family sits with us"),
    "note": Sentence("Muốn nói thêm điều gì?", "Anything to add?"),
    "note.hint": Sentence(
        "Đừng ghi số căn cước, mật khẩu hay mã OTP ở đây.", "Write no ID number, password or OTP here."
    ),
    "phone": Sentence("{Dv} gọi cho {xh} theo số nào?", "Which number may we call?"),
    "phone.hint": Sentence("Di động hay máy bàn đều được.", "A mobile or a landline."),
    "phone.label": Sentence("Số điện thoại", "Phone number"),
    "phone_owner": Sentence("Số này của ai?", "Whose is it?"),
    "phone_owner.self": Sentence("Của tôi", "Mine"),
    "phone_owner.shared": Sentence("Hai vợ chồng dùng chung", "Shared by us both"),
    "phone_owner.relative": Sentence("Của con cháu", "My child's"),
    "phone_owner.neighbour": Sentence("Của hàng xóm", "A neighbour's"),
    "name": Sentence("Họ tên và cách xưng hô", "Your name, and how to address you"),
    "name.label": Sentence("Họ tên", "Name"),
    "address_form": Sentence("Nên xưng hô thế nào cho phải?", "How should we address you?"),
    "address_form.hint": Sentence("", "Vietnamese has a word for each; leave it if you are not sure."),
    "birth_year": Sentence("Năm sinh", "Year of birth"),
    "birth_year.hint": Sentence("Ví dụ: 1957", "For example: 1957"),
    **words_consent.OWN,
    "picture": Sentence("{Xh} chọn một hình cho dễ nhớ", "Choose a picture that is easy to remember"),
    "picture.hint": Sentence(
        "Đến cửa, người {dv} cử đến nói hai từ của mã hẹn rồi nói hình này. {Dv} không nhắn hình này cho ai: ai không "
        "nói đúng thì đừng mở cửa.",
        "At the door whoever the {dv} sends says the two words of the visit code, then this picture. It is in no "
        "message: if they cannot name it, do not open.",
    ),
    "picture.none": Sentence("Không chọn hình", "No picture"),
}

FOR_OTHERS: Words = {
    "topics": Sentence("Người cần giúp cần việc gì nhất?", "What does the person need most?"),
    "device": Sentence("Người cần giúp đang dùng điện thoại nào?", "Which phone does the person use?"),
    "place": Sentence("Hướng dẫn ở đâu thì tiện?", "Where is it best to help?"),
    "place.home": Sentence("Ở nhà người cần giúp", "At the person's home"),
    "ward": Sentence("Nhà người cần giúp ở phường, xã nào?", "Which ward or commune does the person live in?"),
    "which": Sentence("Nhà ấy nay thuộc phường, xã nào?", "Which of these is it today?"),
    "neighbourhood.phuong": Sentence(
        "Nhà người cần giúp ở tổ dân phố nào?", "Which neighbourhood (tổ dân phố) does the person live in?"
    ),
    "neighbourhood.xa": Sentence("Nhà người cần giúp ở thôn nào?", "Which village (thôn) does the person live in?"),
    "address": Sentence("Đến nhà người cần giúp đi thế nào?", "How does one find the person's home?"),
    "when": Sentence("Lúc nào tiện cho người cần giúp?", "When does it suit the person?"),
    "needs": Sentence("Có điều gì cần biết để giúp cho tiện?", "Anything we should know?"),
    "phone": Sentence("{Dv} gọi cho người cần giúp theo số nào?", "Which number may we call the person on?"),
    "phone.hint": Sentence(
        "Di động hay máy bàn đều được. Người ấy không có số riêng thì ghi số của con cháu hoặc hàng xóm.",
        "A mobile or a landline. If they have none of their own, a relative's or a neighbour's.",
    ),
    "phone_owner.self": Sentence("Của người cần giúp", "The person's own"),
    "phone_owner.shared": Sentence("Hai vợ chồng dùng chung", "Shared by the couple"),
    "phone_owner.relative": Sentence("Của con cháu", "A child's or grandchild's"),
    "name": Sentence("Họ tên và cách xưng hô của người cần giúp", "The person's name, and how to address them"),
    "name.label": Sentence("Họ tên", "Name"),
    "address_form": Sentence("Nên xưng hô thế nào cho phải?", "How should we address them?"),
    **words_consent.FOR_OTHERS,
    "picture": Sentence("Chọn một hình để người cần giúp nhớ", "Choose a picture for the person to remember"),
    "picture.hint": Sentence(
        "Nhớ nói hình này cho người cần giúp. Đến cửa, người {dv} cử đến nói hai từ của mã hẹn rồi nói hình này. {Dv} "
        "không nhắn hình này cho ai: ai không nói đúng thì đừng mở cửa.",
        "Tell the person which one it is. At the door whoever the {dv} sends says the two words of the visit code, "
        "then this picture. It is in no message: if they cannot name it, do not open.",
    ),
}

CHOOSE_ONE = Sentence("Mời chọn một câu trả lời.", "Please choose one answer.")
CHOOSE_LISTED = Sentence("Mời chọn trong những điều có ở đây.", "Please choose among those shown here.")
CHOOSE_TOPIC = Sentence("Mời chọn một việc.", "Please choose one.")
AGREE_FIRST = Sentence(
    "Mời anh/chị hỏi người ấy trước đã ạ. Người ấy đồng ý thì {dv} mới cử người đến.",
    "Please ask the person first. We send somebody only when they agree.",
)
NAME = Sentence(
    "Ghi họ tên bằng chữ cái như trên giấy tờ, ví dụ: Nguyễn Thị Lan. Dài nhất 100 chữ cái.",
    "Write the name in letters as on one's papers, for example: Nguyễn Thị Lan. At most 100 letters.",
)
YEAR_TO_COME = Sentence(
    "Năm sinh này chưa tới. Mời xem lại bốn chữ số.", "This year is still to come. Please check the four digits."
)
YEAR = Sentence("Năm sinh ghi đủ bốn chữ số, ví dụ 1957.", "Write the year in four digits, for example 1957.")
WARD_UNKNOWN = Sentence(
    "Chưa thấy phường, xã nào tên như vậy. Mời xem lại cách ghi, hoặc ghi tên phường, xã cũ.",
    "No ward or commune goes by that name. Check the spelling, or write its old name.",
)
NEIGHBOURHOOD_UNKNOWN = Sentence(
    "Danh sách của {dv} không có tên này. Mời chọn lại, hoặc chọn “Không nhớ, không rõ”.",
    "The list of the {dv} has no such name. Please choose again, or choose “Not sure”.",
)
ADULT = Sentence(
    "Người học dưới {age} tuổi cần người lớn ngồi cùng. Mời chọn “Muốn có người nhà ngồi cùng”.",
    "A learner under {age} needs an adult present. Please choose “Somebody of the family sits with us”.",
)
NEEDS_YES = Sentence(
    "Chưa đồng ý thì {dv} chưa sắp xếp buổi được. Muốn hỏi thêm trước khi gửi, mời gọi {dv}.",
    "Without your yes we cannot arrange a visit. To ask first, please call your {dv}.",
)
ADDRESS = Sentence(
    "Cần biết nhà ở đâu thì người giúp mới tìm đến được ạ.",
    "We need to know where you live so that the helper can find you.",
)
