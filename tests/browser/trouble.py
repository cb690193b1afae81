"""What city staff are shown when something went wrong: an event nobody could handle."""

from __future__ import annotations

import json
from datetime import UTC

from sqlalchemy import create_engine, insert

from services.notifications.tables import kit
from shared.messaging.inbox import PARKED
from tests.flows.network import Network

EVENT = "019aa3c2-7d1e-7cc2-9d6b-00000000dead"


def an_event_is_parked(network: Network) -> str:
    """As notifications itself keeps it, on SQLite; its id."""
    subject = "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"
    body = {"id": EVENT, "type": "volunteers.request.opened.v9", "subject": subject, "data": {"ward": "00004"}}
    row = {
        "event_id": EVENT,
        "status": PARKED,
        "type": body["type"],
        "subject": subject,
        "received_at": network.now.astimezone(UTC),
        "attempts": 40,
        "reason": "type_unknown",
        "last_error": "volunteers.request.opened.v9 is not known to this program yet",
        "body": json.dumps(body).encode(),
    }
    engine = create_engine(f"sqlite:///{network.folder}/notifications.sqlite3")
    with engine.begin() as connection:
        connection.execute(insert(kit.inbox).values(row))
    engine.dispose()
    return EVENT
