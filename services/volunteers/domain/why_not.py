"""Why somebody is not asked for a request: codes, and the words staff read for them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class WhyNot(StrEnum):
    """Everything that can speak against asking somebody; ``already_…`` says what became of an earlier offer."""

    NOT_ACTIVE = "not_active"
    SUSPENDED = "suspended"
    OTHER_WARD = "other_ward"
    OF_THE_HOUSEHOLD = "of_the_household"
    UNDER_AGE = "under_age"
    BESIDE_ADULT_ONLY = "beside_adult_only"
    NO_GUARDIAN_CONSENT = "no_guardian_consent"
    OTHER_TOPICS = "other_topics"
    OTHER_LANGUAGE = "other_language"
    NOT_AS_WISHED = "not_as_wished"
    WISHES_FOR_TWO = "wishes_for_two"
    WISHES_FOR_A_WOMAN = "wishes_for_a_woman"
    AWAY = "away"
    TEAM_PAUSED = "team_paused"
    NOT_FREE = "not_free"
    AT_OWN_LIMIT = "at_own_limit"
    TOO_FAR = "too_far"
    ALREADY_PENDING = "already_pending"
    ALREADY_ACCEPTED = "already_accepted"
    ALREADY_DECLINED = "already_declined"
    ALREADY_UNPLACED = "already_unplaced"
    ALREADY_HANDED_BACK = "already_handed_back"
    ALREADY_MISSED = "already_missed"


OVERRULED = frozenset({WhyNot.OTHER_TOPICS, WhyNot.OTHER_LANGUAGE, WhyNot.TOO_FAR, WhyNot.TEAM_PAUSED})
"""What staff may set aside when they name somebody: they know the person. The rest protects people, or would fail."""

WORDS: dict[WhyNot, tuple[str, str]] = {
    WhyNot.NOT_ACTIVE: ("chưa được duyệt", "not approved yet"),
    WhyNot.SUSPENDED: ("đang tạm dừng", "suspended"),
    WhyNot.OTHER_WARD: ("chưa được phường, xã này duyệt", "not approved in this ward"),
    WhyNot.OF_THE_HOUSEHOLD: ("là người trong nhà", "of the household"),
    WhyNot.UNDER_AGE: ("chưa đủ 16 tuổi", "under 16"),
    WhyNot.BESIDE_ADULT_ONLY: (
        "16–17 tuổi, chỉ đi cùng một người lớn đã nhận",
        "16–17: only beside an adult who accepted",
    ),
    WhyNot.NO_GUARDIAN_CONSENT: ("chưa có đồng ý của cha mẹ, người giám hộ", "no consent of a parent or guardian"),
    WhyNot.OTHER_TOPICS: ("không hướng dẫn nội dung này", "does not teach these topics"),
    WhyNot.OTHER_LANGUAGE: ("không nói ngôn ngữ của người cần giúp", "does not speak the resident's language"),
    WhyNot.NOT_AS_WISHED: ("không theo ý người cần giúp", "not as the resident wishes"),
    WhyNot.WISHES_FOR_TWO: ("chỉ nhận khi đi hai người", "only goes when two go"),
    WhyNot.WISHES_FOR_A_WOMAN: ("chỉ đến nhà có phụ nữ", "only goes where a woman is at home"),
    WhyNot.AWAY: ("đang tạm nghỉ", "away"),
    WhyNot.TEAM_PAUSED: ("tổ đang tạm nghỉ", "the team is paused"),
    WhyNot.NOT_FREE: ("không rảnh vào các giờ này", "not free at these times"),
    WhyNot.AT_OWN_LIMIT: ("đang nhận đủ việc", "holds as many tasks as they wish"),
    WhyNot.TOO_FAR: ("ở xa quá", "lives too far away"),
    WhyNot.ALREADY_PENDING: ("đang được mời", "is being asked"),
    WhyNot.ALREADY_ACCEPTED: ("đã nhận việc này", "has taken it"),
    WhyNot.ALREADY_DECLINED: ("lần này bận", "is busy this time"),
    WhyNot.ALREADY_UNPLACED: ("không khớp giờ", "no time fitted"),
    WhyNot.ALREADY_HANDED_BACK: ("đã nhờ người khác đi thay", "handed it back"),
    WhyNot.ALREADY_MISSED: ("đã lỡ buổi hướng dẫn", "missed the visit"),
}


def in_words(codes: Iterable[str]) -> tuple[str, str]:
    """Reasons as one phrase, in Vietnamese and in English."""
    words = [WORDS[WhyNot(code)] for code in codes]
    return ", ".join(vi for vi, _ in words), ", ".join(en for _, en in words)
