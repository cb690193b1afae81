"""A request's timeline reads like sentences, in the words people know."""

from __future__ import annotations

from enum import StrEnum
from types import ModuleType
from typing import Any

import pytest

from services.volunteers.domain import following, line_words, reasons, replacing, request, seeking, turning
from services.volunteers.domain.appointment import Step
from services.volunteers.domain.line_words import LINES, OUTCOMES, REASONS, STEPS
from services.volunteers.domain.lines import Line, sentence
from services.volunteers.domain.reasons import SuspendReason
from services.volunteers.domain.slip import ENDED
from shared.aggregate import Fact
from shared.web.pages.times import moment_of

NAMES = {"minh": "Nguyễn Văn Minh", "lan": "Nguyễn Thị Lan"}
MODULES: list[ModuleType] = [request, following, turning, replacing, seeking]


def said(kind: str, part: str | None = None, language: str = "vi", **detail: Any) -> str:
    return sentence(Line(kind, detail, part), NAMES, language, moment_of)


def test_every_fact_of_a_request_has_its_line() -> None:
    found = {value for module in MODULES for value in vars(module).values() if isinstance(value, type)}
    recorded = {fact.kind() for fact in found if issubclass(fact, Fact)}
    assert recorded - {"appointment_followed"} == set(LINES)
    assert set(STEPS) == set(Step)


def test_every_reason_and_outcome_has_its_words() -> None:
    tables = [each for each in vars(reasons).values() if isinstance(each, type) and issubclass(each, StrEnum)]
    codes = {code for table in tables if table not in (StrEnum, SuspendReason) for code in table}
    assert codes <= set(REASONS)
    assert set(OUTCOMES) == set(ENDED)


@pytest.mark.parametrize("table", [LINES, STEPS, REASONS, OUTCOMES, line_words.PARTS])
def test_no_line_uses_a_word_that_shames_or_sounds_like_a_machine(table: dict[str, tuple[str, str]]) -> None:
    for vietnamese, english in table.values():
        assert "" not in (vietnamese, english)
        assert not any(word in vietnamese for word in ("từ chối", "không hợp lệ", "hệ thống", "người dùng", "vắng mặt"))


def test_a_line_says_who_did_it() -> None:
    assert said("request_cancelled", "resident", by="resident", reason="not_needed") == (
        "Đã hủy: không cần nữa (người cần giúp)"
    )


def test_what_happens_by_itself_names_nobody() -> None:
    assert said("request_escalated", by="timer", reason="promise_passed") == "Cần cán bộ xử lý: quá hạn đã hứa"


def test_news_of_a_visit_names_who_is_behind_it_and_says_the_time_as_people_do() -> None:
    moved = {"step": "moved", "starts_at": "2025-12-03T14:30:00+07:00", "by": "staff"}
    assert said("appointment_followed", **moved) == "Đã đổi lịch hẹn sang 2 giờ 30 chiều thứ Tư, 3/12 (cán bộ)"
    assert said("appointment_followed", language="en", **moved) == (
        "Moved to 2:30 p.m. on Wednesday, 3 December (staff)"
    )


@pytest.mark.parametrize("reason", ["suspended", "handed_back", "volunteer_missed", "unplaced"])
def test_why_a_helper_falls_out_is_told_to_staff_alone(reason: str) -> None:
    line = Line("request_reopened", {"by": "volunteer", "reason": reason}, "volunteer")
    assert REASONS[reason][0] in sentence(line, NAMES, "vi", moment_of)
    assert sentence(line, NAMES, "vi", moment_of, inside=False) == "Đang tìm người khác"
    assert sentence(line, NAMES, "en", moment_of, inside=False) == "Looking for somebody else"


@pytest.mark.parametrize(
    ("by", "reason", "told"),
    [
        ("resident", "ill", "Đã hủy: ốm, mệt (người cần giúp)"),
        ("staff", "duplicate", "Đã hủy: trùng phiếu khác (cán bộ)"),
        ("staff", "safety", "Đã hủy phiếu"),
        ("staff", "ill", "Đã hủy phiếu"),
        ("asked_by", "safety", "Đã hủy phiếu"),
    ],
)
def test_that_somebody_felt_unsafe_in_a_home_is_told_to_staff_alone(by: str, reason: str, told: str) -> None:
    line = Line("request_cancelled", {"by": by, "reason": reason}, by)
    assert REASONS[reason][0] in sentence(line, NAMES, "vi", moment_of)
    assert sentence(line, NAMES, "vi", moment_of, inside=False) == told


def test_a_visit_that_gets_another_time_is_put_off_and_not_cancelled() -> None:
    fell = {"step": "cancelled", "starts_at": "2025-12-03T09:00:00+07:00", "by": "volunteer"}
    line = Line("appointment_followed", {**fell, "reopen": True}, "volunteer")
    assert sentence(line, NAMES, "vi", moment_of) == "Tạm hoãn lịch hẹn 9 giờ sáng thứ Tư, 3/12 (người hướng dẫn)"
    assert sentence(line, NAMES, "vi", moment_of, inside=False) == "Tạm hoãn lịch hẹn 9 giờ sáng thứ Tư, 3/12"
    assert said("appointment_followed", **fell) == "Đã hủy lịch hẹn 9 giờ sáng thứ Tư, 3/12 (người hướng dẫn)"


def test_that_they_did_not_meet_is_no_reproach_to_who_reads_it_outside() -> None:
    missed = {"step": "missed", "starts_at": "2025-12-03T09:00:00+07:00", "by": "volunteer"}
    line = Line("appointment_followed", missed, "volunteer")
    assert "không gặp được nhau" in sentence(line, NAMES, "vi", moment_of)
    assert sentence(line, NAMES, "vi", moment_of, inside=False) == (
        "Lịch hẹn 9 giờ sáng thứ Tư, 3/12: cán bộ sẽ gọi hẹn lại"
    )


def test_who_declined_is_busy() -> None:
    assert said("offer_declined", "volunteer", volunteer_id="minh") == "Nguyễn Văn Minh bận"


def test_a_helper_whose_name_is_not_for_the_reader_is_somebody() -> None:
    assert said("offer_accepted", "volunteer", volunteer_id="hoa") == "Một người đã nhận"
    assert said("offer_accepted", "volunteer", "en", volunteer_id="hoa") == "Somebody accepted"


def test_who_had_accepted_need_not_go_and_who_had_not_is_not_asked_any_more() -> None:
    withdrawn = {"volunteer_id": "minh", "reason": "cancelled"}
    assert said("offer_withdrawn", **withdrawn) == "Không mời Nguyễn Văn Minh nữa: phiếu không cần người nữa"
    assert said("offer_withdrawn", **withdrawn, accepted=True) == (
        "Nguyễn Văn Minh không phải đi nữa: phiếu không cần người nữa"
    )


def test_a_line_that_knows_only_the_offer_names_who_was_asked_with_it() -> None:
    names = {"offer": "Nguyễn Văn Minh"}
    left = Line("offer_announced", {"offer_id": "offer"}, None)
    assert sentence(left, names, "vi", moment_of) == "Lượt mời Nguyễn Văn Minh đã gửi đi"


def test_what_says_already_who_it_was_does_not_say_it_twice() -> None:
    assert said("resident_agreed", "resident") == "Người cần giúp đã đồng ý"
    assert said("resident_agreed", "staff") == "Người cần giúp đã đồng ý (cán bộ)"
    assert said("request_opened", "resident") == "Bắt đầu tìm người giúp"
