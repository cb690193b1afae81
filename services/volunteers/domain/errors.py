"""What this service refuses, in the sentences people read."""

from __future__ import annotations

from shared.errors import Forbidden, Invalid, NotFound, OutreachError, Refused, TooMany, Unauthenticated


class TooManyCodes(TooMany):
    """The number was sent as many codes as it may get for now."""

    vi = "Số này vừa được gửi đủ mã. Chờ {minutes} phút rồi xin mã mới."
    en = "This number has just been sent all the codes it may have. Ask again in {minutes} min."


class TooManyCallBacks(TooMany):
    """This number is to be phoned often enough for now."""

    vi = "Đã ghi đủ lần gọi lại. Cán bộ sẽ gọi; cần ngay, mời gọi số của phường, xã."
    en = "Enough calls have been asked for. Staff will phone; if it cannot wait, please call the ward's number."


class TooManyStrangers(TooMany):
    """This address, or all of them together, did this oftener than people do."""

    vi = "Vừa có quá nhiều lượt gửi. Mời chờ {minutes} phút rồi gửi lại, hoặc gọi số của phường, xã."
    en = "There were too many of these just now. Try again in {minutes} min, or call the ward's number."


class WrongSignInCode(Unauthenticated):
    """The code is wrong, used, too old, or killed by wrong tries: all look the same from outside."""

    vi = "Mã không đúng hoặc đã hết hạn. Xem lại tin nhắn mới nhất, hoặc xin mã mới."
    en = "The code is wrong or no longer valid. Look at the newest message, or ask for a new code."


class WrongRequestCode(Invalid):
    """The same for the code that proves a request's phone: a field to look at again."""

    def __init__(self) -> None:
        super().__init__({"code": [(WrongSignInCode.vi, WrongSignInCode.en)]})


class UnknownPerson(NotFound):
    vi = "Không có người này ở số điện thoại vừa đăng nhập."
    en = "There is no such person on this phone."


class NameTaken(Refused):
    """Two persons on one phone cannot carry the same name: nobody could tell them apart at sign-in."""

    vi = "Số điện thoại này đã có người tên {name}."
    en = "There is already someone called {name} on this phone."


class MergedAlready(Refused):
    """Both are one person already."""

    vi = "Hai hồ sơ này đã là một người."
    en = "These two are one person already."


class HoldsPost(Refused):
    """A post must not pass to another person by merging the two."""

    vi = "Người này đang giữ nhiệm vụ hoặc làm tổ trưởng. Giao việc ấy cho người khác hoặc cho kết thúc, rồi hãy gộp."
    en = "This person holds a post or leads a team. Hand that over or let it end, then merge."


class KeepTheVolunteer(Refused):
    """Offers and visits are kept under the volunteer's id, so that one has to stay."""

    vi = "Người này đã đăng ký làm tình nguyện viên. Gộp theo chiều ngược lại: giữ hồ sơ này."
    en = "This person has applied as a volunteer. Merge the other way round: keep this one."


class AboveOwnRole(Forbidden):
    """Nobody gives or takes more than they hold."""

    vi = "Chỉ giao hoặc đổi được việc không cao hơn việc của mình, trong phường, xã mình phụ trách."
    en = "You can only give or change posts not above your own, in the wards that are yours."


class HelpsElsewhere(Forbidden):
    """Whoever changes a volunteer's number could sign in as them: only a ward that knows them as one does."""

    vi = "Người này là tình nguyện viên ở phường, xã khác. Nơi đó sửa giúp được."
    en = "This person volunteers in another ward. Their ward can put it right."


class NotOneself(Forbidden):
    """Somebody's own posts are another's to change."""

    vi = "Việc của chính mình do người phụ trách khác giao hoặc đổi."
    en = "Your own posts are for somebody else to give or change."


