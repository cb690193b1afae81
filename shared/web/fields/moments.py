"""Moments, dates and times of day, strictly as RFC 3339 writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

import marshmallow as ma

from shared.web.fields.base import described
from shared.web.language import Sentence

_MONTH_DAY = r"-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_MOMENT = rf"20[0-9]{{2}}{_MONTH_DAY}T{_CLOCK}:[0-5][0-9](?:\.[0-9]{{1,6}})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_DATE = rf"(?:19|20)[0-9]{{2}}{_MONTH_DAY}"


def moment(text: Any) -> datetime:
    """An aware moment in UTC from RFC 3339 text of the years 2000 to 2099; ``ValueError`` for anything else.

    The years are bounded so that no later sum or change of zone overflows.
    """
    if not isinstance(text, str) or not re.fullmatch(_MOMENT, text.upper()):
        raise ValueError("not a moment")
    return datetime.fromisoformat(text.upper()).astimezone(UTC)


class Moment(ma.fields.Field[datetime]):
    """A moment with its offset: ``2025-12-01T09:00:00+07:00``. UTC inside, years 2000 to 2099."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "moment": Sentence(
            "Ghi ngày giờ kèm múi giờ, ví dụ 2025-12-01T09:00:00+07:00.",
            "Write date, time and offset, for example 2025-12-01T09:00:00+07:00.",
        ),
    }

    def __init__(self, *, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        properties = {"type": "string", "format": "date-time", "pattern": f"^{_MOMENT}$"}
        super().__init__(metadata=described(metadata, **properties), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> datetime:
        try:
            return moment(value)
        except ValueError as error:
            raise self.make_error("moment") from error

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **options: Any) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat()


class LocalDate(ma.fields.Field[date]):
    """A calendar date in Hà Nội: ``2025-12-01``, years 1900 to 2099."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "date": Sentence(
            "Ghi ngày theo năm-tháng-ngày, ví dụ 2025-12-01.",
            "Write the date as year-month-day, for example 2025-12-01.",
        ),
    }

    def __init__(self, *, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        properties = {"type": "string", "format": "date", "pattern": f"^{_DATE}$"}
        super().__init__(metadata=described(metadata, **properties), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> date:
        try:
            if not isinstance(value, str) or not re.fullmatch(_DATE, value):
                raise ValueError("not a date")
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.make_error("date") from error

    def _serialize(self, value: date | None, attr: str | None, obj: Any, **options: Any) -> str | None:
        return None if value is None else value.isoformat()


class LocalTime(ma.fields.Field[time]):
    """A time of day in Hà Nội, to the minute: ``08:30``."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "time": Sentence("Ghi giờ và phút, ví dụ 08:30.", "Write hours and minutes, for example 08:30."),
    }

    def __init__(self, *, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        properties = {"type": "string", "pattern": f"^{_CLOCK}$", "example": "08:30"}
        super().__init__(metadata=described(metadata, **properties), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> time:
        if not isinstance(value, str) or not re.fullmatch(_CLOCK, value):
            raise self.make_error("time")
        return time.fromisoformat(value)

    def _serialize(self, value: time | None, attr: str | None, obj: Any, **options: Any) -> str | None:
        return None if value is None else value.strftime("%H:%M")
