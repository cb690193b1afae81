"""What people read, in Vietnamese: the source of truth."""

from __future__ import annotations

from services.notifications.domain.words.vi import requests, staff, tasks, visits

TEXTS = {**requests.TEXTS, **visits.TEXTS, **tasks.TEXTS, **staff.TEXTS}
ENDINGS = {**requests.ENDINGS, **visits.ENDINGS, **tasks.ENDINGS}
SUBJECTS = {**requests.SUBJECTS, **visits.SUBJECTS, **tasks.SUBJECTS, **staff.SUBJECTS}
"""Subject lines, for e-mail; a variant with a line of its own goes before its template."""

PHRASES: dict[str, str] = {
    "minutes": "{n} phút",
    "minute": "{n} phút",
    "hours": "{n} giờ",
    "hour": "{n} giờ",
    "hours and minutes": "{hours} {minutes}",
    "visits": "{n} buổi",
    "visit": "{n} buổi",
    "times": "{n} lần",
    "time": "{n} lần",
    "staff": "cán bộ {dv}",
    "own slip": "nhờ giúp",
    "distance": ", cách {m}",
    "that visit": " {luc}",
    "and": " và ",
    "use": "dùng {topic}",
    "about": "về {topic}",
    "something else": "một việc khác",
    "more topics": "{topic} và việc khác",
    "remind": "nhắc",
    "have reminded": "nhờ nhắc",
    "one day": "ngày {first}",
    "some days": "từ {first} đến {last}",
    "flood": "mưa ngập",
    "storm": "bão",
    "heat": "nắng nóng",
    "power": "mất điện",
    "stop by answer": "Không muốn nhận tin: nhắn DUNG",
    "stop by call": "Không muốn nhận tin: gọi {sdt}",
}
"""Small parts the values above are made of."""
