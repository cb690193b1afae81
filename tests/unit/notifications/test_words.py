"""The sentences themselves: the same in both languages, and short enough for a text message."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.domain.known import Pause, Topic
from services.notifications.domain.notices import NOTICES
from services.notifications.domain.sms import THREE_SEGMENTS, TWO_SEGMENTS, Brevity, fit, sentences, tidy, units
from services.notifications.domain.wording import compose
from services.notifications.domain.words import ENDINGS, SUBJECTS, TEXTS, ending
from tests.unit.notifications.builders import BA_DINH, HUNG, MAI, NOW, TUESDAY_NINE, VNEID, a_person, a_request
from tests.unit.notifications.tellings import about_a_long_topic, long, ordinary

EVERY_SENTENCE = [
    (language, template, variant)
    for language, texts in TEXTS.items()
    for template, variants in texts.items()
    for variant in variants
]
ANSWERS = (None, "", "2")
"""Where no answers come back, for the first question at a number, and for a further one."""

IN_VIETNAMESE = [
    (template, variant, prefix)
    for language, template, variant in EVERY_SENTENCE
    for prefix in (ANSWERS if template in ENDINGS["vi"] else (None,))
    if language == "vi"
]
FOR_STAFF = [(template, variant) for template, variant, _ in IN_VIETNAMESE if template.startswith("staff.")]
FOR_PEOPLE = [(template, variant) for template, variant, _ in IN_VIETNAMESE if not template.startswith("staff.")]
PROMISES_OF_WHAT_IS_NOT_THERE = re.compile(r"nhắn \d|reply \d|answer \d|trang |website|http|link|click", re.IGNORECASE)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def whole(language: str, template: str, variant: str) -> str:
    """The sentence with both its endings."""
    text = TEXTS[language][template][variant]
    if "{dap}" not in text:
        return text
    how = ending(language, template, variant)
    return text.replace("{dap}", f"{how.answered} {how.called}")


def test_every_notice_has_its_words_and_a_subject_in_both_languages() -> None:
    for language in ("vi", "en"):
        assert set(TEXTS[language]) == set(NOTICES)
        assert {template for template in TEXTS[language] if "{dap}" in str(TEXTS[language][template])} == set(
            ENDINGS[language]
        )
        assert set(TEXTS[language]) <= set(SUBJECTS[language])


def test_both_languages_have_the_same_variants() -> None:
    assert {k: set(v) for k, v in TEXTS["vi"].items()} == {k: set(v) for k, v in TEXTS["en"].items()}


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_where_no_answers_come_back_no_sentence_promises_one_nor_a_page(
    language: str, template: str, variant: str
) -> None:
    assert not PROMISES_OF_WHAT_IS_NOT_THERE.search(compose(ordinary(language, template, variant), brief=True).text)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("template", sorted(ENDINGS["vi"]))
def test_where_answers_come_back_each_is_a_digit_after_the_number_of_the_question(language: str, template: str) -> None:
    first = compose(ordinary(language, template, "home", prefix=""), brief=True).text
    another = compose(ordinary(language, template, "home", prefix="7"), brief=True).text
    assert re.search(r"\b1\b", first)
    assert re.search(r"\b71\b", another)
    assert len(re.findall(r"\b7[012]\b", another)) == 2


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_no_sentence_says_which_kind_of_ward_it_is(language: str, template: str, variant: str) -> None:
    assert not re.search(r"\b(phường|xã|ward|commune)\b", whole(language, template, variant))


@pytest.mark.parametrize(("template", "variant"), FOR_PEOPLE)
def test_a_is_said_at_most_once_and_nothing_reads_translated(template: str, variant: str) -> None:
    text = whole("vi", template, variant)
    assert len(re.findall(r"\bạ\b", text)) <= 1
    assert not re.search(r"vui lòng|quý khách|người dùng|hệ thống|không hợp lệ|chúng tôi|từ chối", text, re.IGNORECASE)


@pytest.mark.parametrize(("template", "variant"), FOR_STAFF)
def test_staff_read_neither_pronouns_nor_particles(template: str, variant: str) -> None:
    text = compose(ordinary("vi", template, variant), brief=False).text
    assert not re.search(r"\b(ạ|bác|anh/chị|xin)\b", text)


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_every_sentence_can_be_filled(language: str, template: str, variant: str) -> None:
    words = compose(ordinary(language, template, variant), brief=True)
    assert not placeholders(words.text)
    assert not placeholders(words.subject)
    assert words.text == unicodedata.normalize("NFC", words.text)
    assert "  " not in words.text


@pytest.mark.parametrize(("template", "variant", "prefix"), IN_VIETNAMESE)
def test_ordinary_values_fit_two_segments_in_vietnamese(template: str, variant: str, prefix: str | None) -> None:
    assert units(compose(ordinary("vi", template, variant, prefix=prefix), brief=True).text) <= TWO_SEGMENTS


@pytest.mark.parametrize(
    "template", ["signin.code", "request.code", "offer", "offer.taken", "offer.refused", "task.accepted", "thanks"]
)
@pytest.mark.parametrize("prefix", ["", "9"])
def test_what_volunteers_and_codes_say_fits_two_segments_with_long_values_too(template: str, prefix: str) -> None:
    assert units(compose(long("vi", template, "home", prefix=prefix), brief=True).text) <= TWO_SEGMENTS


@pytest.mark.parametrize("prefix", ANSWERS)
@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_long_values_fit_three_segments(language: str, template: str, variant: str, prefix: str | None) -> None:
    longest = about_a_long_topic(long(language, template, variant, prefix=prefix))
    assert units(compose(longest, brief=True).text) <= THREE_SEGMENTS


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_time_code_and_phone_are_never_cut(language: str, template: str, variant: str) -> None:
    sentence, text = TEXTS[language][template][variant], compose(long(language, template, variant), brief=True).text
    if "{dap}" in sentence:
        sentence += ending(language, template, variant).called
    wanted = {
        "sdt": "024 3972 1234",
        "ma": "quả bưởi, mái chèo",
        "ma6": "123456",
        "luc": "2:30 pm" if language == "en" else "2h30 chiều",
    }
    assert all(wanted[name] in text for name in placeholders(sentence) & set(wanted))


def test_the_weekday_is_shortened_before_the_name() -> None:
    full, days, names = "a" * 140, "a" * 134, "a" * 100
    renderings = {Brevity.FULL: full, Brevity.BRIEF_DAYS: days, Brevity.BRIEF_NAMES: names}
    assert fit(renderings.__getitem__) == days


def test_what_needs_a_third_segment_anyway_is_said_in_full() -> None:
    renderings = {Brevity.FULL: "a" * 150, Brevity.BRIEF_DAYS: "a" * 145, Brevity.BRIEF_NAMES: "a" * 140}
    assert fit(renderings.__getitem__) == "a" * 150


def test_what_is_longer_than_three_segments_is_as_short_as_it_can_be() -> None:
    renderings = {Brevity.FULL: "a" * 230, Brevity.BRIEF_DAYS: "a" * 220, Brevity.BRIEF_NAMES: "a" * 210}
    assert fit(renderings.__getitem__) == "a" * 210


def test_text_is_measured_as_the_network_counts_it() -> None:
    assert units("ạ") == 1
    assert units("😀") == 2
    assert tidy("a\u0323\n b") == "ạ b"


def test_without_a_published_phone_people_are_sent_to_the_staff() -> None:
    nobody_rings = replace(ordinary("vi", "visit.confirm.relative", "neighbour"), ward=replace(BA_DINH, phone=None))
    assert compose(nobody_rings, brief=True).text == "P. Ba Đình: nhờ báo bác Lan gọi cán bộ phường"


def test_a_visit_is_confirmed_as_the_words_sheet_has_it() -> None:
    assert compose(ordinary("vi", "visit.confirm", "home"), brief=True).text == (
        "P. Ba Đình: 9h sáng thứ Ba 1/12, Lê Thị Mai đến giúp bác Lan. Mã hẹn: hoa sen, con cá. "
        "Người đến phải tự nói. Hỏi 024 3825 1234"
    )


def test_an_offer_names_neither_the_person_nor_the_lane_and_ends_at_the_telephone() -> None:
    assert compose(ordinary("vi", "offer", "home"), brief=True).text == (
        "P. Ba Đình: tổ 12 cần người đến giúp dùng VNeID, sáng thứ Ba 1/12, cách 300 m. "
        "Nhận giúp: gọi 024 3825 1234 trước 1h30 chiều nay."
    )


def test_an_offer_without_a_distance_names_none() -> None:
    offer = replace(ordinary("en", "offer", "home"), distance_m=None)
    assert "away" not in compose(offer, brief=True).text


def test_two_helpers_are_both_named() -> None:
    visit = replace(ordinary("vi", "visit.confirm", "home"), helpers=(MAI, HUNG))
    assert "Lê Thị Mai và Trần Văn Hùng đến giúp" in compose(visit, brief=False).text


def test_mail_is_never_shortened() -> None:
    mail = compose(long("vi", "visit.confirm", "home"), brief=False).text
    assert "thứ Bảy" in mail
    assert "Nguyễn Phương Thảo" in mail


def test_who_asked_is_addressed_as_themselves_and_the_resident_by_form_and_name() -> None:
    delayed = replace(ordinary("vi", "request.delayed", ""), reader=HUNG, resident=a_person(address_form="bà"))
    text = compose(delayed, brief=True).text
    assert "cho bà Lan, mong anh/chị thông cảm. Cán bộ phường sẽ gọi anh/chị trước thứ Sáu 4/12." in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mua hàng qua mạng", "mua hàng qua mạng"),
        ("iHanoi", "dùng iHanoi"),
        ("Zalo, gọi có hình", "dùng Zalo, gọi có hình"),
        ("Bảo hiểm, sổ sức khỏe, lương hưu", "về bảo hiểm, sổ sức khỏe, lương hưu"),
    ],
)
def test_a_topic_is_said_within_the_sentence(name: str, said: str) -> None:
    offer = replace(ordinary("vi", "offer", "home"), topics=(Topic("t", name, name),))
    assert f"đến giúp {said}," in compose(offer, brief=False).text


def test_something_else_is_said_so_that_nobody_takes_it_for_housework() -> None:
    offer = replace(ordinary("vi", "offer", "home"), topics=(Topic("other", "Việc khác", "Something else"),))
    assert "đến giúp một việc khác," in compose(offer, brief=False).text


def test_without_a_neighbourhood_nobody_is_sent_to_the_office_of_the_ward() -> None:
    unknown = a_request(place="home", neighbourhood=None)
    said = [
        compose(replace(ordinary("vi", template, "home"), request=unknown), brief=True).text
        for template in ("offer", "offer.taken", "task.accepted")
    ]
    assert "P. Ba Đình: nhà dân cần người đến giúp dùng VNeID" in said[0]
    assert "việc ở nhà dân vừa có người nhận trước" in said[1]
    assert "đã nhận việc ở nhà dân, 9h sáng thứ Ba 1/12" in said[2]


def test_of_several_topics_the_first_is_named() -> None:
    offer = replace(ordinary("vi", "offer", "home"), topics=(VNEID, VNEID))
    assert "giúp dùng VNeID và việc khác" in compose(offer, brief=False).text


def test_the_minutes_of_a_code_are_those_that_are_left() -> None:
    late = replace(ordinary("vi", "signin.code", ""), until=NOW + timedelta(minutes=4))
    assert "123456, dùng trong 4 phút" in compose(late, brief=True).text


# How to stop messages


def test_how_to_stop_is_said_after_the_message_by_answer_or_by_call() -> None:
    received = replace(ordinary("vi", "request.received", "undated"), with_hint=True)
    assert compose(received, brief=True).text.endswith("Hỏi 024 3825 1234. Không muốn nhận tin: gọi 024 3825 1234")
    answerable = replace(received, replies=True)
    assert compose(answerable, brief=True).text.endswith("Hỏi 024 3825 1234. Không muốn nhận tin: nhắn DUNG")


def test_how_to_stop_never_takes_a_fourth_segment() -> None:
    assert sentences("a" * 180, "Không muốn nhận tin: nhắn DUNG") == "a" * 180


# Sentences whose words depend on how it came about


def said(template: str, variant: str = "home", **changes: object) -> str:
    return compose(replace(ordinary("vi", template, variant), **changes), brief=True).text  # type: ignore[arg-type]


def test_put_off_is_said_when_we_offer_another_time_and_cancelled_when_it_is_over() -> None:
    assert "phải hoãn buổi 9h sáng thứ Ba 1/12, hôm đó KHÔNG có ai đến. Phường sẽ gọi bác Lan hẹn lại." in said(
        "visit.cancelled.us"
    )
    over = said("visit.cancelled.us", "over home")
    assert "phải hủy buổi 9h sáng thứ Ba 1/12, hôm đó KHÔNG có ai đến." in over
    assert "hẹn lại" not in over


def test_a_cancellation_on_the_day_itself_says_today() -> None:
    assert "hôm nay KHÔNG có ai đến" in said("visit.cancelled.us", now=TUESDAY_NINE - timedelta(hours=2))


def test_nobody_is_told_that_nobody_comes_to_a_home_nobody_was_to_come_to() -> None:
    for variant in ("ward_office", "phone", "over ward_office", "over phone", "ended ward_office", "ended phone"):
        assert "KHÔNG có ai đến" not in said("visit.cancelled.us", variant)


def test_a_reminder_in_the_morning_names_the_hour_and_one_on_the_evening_before_says_tomorrow() -> None:
    assert said("visit.reminder.soon", now=TUESDAY_NINE - timedelta(hours=2)).startswith("P. Ba Đình: 9h sáng nay Lê")
    assert said("visit.reminder.soon", now=TUESDAY_NINE - timedelta(hours=14)).startswith("P. Ba Đình: 9h sáng mai Lê")


def test_a_relative_is_asked_to_remind() -> None:
    assert said("visit.reminder.day", through_others=True).startswith("P. Ba Đình nhờ nhắc bác Lan: 9h sáng")


def test_a_question_about_the_visit_says_when_it_was() -> None:
    asked = [said("feedback", now=TUESDAY_NINE + timedelta(days=days, hours=2)) for days in range(3)]
    assert [text[12:30] for text in asked] == ["sau buổi hôm nay, ", "sau buổi hôm qua, ", "sau buổi ngày 1/12"]


def test_who_was_not_at_home_is_told_when_without_a_reproach() -> None:
    assert said("noshow.resident") == (
        "P. Ba Đình: 9h sáng nay người hướng dẫn đến mà chưa gặp bác Lan. "
        "Bác gọi lại 024 3825 1234 để phường yên tâm ạ."
    )


def test_a_pause_of_several_days_names_the_first_and_the_last_that_are_left() -> None:
    pause = Pause("p", (), NOW - timedelta(days=2), TUESDAY_NINE.replace(day=4, hour=0), "storm")
    assert "do bão, các buổi từ 30/11 đến 3/12 tạm hoãn, KHÔNG có ai đến nhà." in said("pause.weather", pause=pause)


def test_a_pause_nobody_has_told_us_of_names_the_day_of_the_visit_and_no_reason() -> None:
    assert said("pause.weather", "other home", pause=None).startswith("P. Ba Đình: các buổi ngày 1/12 tạm hoãn,")


@pytest.mark.parametrize(
    ("minutes", "amount", "said_vi", "said_en"),
    [
        (45, 1, "1 buổi, 45 phút", "1 visit, 45 minutes"),
        (60, 1, "1 buổi, 1 giờ", "1 visit, 1 hour"),
        (150, 3, "3 buổi, 2 giờ 30 phút", "3 visits, 2 hours 30 minutes"),
    ],
)
def test_thanks_name_the_visits_and_the_hours(minutes: int, amount: int, said_vi: str, said_en: str) -> None:
    for language, wanted in (("vi", said_vi), ("en", said_en)):
        thanks = replace(ordinary(language, "thanks", ""), minutes=minutes, amount=amount)
        assert wanted in compose(thanks, brief=True).text


def test_a_reader_without_a_choice_is_addressed_by_the_part_they_play() -> None:
    assert "anh/chị không phải đi" in said("task.cancelled", reader=MAI)
    assert "cô không phải đi" in said("task.cancelled", reader=replace(MAI, address_form="cô"))


def test_who_need_not_go_is_told_to_which_visit_where_there_was_one() -> None:
    told = ordinary("vi", "offer.cancelled", "home")
    assert "báo không cần nữa, 9h sáng thứ Ba 1/12 anh/chị không phải đi." in compose(told, brief=True).text
    assert "báo không cần nữa, anh/chị không phải đi." in compose(replace(told, appointment=None), brief=True).text


@pytest.mark.parametrize(
    ("place", "said"),
    [("home", "đến nhà không gặp"), ("ward_office", "người cần giúp chưa đến"), ("phone", "gọi điện không gặp")],
)
def test_staff_read_where_the_resident_was_not_met(place: str, said: str) -> None:
    assert said in compose(ordinary("vi", "staff.escalated", f"resident_missed {place}"), brief=False).text
