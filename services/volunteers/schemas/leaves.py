"""Who of the staff is away."""

from __future__ import annotations

from shared.web.fields import Body, Id, LocalDate


class LeaveBody(Body):
    """The first and the last day away, and the colleague who sees to one's requests meanwhile."""

    first_day = LocalDate(required=True)
    last_day = LocalDate(required=True)
    cover_id = Id(load_default=None, allow_none=True)