class LeaderPausesOnly(Forbidden):
    """A team's leader pauses the team; the rest is kept by the ward."""

    vi = "Tổ trưởng chỉ ghi được lúc tổ tạm nghỉ (pause). Việc khác nhờ cán bộ phường, xã."
    en = "A leader can only say when the team pauses (pause). The rest is kept by the ward's staff."


class ResidentNotReachable(Refused):
    """The resident's own yes cannot come by a code: the phone is not theirs."""

    vi = "Người cần giúp không có số riêng, cán bộ sẽ gọi hỏi trực tiếp."
    en = "The resident has no phone of their own; staff will call and ask."


class AskedInPerson(Refused):
    """Somebody else asked for help with money: the resident's own yes is heard by staff, not read from a phone."""

    vi = "Việc này liên quan đến tiền, cán bộ sẽ gọi hỏi trực tiếp người cần giúp."
    en = "This is about money; staff will ask the resident in person."


class NoCodeAwaited(Refused):
    """The request is already confirmed, or that person is not asked for anything."""

    vi = "Phiếu này không chờ mã xác nhận nào của người ấy."
    en = "This request waits for no code from that person."


class StaffAfterCall(Forbidden):
    """The resident's yes without a code is only recorded by staff."""

    vi = "Chỉ cán bộ phường, xã ghi được điều này, sau khi gọi hỏi người cần giúp. Có mã thì gửi code."
    en = "Only ward staff can record this, after calling the resident. With a code, send code."


class TooLate(Refused):
    """Somebody else was first: the kind sentence."""

    vi = "Việc này vừa có người nhận trước. Cảm ơn anh/chị đã sẵn lòng."
    en = "Someone was just before you. Thank you for being ready."


class NoLongerNeeded(Refused):
    """The request ended before the answer came."""

    vi = "Việc này không cần người nữa. Cảm ơn anh/chị đã sẵn lòng."
    en = "Nobody is needed for this any more. Thank you for being ready."


class OfferEnded(Refused):
    """This offer was answered, or ended, in another way already."""

    vi = "Lượt mời này đã kết thúc. Còn muốn nhận, xin gọi phường, xã."
    en = "This offer has already ended. If you still want the task, please call the ward."


class AdultFirst(Refused):
    """Somebody of 16 or 17 is only ever the second, beside an adult."""

    vi = "Người 16–17 tuổi đi cùng một người lớn. Chờ người lớn nhận việc này trước rồi nhận sau."
    en = "Volunteers of 16 and 17 go beside an adult. Wait until a grown-up has taken it, then accept."


class CannotBeAsked(Refused):
    """Staff name somebody who must not be asked for this; ``why`` says it in words, ``codes`` in codes."""

    vi = "Chưa nhờ đích danh người này được: {why}."
    en = "This person cannot be asked for it: {why}."

    def __init__(self, codes: tuple[str, ...], why_vi: str, why_en: str) -> None:
        self.codes = codes
        super().__init__(vi=self.vi.format(why=why_vi), en=self.en.format(why=why_en))


class NotLookedFor(Refused):
    """Nobody can be asked more for a request for which nobody is looked for."""

    vi = "Phiếu này hiện không tìm người: còn chờ xác minh, chờ giờ mới, chờ lớp, hoặc đã có người nhận."
    en = "Nobody is looked for: it waits to be confirmed, for times or for a class, or somebody has taken it."


class NobodyLeft(Refused):
    """There is nobody more to ask; the request stays where it is."""

    vi = "Không còn ai phù hợp để mời thêm. Xem lý do từng người ở GET /requests/{id}/candidates."
    en = "There is nobody left to ask. GET /requests/{id}/candidates says why for each."


class TaskTaken(OfferEnded):
    """Busy after all: said by handing back, not by declining what was accepted."""

    vi = "Anh/chị đã nhận việc này rồi. Không đi được, xin chọn “Nhờ người khác đi thay” hoặc gọi phường, xã."
    en = "You have already taken this task. If you cannot go, hand it back, or call the ward."


