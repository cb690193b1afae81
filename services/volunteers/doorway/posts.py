"""A post as somebody wants it given."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.volunteers.domain.person import Post, Role
from shared.clock import HANOI
from shared.errors import Invalid
from shared.web.doors import current_unit


def refuse_backwards(field: str, since: date, until: date | None) -> None:
    """Raise :class:`Invalid` for a last day before the first."""
    if until is not None and until < since:
        raise Invalid.one(
            field,
            vi="Ngày cuối phải từ ngày bắt đầu trở đi.",
            en="The last day must not be before the first.",
        )


def post_of(body: dict[str, Any], field: str) -> Post:
    """A post as it was sent, from today on unless it says otherwise; raises :class:`Invalid`."""
    since = body["since"] or current_unit().now.astimezone(HANOI).date()
    refuse_backwards(f"{field}until", since, body["until"])
    if (body["role"] == Role.CITY) == bool(body["wards"]):
        raise Invalid.one(
            f"{field}wards",
            vi="Ghi phường, xã của việc này; riêng city thì để trống, là cả thành phố.",
            en="Name the wards of the post; for city leave them out, it is the whole city.",
        )
    return Post(body["role"], tuple(sorted(body["wards"])), since, body["until"])
