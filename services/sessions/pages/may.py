"""Which deeds a page offers; whether they are allowed, the commands decide. Pure."""

from __future__ import annotations

from datetime import datetime

from services.sessions.domain.appointment import CONFIRMED, SCHEDULED, STANDING
from services.sessions.domain.people import ASKED_BY, HOUSEHOLD, RESIDENT, STAFF, VOLUNTEER
from services.sessions.queries.visits import Visit
from shared.web.pages.times import today

_TO_COME = (SCHEDULED, CONFIRMED)
_WHO_MEETS = frozenset({*HOUSEHOLD, VOLUNTEER, STAFF})


def deeds_of(visit: Visit, now: datetime) -> frozenset[str]:
    """What this reader can do with the visit now.

    Arrival and result are offered on the day, so that no thumb says them days before; that nobody came, once it
    should have begun. Staff, who hear of it by telephone, write down whatever it was.
    """
    parts, row = visit.parts, visit.row
    to_come, stands = row.status in _TO_COME, row.status in STANDING
    staff, begun = STAFF in parts, now >= row.starts_at
    its_day = staff or today(now) >= today(row.starts_at)
    can = {
        "confirm": row.status == SCHEDULED and bool(parts & {RESIDENT, ASKED_BY, STAFF}),
        "move": to_come and bool(parts & _WHO_MEETS),
        "cancel": to_come and bool(parts & {RESIDENT, ASKED_BY, STAFF}),
        "start": to_come and its_day and bool(parts & {VOLUNTEER, STAFF}),
        "report": stands and its_day and bool(parts & {VOLUNTEER, STAFF}),
        "missed": stands and bool(parts & _WHO_MEETS) and (staff or begun),
        "hand_back": to_come and VOLUNTEER in parts,
    }
    return frozenset(deed for deed, possible in can.items() if possible)
