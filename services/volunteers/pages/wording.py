"""The wards of which pages tell, and their words with the unit named as what it is."""

from __future__ import annotations

from services.volunteers.queries import wards as queries
from shared.errors import NotFound
from shared.web.doors import reading
from shared.web.pages.wording import Ward, said_of, worded

__all__ = ["Ward", "said_of", "ward_called", "worded"]


def ward_called(code: str | None) -> Ward | None:
    """Code, name, kind and phone of a ward; None when nobody knows it."""
    if not code:
        return None
    try:
        with reading() as connection:
            row = queries.ward(connection, code)
    except NotFound:
        return None
    return {"code": row.code, "name": row.data.name, "kind": row.data.unit, "phone": row.phone}
