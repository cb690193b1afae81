"""The sentences themselves: the same in both languages, one-way, and short enough for a text message."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.domain.known import Topic, Ward
from services.notifications.domain.notices import NOTICES
from services.notifications.domain.sms import THREE_SEGMENTS, TWO_SEGMENTS, Brevity, fit, tidy, units
from services.notifications.domain.times import Window
from services.notifications.domain.wording import Telling, compose
from services.notifications.domain.words import SUBJECTS, TEXTS
from tests.unit.notifications.builders import (
    BA_DINH,
    HUNG,
    LAN,
    MAI,
    NOW,
    SATURDAY_HALF_PAST_TWO,
    VNEID,
    a_person,
    a_request,
    an_appointment,
)

EVERY_SENTENCE = [
    (language, template, variant)
    for language, texts in TEXTS.items()
    for template, variants in texts.items()
    for variant in variants
]
IN_VIETNAMESE = [(template, variant) for language, template, variant in EVERY_SENTENCE if language == "vi"]
PROMISES_OF_WHAT_IS_NOT_THERE = re.compile(r"nhắn \d|reply|answer \d|trang |website|http|link|click", re.IGNORECASE)

LONG_WARD = Ward("00256", "Phường Hai Bà Trưng", "phuong", "024 3972 1234")


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def ordinary(language: str, template: str, variant: str) -> Telling:
    """Lan in Ba Đình is helped by Mai on Tuesday at nine."""
    return Telling(
        template=template,
        variant=variant,
        language=language,
        now=NOW,
        ward=BA_DINH,
        reader=HUNG if template in ("visit.confirm.relative", "asker.done") else LAN,
        resident=LAN,
        helpers=(MAI,),
        topics=(VNEID,),
        request=a_request(place=variant),
        appointment=an_appointment(),
        reference="4-26-017",
        code="123456" if template.endswith(".code") else "hoa sen, con cá",
        until=NOW + timedelta(minutes=10) if template.endswith(".code") else NOW + timedelta(hours=5),
        distance_m=300,
    )


def long(language: str, template: str, variant: str) -> Telling:
    """The longest values that are likely, as the words sheet measures them."""
    return replace(
        ordinary(language, template, variant),
        ward=LONG_WARD,
        resident=a_person("Nguyễn Thị Phương"),
        helpers=(a_person("Nguyễn Phương Thảo"),),
        topics=(Topic("selling", "Bán hàng, hóa đơn, thuế qua mạng", "Selling, invoices, tax online"),),
        request=a_request(
            place=variant,
            due_at=SATURDAY_HALF_PAST_TWO,
            windows=(Window(SATURDAY_HALF_PAST_TWO, SATURDAY_HALF_PAST_TWO + timedelta(hours=2)),),
        ),
        appointment=an_appointment(starts_at=SATURDAY_HALF_PAST_TWO),
        reference="10480-26-017",
        code="123456" if template.endswith(".code") else "quả bưởi, mái chèo",
        distance_m=1500,
    )


def test_every_notice_has_its_words_and_a_subject_in_both_languages() -> None:
    for language in ("vi", "en"):
        assert set(TEXTS[language]) == set(NOTICES)
        assert set(TEXTS[language]) <= set(SUBJECTS[language])


def test_both_languages_have_the_same_variants() -> None:
    assert {k: set(v) for k, v in TEXTS["vi"].items()} == {k: set(v) for k, v in TEXTS["en"].items()}


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_no_sentence_promises_an_answer_or_a_page(language: str, template: str, variant: str) -> None:
    assert not PROMISES_OF_WHAT_IS_NOT_THERE.search(TEXTS[language][template][variant])


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_no_sentence_says_which_kind_of_ward_it_is(language: str, template: str, variant: str) -> None:
    assert not re.search(r"\b(phường|xã|ward|commune)\b", TEXTS[language][template][variant])


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_every_sentence_can_be_filled(language: str, template: str, variant: str) -> None:
    words = compose(ordinary(language, template, variant), brief=True)
    assert not placeholders(words.text)
    assert not placeholders(words.subject)
    assert words.text == unicodedata.normalize("NFC", words.text)
    assert "  " not in words.text


@pytest.mark.parametrize(("template", "variant"), IN_VIETNAMESE)
def test_ordinary_values_fit_two_segments_in_vietnamese(template: str, variant: str) -> None:
    assert units(compose(ordinary("vi", template, variant), brief=True).text) <= TWO_SEGMENTS


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_long_values_fit_three_segments(language: str, template: str, variant: str) -> None:
    assert units(compose(long(language, template, variant), brief=True).text) <= THREE_SEGMENTS


@pytest.mark.parametrize(("language", "template", "variant"), EVERY_SENTENCE)
def test_time_code_and_phone_are_never_cut(language: str, template: str, variant: str) -> None:
    sentence, text = TEXTS[language][template][variant], compose(long(language, template, variant), brief=True).text
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
