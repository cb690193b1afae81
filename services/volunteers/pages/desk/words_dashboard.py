"""What the page of numbers says."""

from __future__ import annotations

from services.volunteers.pages.desk.words_facts import STATUS
from shared.web.language import Sentence
from shared.web.pages.words import Words

DASHBOARD: Words = {
    **STATUS,
    "title": Sentence("Số liệu", "Numbers"),
    "asof": Sentence("Lúc {moment}.", "As of {moment}."),
    "ward": Sentence("Phường, xã", "Ward or commune"),
    "all": Sentence("Tất cả", "All"),
    "show": Sentence("Xem", "Show"),
    "number": Sentence("Số yêu cầu", "Requests"),
    "waiting": Sentence("Thời gian chờ", "How long people wait"),
    "waiting.none": Sentence("Không có yêu cầu nào đang chờ trả lời.", "No request waits for an answer."),
    "wait": Sentence("Đã chờ", "Waiting for"),
    "wait.half": Sentence(
        "Một nửa số yêu cầu chờ chưa quá {wait}.", "Half of the requests have waited {wait} or less."
    ),
    "wait.most": Sentence("Chín phần mười số yêu cầu chờ chưa quá {wait}.", "Nine in ten have waited {wait} or less."),
    "wait.first": Sentence("Dưới 1 ngày", "Under 1 day"),
    "wait.step": Sentence("{from_} đến {n} ngày", "{from_} to {n} days"),
    "wait.longer": Sentence("Trên {n} ngày", "Over {n} days"),
    "late": Sentence("Quá hạn đã hứa: {n}", "Past the promise: {n}"),
    "hour": Sentence("{n} giờ", "{n} hour"),
    "hours": Sentence("{n} giờ", "{n} hours"),
    "day": Sentence("{n} ngày", "{n} day"),
    "days": Sentence("{n} ngày", "{n} days"),
    "statuses": Sentence("Đang mở, theo tình trạng", "Open, by state"),
    "state": Sentence("Tình trạng", "State"),
    "topics": Sentence("Đang mở, theo nội dung", "Open, by topic"),
    "topic": Sentence("Nội dung", "Topic"),
    "places": Sentence("Đang mở, theo tổ dân phố, thôn", "Open, by neighbourhood"),
    "place": Sentence("Tổ dân phố, thôn", "Neighbourhood"),
    "place.unknown": Sentence("Chưa rõ", "Not known"),
    "wards": Sentence("Đang mở, theo phường, xã", "Open, by ward"),
    "map": Sentence(
        "Mỗi ô là một tổ dân phố, thôn; ô càng đậm càng nhiều yêu cầu.",
        "Each tile is a neighbourhood; the darker, the more requests.",
    ),
    "visits": Sentence("Buổi hướng dẫn hôm nay: {n}", "Visits today: {n}"),
    "visits.none": Sentence("Hôm nay không có buổi nào.", "No visit today."),
    "starts": Sentence("Bắt đầu lúc", "Starting at"),
    "visits.number": Sentence("Số buổi", "Visits"),
    "none": Sentence("Chưa có yêu cầu nào đang mở.", "Nothing is open."),
}
