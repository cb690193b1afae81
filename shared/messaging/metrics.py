"""What the messaging kit counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter

EVENTS_IN = Counter(
    "outreach_events_in_total",
    "Events taken from the broker, by how they ended (done, repeated, deferred, parked, conflict).",
    ["service", "ending"],
)
EVENTS_OUT = Counter(
    "outreach_events_out_total",
    "Outbox rows the broker answered for (confirmed, refused) or did not (unanswered).",
    ["service", "answer"],
)