class NotHeld(Refused):
    """Nothing to hand back: the volunteer was asked, and has not said yes."""

    vi = "Anh/chị chưa nhận việc này nên không cần nhờ người khác đi thay."
    en = "You have not taken this task, so there is nothing to hand back."


class ColleagueNotAsked(Refused):
    """The colleague somebody named cannot be asked for it; why is the colleague's own business."""

    vi = "Lúc này chưa nhờ được người ấy. Chọn người khác, hoặc để phường, xã tìm."
    en = "This colleague cannot be asked just now. Choose another, or leave it to the ward."


class RequestEnded(Refused):
    """Nothing more happens to a request that is over."""

    vi = "Phiếu này đã khép lại nên không đổi được nữa. Cần giúp thêm thì ghi phiếu mới."
    en = "This request is closed and cannot be changed. For more help, enter a new one."


class TimesFixed(Refused):
    """The times are not open to choice: nobody has confirmed the request yet, or somebody has said yes."""

    vi = "Phiếu còn chờ xác minh hoặc đã có người nhận, chưa chọn lại giờ ở đây được. Đã hẹn thì đổi ở lịch hẹn."
    en = "The request is still to be confirmed, or somebody took it already. A fixed visit is moved, not asked anew."


class NotReopened(Refused):
    """Only what stands still is opened again."""

    vi = "Chỉ mở lại được phiếu đang chờ cán bộ hoặc đã khép mà chưa hủy. Đã hủy hoặc đã xong thì ghi phiếu mới."
    en = "Only a request that waits for staff, or was closed without a visit, is reopened. Else enter a new one."


class ContactHidden(Refused):
    """The contact is shown from the yes until ``contact_until`` of the rules after the visit."""

    vi = "Chỉ xem được số điện thoại và địa chỉ từ lúc nhận việc đến ít lâu sau buổi hướng dẫn."
    en = "Telephone and address are shown from your yes until shortly after the visit."


class TaskLimitReached(Refused):
    vi = "Anh/chị đang nhận đủ {limit} việc như đã chọn. Xong bớt một việc, hoặc nâng số việc nhận cùng lúc."
    en = "You already hold {limit} tasks, your own limit. Finish one, or raise the limit."


class TasksOverlap(Refused):
    vi = "Các giờ của việc này đều trùng buổi anh/chị đã nhận."
    en = "Every time of this task overlaps a visit you have already taken."


class AlreadyApplied(Refused):
    vi = "Người này đã đăng ký rồi. Đăng nhập bằng số điện thoại để xem hoặc sửa."
    en = "This person has already applied. Sign in with the phone number to see or change it."


class NotJoinedYet(Refused):
    """The application names somebody known before; anybody could have written it."""

    vi = "Người này đã có trong danh sách từ trước. Mời người ấy đăng nhập một lần bằng số điện thoại, rồi hãy duyệt."
    en = "This person was known before. Ask them to sign in once with their phone number, then approve."


class HeadApprovesAgain(Forbidden):
    """Who was suspended comes back by the decision of the ward's head."""

    vi = "Người này đang tạm dừng. Lãnh đạo phường, xã mới duyệt lại được."
    en = "This person is suspended. Only the ward's head approves them again."


class NotAVolunteer(Forbidden):
    """Signed in, and not an active volunteer."""

    vi = "Việc này dành cho tình nguyện viên đã được phường, xã duyệt."
    en = "This is for volunteers the ward has approved."


class UnknownWard(OutreachError):
    vi = "Không có phường, xã nào mang mã {code}."
    en = "No ward or commune has the code {code}."


class NotInThisState(Refused):
    """A step that does not follow from where the volunteer's application stands."""

    vi = "Hồ sơ đang ở bước “{status}”, không làm được bước này."
    en = 'The application is "{status}"; this step does not follow.'


class AppointmentContradicts(Exception):
    """News of an appointment that this request cannot follow; ``code`` names the conflict."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
