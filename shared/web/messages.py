"""marshmallow's own messages, in the words of our people: what to write instead, never "invalid".

Our fields (``shared/web/fields``) bring their sentences along. Whatever a schema takes straight
from marshmallow is translated here, by the shape of its message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shared.web.language import Sentence

_TABLE: tuple[tuple[str, str, str], ...] = (
    (r"Missing data for required field\.", "Cần ghi mục này.", "This is needed: fill it in."),
    (
        r"Field may not be null\.",
        "Mục này không để trống (null) được. Ghi giá trị; mục không bắt buộc thì bỏ hẳn.",
        "This cannot be null. Write a value; an optional field can be left out.",
    ),
    (
        r"Unknown field\.",
        "Không có mục nào tên như vậy. Bỏ mục này, hoặc xem lại tên ở trang tài liệu API.",
        "There is no field of this name. Leave it out, or look up the name on the API page.",
    ),
    (r"Invalid input type\.|Invalid type\.", "Ghi một đối tượng JSON: {{…}}.", "Write a JSON object: {{…}}."),
    (r"Not a valid (?:utf-8 )?string\.", "Ghi bằng chữ, đặt trong dấu nháy kép.", "Write text, in double quotes."),
    (r"Not a valid (?:number|integer)\.", "Ghi bằng chữ số.", "Write a number."),
    (r"Number too large\.", "Số này lớn quá. Ghi số nhỏ hơn.", "This number is too large. Write a smaller one."),
    (r"Special numeric values .*", "Ghi bằng chữ số.", "Write a number."),
    (r"Not a valid boolean\.", "Ghi true hoặc false.", "Write true or false."),
    (r"Not a valid (?:list|tuple)\.", "Ghi một danh sách JSON: […].", "Write a JSON list: […]."),
    (r"Not a valid mapping type\.", "Ghi một đối tượng JSON: {{…}}.", "Write a JSON object: {{…}}."),
    (
        r"Not a valid UUID\.",
        "Ghi mã đúng như máy đã trả về, ví dụ 019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e.",
        "Write the id as it was answered, for example 019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e.",
    ),
    (
        r"Not a valid (?:naive |aware )?datetime\.|.* cannot be formatted as a datetime\.",
        "Ghi ngày giờ kèm múi giờ, ví dụ 2025-12-01T09:00:00+07:00.",
        "Write date, time and offset, for example 2025-12-01T09:00:00+07:00.",
    ),
    (
        r"Not a valid date\.|.* cannot be formatted as a date\.",
        "Ghi ngày theo năm-tháng-ngày, ví dụ 2025-12-01.",
        "Write the date as year-month-day, for example 2025-12-01.",
    ),
    (
        r"Not a valid time\.|.* cannot be formatted as a time\.",
        "Ghi giờ và phút, ví dụ 08:30.",
        "Write hours and minutes, for example 08:30.",
    ),
    (
        r"Not a valid period of time\.|.* cannot be formatted as a timedelta\.",
        "Ghi khoảng thời gian bằng chữ số.",
        "Write the length of time as a number.",
    ),
    (
        r"Not a valid email address\.",
        "Ghi địa chỉ thư điện tử, ví dụ lan.nguyen@example.com.",
        "Write an e-mail address, for example lan.nguyen@example.com.",
    ),
    (
        r"Not a valid URL\.",
        "Ghi địa chỉ trang đầy đủ, bắt đầu bằng https://.",
        "Write the whole address, beginning with https://.",
    ),
    (
        r"Must be greater than or equal to (?P<a>\S+) and less than or equal to (?P<b>\S+)\.",
        "Ghi số từ {a} đến {b}.",
        "Write a number from {a} to {b}.",
    ),
    (r"Must be greater than or equal to (?P<a>\S+)\.", "Ghi số từ {a} trở lên.", "Write {a} or more."),
    (r"Must be less than or equal to (?P<a>\S+)\.", "Ghi số không quá {a}.", "Write {a} or less."),
    (r"Must be greater than (?P<a>\S+)\.", "Ghi số lớn hơn {a}.", "Write more than {a}."),
    (r"Must be less than (?P<a>\S+)\.", "Ghi số nhỏ hơn {a}.", "Write less than {a}."),
    (r"Shorter than minimum length (?P<a>\d+)\.", "Ghi ít nhất {a}.", "Write at least {a}."),
    (r"Longer than maximum length (?P<a>\d+)\.", "Ghi nhiều nhất {a}.", "Write {a} at most."),
    (
        r"Length must be between (?P<a>\d+) and (?P<b>\d+)\.",
        "Độ dài từ {a} đến {b}.",
        "The length is from {a} to {b}.",
    ),
    (r"Length must be (?P<a>\d+)\.", "Độ dài đúng bằng {a}.", "The length is exactly {a}."),
    (r"Must be equal to (?P<a>.+)\.", "Ghi đúng {a}.", "Write {a}."),
    (
        r"Must be one of: (?P<a>.+)\.|One or more of the choices you made was not in: (?P<b>.+)\.",
        "Chọn một trong các giá trị: {a}{b}.",
        "Choose one of: {a}{b}.",
    ),
    (r"One or more of the choices you made was in: (?P<a>.+)\.", "Bỏ các giá trị: {a}.", "Leave out: {a}."),
    (
        r"String does not match expected pattern\.|Invalid (?:value|input)\.",
        "Xem lại cách ghi mục này ở trang tài liệu API.",
        "Look up on the API page how this is written.",
    ),
)
_COMPILED = tuple((re.compile(pattern, re.DOTALL), Sentence(vi, en)) for pattern, vi, en in _TABLE)


def translated(message: str) -> Sentence:
    """``message`` as a sentence in both languages; one that is nobody's default is the schema's own and stays."""
    if isinstance(message, Sentence):
        return message
    for pattern, sentence in _COMPILED:
        match = pattern.fullmatch(message)
        if match:
            return sentence.format(**{name: value or "" for name, value in match.groupdict().items()})
    return Sentence(message, message)


def flattened(messages: Any, language: str) -> dict[str, list[str]]:
    """marshmallow's nested messages as field path → sentences (``windows.0.start``); the whole body is ``$``."""
    found: dict[str, list[str]] = {}
    for path, message in _walk(messages, ()):
        sentences = found.setdefault(".".join(path) or "$", [])
        sentence = translated(message).said(language)
        if sentence not in sentences:
            sentences.append(sentence)
    return found


def _walk(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _walk(inner, path if key == "_schema" else (*path, str(key)))
    elif isinstance(messages, list | tuple):
        for inner in messages:
            yield from _walk(inner, path)
    else:
        yield path, messages if isinstance(messages, str) else str(messages)
