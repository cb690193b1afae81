"""Numbers, yes or no, and lists, as strict as JSON: no text for a number, no 1 for true, no object for a list."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma

from shared.web.fields.base import described, from_text
from shared.web.language import Sentence


class Integer(ma.fields.Field[int]):
    """A whole number from ``least`` to ``most``."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "integer": Sentence("Ghi số nguyên từ {least} đến {most}.", "Write a whole number from {least} to {most}."),
    }

    def __init__(self, *, least: int, most: int, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        self.least, self.most = least, most
        super().__init__(metadata=described(metadata, type="integer", minimum=least, maximum=most), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> int:
        number = _whole(value, from_text(self))
        if number is None or not self.least <= number <= self.most:
            raise self.make_error("integer", least=self.least, most=self.most)
        return number


class Number(ma.fields.Field[float]):
    """A number from ``least`` to ``most``."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "number": Sentence("Ghi số từ {least} đến {most}.", "Write a number from {least} to {most}."),
    }

    def __init__(self, *, least: float, most: float, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        self.least, self.most = least, most
        super().__init__(metadata=described(metadata, type="number", minimum=least, maximum=most), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> float:
        if from_text(self) and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,15})?", value):
            value = float(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.least <= value <= self.most:
            raise self.make_error("number", least=self.least, most=self.most)
        return float(value)


class Latitude(Number):
    """Degrees north (WGS 84) within Viet Nam, the islands included."""

    def __init__(self, **options: Any) -> None:
        super().__init__(least=6.0, most=24.0, **options)


class Longitude(Number):
    """Degrees east (WGS 84) within Viet Nam, the islands included."""

    def __init__(self, **options: Any) -> None:
        super().__init__(least=102.0, most=118.0, **options)


class YesNo(ma.fields.Field[bool]):
    """``true`` or ``false`` and nothing that resembles them."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "yes_no": Sentence("Ghi true hoặc false.", "Write true or false."),
    }

    def __init__(self, *, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(metadata=described(metadata, type="boolean"), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> bool:
        if from_text(self) and value in ("true", "false"):
            return bool(value == "true")
        if not isinstance(value, bool):
            raise self.make_error("yes_no")
        return value


class Items(ma.fields.List[Any]):
    """A JSON list of ``least`` to ``most`` items; ``distinct`` refuses the same one twice."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "invalid": Sentence("Ghi một danh sách JSON: […].", "Write a JSON list: […]."),
        "count": Sentence("Ghi từ {least} đến {most} mục.", "Write {least} to {most} items."),
        "twice": Sentence("Mỗi mục chỉ ghi một lần.", "Write each item only once."),
    }

    def __init__(
        self,
        inner: ma.fields.Field[Any],
        *,
        most: int,
        least: int = 0,
        distinct: bool = False,
        metadata: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.least, self.most, self.distinct = least, most, distinct
        properties: dict[str, Any] = {"minItems": least, "maxItems": most}
        if distinct:
            properties["uniqueItems"] = True
        super().__init__(inner, metadata=described(metadata, **properties), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> list[Any]:
        if not isinstance(value, list):
            raise self.make_error("invalid")
        if not self.least <= len(value) <= self.most:
            raise self.make_error("count", least=self.least, most=self.most)
        loaded = super()._deserialize(value, attr, data, **options)
        if self.distinct and any(item in loaded[:at] for at, item in enumerate(loaded)):
            raise self.make_error("twice")
        return loaded


def _whole(value: Any, text: bool) -> int | None:
    if text and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}", value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        return None
    return int(value)
