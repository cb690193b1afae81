"""The link by which a calendar program reads one volunteer's visits."""

from __future__ import annotations

from services.sessions.domain.calendar_link import draw_secret, hash_of
from services.sessions.tables import calendar_links
from shared.messaging.unit_of_work import UnitOfWork


def renew_link(unit: UnitOfWork, person_id: str) -> str:
    """A new secret for this person, said once, here; the link they had before opens nothing any more."""
    secret = draw_secret()
    row = {"person_id": person_id, "secret_hash": hash_of(secret), "made_at": unit.now}
    unit.upsert(calendar_links, row, key=("person_id",), newer=None)
    unit.note("calendar_link_renewed", "person", person_id)
    return secret


def drop_link(unit: UnitOfWork, person_id: str) -> None:
    """No calendar reads this person's visits any more."""
    if unit.execute(calendar_links.delete().where(calendar_links.c.person_id == person_id)).rowcount:
        unit.note("calendar_link_dropped", "person", person_id)
